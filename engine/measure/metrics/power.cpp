// Whether accelerators can be powered.
#include "engine/measure/metrics/families.hpp"
#include "engine/measure/metrics/row.hpp"

namespace chokepoint::metric_families {
namespace {

constexpr Metric power_metrics[] = {
    {"deployable",
     "share",
     share_step,
     "of the nation's accelerators that can be powered",
     Dimension::nation,
     of_nations<&Nations::deployable>,
     {},
     Aggregate::by_compute},
    {"power", "GW", power_step, "drawn by AI", Dimension::nation, of_nations<&Nations::power_use>, {}, Aggregate::sum},
};

}  // namespace

std::span<const Metric> power() { return power_metrics; }

}  // namespace chokepoint::metric_families
