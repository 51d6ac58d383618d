// What a batch study says, told: Markdown that reads well on a terminal.
#pragma once

#include <string>

#include "output/text/study_words.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

/// All findings of the study that is named, its answer first. Tables are as wide as the style says, sentences are
/// whole.
[[nodiscard]] std::string sweep_text(const SweepFindings& findings, const StudyNames& names,
                                     const TextStyle& style = {});

}  // namespace chokepoint::output
