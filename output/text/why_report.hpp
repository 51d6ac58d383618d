// Why a run comes out differently, told.
#pragma once

#include <string>

#include "analysis/why/why.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

[[nodiscard]] std::string why_text(const Why& why, const TextStyle& style);

[[nodiscard]] std::string why_json(const Why& why);

}  // namespace chokepoint::output
