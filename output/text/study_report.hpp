// What a batch study says, told: Markdown that reads well on a terminal.
#pragma once

#include <string>

#include "analysis/sweep/findings.hpp"

namespace chokepoint::output {

/// All findings of the study that `spec` says.
[[nodiscard]] std::string sweep_text(const SweepFindings& findings, const PlanSpec& spec);

}  // namespace chokepoint::output
