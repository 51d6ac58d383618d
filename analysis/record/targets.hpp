// The model against the record: targets as data, deviations in standard units.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/runs/ensemble.hpp"

namespace chokepoint {

/// The last month of which the record tells.
inline constexpr Month record_end = Month::of(2025, 12);

/// What a figure of the record is to the model: fitted by the calibration; `set`: a parameter's value or a path was set
/// with it by hand, so that it judges nothing; held out from both.
enum class TargetRole { fit, set, hold };
inline constexpr std::array<std::string_view, 3> target_role_names = {"fit", "set", "hold"};
[[nodiscard]] constexpr std::string_view name_of(TargetRole role) {
  return target_role_names[static_cast<std::size_t>(role)];
}

/// One observed figure. Source and grade stand in data/targets.csv.
struct Target {
  std::string id, metric, agent, unit, source, grade;
  Month month;
  double value = 0;
  double deviation = 0;  ///< standard deviation: of the logarithm where `logarithmic`, else in the target's unit
  double scale = 1;      ///< metric x scale is in the target's unit
  bool logarithmic = false;
  TargetRole role = TargetRole::fit;
};

/// Reads targets; unknown metrics and agents, and outcomes after 2025, are mistakes.
[[nodiscard]] std::vector<Target> read_targets(const config::Node& file, const Layout& layout, Mistakes& mistakes);

/// The least and the most of 90 % of a figure's own error, in its unit.
[[nodiscard]] std::pair<double, double> ninety_of(const Target& target);

/// How far a measured figure is from a target, in the target's standard deviations; positive: too much.
[[nodiscard]] double deviation_from(const Target& target, double measured);

struct Deviation {
  const Target* target = nullptr;
  double model = 0;  ///< median over replicates, in the target's unit
  double z = 0;      ///< (model - target) / deviation
};
[[nodiscard]] std::vector<Deviation> compare_with_record(const Results& results, const std::vector<Target>& targets);

/// Root mean square of z over the targets of a role; not told (NaN) of none.
[[nodiscard]] double rms_z(const std::vector<Deviation>& deviations, TargetRole role);

}  // namespace chokepoint
