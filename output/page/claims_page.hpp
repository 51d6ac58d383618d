// The page of `simulate hypotheses`: claims with what the runs say of their components.
#pragma once

#include <string>
#include <vector>

#include "analysis/compare/hypotheses.hpp"
#include "output/page/bare_page.hpp"

namespace chokepoint::output {

/// The page's data, as `ReportData` of output/report/src/data.ts without scenarios, months and charts.
[[nodiscard]] std::string claims_page_json(const std::vector<JudgedHypothesis>& claims, const PageMade& made);

}  // namespace chokepoint::output
