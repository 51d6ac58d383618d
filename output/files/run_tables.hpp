// Tables of a result for machines: CSV files (RFC 4180), one row a value. Columns: docs/how_to/read_a_result.md.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/runs/ensemble.hpp"

namespace chokepoint::output {

/// Whether a series is 0 in every month of every run.
[[nodiscard]] bool never_moves(const Ensemble& ensemble, std::size_t series);
/// Whether a person asked for the series: all of them, or those of the named metrics.
[[nodiscard]] bool is_asked(const Series& series, const std::vector<std::string>& metrics);

/// What the agent of a series is: `world`, `nation`, `region`, `firm`, `designer`, `foundry`, `good`, `traded_good` or
/// `supplier`. A region stands beside the nations that belong to it: sums over nations leave regions out.
[[nodiscard]] std::string_view agent_kind(const Series& series);

/// Means, quantiles and paired differences by month and series. Series that are zero throughout are left out;
/// `metrics`: these only, or all.
[[nodiscard]] std::string series_csv(const Results& results, const std::vector<std::string>& metrics);

/// Every run's values of the metrics asked for; without any named, of the world as a whole.
[[nodiscard]] std::string members_csv(const Results& results, const std::vector<std::string>& metrics);

/// What the scenario holds: dated events in the order of time, then, without a month, those that wait for a trigger.
[[nodiscard]] std::string events_csv(const Scenario& scenario);

/// Run by run, each coming about of the events whose course depends on the run: those with a trigger, and those that
/// random variation may end.
[[nodiscard]] std::string fired_csv(const Results& results);

/// Events with a trigger: in how many runs each came about, and when first.
[[nodiscard]] nlohmann::ordered_json conditional_events_json(const Ensemble& ensemble);

}  // namespace chokepoint::output
