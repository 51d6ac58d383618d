// Training runs and model releases, open or closed: P7.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::firm {

/// P7: the training run goes on; when a release is due, its capability.
void train(const MonthView& view, std::size_t first, std::size_t last);

/// P7, once for all: due releases enter the registry by lab name, flagship first; frontier and its history follow.
void publish(const MonthView& view, std::size_t, std::size_t);

}  // namespace chokepoint::agents::firm
