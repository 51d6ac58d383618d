// A nation's governance norm and its place between the blocs: P10.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// P10: by how much the norms of the nation's neighbours have moved, as of last month. Reads all norms and writes none,
/// so that no nation hears what another has become this month.
void average_neighbour_norms(const MonthView& view, std::size_t first, std::size_t last);

/// P10: norms drift towards those of the blocs whose models are used and along with the neighbours (Friedkin and
/// Johnsen 1990).
void drift_norms(const MonthView& view, std::size_t first, std::size_t last);

/// P10, once for all: from which bloc every nation buys its accelerators and AI services.
void follow_trade(const MonthView& view, std::size_t, std::size_t);

/// P10: the place between the blocs follows norm and trade.
void shift_alignment(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::nation
