// Series, leaderboard and calendar of the report page, as output/report/src/data.ts describes them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "analysis/compare/comparison.hpp"
#include "analysis/record/targets.hpp"

namespace chokepoint::output {

/// An observed figure times a scale; its bar is the 90 % interval of its own error.
[[nodiscard]] nlohmann::ordered_json record_point_json(const Target& figure, double scale);
/// Fans by month of every chart, levels and paired differences, with the observed figures. Quantiles are drawn on all
/// cores.
[[nodiscard]] nlohmann::ordered_json charts_json(const Comparison& comparison, const std::vector<Target>& record);
/// Models among the top 20 by nation and month, means over runs; null if no nation ever has one.
[[nodiscard]] nlohmann::ordered_json leaderboard_json(const Comparison& comparison);
/// The events of all scenarios in order of time. `touches`: by scenario and event, may be empty.
[[nodiscard]] nlohmann::ordered_json timeline_json(const Comparison& comparison,
                                                   const std::vector<std::vector<std::string>>& touches);

}  // namespace chokepoint::output
