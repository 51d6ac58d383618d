// The page of a batch study: what its analysis found.
#pragma once

#include <string>

#include "output/page/study_data.hpp"

namespace chokepoint::output {

/// The page's data (output/report/src/data.ts) from what was found and the text of the provenance that `collect`
/// writes, of which the digest is told; without it, or if it is no JSON, there is none.
[[nodiscard]] std::string sweep_page_json(const AnalysedStudy& study, const std::string& provenance,
                                          const std::string& version);

}  // namespace chokepoint::output
