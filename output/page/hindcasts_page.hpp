// The page of `simulate validate`: what was foretold of each series from each origin, beside what then happened.
#pragma once

#include <string>
#include <vector>

#include "analysis/record/hindcast_fans.hpp"
#include "output/page/bare_page.hpp"

namespace chokepoint::output {

/// The page's data, as `ReportData` of output/report/src/data.ts without scenarios, months and charts.
[[nodiscard]] std::string hindcasts_page_json(const Validation& validation, const std::vector<HindcastFan>& fans,
                                              const PageMade& made);

}  // namespace chokepoint::output
