// Claims judged by runs, for a page of the documentation.
#pragma once

#include <string>
#include <vector>

#include "analysis/compare/hypotheses.hpp"

namespace chokepoint::output {

/// How many parts of the claims got which answer: `Of 12 parts 9 yes, 2 no and 1 undetermined.`
[[nodiscard]] std::string claims_sentence(const std::vector<JudgedHypothesis>& claims);

/// What was run for a page of claims.
struct ClaimsRun {
  std::string command, file, parameters;
  std::size_t runs = 0;
};
/// A page of Markdown: what was not found first, then every part of every claim.
[[nodiscard]] std::string claims_page_text(const std::vector<JudgedHypothesis>& claims, const ClaimsRun& run);

}  // namespace chokepoint::output
