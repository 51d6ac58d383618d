// What governments do to each other, and what is left of trade between the blocs.
#include <algorithm>
#include <array>

#include "engine/base/sum.hpp"
#include "engine/measure/metrics/families.hpp"
#include "engine/measure/metrics/row.hpp"

namespace chokepoint::metric_families {
namespace {

/// Intensity of what one nation did to another.
double intensity(O o, NationId issuer, NationId target) {
  const Governments& g = o.world.governments;
  const PairId q = g.craft ? g.craft->find(issuer, target) : PairId{};
  return q.exists() ? g.intensity[q] : 0;
}

/// Median of the latencies of a nation's answers so far; 0 before the first.
double median_latency(O o, NationId n) {
  const auto counts = o.world.governments.latencies.row(n);
  const double all = fixed_sum(counts);
  double seen = 0;
  for (std::size_t months = 0; all > 0 && months < counts.size(); ++months)
    if (seen += counts[months]; seen >= all / 2) return static_cast<double>(months);
  return 0;
}

/// Months from the first US measure on chip tools to the first of each other nation against the same target, median; 0
/// without any.
double allied_lag(O o) {
  const Governments& g = o.world.governments;
  if (!g.craft || !o.us.exists() || !o.cn.exists()) return 0;
  const auto on_tools = [&](const Measure& m) {
    return std::ranges::find(m.leverage.goods, Good::tool) != m.leverage.goods.end() && m.leverage.goods.size() == 1 &&
           m.rung(o.p) > 0 &&
           std::ranges::any_of(m.against, [&](PairId q) { return g.craft->pairs[q].second == o.cn; });
  };
  Month leader = EventClock::never;
  for (const Measure& m : g.craft->measures)
    if (m.issuer == o.us && on_tools(m)) leader = std::min(leader, o.world.clocks[m.event].first);
  if (leader > o.month) return 0;
  std::array<double, 64> lags = {};
  std::size_t followers = 0;
  for (const NationId n : o.world.nations.gdp.ids()) {
    Month first = EventClock::never;
    for (const Measure& m : g.craft->measures) {
      if (!on_tools(m)) continue;
      if (m.issuer == n && n != o.us && o.world.clocks[m.event].first >= leader)
        first = std::min(first, o.world.clocks[m.event].first);
      if (!o.world.ally_since.cells().empty() && m.issuer == o.us)
        first = std::min(first, o.world.ally_since(m.event, n));
    }
    if (first <= o.month && followers < lags.size()) lags[followers++] = first - leader;
  }
  if (followers == 0) return 0;
  std::sort(lags.begin(), lags.begin() + static_cast<std::ptrdiff_t>(followers));
  return (lags[(followers - 1) / 2] + lags[followers / 2]) / 2;
}

constexpr Metric governments_metrics[] = {
    {"measures_taken",
     "measures/month",
     one,
     "restrictions and retaliations, of the ladder of escalation, that the nation begins or joins; one that a treaty "
     "or a relief lets rest counts when, and as far as, it comes to bind",
     Dimension::nation,
     sums_by_nation<&Observation::measures, &MeasureSums::measures>,
     {},
     Aggregate::sum},
    {"measures_36m",
     "measures",
     one,
     "the same over thirty-six months",
     Dimension::nation,
     sums_of<36>,
     {"measures_taken"},
     Aggregate::sum},
    {"restriction",
     "rungs",
     rung_step,
     "intensity of other nations' measures against the nation as far as they have come to bind, fading",
     Dimension::nation,
     sums_by_nation<&Observation::measures, &MeasureSums::restriction>,
     {},
     Aggregate::sum},
    {"restriction_index", "rungs", rung_step, "intensity of all measures between nations, fading", Dimension::world,
     [](O o, A) { return fixed_sum(o.measures().restriction.cells()); }},
    {"tension_us_cn",
     "rungs",
     rung_step,
     "mean intensity of measures of the US against China and of China against the US",
     Dimension::world,
     [](O o, A) {
       return o.us.exists() && o.cn.exists() ? 0.5 * (intensity(o, o.us, o.cn) + intensity(o, o.cn, o.us)) : 0;
     },
     {},
     Aggregate::none,
     {"Tension between the US and China", "rungs", 1, 1, "world"}},
    {"retaliation_latency",
     "months",
     month_step,
     "from the latest measure suffered to the nation's next answer, median so far; 0 before the first answer",
     Dimension::nation,
     [](O o, A a) { return median_latency(o, NationId{a}); },
     {},
     Aggregate::highest},
    {"allied_lag", "months", month_step,
     "from the first US measure on chip tools against China to those of other nations, median so far; 0 before the "
     "first",
     Dimension::world, [](O o, A) { return allied_lag(o); }},
    {"hawkishness",
     "share",
     share_step,
     "weight of harm to a rival against own cost, of a government that decides by itself; else 0",
     Dimension::nation,
     [](O o, A a) {
       const Governments& g = o.world.governments;
       return g.governed() && g.craft->governs(NationId{a}, o.month) ? std::max(0.0, g.hawkishness[NationId{a}]) : 0;
     },
     {},
     Aggregate::by_gdp},
    {"cross_bloc_share", "share", share_step,
     "of a bloc's payments for accelerators and AI services that goes to the other bloc, mean of the two",
     Dimension::world, [](O o, A) { return o.cross_bloc().share; }},
    {"decoupling_index",
     "share",
     share_step,
     "1 minus the cross-bloc share of the last twelve months against that of 2017; 1: no trade left",
     Dimension::world,
     [](O o, A a) {
       if (o.month < Month{12}) return 0.0;
       double base = 0;
       for (int m = 0; m < 12; ++m) base += o.past(0, a, o.month.index - m);
       return base > 0 ? 1 - o.sum(0, a, 12) / base : 0.0;
     },
     {"cross_bloc_share"},
     Aggregate::none,
     {"Decoupling of the blocs", "share", 1, 2, "world"}},
};

}  // namespace

std::span<const Metric> governments() { return governments_metrics; }

}  // namespace chokepoint::metric_families
