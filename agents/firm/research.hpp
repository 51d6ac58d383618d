// Algorithms: own research, diffusion from the best closed and open labs, adaptation to scarcity, paradigms: P6.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::firm {

/// P6, once for all: freezes the levels that knowledge diffuses from.
void freeze_donors(const MonthView& view, std::size_t, std::size_t);

/// P6: next month's algorithmic level and adaptation, from frozen levels.
void research(const MonthView& view, std::size_t first, std::size_t last);

/// Part of its compute that the lab gives to its largest models, relative to what it does once that has risen to its
/// end, 0..1.
class Concentration {
 public:
  explicit Concentration(const MonthView& view);
  [[nodiscard]] double operator()(const World& world, FirmId firm) const {
    return world.nations.norm_leader[world.firms.nation[firm]] < 0 ? of_beginners_ : of_others_;
  }

 private:
  double of_beginners_, of_others_;
};

/// Compute at work in the lab, H100e: deployable stock that is not let to others, and what is rented.
[[nodiscard]] double lab_compute(const MonthView& view, FirmId firm);

/// Its pace of research against that of a major laboratory, 0 to 2.
[[nodiscard]] double pace_of_research(const MonthView& view, FirmId firm);

}  // namespace chokepoint::agents::firm
