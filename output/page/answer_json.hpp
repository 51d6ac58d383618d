// An answer as the JSON of the page, of summary.json and of compare.json.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "analysis/compare/answer.hpp"

namespace chokepoint::output {

/// `Answer` of output/report/src/data.ts: sentences, and by policy the claims, what changed and what it hinges on.
[[nodiscard]] nlohmann::ordered_json answer_json(const Answer& answer);

/// One sentence: the answer of the one policy or of all.
[[nodiscard]] std::string headline_sentence(const Answer& answer);

}  // namespace chokepoint::output
