// Validation told: for the terminal, and as the page docs/validation.md.
#pragma once

#include <string>

#include "analysis/record/validation.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

[[nodiscard]] std::string validation_text(const Validation& validation, const TextStyle& style);

/// `command` makes the page again.
[[nodiscard]] std::string validation_markdown(const Validation& validation, const std::string& command);

/// As JSON.
[[nodiscard]] std::string validation_json(const Validation& validation);

}  // namespace chokepoint::output
