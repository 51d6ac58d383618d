// What is scarce, barred or concentrated, and trade in goods.
#include <algorithm>
#include <array>

#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/markets/chokepoints.hpp"
#include "engine/markets/goods_trade.hpp"
#include "engine/markets/network.hpp"
#include "engine/measure/metrics/families.hpp"
#include "engine/measure/metrics/row.hpp"

namespace chokepoint::metric_families {
namespace {

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

/// By traded good: mean over its buyers, weighed by use.
void over_buyers(O o, const Column<BuyerId, double>& of, std::span<double> means, double (*at_rest)(O, TradedId)) {
  const GoodsCatalogue& c = o.world.data->goods;
  std::array<double, traded_good_count> sum{}, use{};
  for (const BuyerId b : c.bought.ids()) {
    const std::size_t g = c.bought[b].index();
    sum[g] += o.world.goods.use[b] * of[b], use[g] += o.world.goods.use[b];
  }
  for (std::size_t g = 0; g < means.size(); ++g)
    means[g] =
        c.empty() || o.world.goods.calm[TradedId{g}] > 0 ? at_rest(o, TradedId{g}) : ratio_or_zero(sum[g], use[g]);
}

double one_at_rest(O, TradedId) { return 1; }
double usual_stock(O o, TradedId g) {
  return o.world.data->goods.empty() ? 0 : o.world.data->goods.inventory_months[g];
}

double company_sales(O o, std::size_t company) {
  return sum_over(o.world.data->goods.roles[company], [&](SellerId s) { return revenue_of(o.world, s); });
}
double company_sales_to_cn(O o, std::size_t company) {
  return sum_over(o.world.data->goods.roles[company], [&](SellerId s) { return o.sales_to_cn().of[s]; });
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

constexpr Metric supply_metrics[] = {
    {"material_price",
     "ratio",
     ratio_step,
     "price of the scarcest material in the nation, 1 without a cut",
     Dimension::nation,
     [](O o, A a) { return scarcest_price(o, NationId{a}); },
     {},
     Aggregate::highest},
    {"price_h100e", "k$/H100e", price_step, "reference price of compute", Dimension::world,
     [](O o, A) { return o.world.commons.price; }},
    {"material_inventory",
     "months",
     stock_step,
     "smallest stock of a material in the nation, months of use",
     Dimension::nation,
     [](O o, A a) { return smallest_stock(o, NationId{a}); },
     {},
     Aggregate::lowest},
    {"scarcity",
     "share",
     share_step,
     "of compute wanted that is missing, relative to firms under no rule",
     Dimension::nation,
     of_nations<&Nations::scarcity>,
     {},
     Aggregate::by_compute},
    {"accelerator_access",
     "share",
     share_step,
     "of foreign designers' supply, by value, that the nation's firms may buy under the rules in force",
     Dimension::nation,
     [](O o, A a) { return accelerator_access(o.world, NationId{a}); },
     {},
     Aggregate::by_gdp},
    {"links_closed",
     "share",
     share_step,
     "of the nation's supply of goods from abroad that the rules close, by supplier's weight, mean over goods; as of "
     "the last change of rules or December",
     Dimension::nation,
     [](O o, A a) { return o.closed_links().share(NationId{a}); },
     {},
     Aggregate::by_gdp},
    {"concentration", "HHI", share_step, "of suppliers of the good, 0..1", Dimension::good,
     [](O o, A a) { return herfindahl(o.world, all_goods[a]); }},
    {"goods_sales",
     "M$/month",
     dollars_m,
     "of traded goods by the company",
     Dimension::supplier,
     [](O o, A a) { return company_sales(o, a); },
     {},
     Aggregate::none,
     {"Sales of tools, memory, materials, chips", "$ a year", 12e6, -7}},
    {"sales_to_cn", "M$/month", dollars_m, "of traded goods by the company to China", Dimension::supplier,
     [](O o, A a) { return company_sales_to_cn(o, a); }},
    {"goods_price", "ratio", ratio_step, "price of the traded good, mean over buyers, 1 in an undisturbed market",
     Dimension::traded_good,
     [](O o, std::span<double> means) { over_buyers(o, o.world.goods.price, means, one_at_rest); }},
    {"goods_inventory", "months", stock_step, "stock of the traded good, mean over buyers, months of use",
     Dimension::traded_good,
     [](O o, std::span<double> means) { over_buyers(o, o.world.goods.inventory, means, usual_stock); }},
    {"goods_shortage", "share", share_step, "of the use of the traded good that is missing, world",
     Dimension::traded_good,
     [](O o, std::span<double> means) {
       over_buyers(o, o.world.goods.used, means, one_at_rest);
       for (double& missing : means) missing = 1 - missing;
     }},
    {"chip_shortage",
     "share",
     share_step,
     "of the use of logic, mature or memory chips, whichever is worst, that is missing",
     Dimension::nation,
     [](O o, A a) { return worst_chip_shortage(o, NationId{a}); },
     {},
     Aggregate::by_gdp},
    {"gdp_loss",
     "%",
     percent_step,
     "of gross domestic product lost for the time to missing chips",
     Dimension::nation,
     [](O o, A a) { return 100 * o.world.goods.gdp_loss[NationId{a}]; },
     {},
     Aggregate::by_gdp},
    {"output_lost",
     "%",
     percent_step,
     "of gross domestic product: value added to chips, tools and materials that rules or outages keep its makers from "
     "selling",
     Dimension::nation,
     [](O o, A a) { return 100 * o.world.goods.output_lost[NationId{a}]; },
     {},
     Aggregate::by_gdp},
    {"gdp_cost",
     "%",
     percent_step,
     "of gross domestic product: gdp_loss and output_lost together",
     Dimension::nation,
     [](O o, A a) { return 100 * (o.world.goods.gdp_loss[NationId{a}] + o.world.goods.output_lost[NationId{a}]); },
     {},
     Aggregate::by_gdp},
    {"gdp_loss_world",
     "%",
     percent_step,
     "the same, world",
     Dimension::world,
     [](O o, A) { return 100 * gdp_loss_world(o); },
     {},
     Aggregate::none,
     {"GDP lost to missing chips, world", "%", 1, 2, "world"}},
    {"lithography_tools_cn", "machines/month", machines,
     "lithography tools shipped from the Netherlands to China, at the mean price of one", Dimension::world,
     [](O o, A) { return lithography_tools_cn(o); }},
    {"lithography_tools_cn_12m",
     "machines/year",
     machines,
     "the same over twelve months",
     Dimension::world,
     sums_of<12>,
     {"lithography_tools_cn"}},
};

}  // namespace

std::span<const Metric> supply() { return supply_metrics; }

}  // namespace chokepoint::metric_families
