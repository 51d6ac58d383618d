// Slots of the state and rules of the policy state by name, and in which of them two runs differ.
#pragma once

#include <string>
#include <vector>

#include "engine/world/world.hpp"

namespace chokepoint {

/// What the cells of a column are.
enum class SlotKind { number, flag, month };

/// A slot of the state that is not the same in two worlds.
struct SlotDifference {
  std::string column, agent;  ///< `link.order`, `NVIDIA -> Alibaba, accelerator`
  double a = 0, b = 0;        ///< of a flag 0 or 1, of a month its index
  SlotKind kind = SlotKind::number;
  /// |a-b| over the larger of the two, 0..2.
  [[nodiscard]] double relative() const;
};

/// A value of a flag or a month in words: `yes`, `no`, `2025-01`, `never`.
[[nodiscard]] std::string slot_word(SlotKind kind, double value);

/// All slots in which two worlds of the same agents differ, in the order of the columns: numbers, flags and months. A
/// column of which one world
/// has more cells belongs to what the scenarios themselves bring (events, governments) and is passed over.
[[nodiscard]] std::vector<SlotDifference> state_differences(const World& a, const World& b);

/// A rule, or a parameter of the month, that is not the same.
struct RuleDifference {
  std::string rule, whom, a, b;  ///< `chips`, `US -> CN`, `TPP below 4800`, `none`
};

[[nodiscard]] std::vector<RuleDifference> rule_differences(const Regimes& a, const Regimes& b, const WorldData& data);

/// The parameters of a month that differ, by name.
[[nodiscard]] std::vector<RuleDifference> parameter_differences(const Parameters& a, const Parameters& b,
                                                                const ParameterTable& table);

}  // namespace chokepoint
