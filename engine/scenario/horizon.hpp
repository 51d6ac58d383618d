// How far ahead the model's numbers were judged.
#pragma once

#include <string>

#include "engine/scenario/scenario.hpp"

namespace chokepoint {

/// The last month for which parameters and paths were judged; a scenario ends there unless it says otherwise.
inline constexpr Month judged_until = Month::of(2030, 12);

/// What to know of a run that goes on beyond that month, or "".
[[nodiscard]] std::string horizon_remark(const Scenario& scenario);

}  // namespace chokepoint
