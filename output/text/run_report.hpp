// The tables a person reads: headline metrics, paired differences, what happened when.
#pragma once

#include <string>
#include <vector>

#include "analysis/runs/ensemble.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

[[nodiscard]] std::span<const Headline> headlines();

/// Months that the summary shows: the Decembers of 2025, 2027 and 2030 within the horizon, and its last month.
[[nodiscard]] std::vector<Month> report_months(Month end);

/// The whole report as text.
[[nodiscard]] std::string text_report(const Results& results, const TextStyle& style);

/// What the bands of a result hold.
[[nodiscard]] std::string bands_text(const Results& results);

}  // namespace chokepoint::output
