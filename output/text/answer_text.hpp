// The answer of a comparison on one screen.
#pragma once

#include <string>

#include "analysis/compare/answer.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

/// What a first screen says beside the answer.
struct AnswerScreen {
  std::string warnings = {};  ///< lines of their own, or nothing
  std::size_t lines = 0;      ///< as many at most, by leaving rows out; 0: all
};

/// Question, verdict, what changed and what did not, and what that hinges on: of one policy, or of a scenario alone, in
/// one block; of several a block each, and a table of policies by the measures told at a glance.
[[nodiscard]] std::string answer_text(const Answer& answer, const AnswerScreen& screen, const TextStyle& style);

}  // namespace chokepoint::output
