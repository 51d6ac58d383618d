// What a validation found: for the terminal, as the page docs/validation.md, as JSON.
#pragma once

#include <string>

#include "analysis/record/validation.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

/// `name`: of the scenario that was simulated; told unless it is the record as shipped.
[[nodiscard]] std::string validation_text(const Validation& validation, const std::string& name,
                                          const TextStyle& style);
/// `command`: what makes the page again.
[[nodiscard]] std::string validation_markdown(const Validation& validation, const std::string& name,
                                              const std::string& command);
/// Trials of what is assumed of the equations' error, the best first.
[[nodiscard]] std::string assimilation_text(const AssimilationTrials& trials, const TextStyle& style);
[[nodiscard]] std::string validation_json(const Validation& validation, const std::string& name);

}  // namespace chokepoint::output
