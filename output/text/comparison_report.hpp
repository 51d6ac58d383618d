// A comparison told: tables for the terminal, CSV and JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "analysis/compare/comparison.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

/// One row for each scenario, chart and December: level, paired difference, errors, odds; in the units of the metrics.
[[nodiscard]] std::string comparison_csv(const Comparison& comparison);

/// The same of the reported months as JSON, with winners, losers, the spread, and how often and when events with a
/// trigger came about.
[[nodiscard]] nlohmann::ordered_json comparison_json(const Comparison& comparison, const Headline& asked, Month at);

/// Tables for a person. `asked`: the metric shown in full.
[[nodiscard]] std::string comparison_text(const Comparison& comparison, const Headline& asked, Month at,
                                          const TextStyle& style);

/// A line of eight heights for values from lowest to highest; empty for fewer than two values or none that differ.
[[nodiscard]] std::string sparkline(const std::vector<double>& values);

}  // namespace chokepoint::output
