// A comparison for machines: CSV and JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "analysis/compare/findings.hpp"

namespace chokepoint::output {

/// One row for each scenario, chart and December: level, paired difference, errors, odds; in the units of the metrics.
[[nodiscard]] std::string comparison_csv(const ComparisonFindings& findings);

/// The same of the reported months as JSON, with winners, losers, the spread, and how often and when events with a
/// trigger came about.
[[nodiscard]] nlohmann::ordered_json comparison_json(const ComparisonFindings& findings);

}  // namespace chokepoint::output
