// Whose models the world uses, and where nations lean.
#include <algorithm>
#include <array>

#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/measure/metrics/families.hpp"
#include "engine/measure/metrics/row.hpp"

namespace chokepoint::metric_families {
namespace {

double norm_export(O o, int leader) {
  double moved = 0, users = 0;
  for (const NationId n : o.world.nations.users.ids()) {
    if (o.world.nations.norm_leader[n] != 0) continue;
    moved += o.world.nations.users[n] * (o.world.nations.norm[n] - o.world.nations.norm_anchor[n]) * leader;
    users += o.world.nations.users[n];
  }
  return ratio_or_zero(moved, users);
}

/// The dimensions of leadership.
enum class Lead : std::uint8_t { capability, compute, chips, exports, influence };
constexpr std::array leads = {Lead::capability, Lead::compute, Lead::chips, Lead::exports, Lead::influence};

/// A nation's level over the highest of the others; above 1: it leads. Capability as effective computing, since ECI has
/// no zero.
double relative_level(O o, Lead lead, NationId n) {
  if (!n.exists()) return 0;
  const ByNation<double>& level = lead == Lead::capability ? o.models().best
                                  : lead == Lead::compute  ? o.firms().raw
                                  : lead == Lead::chips    ? o.chips().revenue
                                  : lead == Lead::exports  ? o.services().exports
                                                           : o.influence().influence;
  double others = 0;
  for (const NationId other : level.ids())
    if (other != n) others = std::max(others, level[other]);
  if (lead != Lead::capability) return ratio_or_zero(level[n], others);
  return level[n] > 0 && others > 0 ? maths::exp10((level[n] - others) / o.p.capability_per_oom) : 0.0;
}

/// Geometric mean over the dimensions of a nation's level against the leader's.
double leadership(O o, NationId n) {
  constexpr double least = 1e-4;  // so that one dimension does not decide alone
  double product = 1;
  for (const Lead lead : leads) product *= std::clamp(relative_level(o, lead, n), least, 1.0);
  return maths::pow(product, 1.0 / leads.size());
}

template <Lead lead>
constexpr auto chinese_level = [](O o, A) { return relative_level(o, lead, o.cn); };

constexpr Metric influence_metrics[] = {
    {"adoption",
     "share",
     share_step,
     "of the population that uses AI",
     Dimension::nation,
     of_nations<&Nations::adoption>,
     {},
     Aggregate::by_users},
    {"share_cn",
     "share",
     share_step,
     "of the nation's AI usage that runs on Chinese models",
     Dimension::nation,
     [](O o, A a) { return o.cn.exists() ? o.services().usage(NationId{a}, o.cn) : 0; },
     {},
     Aggregate::by_users},
    {"share_us",
     "share",
     share_step,
     "of the nation's AI usage that runs on US models",
     Dimension::nation,
     [](O o, A a) { return o.us.exists() ? o.services().usage(NationId{a}, o.us) : 0; },
     {},
     Aggregate::by_users},
    {"influence_cn",
     "share",
     share_step,
     "of the world's online users served by Chinese models; weights that others host count by open_weights.influence",
     Dimension::world,
     [](O o, A) { return of(o.influence().influence, o.cn); },
     {},
     Aggregate::none,
     {"Users of Chinese models", "%", 100, 1, "influence"}},
    {"influence_us",
     "share",
     share_step,
     "the same of US models",
     Dimension::world,
     [](O o, A) { return of(o.influence().influence, o.us); },
     {},
     Aggregate::none,
     {"Users of US models", "%", 100, 1, "influence"}},
    {"open_downloads",
     "M users/month",
     millions,
     "who take up open weights of the nation's labs this month, world",
     Dimension::nation,
     sums_by_nation<&Observation::influence, &InfluenceSums::downloads>,
     {},
     Aggregate::sum},
    {"open_downloads_world", "M users/month", millions, "who take up open weights this month", Dimension::world,
     [](O o, A) { return fixed_sum(o.influence().downloads.cells()); }},
    {"open_downloads_12m",
     "M users/year",
     millions,
     "the same over twelve months, by origin",
     Dimension::nation,
     sums_of<12>,
     {"open_downloads"},
     Aggregate::sum},
    {"open_downloads_world_12m",
     "M users/year",
     millions,
     "the same over twelve months, all origins",
     Dimension::world,
     sums_of<12>,
     {"open_downloads_world"}},
    {"open_download_share",
     "share",
     share_step,
     "of downloads of open weights in twelve months that are of the nation's labs",
     Dimension::nation,
     [](O o, A a) { return ratio_or_zero(o.past(0, a, 0), o.past(1, 0, 0)); },
     {"open_downloads_12m", "open_downloads_world_12m"},
     Aggregate::sum,
     {"Downloads of open weights", "%", 100, 0, "influence"}},
    {"open_derivative_share",
     "share",
     share_step,
     "of new derivatives of open weights that build on the nation's models: downloads two months before",
     Dimension::nation,
     [](O o, A a) { return ratio_or_zero(o.past(0, a, 2), o.past(1, 0, 2)); },
     {"open_downloads", "open_downloads_world"},
     Aggregate::sum},
    {"open_download_ratio_cn",
     "share",
     share_step,
     "Chinese downloads of open weights over Chinese and US ones, twelve months",
     Dimension::world,
     [](O o, A) {
       const double cn = o.cn.exists() ? o.past(0, o.cn.index(), 0) : 0,
                    us = o.us.exists() ? o.past(0, o.us.index(), 0) : 0;
       return ratio_or_zero(cn, cn + us);
     },
     {"open_downloads_12m"}},
    {"self_hosted",
     "share",
     share_step,
     "of the nation's use of AI that runs on open weights it hosts itself",
     Dimension::nation,
     [](O o, A a) { return o.p.open_weights_self_hosted * o.world.nations.open_users[NationId{a}]; },
     {},
     Aggregate::by_users},
    {"alignment",
     "-1..1",
     scale_step,
     "place of the nation between the blocs of the US (-1) and China (+1)",
     Dimension::nation,
     of_nations<&Nations::alignment>,
     {},
     Aggregate::by_users},
    {"trust_us",
     "-1..1",
     scale_step,
     "change since 2017 of the nation's trust in US vendors",
     Dimension::nation,
     [](O o, A a) { return o.us.exists() ? o.world.nations.trust(NationId{a}, o.us) : 0; },
     {},
     Aggregate::by_users},
    {"trust_cn",
     "-1..1",
     scale_step,
     "change since 2017 of the nation's trust in Chinese vendors",
     Dimension::nation,
     [](O o, A a) { return o.cn.exists() ? o.world.nations.trust(NationId{a}, o.cn) : 0; },
     {},
     Aggregate::by_users},
    {"norm",
     "-1..1",
     scale_step,
     "governance norm, -1 like the US, +1 like China",
     Dimension::nation,
     of_nations<&Nations::norm>,
     {},
     Aggregate::by_users},
    {"norm_export_cn",
     "-1..1",
     scale_step,
     "shift of third nations' norms towards China since 2017, by users",
     Dimension::world,
     [](O o, A) { return norm_export(o, +1); },
     {},
     Aggregate::none,
     {"Third nations' norms towards China", "-1..1", 1, 3, "influence"}},
    {"leadership_us", "share", share_step,
     "level of the US against the leader's in capability, compute, chips, AI exports and influence, geometric mean; 1 "
     "= "
     "first in all",
     Dimension::world, [](O o, A) { return leadership(o, o.us); }},
    {"leadership_cn",
     "share",
     share_step,
     "the same of China",
     Dimension::world,
     [](O o, A) { return leadership(o, o.cn); },
     {},
     Aggregate::none,
     {"Leadership index, China", "0..1", 1, 2, "world"}},
    {"lead_capability_cn", "ratio", share_step,
     "effective computing in China's best model over that of the others' best", Dimension::world,
     chinese_level<Lead::capability>},
    {"lead_compute_cn", "ratio", share_step, "China's accelerators over the most that another nation has",
     Dimension::world, chinese_level<Lead::compute>},
    {"lead_chips_cn", "ratio", share_step, "revenue of China's designers over the most of another nation's",
     Dimension::world, chinese_level<Lead::chips>},
    {"lead_exports_cn", "ratio", share_step, "China's exports of AI services over the most of another nation's",
     Dimension::world, chinese_level<Lead::exports>},
    {"lead_influence_cn", "ratio", share_step, "influence of China's models over the most of another nation's",
     Dimension::world, chinese_level<Lead::influence>},
    {"goal2030_hit",
     "0 or 1",
     one,
     "China's leadership index above the US's",
     Dimension::world,
     [](O o, A) { return o.past(0, 0, 0) > o.past(1, 0, 0) ? 1.0 : 0.0; },
     {"leadership_cn", "leadership_us"}},
};

}  // namespace

std::span<const Metric> influence() { return influence_metrics; }

}  // namespace chokepoint::metric_families
