// Who makes and sells accelerators, and what making them takes.
#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/measure/metrics/families.hpp"
#include "engine/measure/metrics/row.hpp"

namespace chokepoint::metric_families {
namespace {

DesignerId designer(O o, std::string_view name) { return o.world.data->designers.find<DesignerId>(name); }

double designer_units(O o, DesignerId d) {
  const Path* size = o.world.designers.unit_path[d];
  return o.world.designers.produced[d] / (size ? size->at(o.month) : 1.0);
}

constexpr Metric chips_metrics[] = {
    {"chip_revenue", "M$/month", dollars_m, "of the designer, after licence fees", Dimension::designer,
     of_designers<&Designers::revenue>},
    {"chip_revenue_12m",
     "M$/year",
     dollars_m,
     "the same over twelve months",
     Dimension::designer,
     sums_of<12>,
     {"chip_revenue"},
     Aggregate::none,
     {"Accelerator sales", "$ a year", 1e6, -9, "chips"}},
    {"price_paid", "k$/H100e", price_step,
     "mean price of the designer's accelerators sold in the month, after licence fees; 0 without sales",
     Dimension::designer,
     [](O o, A a) {
       const Designers& s = o.world.designers;
       return 1000 * ratio_or_zero(s.revenue[DesignerId{a}], s.shipped[DesignerId{a}]);
     }},
    {"foreign_chip_revenue_cn", "M$/month", dollars_m, "Chinese purchases of foreign accelerators", Dimension::world,
     [](O o, A) { return o.cn.exists() ? fixed_sum(o.chips().bought.row(o.cn)) - o.chips().bought(o.cn, o.cn) : 0; }},
    {"foreign_chip_revenue_cn_12m",
     "M$/year",
     dollars_m,
     "the same over twelve months",
     Dimension::world,
     sums_of<12>,
     {"foreign_chip_revenue_cn"},
     Aggregate::none,
     {"Foreign accelerators sold in China", "$ a year", 1e6, -8, "chips"}},
    {"dom_chip_revenue_cn", "M$/month", dollars_m, "Chinese purchases of Chinese accelerators", Dimension::world,
     [](O o, A) { return o.cn.exists() ? o.chips().bought(o.cn, o.cn) : 0; }},
    {"dom_chip_revenue_cn_12m",
     "M$/year",
     dollars_m,
     "the same over twelve months",
     Dimension::world,
     sums_of<12>,
     {"dom_chip_revenue_cn"},
     Aggregate::none,
     {"Chinese accelerators sold in China", "$ a year", 1e6, -8, "chips"}},
    {"dom_chip_share_cn",
     "share",
     share_step,
     "of Chinese spending on accelerators that goes to Chinese designers, twelve months",
     Dimension::world,
     [](O o, A a) { return ratio_or_zero(o.past(0, a, 0), o.past(0, a, 0) + o.past(1, a, 0)); },
     {"dom_chip_revenue_cn_12m", "foreign_chip_revenue_cn_12m"},
     Aggregate::none,
     {"Own accelerators in China's spending", "%", 100, 0, "chips"}},
    {"huawei_units", "units/month", units, "packaged Ascend accelerators made", Dimension::world,
     [](O o, A) {
       const DesignerId d = designer(o, "Huawei");
       return d.exists() ? designer_units(o, d) : 0;
     }},
    {"huawei_units_12m",
     "units/year",
     units,
     "the same over twelve months",
     Dimension::world,
     sums_of<12>,
     {"huawei_units"},
     Aggregate::none,
     {"Huawei Ascend accelerators made", "a year", 1, -3, "chips"}},
    {"cambricon_revenue", "M$/month", dollars_m, "Cambricon's revenue", Dimension::world,
     [](O o, A) {
       const DesignerId d = designer(o, "Cambricon");
       return d.exists() ? o.world.designers.revenue[d] : 0;
     }},
    {"cambricon_revenue_q",
     "M$/quarter",
     dollars_m,
     "Cambricon's revenue in three months",
     Dimension::world,
     sums_of<3>,
     {"cambricon_revenue"}},
    {"cambricon_growth",
     "ratio",
     growth_step,
     "quarterly revenue against the same quarter a year before; 0 where that was below 1 M$",
     Dimension::world,
     [](O o, A a) {
       constexpr double hardly_any = 1;  // M$: a ratio to less says nothing of growth
       return o.past(0, a, 12) < hardly_any ? 0.0 : o.past(0, a, 0) / o.past(0, a, 12);
     },
     {"cambricon_revenue_q"},
     Aggregate::none,
     {"Cambricon's quarter over a year before", "times", 1, 1, "chips"}},
    {"ecosystem", "share", share_step, "maturity of the designer's software", Dimension::designer,
     of_designers<&Designers::ecosystem>},
    {"fill", "share", share_step, "of orders that the designer meets", Dimension::designer,
     of_designers<&Designers::fill>},
    {"yield", "share", share_step, "of the designer's dies that work", Dimension::designer,
     of_designers<&Designers::yield>},
    {"chips_made", "H100e/month", units, "accelerators produced", Dimension::designer,
     of_designers<&Designers::produced>},
    {"fab_capacity", "wafers/month", units, "AI-capable advanced capacity", Dimension::foundry,
     of_foundries<&Foundries::capacity>},
    {"packaging_capacity", "wafers/month", units, "advanced packaging for accelerators", Dimension::foundry,
     of_foundries<&Foundries::packaging>},
    {"fab_node", "node index", node_step, "0 = 28 nm, 2 = 7, 3 = 5, 4 = 3, 5 = 2 nm", Dimension::foundry,
     of_foundries<&Foundries::node>},
    {"tool_selfsufficiency_cn",
     "share",
     share_step,
     "of China's chip tools that domestic makers can supply",
     Dimension::world,
     [](O o, A) { return o.cn.exists() ? o.world.nations.tools_share[o.cn] : 0; },
     {},
     Aggregate::none,
     {"Chip tools China can supply itself", "%", 100, 0, "chips"}},
    {"hbm_stock_cn",
     "M stacks",
     millions,
     "high-bandwidth memory at hand in China",
     Dimension::world,
     [](O o, A) { return o.cn.exists() ? o.world.nations.hbm_stock[o.cn] : 0; },
     {},
     Aggregate::none,
     {"High-bandwidth memory in China", "stacks", 1e6, -5, "chips"}},
};

}  // namespace

std::span<const Metric> chips() { return chips_metrics; }

}  // namespace chokepoint::metric_families
