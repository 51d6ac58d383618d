// What a batch study says, told: Markdown that reads well on a terminal.
#pragma once

#include <string>

#include "output/text/study_words.hpp"

namespace chokepoint::output {

/// All findings of the study that is named, its answer first.
[[nodiscard]] std::string sweep_text(const SweepFindings& findings, const StudyNames& names);

}  // namespace chokepoint::output
