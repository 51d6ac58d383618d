// The results of runs as integrated assessment models tell theirs: the long format of the IAMC, a column a year.
#pragma once

#include <string>
#include <vector>

#include "analysis/runs/ensemble.hpp"

namespace chokepoint::output {

/// Columns model, scenario, region, variable, unit and a column a year with the value at its last month simulated. A
/// row for each series that ever moves, or those of the metrics named, and for its mean and 5, 50 and 95 % quantile
/// over the runs: `compute_share|50.0th Percentile` of region CN. What nations and regions do not have stands in region
/// World, an agent behind its metric: `firm_revenue|OpenAI|Mean`. Of `results` the main runs alone.
[[nodiscard]] std::string iamc_csv(const Results& results, const std::vector<std::string>& metrics);

}  // namespace chokepoint::output
