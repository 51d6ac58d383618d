// The figures of a batch study for its page: `Study` of output/report/src/data.ts.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "analysis/sweep/findings.hpp"
#include "output/text/study_words.hpp"

namespace chokepoint::output {

/// A study as it was analysed. All must outlive this.
struct AnalysedStudy {
  const Plan& plan;
  const SweepTable& table;
  const SweepFindings& found;
  const StudyNames& names;
};

/// Factors and quantities by point (of very many points some, evenly), cases with their boxes, and what moves each
/// quantity.
[[nodiscard]] nlohmann::ordered_json study_json(const AnalysedStudy& study);

}  // namespace chokepoint::output
