// Accelerators in place, delivered, diverted and let.
#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/measure/metrics/families.hpp"
#include "engine/measure/metrics/row.hpp"

namespace chokepoint::metric_families {
namespace {

double raw(const Firms& f, FirmId i) { return f.raw[i]; }

double delivered_to(O o, NationId n) {
  double total = 0;
  for (const FirmId i : o.world.firms.nation.ids())
    if (!n.exists() || o.world.firms.nation[i] == n)
      for (std::size_t k = 0; k < origin_count; ++k) total += o.world.firms.delivered[k][i];
  return total;
}

constexpr Metric compute_metrics[] = {
    {"compute",
     "H100e",
     units,
     "accelerators in place",
     Dimension::nation,
     sums_by_nation<&Observation::firms, &FirmSums::raw>,
     {},
     Aggregate::sum,
     {"Accelerators in place", "H100e", 1, -4, "compute"}},
    {"compute_world", "H100e", units, "accelerators in place, world", Dimension::world,
     [](O o, A) { return over_all_firms(o, raw); }},
    {"compute_share",
     "share",
     share_step,
     "of the world's accelerators",
     Dimension::nation,
     [](O o, A a) { return ratio_or_zero(o.firms().raw[NationId{a}], o.firms().raw_world); },
     {},
     Aggregate::sum,
     {"Share of AI computing", "%", 100, 1, "compute"}},
    {"lab_compute", "H100e", units, "accelerators of the firm, or of a sector's firms", Dimension::firm,
     [](O o, A a) { return over_row(o, a, raw); }},
    {"compute_added", "H100e/month", units, "accelerators delivered in the month, world", Dimension::world,
     [](O o, A) { return delivered_to(o, NationId{}); }},
    {"compute_added_12m",
     "H100e/year",
     units,
     "accelerators delivered in twelve months, world",
     Dimension::world,
     sums_of<12>,
     {"compute_added"}},
    {"smuggled", "H100e/month", units, "accelerators diverted past controls that reach their buyers", Dimension::world,
     [](O o, A) { return over_all_firms(o, [](const Firms& f, FirmId i) { return f.smuggled[i]; }); }},
    {"smuggled_12m",
     "H100e/year",
     units,
     "the same over twelve months",
     Dimension::world,
     sums_of<12>,
     {"smuggled"},
     Aggregate::none,
     {"Smuggled accelerators, twelve months", "H100e", 1, -3, "compute"}},
    {"smuggled_through",
     "H100e/month",
     units,
     "diverted accelerators that left suppliers through the nation's hubs",
     Dimension::nation,
     sums_by_nation<&Observation::channels, &ChannelSums::diverted_through>,
     {},
     Aggregate::sum},
    {"detections",
     "hubs",
     one,
     "of the nation in which diversion is found out in the month",
     Dimension::nation,
     sums_by_nation<&Observation::channels, &ChannelSums::detections>,
     {},
     Aggregate::sum},
    {"seized", "H100e/month", units, "diverted accelerators seized on their way", Dimension::world,
     [](O o, A) { return fixed_sum(o.world.hubs.seized.cells()); }},
    {"seized_12m", "H100e/year", units, "the same over twelve months", Dimension::world, sums_of<12>, {"seized"}},
    {"rented_from",
     "H100e",
     units,
     "compute at work in the nation's data centres for renters abroad",
     Dimension::nation,
     sums_by_nation<&Observation::channels, &ChannelSums::rented_from>,
     {},
     Aggregate::sum},
    {"rented",
     "H100e",
     units,
     "compute of hosts abroad at work for the nation's firms",
     Dimension::nation,
     sums_by_nation<&Observation::firms, &FirmSums::rented>,
     {},
     Aggregate::sum,
     {"Computing rented abroad", "H100e", 1, -4, "compute"}},
};

}  // namespace

std::span<const Metric> compute() { return compute_metrics; }

}  // namespace chokepoint::metric_families
