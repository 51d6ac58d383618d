// Where researchers live and work: P1.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// P1, once for all: researchers grow in number and move, under the measures in force and, on the reference path,
/// without any. Whoever leaves one nation arrives in another.
void move_talent(const MonthView& view, std::size_t, std::size_t);

}  // namespace chokepoint::agents::nation
