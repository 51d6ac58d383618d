// The tables a person reads: headline metrics, paired differences, what happened when.
#pragma once

#include <string>

#include "analysis/runs/ensemble.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

/// The whole report as text.
[[nodiscard]] std::string text_report(const Results& results, const TextStyle& style);

/// What the bands of a result hold.
[[nodiscard]] std::string bands_text(const Results& results);

}  // namespace chokepoint::output
