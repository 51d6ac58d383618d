// What a batch study says, as data.
#pragma once

#include <string>

#include "analysis/sweep/findings.hpp"

namespace chokepoint::output {

/// All findings of the study that `spec` says; what is not told is null.
[[nodiscard]] std::string sweep_json(const SweepFindings& findings, const PlanSpec& spec);

}  // namespace chokepoint::output
