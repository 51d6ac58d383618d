// From a measure back to what changed: each step splits the difference in one quantity among its inputs.
//
// The quantities and what they are made of stand in one table, mechanisms.cpp: to add one, add a row there.
#pragma once

#include <string>
#include <vector>

#include "analysis/why/question.hpp"
#include "analysis/why/trace.hpp"

namespace chokepoint {

/// What is known of a pair of runs.
struct Evidence {
  const RunPair& pair;
  const Trace& a;
  const Trace& b;
  Month since;  ///< the states are the same before
  const Layout& layout;
  const Question& question;
  [[nodiscard]] const WorldData& data() const { return *a.world().data; }
};

struct Mechanism;

/// A quantity of someone at a time. What a mechanism does not need is none.
struct CauseNode {
  const Mechanism* mechanism = nullptr;
  NationId nation{};
  FirmId firm{};
  DesignerId designer{};
  FoundryId foundry{};
  Month month{};
  bool raw = false;  ///< accelerators counted as they are, not by what they are worth in training
  friend bool operator==(const CauseNode&, const CauseNode&) = default;
};

/// An input of a quantity.
struct Contribution {
  std::string what;
  std::string unit;
  double a = 0, b = 0;  ///< the input in both runs, in its own unit
  double effect = 0;    ///< on the difference in the quantity
  CauseNode from;       ///< where to go on, if the mechanism is not null
};

/// A figure that tells more of a step and is no part of a sum.
struct Fact {
  std::string what, unit;
  double a = 0, b = 0;
};

/// The difference in one quantity: the effects of the parts and the remainder add up to it.
struct Step {
  std::string quantity, whom, unit, phase;  ///< phase: of the schedule, which makes the quantity
  CauseNode node;
  Month month;
  double a = 0, b = 0;
  std::vector<Contribution> parts;  ///< by size of their effects
  std::vector<Fact> facts;
  std::vector<EdgeId> doors;        ///< links that decide it: what closes one of them is told
  std::vector<std::string> events;  ///< in force in its month in one of the runs, which close more than a twentieth of
                                    ///< a door alone, as `B: us-2022-10-chips`; those that do so in both are left out
  double share = 1;                 ///< of the difference in the measure that leads through here
  std::size_t parent = 0;           ///< the step that led here; itself for the first
  [[nodiscard]] double difference() const { return a - b; }
  /// What no part explains.
  [[nodiscard]] double remainder() const;
};

using Chain = std::vector<Step>;

/// A quantity that can be split.
struct Mechanism {
  std::string_view name, unit;
  std::string_view phase;  ///< of agents/schedule.cpp, by name
  void (*split)(const Evidence&, const CauseNode&, Step&);
};

[[nodiscard]] const Mechanism& mechanism(std::string_view name);
[[nodiscard]] std::span<const Mechanism> mechanisms();
/// Where the walk begins for a metric, or nothing: no mechanism leads to it.
[[nodiscard]] CauseNode root_of(const Evidence& evidence);

/// The way along the largest part of each step, as far as it leads: places in the chain, from the measure back.
[[nodiscard]] std::vector<std::size_t> main_path(const Chain& chain);

/// The walk, the largest shares first, at most `steps` long. Empty where no mechanism leads to the metric.
[[nodiscard]] Chain explain(const Evidence& evidence, std::size_t steps = 14);

/// Fills in the events that close the doors of the steps: each scenario runs once for all of them.
void tell_closing_events(const RunPair& pair, Chain& chain);

}  // namespace chokepoint
