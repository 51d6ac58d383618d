// What the best models can do, and who holds the leaderboards.
#include <algorithm>

#include "engine/measure/metrics/families.hpp"
#include "engine/measure/metrics/row.hpp"

namespace chokepoint::metric_families {
namespace {

double best_of_row(O o, A row) {
  double best = 0;
  for (const FirmId i : o.world.data->firm_rows[row].members) best = std::max(best, o.world.firms.best[i]);
  return best;
}

double open_best(O o) {
  double found = 0;
  for (const FirmId i : o.world.firms.nation.ids()) found = std::max(found, o.world.firms.best_open[i]);
  return found;
}

/// Months since the leader, recorded as from[0], first reached a level; 0 if the level is not below the leader's now.
double months_since(O o, double level) {
  if (level <= 0 || level >= o.past(0, 0, 0)) return 0;
  int ago = 0;
  while (ago < o.month.index && o.past(0, 0, ago + 1) >= level) ++ago;
  return ago;
}

constexpr Metric capability_metrics[] = {
    {"eci",
     "ECI",
     eci_step,
     "best model of the nation's labs, Epoch Capabilities Index",
     Dimension::nation,
     sums_by_nation<&Observation::models, &BestModels::best>,
     {},
     Aggregate::highest},
    {"eci_us", "ECI", eci_step, "best US model", Dimension::world, [](O o, A) { return of(o.models().best, o.us); }},
    {"eci_cn", "ECI", eci_step, "best Chinese model", Dimension::world,
     [](O o, A) { return of(o.models().best, o.cn); }},
    {"eci_open", "ECI", eci_step, "best model with open weights", Dimension::world,
     [](O o, A) { return open_best(o); }},
    {"eci_world", "ECI", eci_step, "best model anywhere", Dimension::world,
     [](O o, A) { return o.world.commons.frontier; }},
    {"eci_gap",
     "ECI",
     eci_step,
     "US best minus Chinese best; positive: the US leads",
     Dimension::world,
     [](O o, A) { return o.past(0, 0, 0) - o.past(1, 0, 0); },
     {"eci_us", "eci_cn"}},
    {"lag_months_cn",
     "months",
     month_step,
     "months since the US first had a model as good as China's best",
     Dimension::world,
     [](O o, A) { return months_since(o, o.past(1, 0, 0)); },
     {"eci_us", "eci_cn"}},
    {"lag_months_us",
     "months",
     month_step,
     "months since China first had a model as good as the US best",
     Dimension::world,
     [](O o, A) { return months_since(o, o.past(1, 0, 0)); },
     {"eci_cn", "eci_us"}},
    {"lead_months_us",
     "months",
     month_step,
     "lag of China minus lag of the US",
     Dimension::world,
     [](O o, A) { return o.past(0, 0, 0) - o.past(1, 0, 0); },
     {"lag_months_cn", "lag_months_us"}},
    {"open_lag_months",
     "months",
     month_step,
     "months since the frontier first was as good as the best open model",
     Dimension::world,
     [](O o, A) { return months_since(o, o.past(1, 0, 0)); },
     {"eci_world", "eci_open"}},
    {"top20_cn", "models", one, "Chinese models among the top 20 of a leaderboard with Chinese coverage and home bias",
     Dimension::world, [](O o, A) { return double(o.rankings().biased.count(o.world, o.cn).models); }},
    {"top20_cn_open", "models", one, "of these with open weights", Dimension::world,
     [](O o, A) { return double(o.rankings().biased.count(o.world, o.cn).open); }},
    {"top20_us_open", "models", one, "US models with open weights among the same top 20", Dimension::world,
     [](O o, A) { return double(o.rankings().biased.count(o.world, o.us).open); }},
    {"top20_cn_neutral", "models", one, "Chinese models among the top 20 without home bias", Dimension::world,
     [](O o, A) { return double(o.rankings().neutral.count(o.world, o.cn).models); }},
    {"top20",
     "models",
     one,
     "the nation's models among the same top 20",
     Dimension::nation,
     [](O o, A a) { return double(o.rankings().biased.count(o.world, NationId{a}).models); },
     {},
     Aggregate::sum},
    {"app_quality",
     "ECI",
     eci_step,
     "best capability with the gain from usage data",
     Dimension::nation,
     sums_by_nation<&Observation::models, &BestModels::application>,
     {},
     Aggregate::highest},
    {"flop_frontier",
     "log10 FLOP",
     orders,
     "largest training run of the nation's labs",
     Dimension::nation,
     sums_by_nation<&Observation::models, &BestModels::flop>,
     {},
     Aggregate::highest},
    {"efficiency",
     "OOM",
     orders,
     "best algorithmic level plus adaptation among the nation's labs",
     Dimension::nation,
     sums_by_nation<&Observation::models, &BestModels::efficiency>,
     {},
     Aggregate::highest},
    {"talent",
     "thousand",
     talent_step,
     "AI researchers in the nation, on a scale on which the world had 100 in 2017",
     Dimension::nation,
     of_nations<&Nations::talent>,
     {},
     Aggregate::sum},
    {"lab_eci", "ECI", eci_step, "best model of the lab, or of a sector's firms", Dimension::firm,
     [](O o, A a) { return best_of_row(o, a); }},
};

}  // namespace

std::span<const Metric> capability() { return capability_metrics; }

}  // namespace chokepoint::metric_families
