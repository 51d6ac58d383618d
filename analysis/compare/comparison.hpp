// Scenarios compared run by run with one of them: differences, winners and losers, where the spread comes from.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/compare/shown_series.hpp"
#include "analysis/methods/enough.hpp"
#include "analysis/methods/paired_difference.hpp"
#include "analysis/runs/ensemble.hpp"

namespace chokepoint {

/// Runs of several scenarios that share random numbers and parameters, replicate by replicate, and the month of their
/// end.
struct Comparison {
  std::shared_ptr<const Layout> layout;
  std::vector<std::shared_ptr<const Ensemble>>
      ensembles;  ///< at least one; the first is what the others are compared with
  std::uint64_t seed = 1;
  std::string version, command;    ///< the command makes the result again
  std::string commit = "unknown";  ///< of the program's sources
  ParameterSource parameters;
  Selection selection = {};  ///< of the runs

  explicit Comparison(const Results& results);  ///< a run and the one it is compared with
  Comparison() = default;

  [[nodiscard]] std::size_t runs() const { return ensembles[0]->records.size(); }
  [[nodiscard]] const Scenario& scenario(std::size_t s) const { return *ensembles[s]->scenario; }
  [[nodiscard]] Month end() const { return scenario(0).end; }
  /// Runs that share a parameter set, where all runs are there.
  [[nodiscard]] std::size_t group() const { return parameters.group(); }
  [[nodiscard]] Clusters clusters() const { return clusters_of(*ensembles[0], parameters); }
  [[nodiscard]] std::vector<double> values(std::size_t s, std::size_t series, Month month) const {
    return ensembles[s]->values(static_cast<std::size_t>(month.index), series);
  }
  /// Of a scenario against the first.
  [[nodiscard]] PairedDifference difference(std::size_t s, std::size_t series, Month month) const {
    return compare_series(layout->series()[series], values(0, series, month), values(s, series, month), clusters());
  }
};

/// An agent that a scenario makes better or worse off.
struct Winner {
  const Stake* stake = nullptr;
  std::string agent;
  double base = 0;  ///< median in the first scenario, in the stake's unit
  Summary change;   ///< in the stake's unit
};
/// By stake, the agents that a scenario moves, from the largest gain to the largest loss: those of which the sign is at
/// least likely and the difference counts. Regions are left out: their nations stand for themselves.
[[nodiscard]] std::vector<Winner> winners(const Comparison& comparison, std::size_t s, Month month);
/// Of these the foremost by stake: up to `most` that gain and as many that lose.
[[nodiscard]] std::vector<Winner> foremost(const std::vector<Winner>& winners, std::size_t most);

/// Where the variance of an outcome over all runs of all scenarios comes from; sums to 1. Parameters and random
/// variation are not told (NaN) where fewer than five parameter sets were run; nothing is where nothing varies.
struct Spread {
  double policy = not_told, parameters = not_told, random = not_told;
  bool sets = false;  ///< whether parameters vary at all
  /// `12 % policy, 50 % parameters, 38 % random variation`, or why not.
  [[nodiscard]] std::string text() const;
};
[[nodiscard]] Spread spread(const Comparison& comparison, std::size_t series, Month month);

}  // namespace chokepoint
