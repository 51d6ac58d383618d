// The page of `simulate hypotheses`: claims with what the runs say of their components.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/compare/hypotheses.hpp"

namespace chokepoint::output {

/// How the claims were judged.
struct ClaimsMade {
  std::string version, command, parameters;
  std::size_t runs = 0;
  std::uint64_t seed = 1;
};

/// The page's data, as `ReportData` of output/report/src/data.ts without scenarios, months and charts.
[[nodiscard]] std::string claims_page_json(const std::vector<JudgedHypothesis>& claims, const ClaimsMade& made);

}  // namespace chokepoint::output
