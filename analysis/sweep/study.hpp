// The file that says what a batch study varies, how, and what it keeps of each run.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "analysis/runs/evaluator.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "analysis/sweep/plan.hpp"
#include "engine/base/form.hpp"

namespace chokepoint {

/// Where a study finds what it names.
struct SweepSources {
  ScenarioOptions options;  ///< how scenarios are read
  std::function<std::filesystem::path(const std::string&)> scenario_file,
      policy_file;  ///< of a word that a person wrote
  /// The parameter sets that a source names: see `--parameters`.
  std::function<ParameterSets(const std::string& source, std::size_t replicates, std::uint64_t seed, const Scenario&)>
      sets;
  std::function<void(std::size_t done, std::size_t total)> progress =
      {};  ///< told while the values of a factor are tried
};

/// What a run may cost.
struct SweepLimits {
  double seconds = 600;       ///< a run; 0: as many as it likes
  std::size_t megabytes = 0;  ///< a worker, beyond what it begins with; 0: as many as it likes
};

/// A study, read and wholly checked. Keys: analysis/sweep/study_form.cpp.
struct SweepStudy {
  std::filesystem::path file;
  PlanSpec spec;
  SweepLimits limits;
  std::shared_ptr<ScenarioLoader> loader;
  std::vector<Composition> compositions;                                  ///< by alternative
  std::vector<Scenario> scenarios;                                        ///< the same before factors are set
  std::vector<std::vector<config::Node>> values;                          ///< by factor and level: what is set
  std::vector<std::vector<std::vector<std::filesystem::path>>> policies;  ///< by factor and level
  ParameterSets sets;
  std::vector<Figure> figures;  ///< outputs, then each month of each series

  /// The override that a factor's value stands for.
  [[nodiscard]] Override override_of(std::size_t factor, double value) const;
};

/// Reads a study, its scenarios and policies. Throws ScenarioError with every mistake.
[[nodiscard]] SweepStudy read_sweep_study(const std::filesystem::path& file, const SweepSources& sources);

/// Reads `factors`, `correlations` and `constraints`; inside the reading of studies only.
void read_sweep_factors(config::FormReader& top, const SweepSources& sources, SweepStudy& study);
/// Of these the last two, which say how factors go together.
void read_factor_relations(config::FormReader& top, SweepStudy& study);
/// Reads `design`, after the factors.
void read_sweep_design(config::FormReader& top, SweepStudy& study);
/// Reads `outputs` and `series`.
void read_sweep_outputs(config::FormReader& top, SweepStudy& study);
/// Reads `cases` and `objectives`, after the outputs.
void read_sweep_questions(config::FormReader& top, SweepStudy& study);

}  // namespace chokepoint
