// How much of a nation's supply of chip tools is closed.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint {

/// Share of tool supply that the rules in force close to a foundry of the nation at this node, 0..1: a home of toolmakers
/// closes the weights of its barred makers, at most 1, and homes combine as 1 - prod(1 - w). docs/model.md, "Tools, fabs, node, yield".
[[nodiscard]] double tool_denial(const MonthView& view, NationId n, double node);

/// The same for the nation as a whole: as its most advanced foundry feels it, or any foundry if it has none.
[[nodiscard]] double tool_denial(const MonthView& view, NationId n);

}  // namespace chokepoint
