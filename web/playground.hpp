// What a page in a browser may ask of the engine: scenarios as text, runs one by one, what they mean. One thread.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "analysis/compare/comparison.hpp"
#include "analysis/compare/hypotheses.hpp"
#include "analysis/runs/ensemble.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "engine/scenario/scenario.hpp"

namespace chokepoint::web {

/// Scenario 0 is what the others are compared with. Months up to `last_shared` are run once for all scenarios that
/// agree till then, and kept by replicate.
class Playground {
 public:
  /// `home` holds data/ and scenarios/ as the program has them. `point`: parameters as they are, else the posterior's.
  /// Throws ScenarioError.
  Playground(const std::string& home, std::uint64_t seed, bool point);

  /// Reads a scenario from text, in place of an earlier one of the number. Throws ScenarioError with every mistake;
  /// what was there then stays.
  void set(std::size_t scenario, const std::string& yaml);
  /// Whether runs of a scenario go on from those kept of scenario 0.
  [[nodiscard]] bool shares(std::size_t scenario) const { return shares_.at(scenario); }

  /// Simulates a replicate. Keeps it as it stands in `last_shared` if it is of scenario 0 and `keep` says so.
  [[nodiscard]] const std::vector<std::uint32_t>& run(std::size_t scenario, std::size_t replicate, bool keep);
  /// Takes what `run` gave, here or in another worker.
  void take(std::size_t scenario, std::size_t replicate, const std::vector<std::uint32_t>& packed);
  /// Charts, outcomes and answer as the report page shows them, of the first `runs` replicates of scenario 0 and of
  /// these; and the hash of each. All of them must have been taken.
  [[nodiscard]] nlohmann::ordered_json tell(std::size_t runs, const std::vector<std::size_t>& scenarios) const;

  static constexpr Month last_shared = Month::of(2026, 6);

 private:
  using Runs = std::map<std::size_t, std::vector<std::uint32_t>>;  ///< by replicate, packed

  [[nodiscard]] std::vector<std::uint32_t> pack(const Measured& run) const;
  [[nodiscard]] std::shared_ptr<const Ensemble> ensemble(std::size_t scenario, std::size_t runs) const;
  void measure(const Scenario& scenario);
  /// What the claims read.
  [[nodiscard]] std::vector<Figure> claimed() const;

  std::string home_;
  std::uint64_t seed_;
  std::unique_ptr<ScenarioLoader> loader_;
  std::vector<std::unique_ptr<Scenario>> scenarios_;
  std::vector<bool> shares_;
  std::vector<Runs> taken_;
  ParameterSets sets_;
  std::vector<Hypothesis> claims_;  ///< those that scenarios share, judged of each
  Wanted wanted_;
  std::shared_ptr<const Layout> layout_;
  std::vector<std::size_t> packed_;  ///< series that are handed on
  std::map<std::size_t, std::unique_ptr<MeasuredRun>> trunks_;
  std::vector<std::uint32_t> latest_;
};

}  // namespace chokepoint::web
