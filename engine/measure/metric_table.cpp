// The table of metrics. Definitions: `simulate list metrics` prints it.
#include "engine/measure/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ranges>
#include <set>
#include <utility>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/markets/chokepoints.hpp"
#include "engine/markets/goods_trade.hpp"
#include "engine/markets/network.hpp"
#include "engine/world/nation_names.hpp"

namespace chokepoint {
namespace {

using O = const Observation&;
using A = std::size_t;

double over_all_firms(O o, double (*f)(const Firms&, FirmId)) {
  return sum_over(o.world.firms.nation.ids(), [&](FirmId i) { return f(o.world.firms, i); });
}
double raw(const Firms& f, FirmId i) { return f.raw[i]; }
double revenue(const Firms& f, FirmId i) { return f.revenue[i]; }

/// Of a row of firms.csv: the firm, or all members of a sector.
double over_row(O o, A row, double (*f)(const Firms&, FirmId)) {
  return sum_over(o.world.data->firm_rows[row].members, [&](FirmId i) { return f(o.world.firms, i); });
}
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

double delivered_to(O o, NationId n) {
  double total = 0;
  for (const FirmId i : o.world.firms.nation.ids())
    if (!n.exists() || o.world.firms.nation[i] == n)
      for (std::size_t k = 0; k < origin_count; ++k) total += o.world.firms.delivered[k][i];
  return total;
}

DesignerId designer(O o, std::string_view name) { return o.world.data->designers.find<DesignerId>(name); }

double designer_units(O o, DesignerId d) {
  const Path* size = o.world.designers.unit_path[d];
  return o.world.designers.produced[d] / (size ? size->at(o.month) : 1.0);
}

double norm_export(O o, int leader) {
  double moved = 0, users = 0;
  for (const NationId n : o.world.nations.users.ids()) {
    if (o.world.nations.norm_leader[n] != 0) continue;
    moved += o.world.nations.users[n] * (o.world.nations.norm[n] - o.world.nations.norm_anchor[n]) * leader;
    users += o.world.nations.users[n];
  }
  return ratio_or_zero(moved, users);
}

/// Share of the other nations that a nation is ahead of.
double rank_share(const ByNation<double>& values, NationId n) {
  double behind = 0;
  for (const NationId other : values.ids())
    if (other != n && values[other] < values[n]) behind += 1;
  return behind / static_cast<double>(std::max<std::size_t>(1, values.size() - 1));
}

double leadership(O o, NationId n) {
  if (!n.exists()) return 0;
  const NationSums& s = o.sums;
  return (rank_share(s.best, n) + rank_share(s.raw, n) + rank_share(s.chip_revenue, n) + rank_share(s.exports, n) +
          rank_share(s.influence, n)) /
         5;
}

/// Share of a payment for accelerators that goes to the designer's government for the licence to sell.
double licence_part(const SalesTerms& terms) { return terms.revenue_share / (1 + terms.tariff); }

/// Value for a nation that a foreign world may not have.
double of(const ByNation<double>& values, NationId n) { return n.exists() ? values[n] : 0.0; }

/// Folds f over the goods of one kind that a nation buys.
template <class F>
double over_goods(O o, NationId n, GoodsKind kind, double start, F&& f) {
  const GoodsCatalogue& c = o.world.data->goods;
  for (const BuyerId b : c.buyers[n].ids())
    if (c.kind[c.bought[b]] == kind) start = f(start, b);
  return start;
}

double scarcest_price(O o, NationId n) {
  return over_goods(o, n, GoodsKind::material, 1,
                    [&](double highest, BuyerId b) { return std::max(highest, o.world.goods.price[b]); });
}

/// Smallest stock of a material in the nation; 0 if it buys none.
double smallest_stock(O o, NationId n) {
  const double least = over_goods(o, n, GoodsKind::material, no_limit, [&](double least_so_far, BuyerId b) {
    return std::min(least_so_far, o.world.goods.inventory[b]);
  });
  return least < no_limit ? least : 0;
}

double worst_chip_shortage(O o, NationId n) {
  return over_goods(o, n, GoodsKind::chip, 0,
                    [&](double worst, BuyerId b) { return std::max(worst, 1 - o.world.goods.used[b]); });
}

/// Mean over the buyers of a good, weighed by use.
double over_buyers(O o, TradedId g, const Column<BuyerId, double>& values, double at_rest) {
  const GoodsCatalogue& c = o.world.data->goods;
  if (c.empty() || o.world.goods.calm[g] > 0) return at_rest;
  double sum = 0, use = 0;
  for (const NationId n : o.world.nations.gdp.ids()) {
    const BuyerId b = c.buyer(n, g);
    if (b.exists()) sum += o.world.goods.use[b] * values[b], use += o.world.goods.use[b];
  }
  return ratio_or_zero(sum, use);
}

double company_sales(O o, std::size_t company, NationId to = {}) {
  double sales = 0;
  for (const SellerId s : o.world.data->goods.roles[company]) sales += revenue_of(o.world, s, to);
  return sales;
}

/// Machines shipped from the Netherlands to China this month.
double lithography_tools_cn(O o) {
  const GoodsCatalogue& c = o.world.data->goods;
  if (!o.cn.exists() || c.empty() || !c.lithography_price) return 0;
  double shipped = 0;
  for (const EdgeId e : o.world.trade.purchases(o.world.data->vertex(o.cn), Good::lithography_tool))
    if (o.world.data->nations.text[c.home[c.seller_of[e]].index()] == "NL") shipped += o.world.trade.shipped[e];
  return shipped / c.lithography_price->at(o.month);
}

double gdp_loss_world(O o) {
  double lost = 0;
  for (const NationId n : o.world.nations.gdp.ids()) lost += o.world.nations.gdp[n] * o.world.goods.gdp_loss[n];
  return ratio_or_zero(lost, fixed_sum(o.world.nations.gdp.cells()));
}

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

// The smallest differences that count. Judgements: what nobody would act on, or no source could tell, counts as none.
constexpr Smallest eci_step{0.1, 0,
                            "three days of progress at the frontier, which gains about 1 ECI a month; scores of one "
                            "model differ by more from test to test"};
constexpr Smallest month_step{1, 0, "a month, the step of the model"};
constexpr Smallest stock_step{0.05, 0, "a day and a half of use"};
constexpr Smallest one{1, 0, "there is no less than one"};
constexpr Smallest orders{0.01, 0, "2 % more or less; estimates of training runs are known to a factor of two"};
constexpr Smallest talent_step{0.01, 0.001, "a thousandth of the researchers, at least ten"};
constexpr Smallest units{1, 0.001,
                         "a thousandth of the amount, at least one; holdings are known to a few per cent at best"};
constexpr Smallest millions{0.001, 0.001, "a thousandth of the amount, at least a thousand"};
constexpr Smallest machines{0.1, 0.001, "a machine in ten months"};
constexpr Smallest dollars_m{0.1, 0.001, "a thousandth of the amount, at least 0.1 M$; accounts are rounded to more"};
constexpr Smallest dollars_bn{0.01, 0.001, "a thousandth of the amount, at least 10 M$; accounts are rounded to more"};
constexpr Smallest gdp_step{0.01, 0.0001,
                            "a ten-thousandth of the product, at least 10 M$; the first revision of a year is larger"};
constexpr Smallest share_step{0.001, 0, "a tenth of a percentage point, the last digit of the report"};
constexpr Smallest percent_step{0.01, 0, "a hundredth of a percentage point, the last digit of the report"};
constexpr Smallest ratio_step{0.001, 0, "a tenth of a per cent of the undisturbed price"};
constexpr Smallest growth_step{0.01, 0, "one per cent of the quarter of a year before"};
constexpr Smallest price_step{0.01, 0.001, "a thousandth of the price"};
constexpr Smallest node_step{0.01, 0, "a hundredth of a node, about a week of a node's usual two years"};
constexpr Smallest scale_step{0.001, 0,
                              "a two-thousandth of the way from one bloc to the other, the last digit of the report"};
constexpr Smallest rung_step{0.01, 0, "a hundredth of a rung; the mildest measure is one"};
constexpr Smallest power_step{0.001, 0.001, "a thousandth of the power, at least 1 MW"};

constexpr Metric table[] = {
    // Capability
    {"eci", "ECI", eci_step, "best model of the nation's labs, Epoch Capabilities Index", Dimension::nation, [](O o, A a) { return o.sums.best[NationId{a}]; }, {}, Aggregate::highest},
    {"eci_us", "ECI", eci_step, "best US model", Dimension::world, [](O o, A) { return of(o.sums.best, o.us); }},
    {"eci_cn", "ECI", eci_step, "best Chinese model", Dimension::world, [](O o, A) { return of(o.sums.best, o.cn); }},
    {"eci_open", "ECI", eci_step, "best model with open weights", Dimension::world, [](O o, A) { return open_best(o); }},
    {"eci_world", "ECI", eci_step, "best model anywhere", Dimension::world, [](O o, A) { return o.world.commons.frontier; }},
    {"eci_gap", "ECI", eci_step, "US best minus Chinese best; positive: the US leads", Dimension::world, [](O o, A) { return o.past(0, 0, 0) - o.past(1, 0, 0); }, {"eci_us", "eci_cn"}},
    {"lag_months_cn", "months", month_step, "months since the US first had a model as good as China's best", Dimension::world, [](O o, A) { return months_since(o, o.past(1, 0, 0)); }, {"eci_us", "eci_cn"}},
    {"lag_months_us", "months", month_step, "months since China first had a model as good as the US best", Dimension::world, [](O o, A) { return months_since(o, o.past(1, 0, 0)); }, {"eci_cn", "eci_us"}},
    {"lead_months_us", "months", month_step, "lag of China minus lag of the US", Dimension::world, [](O o, A) { return o.past(0, 0, 0) - o.past(1, 0, 0); }, {"lag_months_cn", "lag_months_us"}},
    {"open_lag_months", "months", month_step, "months since the frontier first was as good as the best open model", Dimension::world, [](O o, A) { return months_since(o, o.past(1, 0, 0)); }, {"eci_world", "eci_open"}},
    {"top20_cn", "models", one, "Chinese models among the top 20 of a leaderboard with Chinese coverage and home bias", Dimension::world, [](O o, A) { return double(o.biased.count(o.world, o.cn).models); }},
    {"top20_cn_open", "models", one, "of these with open weights", Dimension::world, [](O o, A) { return double(o.biased.count(o.world, o.cn).open); }},
    {"top20_us_open", "models", one, "US models with open weights among the same top 20", Dimension::world, [](O o, A) { return double(o.biased.count(o.world, o.us).open); }},
    {"top20_cn_neutral", "models", one, "Chinese models among the top 20 without home bias", Dimension::world, [](O o, A) { return double(o.neutral.count(o.world, o.cn).models); }},
    {"top20", "models", one, "the nation's models among the same top 20", Dimension::nation, [](O o, A a) { return double(o.biased.count(o.world, NationId{a}).models); }, {}, Aggregate::sum},
    {"app_quality", "ECI", eci_step, "best capability with the gain from usage data", Dimension::nation, [](O o, A a) { return o.sums.best_application[NationId{a}]; }, {}, Aggregate::highest},
    {"flop_frontier", "log10 FLOP", orders, "largest training run of the nation's labs", Dimension::nation, [](O o, A a) { return o.sums.best_flop[NationId{a}]; }, {}, Aggregate::highest},
    {"efficiency", "OOM", orders, "best algorithmic level plus adaptation among the nation's labs", Dimension::nation, [](O o, A a) { return o.sums.best_efficiency[NationId{a}]; }, {}, Aggregate::highest},
    {"talent", "thousand", talent_step, "AI researchers in the nation, on a scale on which the world had 100 in 2017", Dimension::nation, [](O o, A a) { return o.world.nations.talent[NationId{a}]; }, {}, Aggregate::sum},
    {"lab_eci", "ECI", eci_step, "best model of the lab, or of a sector's firms", Dimension::firm, [](O o, A a) { return best_of_row(o, a); }},

    // Compute and chips
    {"compute", "H100e", units, "accelerators in place", Dimension::nation, [](O o, A a) { return o.sums.raw[NationId{a}]; }, {}, Aggregate::sum},
    {"compute_world", "H100e", units, "accelerators in place, world", Dimension::world, [](O o, A) { return over_all_firms(o, raw); }},
    {"compute_share", "share", share_step, "of the world's accelerators", Dimension::nation, [](O o, A a) { return ratio_or_zero(o.sums.raw[NationId{a}], o.sums.raw_world); }, {}, Aggregate::sum},
    {"lab_compute", "H100e", units, "accelerators of the firm, or of a sector's firms", Dimension::firm, [](O o, A a) { return over_row(o, a, raw); }},
    {"compute_added", "H100e/month", units, "accelerators delivered in the month, world", Dimension::world, [](O o, A) { return delivered_to(o, NationId{}); }},
    {"compute_added_12m", "H100e/year", units, "accelerators delivered in twelve months, world", Dimension::world, [](O o, A a) { return o.sum(0, a, 12); }, {"compute_added"}},
    {"smuggled", "H100e/month", units, "accelerators diverted past controls that reach their buyers", Dimension::world, [](O o, A) { return over_all_firms(o, [](const Firms& f, FirmId i) { return f.smuggled[i]; }); }},
    {"smuggled_12m", "H100e/year", units, "the same over twelve months", Dimension::world, [](O o, A a) { return o.sum(0, a, 12); }, {"smuggled"}},
    {"smuggled_through", "H100e/month", units, "diverted accelerators that left suppliers through the nation's hubs", Dimension::nation, [](O o, A a) { return o.sums.diverted_through[NationId{a}]; }, {}, Aggregate::sum},
    {"detections", "hubs", one, "of the nation in which diversion is found out in the month", Dimension::nation, [](O o, A a) { return o.sums.detections[NationId{a}]; }, {}, Aggregate::sum},
    {"seized", "H100e/month", units, "diverted accelerators seized on their way", Dimension::world, [](O o, A) { return fixed_sum(o.world.hubs.seized.cells()); }},
    {"seized_12m", "H100e/year", units, "the same over twelve months", Dimension::world, [](O o, A a) { return o.sum(0, a, 12); }, {"seized"}},
    {"rented_from", "H100e", units, "compute at work in the nation's data centres for renters abroad", Dimension::nation, [](O o, A a) { return o.sums.rented_from[NationId{a}]; }, {}, Aggregate::sum},
    {"rented", "H100e", units, "compute of hosts abroad at work for the nation's firms", Dimension::nation, [](O o, A a) { return o.sums.rented[NationId{a}]; }, {}, Aggregate::sum},
    {"chip_revenue", "M$/month", dollars_m, "of the designer, after licence fees", Dimension::designer, [](O o, A a) { return o.world.designers.revenue[DesignerId{a}]; }},
    {"chip_revenue_12m", "M$/year", dollars_m, "the same over twelve months", Dimension::designer, [](O o, A a) { return o.sum(0, a, 12); }, {"chip_revenue"}},
    {"foreign_chip_revenue_cn", "M$/month", dollars_m, "Chinese purchases of foreign accelerators", Dimension::world, [](O o, A) { return o.cn.exists() ? fixed_sum(o.sums.chips.row(o.cn)) - o.sums.chips(o.cn, o.cn) : 0; }},
    {"foreign_chip_revenue_cn_12m", "M$/year", dollars_m, "the same over twelve months", Dimension::world, [](O o, A a) { return o.sum(0, a, 12); }, {"foreign_chip_revenue_cn"}},
    {"dom_chip_revenue_cn", "M$/month", dollars_m, "Chinese purchases of Chinese accelerators", Dimension::world, [](O o, A) { return o.cn.exists() ? o.sums.chips(o.cn, o.cn) : 0; }},
    {"dom_chip_revenue_cn_12m", "M$/year", dollars_m, "the same over twelve months", Dimension::world, [](O o, A a) { return o.sum(0, a, 12); }, {"dom_chip_revenue_cn"}},
    {"dom_chip_share_cn", "share", share_step, "of Chinese spending on accelerators that goes to Chinese designers, twelve months", Dimension::world, [](O o, A a) { return ratio_or_zero(o.past(0, a, 0), o.past(0, a, 0) + o.past(1, a, 0)); }, {"dom_chip_revenue_cn_12m", "foreign_chip_revenue_cn_12m"}},
    {"huawei_units", "units/month", units, "packaged Ascend accelerators made", Dimension::world, [](O o, A) { const DesignerId d = designer(o, "Huawei"); return d.exists() ? designer_units(o, d) : 0; }},
    {"huawei_units_12m", "units/year", units, "the same over twelve months", Dimension::world, [](O o, A a) { return o.sum(0, a, 12); }, {"huawei_units"}},
    {"cambricon_revenue", "M$/month", dollars_m, "Cambricon's revenue", Dimension::world, [](O o, A) { const DesignerId d = designer(o, "Cambricon"); return d.exists() ? o.world.designers.revenue[d] : 0; }},
    {"cambricon_revenue_q", "M$/quarter", dollars_m, "Cambricon's revenue in three months", Dimension::world, [](O o, A a) { return o.sum(0, a, 3); }, {"cambricon_revenue"}},
    {"cambricon_growth", "ratio", growth_step, "quarterly revenue against the same quarter a year before", Dimension::world, [](O o, A a) { return ratio_or_zero(o.past(0, a, 0), o.past(0, a, 12)); }, {"cambricon_revenue_q"}},
    {"ecosystem", "share", share_step, "maturity of the designer's software", Dimension::designer, [](O o, A a) { return o.world.designers.ecosystem[DesignerId{a}]; }},
    {"fill", "share", share_step, "of orders that the designer meets", Dimension::designer, [](O o, A a) { return o.world.designers.fill[DesignerId{a}]; }},
    {"yield", "share", share_step, "of the designer's dies that work", Dimension::designer, [](O o, A a) { return o.world.designers.yield[DesignerId{a}]; }},
    {"chips_made", "H100e/month", units, "accelerators produced", Dimension::designer, [](O o, A a) { return o.world.designers.produced[DesignerId{a}]; }},
    {"fab_capacity", "wafers/month", units, "AI-capable advanced capacity", Dimension::foundry, [](O o, A a) { return o.world.foundries.capacity[FoundryId{a}]; }},
    {"fab_node", "node index", node_step, "0 = 28 nm, 2 = 7, 3 = 5, 4 = 3, 5 = 2 nm", Dimension::foundry, [](O o, A a) { return o.world.foundries.node[FoundryId{a}]; }},
    {"tool_selfsufficiency_cn", "share", share_step, "of China's chip tools that domestic makers can supply", Dimension::world, [](O o, A) { return o.cn.exists() ? o.world.nations.tools_share[o.cn] : 0; }},
    {"hbm_stock_cn", "M stacks", millions, "high-bandwidth memory at hand in China", Dimension::world, [](O o, A) { return o.cn.exists() ? o.world.nations.hbm_stock[o.cn] : 0; }},
    {"material_price", "ratio", ratio_step, "price of the scarcest material in the nation, 1 without a cut", Dimension::nation, [](O o, A a) { return scarcest_price(o, NationId{a}); }, {}, Aggregate::highest},
    {"price_h100e", "k$/H100e", price_step, "reference price of compute", Dimension::world, [](O o, A) { return o.world.commons.price; }},
    {"material_inventory", "months", stock_step, "smallest stock of a material in the nation, months of use", Dimension::nation, [](O o, A a) { return smallest_stock(o, NationId{a}); }, {}, Aggregate::lowest},
    {"scarcity", "share", share_step, "of compute wanted that is missing, relative to firms under no rule", Dimension::nation, [](O o, A a) { return o.world.nations.scarcity[NationId{a}]; }, {}, Aggregate::by_compute},
    {"accelerator_access", "share", share_step, "of foreign designers' supply, by value, that the nation's firms may buy under the rules in force", Dimension::nation, [](O o, A a) { return accelerator_access(o.world, NationId{a}); }, {}, Aggregate::by_gdp},
    {"links_closed", "share", share_step, "of the nation's supply of goods from abroad that the rules close, by supplier's weight, mean over goods; as of the last change of rules or December", Dimension::nation, [](O o, A a) { return o.sums.closed_links.share(NationId{a}); }, {}, Aggregate::by_gdp},
    {"concentration", "HHI", share_step, "of suppliers of the good, 0..1", Dimension::good, [](O o, A a) { return herfindahl(o.world, all_goods[a]); }},

    // Trade in goods
    {"goods_sales", "M$/month", dollars_m, "of traded goods by the company", Dimension::supplier, [](O o, A a) { return company_sales(o, a); }},
    {"sales_to_cn", "M$/month", dollars_m, "of traded goods by the company to China", Dimension::supplier, [](O o, A a) { return o.cn.exists() ? company_sales(o, a, o.cn) : 0; }},
    {"goods_price", "ratio", ratio_step, "price of the traded good, mean over buyers, 1 in an undisturbed market", Dimension::traded_good, [](O o, A a) { return over_buyers(o, TradedId{a}, o.world.goods.price, 1); }},
    {"goods_inventory", "months", stock_step, "stock of the traded good, mean over buyers, months of use", Dimension::traded_good, [](O o, A a) { return over_buyers(o, TradedId{a}, o.world.goods.inventory, o.world.data->goods.empty() ? 0 : o.world.data->goods.inventory_months[TradedId{a}]); }},
    {"goods_shortage", "share", share_step, "of the use of the traded good that is missing, world", Dimension::traded_good, [](O o, A a) { return 1 - over_buyers(o, TradedId{a}, o.world.goods.used, 1); }},
    {"chip_shortage", "share", share_step, "of the use of logic, mature or memory chips, whichever is worst, that is missing", Dimension::nation, [](O o, A a) { return worst_chip_shortage(o, NationId{a}); }, {}, Aggregate::by_gdp},
    {"gdp_loss", "%", percent_step, "of gross domestic product lost for the time to missing chips", Dimension::nation, [](O o, A a) { return 100 * o.world.goods.gdp_loss[NationId{a}]; }, {}, Aggregate::by_gdp},
    {"gdp_loss_world", "%", percent_step, "the same, world", Dimension::world, [](O o, A) { return 100 * gdp_loss_world(o); }},
    {"lithography_tools_cn", "machines/month", machines, "lithography tools shipped from the Netherlands to China, at the mean price of one", Dimension::world, [](O o, A) { return lithography_tools_cn(o); }},
    {"lithography_tools_cn_12m", "machines/year", machines, "the same over twelve months", Dimension::world, [](O o, A a) { return o.sum(0, a, 12); }, {"lithography_tools_cn"}},

    // Money
    {"hype", "share", share_step, "investors' confidence in AI", Dimension::world, [](O o, A) { return o.world.commons.hype; }},
    {"ai_capex", "bn$/year", dollars_bn, "AI capital expenditure of the nation's firms, yearly rate", Dimension::nation, [](O o, A a) { return o.sums.capex[NationId{a}]; }, {}, Aggregate::sum},
    {"ai_capex_12m", "bn$", dollars_bn, "the same over twelve months", Dimension::nation, [](O o, A a) { return o.sum(0, a, 12) / 12; }, {"ai_capex"}, Aggregate::sum},
    {"ai_revenue", "bn$/year", dollars_bn, "AI service revenue of the nation's firms, yearly rate", Dimension::nation, [](O o, A a) { return o.sums.revenue[NationId{a}] * 12 / 1000; }, {}, Aggregate::sum},
    {"ai_revenue_world", "bn$/year", dollars_bn, "AI service revenue, world, yearly rate", Dimension::world, [](O o, A) { return over_all_firms(o, revenue) * 12 / 1000; }},
    {"ai_revenue_world_12m", "bn$", dollars_bn, "the same over twelve months", Dimension::world, [](O o, A a) { return o.sum(0, a, 12) / 12; }, {"ai_revenue_world"}},
    {"lab_revenue", "M$/month", dollars_m, "AI service revenue of the firm", Dimension::firm, [](O o, A a) { return over_row(o, a, revenue); }},
    {"rent_revenue", "M$/month", dollars_m, "earned by the nation's firms by letting compute to firms abroad", Dimension::nation, [](O o, A a) { return o.sums.rent_revenue[NationId{a}]; }, {}, Aggregate::sum},
    {"ai_exports", "bn$/year", dollars_bn, "AI service revenue earned abroad, yearly rate", Dimension::nation, [](O o, A a) { return o.sums.exports[NationId{a}] * 12 / 1000; }, {}, Aggregate::sum},
    {"licence_receipts", "M$/month", dollars_m, "paid to governments for licences to sell", Dimension::world, [](O o, A) {
       double total = 0;
       for (const EdgeId e : o.world.trade.links(Good::accelerator))
         total += o.world.trade.payment[e] * licence_part(o.world.designers.terms(o.world.data->designer_of(o.world.trade.supplier(e)), o.world.data->home[o.world.trade.buyer(e)]));
       return total;
     }},
    {"tariff_receipts", "M$/month", dollars_m, "paid to the nation in tariffs on accelerators, AI services and traded goods", Dimension::nation, [](O o, A a) { return o.world.nations.tariff_receipts[NationId{a}]; }, {}, Aggregate::sum},
    {"tfp", "%", percent_step, "contribution of AI to total factor productivity", Dimension::nation, [](O o, A a) { return o.world.nations.tfp[NationId{a}] * 100; }, {}, Aggregate::by_gdp},
    {"gdp", "bn$/year", gdp_step, "gross domestic product, nominal, less what missing chips cost", Dimension::nation, [](O o, A a) { return o.world.nations.gdp[NationId{a}] * (1 - o.world.goods.gdp_loss[NationId{a}]); }, {}, Aggregate::sum},

    // World
    {"adoption", "share", share_step, "of the population that uses AI", Dimension::nation, [](O o, A a) { return o.world.nations.adoption[NationId{a}]; }, {}, Aggregate::by_users},
    {"share_cn", "share", share_step, "of the nation's AI usage that runs on Chinese models", Dimension::nation, [](O o, A a) { return o.cn.exists() ? o.sums.usage(NationId{a}, o.cn) : 0; }, {}, Aggregate::by_users},
    {"share_us", "share", share_step, "of the nation's AI usage that runs on US models", Dimension::nation, [](O o, A a) { return o.us.exists() ? o.sums.usage(NationId{a}, o.us) : 0; }, {}, Aggregate::by_users},
    {"influence_cn", "share", share_step, "of the world's online users served by Chinese models; weights that others host count by open_weights.influence", Dimension::world, [](O o, A) { return of(o.sums.influence, o.cn); }},
    {"influence_us", "share", share_step, "the same of US models", Dimension::world, [](O o, A) { return of(o.sums.influence, o.us); }},
    {"open_downloads", "M users/month", millions, "who take up open weights of the nation's labs this month, world", Dimension::nation, [](O o, A a) { return o.sums.downloads[NationId{a}]; }, {}, Aggregate::sum},
    {"open_downloads_world", "M users/month", millions, "who take up open weights this month", Dimension::world, [](O o, A) { return fixed_sum(o.sums.downloads.cells()); }},
    {"open_downloads_12m", "M users/year", millions, "the same over twelve months, by origin", Dimension::nation, [](O o, A a) { return o.sum(0, a, 12); }, {"open_downloads"}, Aggregate::sum},
    {"open_downloads_world_12m", "M users/year", millions, "the same over twelve months, all origins", Dimension::world, [](O o, A a) { return o.sum(0, a, 12); }, {"open_downloads_world"}},
    {"open_download_share", "share", share_step, "of downloads of open weights in twelve months that are of the nation's labs", Dimension::nation, [](O o, A a) { return ratio_or_zero(o.past(0, a, 0), o.past(1, 0, 0)); }, {"open_downloads_12m", "open_downloads_world_12m"}, Aggregate::sum},
    {"open_derivative_share", "share", share_step, "of new derivatives of open weights that build on the nation's models: downloads two months before", Dimension::nation, [](O o, A a) { return ratio_or_zero(o.past(0, a, 2), o.past(1, 0, 2)); }, {"open_downloads", "open_downloads_world"}, Aggregate::sum},
    {"open_download_ratio_cn", "share", share_step, "Chinese downloads of open weights over Chinese and US ones, twelve months", Dimension::world, [](O o, A) {
       const double cn = o.cn.exists() ? o.past(0, o.cn.index(), 0) : 0, us = o.us.exists() ? o.past(0, o.us.index(), 0) : 0;
       return ratio_or_zero(cn, cn + us);
     }, {"open_downloads_12m"}},
    {"self_hosted", "share", share_step, "of the nation's use of AI that runs on open weights it hosts itself", Dimension::nation, [](O o, A a) { return o.p.open_weights_self_hosted * o.world.nations.open_users[NationId{a}]; }, {}, Aggregate::by_users},
    {"alignment", "-1..1", scale_step, "place of the nation between the blocs of the US (-1) and China (+1)", Dimension::nation, [](O o, A a) { return o.world.nations.alignment[NationId{a}]; }, {}, Aggregate::by_users},
    {"trust_us", "-1..1", scale_step, "change since 2017 of the nation's trust in US vendors", Dimension::nation, [](O o, A a) { return o.us.exists() ? o.world.nations.trust(NationId{a}, o.us) : 0; }, {}, Aggregate::by_users},
    {"trust_cn", "-1..1", scale_step, "change since 2017 of the nation's trust in Chinese vendors", Dimension::nation, [](O o, A a) { return o.cn.exists() ? o.world.nations.trust(NationId{a}, o.cn) : 0; }, {}, Aggregate::by_users},
    {"norm", "-1..1", scale_step, "governance norm, -1 like the US, +1 like China", Dimension::nation, [](O o, A a) { return o.world.nations.norm[NationId{a}]; }, {}, Aggregate::by_users},
    {"norm_export_cn", "-1..1", scale_step, "shift of third nations' norms towards China since 2017, by users", Dimension::world, [](O o, A) { return norm_export(o, +1); }},
    {"leadership_us", "share", share_step, "mean rank of the US in capability, compute, chips, AI exports and influence; 1 = first in all", Dimension::world, [](O o, A) { return leadership(o, o.us); }},
    {"leadership_cn", "share", share_step, "the same of China", Dimension::world, [](O o, A) { return leadership(o, o.cn); }},
    {"goal2030_hit", "0 or 1", one, "China's leadership index above the US's", Dimension::world, [](O o, A) { return o.past(0, 0, 0) > o.past(1, 0, 0) ? 1.0 : 0.0; }, {"leadership_cn", "leadership_us"}},
    {"measures_taken", "measures/month", one, "restrictions and retaliations, of the ladder of escalation, that the nation begins or joins; one that a treaty or a relief lets rest counts when, and as far as, it comes to bind", Dimension::nation, [](O o, A a) { return o.sums.measures[NationId{a}]; }, {}, Aggregate::sum},
    {"measures_36m", "measures", one, "the same over thirty-six months", Dimension::nation, [](O o, A a) { return o.sum(0, a, 36); }, {"measures_taken"}, Aggregate::sum},
    {"restriction", "rungs", rung_step, "intensity of other nations' measures against the nation as far as they have come to bind, fading", Dimension::nation, [](O o, A a) { return o.sums.restriction[NationId{a}]; }, {}, Aggregate::sum},
    {"restriction_index", "rungs", rung_step, "intensity of all measures between nations, fading", Dimension::world, [](O o, A) { return fixed_sum(o.sums.restriction.cells()); }},
    {"tension_us_cn", "rungs", rung_step, "mean intensity of measures of the US against China and of China against the US", Dimension::world, [](O o, A) { return o.us.exists() && o.cn.exists() ? 0.5 * (intensity(o, o.us, o.cn) + intensity(o, o.cn, o.us)) : 0; }},
    {"retaliation_latency", "months", month_step, "from the latest measure suffered to the nation's next answer, median so far; 0 before the first answer", Dimension::nation, [](O o, A a) { return median_latency(o, NationId{a}); }, {}, Aggregate::highest},
    {"allied_lag", "months", month_step, "from the first US measure on chip tools against China to those of other nations, median so far; 0 before the first", Dimension::world, [](O o, A) { return allied_lag(o); }},
    {"hawkishness", "share", share_step, "weight of harm to a rival against own cost, of a government that decides by itself; else 0", Dimension::nation, [](O o, A a) { const Governments& g = o.world.governments; return g.governed() && g.craft->governs(NationId{a}, o.month) ? std::max(0.0, g.hawkishness[NationId{a}]) : 0; }, {}, Aggregate::by_gdp},
    {"cross_bloc_share", "share", share_step, "of a bloc's payments for accelerators and AI services that goes to the other bloc, mean of the two", Dimension::world, [](O o, A) { return o.sums.cross_bloc; }},
    {"decoupling_index", "share", share_step, "1 minus the cross-bloc share of the last twelve months against that of 2017; 1: no trade left", Dimension::world, [](O o, A a) {
       if (o.month < Month{12}) return 0.0;
       double base = 0;
       for (int m = 0; m < 12; ++m) base += o.past(0, a, o.month.index - m);
       return base > 0 ? 1 - o.sum(0, a, 12) / base : 0.0;
     }, {"cross_bloc_share"}},
    {"deployable", "share", share_step, "of the nation's accelerators that can be powered", Dimension::nation, [](O o, A a) { return o.world.nations.deployable[NationId{a}]; }, {}, Aggregate::by_compute},
    {"power", "GW", power_step, "drawn by AI", Dimension::nation, [](O o, A a) { return o.world.nations.power_use[NationId{a}]; }, {}, Aggregate::sum},
};

/// Metrics whose market, maker or revenue the model has in part only.
constexpr std::pair<std::string_view, std::string_view> left_out[] = {
    {"goods_sales",
     "sales of tools, materials and other goods follow the world's path, the same in every run, unless a ban, a tariff "
     "or a shock moves them; servicing, spare parts and memory have no revenue"},
    {"sales_to_cn",
     "sales of tools, materials and other goods follow the world's path, the same in every run, unless a ban, a tariff "
     "or a shock moves them; servicing, spare parts and memory have no revenue"},
    {"lithography_tools_cn",
     "sales of tools follow the world's path, the same in every run, unless a ban, a tariff or a shock moves them; "
     "servicing moves none"},
    {"lithography_tools_cn_12m",
     "sales of tools follow the world's path, the same in every run, unless a ban, a tariff or a shock moves them; "
     "servicing moves none"},
    {"goods_price", "demand for the good does not answer to anything but bans, tariffs, shocks and what is announced"},
    {"goods_inventory",
     "demand for the good does not answer to anything but bans, tariffs, shocks and what is announced"},
    {"goods_shortage",
     "demand for the good does not answer to anything but bans, tariffs, shocks and what is announced"},
    {"material_price",
     "materials reach the AI chain through three foundries (TSMC, Samsung, SMIC) and memory makers only"},
    {"material_inventory",
     "materials reach the AI chain through three foundries (TSMC, Samsung, SMIC) and memory makers only"},
    {"fab_capacity", "of foundries only TSMC, Samsung and SMIC are in the model"},
    {"fab_node", "TSMC and Samsung follow a given roadmap, which no measure moves"},
    {"hbm_stock_cn", "makers of memory have no revenue and no buyers but accelerators"},
};

}  // namespace

std::span<const Metric> metrics() { return table; }

std::string_view not_modelled(const Metric& metric) {
  const auto at = std::ranges::find(left_out, metric.name, &std::pair<std::string_view, std::string_view>::first);
  return at == std::end(left_out) ? "" : at->second;
}

const Metric* find_metric(std::string_view name) {
  const auto at = std::ranges::find(table, name, &Metric::name);
  return at == std::end(table) ? nullptr : at;
}

std::string Smallest::text(std::string_view unit) const {
  if (share == 0) return fmt::format("{:g} {}", least, unit);
  return fmt::format("{:g} % of the level, at least {:g} {}", 100 * share, least, unit);
}

std::vector<std::string> metric_names() {
  std::vector<std::string> out;
  for (const Metric& metric : table) out.emplace_back(metric.name);
  return out;
}

namespace {

/// The metrics of these names and all that they read, directly or not.
std::set<const Metric*> with_sources(const std::vector<std::string>& names) {
  std::set<const Metric*> out;
  std::vector<std::string_view> open(names.begin(), names.end());
  while (!open.empty()) {
    const Metric* metric = open.back().empty() ? nullptr : find_metric(open.back());
    open.pop_back();
    if (metric && out.insert(metric).second) open.insert(open.end(), metric->from.begin(), metric->from.end());
  }
  return out;
}

}  // namespace

bool Layout::measures(const Metric& metric) const { return std::ranges::binary_search(measured_, first(metric)); }

Layout::Layout(const WorldData& data, const std::vector<std::string>& metrics) {
  static const std::vector<std::string> world = {""};
  static const std::vector<std::string> goods(good_names.begin(), good_names.end());
  static const std::vector<std::string> traded_names(good_names.begin() + chain_good_count, good_names.end());
  std::vector<std::string> companies;
  for (const VertexId v : data.goods.companies) companies.push_back(data.vertex_name(v));
  std::vector<std::string> firms;  // by row: members of sectors are too many to tell one by one
  for (const FirmRow& row : data.firm_rows) firms.push_back(row.name);
  for (const Metric& metric : table) {
    first_.push_back(series_.size());
    const std::vector<std::string>* agents = &world;
    switch (metric.of) {
      case Dimension::world:
        break;
      case Dimension::nation:
        agents = &data.nations.text;
        break;
      case Dimension::firm:
        agents = &firms;
        break;
      case Dimension::designer:
        agents = &data.designers.text;
        break;
      case Dimension::foundry:
        agents = &data.foundries.text;
        break;
      case Dimension::good:
        agents = &goods;
        break;
      case Dimension::traded_good:
        agents = &traded_names;
        break;
      case Dimension::supplier:
        agents = &companies;
        break;
    }
    std::array<std::size_t, 2> sources = {};
    for (std::size_t k = 0; k < 2; ++k)
      if (const Metric* source = metric.from[k].empty() ? nullptr : find_metric(metric.from[k]))
        sources[k] = first(*source);
    sources_.push_back(sources);
    for (std::size_t a = 0; a < agents->size(); ++a) series_.push_back({&metric, a, (*agents)[a], {}});
    if (metric.members == Aggregate::none) continue;
    for (const RegionId r : data.regions.ids())
      series_.push_back({&metric, agents->size() + r.index(), data.regions[r].name, r});
  }
  const std::set<const Metric*> chosen = with_sources(metrics);
  for (std::size_t s = 0; s < series_.size(); ++s)
    if (metrics.empty() || chosen.contains(series_[s].metric)) measured_.push_back(s);
  ids_ = data.nations.text, labels_ = data.nation_labels;
  for (const Region& r : data.regions.cells()) ids_.push_back(r.name), labels_.push_back(r.label);
}

MetricCatalogue metric_catalogue(const WorldData& data) {
  static constexpr std::string_view kinds[] = {"",     "nation or region", "firm",    "designer", "foundry",
                                               "good", "traded_good",      "supplier"};
  MetricCatalogue out;
  const Layout layout(data);
  for (const Metric& metric : table) {
    MetricCatalogue::Metric& row = out.metrics.emplace_back();
    row.name = metric.name;
    row.unit = metric.unit;
    row.kind = kinds[static_cast<std::size_t>(metric.of)];
    row.first = layout.first(metric);
    if (metric.of == Dimension::world) continue;
    for (std::size_t s = row.first; s < layout.series().size() && layout.series()[s].metric == &metric; ++s)
      row.agents.push_back(layout.series()[s].agent_name);
    if (metric.of != Dimension::nation) continue;
    row.labels = data.nation_labels;
    if (metric.members != Aggregate::none)
      for (const Region& r : data.regions.cells()) row.labels.push_back(r.label);
  }
  return out;
}

std::size_t Layout::find(std::string_view metric, std::string_view agent) const {
  for (std::size_t s = 0; s < series_.size(); ++s)
    if (series_[s].metric->name == metric && series_[s].agent_name == agent) return s;
  const std::string id = nation_id(agent, ids_, labels_);
  return id == agent ? npos : find(metric, id);
}

NationSums::NationSums(std::size_t nations)
    : usage(nations, nations),
      chips(nations, nations),
      closed_links(nations),
      bloc(nations),
      self_hosting(nations),
      measures(nations) {
  for (auto* column :
       {&best, &raw, &capex, &revenue, &exports, &chip_revenue, &rented, &influence, &downloads, &best_flop,
        &best_efficiency, &best_application, &rent_revenue, &rented_from, &diverted_through, &detections, &restriction})
    column->assign(nations);
}

void NationSums::count_measures(const World& world, const Parameters& p) {
  measures.assign(measures.size());
  const Governments& g = world.governments;
  if (!g.craft || world.month == Month{0}) return;
  for (const Measure& m : g.craft->measures) {
    const EventClock& clock = world.clocks[m.event];
    if (!clock.is_in_force(world.month) || m.rung(p) <= 0 || !m.strikes()) continue;
    measures[m.issuer] += g.noted_now[m.event];
    if (world.ally_since.cells().empty()) continue;
    for (const NationId n : measures.ids())
      if (world.ally_since(m.event, n) == world.month) measures[n] += g.noted[m.event];
  }
}

/// Back to nothing; of the tables only what may have been written: columns of nations with laboratories or designers.
void NationSums::clear(const WorldData& data) {
  for (auto* column :
       {&best, &raw, &capex, &revenue, &exports, &chip_revenue, &rented, &influence, &downloads, &best_flop,
        &best_efficiency, &best_application, &rent_revenue, &rented_from, &diverted_through, &detections, &restriction})
    column->assign(column->size());
  for (const NationId market : influence.ids()) {
    for (const NationId home : data.model_homes) usage(market, home) = 0;
    for (const DesignerId d : ids<DesignerId>(data.designers.count())) chips(market, data.home[data.vertex(d)]) = 0;
  }
}

/// What goes around the controls, and what governments do to each other, by nation.
void NationSums::add_channels(const World& world) {
  for (const FirmId i : world.firms.nation.ids()) rent_revenue[world.firms.nation[i]] += world.firms.rent_revenue[i];
  for (const CloudOfferId o : world.cloud_offers.used.ids())
    rented_from[world.cloud_offers.nation[o]] += world.cloud_offers.used[o];
  for (const HubId h : world.hubs.nation.ids())
    diverted_through[world.hubs.nation[h]] += world.hubs.departed[h],
        detections[world.hubs.nation[h]] += world.hubs.detected[h];
  if (const Governments& g = world.governments; g.craft)
    for (const PairId q : g.craft->pairs.ids()) restriction[g.craft->pairs[q].second] += g.intensity[q];
}

void NationSums::measure(const World& world, const Parameters& p) {
  count_measures(world, p);
  // Blocs: nations within the distance of allies from either leader's alignment, -1 and 1.
  for (const NationId n : bloc.ids())
    bloc[n] = world.nations.alignment[n] <= p.allies_distance - 1   ? -1
              : world.nations.alignment[n] >= 1 - p.allies_distance ? 1
                                                                    : 0;
  std::array<double, 2> paid = {}, paid_across = {};
  const auto pay = [&](NationId seller, NationId buyer, double payment) {
    const int side = bloc[buyer];
    if (side == 0) return;
    paid[side > 0] += payment;
    if (bloc[seller] == -side) paid_across[side > 0] += payment;
  };
  const Firms& f = world.firms;
  clear(*world.data);
  add_channels(world);
  for (const FirmId i : f.nation.ids()) {
    const NationId n = f.nation[i];
    raw[n] += f.raw[i];
    capex[n] += f.capex[i];
    revenue[n] += f.revenue[i];
    rented[n] += f.rented[i] * p.rental_months;
    if (f.revenue[i] > 0)
      for (const EdgeId e : world.trade.sales(world.data->vertex(i), Good::ai_service)) {
        const NationId market = world.data->nation_of(world.trade.buyer(e));
        pay(n, market, world.trade.payment[e]);
        if (market != n) exports[n] += world.trade.payment[e];
        usage(market, n) += world.trade.shipped[e];
      }
    if (f.best[i] <= 0) continue;
    const double efficiency = f.algorithm_next[i] + f.adaptation_next[i];
    best_efficiency[n] = best[n] > 0 ? std::max(best_efficiency[n], efficiency) : efficiency;
    best[n] = std::max(best[n], f.best[i]);
    best_flop[n] = std::max(best_flop[n], f.best_log_flop[i]);
    constexpr double eci_per_oom_of_data = 2;  // docs/model.md, "AI-service market"
    best_application[n] =
        std::max(best_application[n], f.best[i] + eci_per_oom_of_data * maths::log10(1 + f.usage_data[i]));
  }
  raw_world = fixed_sum(raw.cells());
  for (const DesignerId d : world.designers.nation.ids())
    chip_revenue[world.designers.nation[d]] += world.designers.revenue[d];
  for (const EdgeId e : world.trade.links(Good::accelerator)) {
    const DesignerId d = world.data->designer_of(world.trade.supplier(e));
    const NationId buyer = world.data->home[world.trade.buyer(e)], seller = world.designers.nation[d];
    pay(seller, buyer, world.trade.payment[e]);
    chips(buyer, seller) += world.trade.payment[e] / (1 + world.designers.terms(d, buyer).tariff);
  }
  cross_bloc = (ratio_or_zero(paid_across[0], paid[0]) + ratio_or_zero(paid_across[1], paid[1])) / 2;
  const double users = fixed_sum(world.nations.users.cells());
  for (const NationId market : influence.ids()) {
    const double spending = world.nations.services_spending[market];
    const double weight = ratio_or_zero(world.nations.users[market], users) *
                          (1 - p.open_weights_self_hosted * world.nations.open_users[market]);
    for (const NationId vendor : world.data->model_homes) {
      usage(market, vendor) = ratio_or_zero(usage(market, vendor), spending);
      influence[vendor] += weight * usage(market, vendor);
    }
  }
  for (const NationId market : influence.ids())
    self_hosting[market] =
        ratio_or_zero(world.nations.users[market], users) * p.open_weights_influence * p.open_weights_self_hosted;
  for (const FirmId i : f.nation.ids()) {
    if (f.best_open[i] <= 0) continue;  // never had anything to take up
    for (const EdgeId e : world.trade.sales(world.data->vertex(i), Good::open_weights)) {
      downloads[f.nation[i]] += world.trade.shipped[e];
      influence[f.nation[i]] += self_hosting[world.data->nation_of(world.trade.buyer(e))] * world.trade.share[e];
    }
  }
}

KeptRecord::KeptRecord(const Record& record) : months_(record.months()), places_(record.series(), nowhere) {
  std::uint32_t kept = 0;
  for (std::size_t s = 0; s < places_.size(); ++s)
    if (std::ranges::any_of(record.of(s), [](double value) { return value != 0; })) places_[s] = kept++;
  values_.resize(kept * months_);
  for (std::size_t s = 0; s < places_.size(); ++s)
    if (!is_zero(s))
      std::ranges::transform(record.of(s), values_.begin() + static_cast<std::ptrdiff_t>(places_[s] * months_),
                             [](double value) { return static_cast<float>(value); });
}

Recorder::Recorder(const Layout& layout, const WorldData& data, std::size_t months)
    : layout_(layout),
      ranks_(std::ranges::any_of(metrics(),
                                 [&](const Metric& m) { return m.name.starts_with("top20") && layout.measures(m); })),
      closes_(layout.measures(*find_metric("links_closed"))),
      record_(layout.series().size(), months),
      sums_(data.nations.count()) {}

void Recorder::rank(const Simulation& simulation, const Observation& observation) {
  LeaderboardRules rules;
  neutral_.rank(simulation.world(), rules);
  rules.home = observation.cn;
  rules.home_bias = simulation.parameters().leaderboard_home_bias;
  biased_.rank_again(neutral_, simulation.world(), rules);
}

void Recorder::observe(const Simulation& simulation) {
  Observation observation(simulation, *this);
  const World& world = simulation.world();
  if (ranks_) rank(simulation, observation);
  sums_.measure(world, simulation.parameters());
  if (closes_ && (simulation.rules_changed() || world.month.index % 12 == 11))
    sums_.closed_links.measure(world, simulation.regimes());
  const auto month = static_cast<std::size_t>(world.month.index);
  const auto series = layout_.series();
  const Metric* under_way = nullptr;
  for (const std::size_t s : layout_.measured()) {
    if (series[s].region.exists()) {
      aggregate(series[s], s, month, world);
      continue;
    }
    if (std::exchange(under_way, series[s].metric) != series[s].metric)
      observation.sources_ = layout_.sources(*series[s].metric);
    record_.at(month, s) = series[s].metric->value(observation, series[s].agent);
  }
}

/// A region's value from those of its members, which stand earlier in the record.
void Recorder::aggregate(const Series& series, std::size_t at, std::size_t month, const World& world) {
  const std::size_t first = at - series.agent;
  const auto& members = world.data->regions[series.region].members;
  const auto value = [&](NationId n) { return record_.at(month, first + n.index()); };
  const auto mean_by = [&](const ByNation<double>& weights) {
    double total = 0, weight = 0;
    for (const NationId n : members) total += weights[n] * value(n), weight += weights[n];
    return weight > 0 ? total / weight : sum_over(members, value) / static_cast<double>(members.size());
  };
  double& told = record_.at(month, at);
  switch (series.metric->members) {
    case Aggregate::none:
      break;
    case Aggregate::sum:
      told = sum_over(members, value);
      break;
    case Aggregate::highest:
      told = std::ranges::max(members | std::views::transform(value));
      break;
    case Aggregate::lowest:
      told = std::ranges::min(members | std::views::transform(value));
      break;
    case Aggregate::by_users:
      told = mean_by(world.nations.users);
      break;
    case Aggregate::by_gdp:
      told = mean_by(world.nations.gdp);
      break;
    case Aggregate::by_compute:
      told = mean_by(sums_.raw);
      break;
  }
}

Observation::Observation(const Simulation& simulation, const Recorder& recorder)
    : world(simulation.world()),
      regimes(simulation.regimes()),
      p(simulation.parameters()),
      month(simulation.world().month),
      us(simulation.world().data->nations.find<NationId>("US")),
      cn(simulation.world().data->nations.find<NationId>("CN")),
      biased(recorder.biased_),
      neutral(recorder.neutral_),
      sums(recorder.sums_),
      recorder_(recorder) {}

double Observation::past(std::size_t k, std::size_t agent, int months_ago) const {
  if (months_ago > month.index) return 0;
  return recorder_.record_.at(static_cast<std::size_t>(month.index - months_ago), sources_[k] + agent);
}

double Observation::sum(std::size_t k, std::size_t agent, int months) const {
  double total = 0;
  const auto now = static_cast<std::size_t>(month.index), span = static_cast<std::size_t>(months);
  const auto values = recorder_.record_.of(sources_[k] + agent);
  for (std::size_t m = now + 1 - std::min(span, now + 1); m <= now; ++m) total += values[m];
  return total;
}

}  // namespace chokepoint
