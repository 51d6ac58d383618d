// Where two runs first part: month, event, rule, phase, agent and column.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/run/simulation.hpp"
#include "engine/world/state_differences.hpp"

namespace chokepoint {

/// Two runs of the same random numbers: replicate and seed of both, parameters of each.
struct RunPair {
  const Scenario& a;
  const Scenario& b;
  std::span<const Phase> phases;
  std::uint64_t seed = 1, replicate = 0;
  Parameters in_a, in_b;
};

/// An event that is not the same, or does not stand the same, in the month in which the runs part; lists of them have
/// the latest first.
struct Cause {
  std::string id, sentence;
  Month since;       ///< that it stands as it does, in the run in which it acts
  std::string a, b;  ///< `in force`, `announced`, `not in force`, `absent`; with `, otherwise worded` if the two have
                     ///< different fields
};

/// The first month in which the policy states or the month's parameters differ.
struct RuleBreak {
  Month month;
  std::vector<RuleDifference> rules;
  std::vector<Cause> causes;
};

/// The first place in which the states differ.
struct StateBreak {
  Month month;
  bool at_start = false;  ///< the worlds differ before the first month
  std::string step, phase, reads, writes;
  std::vector<Cause> causes;          ///< events that do not stand the same in that month
  std::vector<SlotDifference> slots;  ///< all that differ once the phase is over, in the order of the columns

  [[nodiscard]] const SlotDifference& first() const { return slots.front(); }
  /// The `count` slots that differ most, by relative difference; ties in the order of the columns.
  [[nodiscard]] std::vector<SlotDifference> largest(std::size_t count) const;
};

struct Divergence {
  std::optional<RuleBreak> rules;
  std::optional<StateBreak> state;
};

/// Runs both up to and including a month, month by month, until rules and state have parted; then the month in which
/// the state does again, phase by phase.
[[nodiscard]] Divergence first_divergence(const RunPair& pair, Month last);

}  // namespace chokepoint
