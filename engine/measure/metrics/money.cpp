// Investment, revenue, receipts and what AI gives the economy.
#include "engine/measure/metrics/families.hpp"
#include "engine/measure/metrics/row.hpp"

namespace chokepoint::metric_families {
namespace {

double revenue(const Firms& f, FirmId i) { return f.revenue[i]; }

/// Share of a payment for accelerators that goes to the designer's government for the licence to sell.
double licence_part(const SalesTerms& terms) { return terms.revenue_share / (1 + terms.tariff); }

constexpr Metric money_metrics[] = {
    {"hype", "share", share_step, "investors' confidence in AI", Dimension::world,
     [](O o, A) { return o.world.commons.hype; }},
    {"ai_capex",
     "bn$/year",
     dollars_bn,
     "AI capital expenditure of the nation's firms, yearly rate",
     Dimension::nation,
     sums_by_nation<&Observation::firms, &FirmSums::capex>,
     {},
     Aggregate::sum},
    {"ai_capex_12m",
     "bn$",
     dollars_bn,
     "the same over twelve months",
     Dimension::nation,
     means_of_year,
     {"ai_capex"},
     Aggregate::sum,
     {"AI investment", "$ a year", 1e9, -9, "money"}},
    {"ai_revenue",
     "bn$/year",
     dollars_bn,
     "AI service revenue of the nation's firms, yearly rate",
     Dimension::nation,
     [](O o, A a) { return o.firms().revenue[NationId{a}] * 12 / 1000; },
     {},
     Aggregate::sum},
    {"ai_revenue_world", "bn$/year", dollars_bn, "AI service revenue, world, yearly rate", Dimension::world,
     [](O o, A) { return over_all_firms(o, revenue) * 12 / 1000; }},
    {"ai_revenue_world_12m",
     "bn$",
     dollars_bn,
     "the same over twelve months",
     Dimension::world,
     means_of_year,
     {"ai_revenue_world"}},
    {"lab_revenue",
     "M$/month",
     dollars_m,
     "AI service revenue of the firm",
     Dimension::firm,
     [](O o, A a) { return over_row(o, a, revenue); },
     {},
     Aggregate::none,
     {"AI service revenue", "$ a year", 12e6, -7}},
    {"rent_revenue",
     "M$/month",
     dollars_m,
     "earned by the nation's firms by letting compute to firms abroad",
     Dimension::nation,
     sums_by_nation<&Observation::firms, &FirmSums::rent_revenue>,
     {},
     Aggregate::sum},
    {"ai_exports",
     "bn$/year",
     dollars_bn,
     "AI service revenue earned abroad, yearly rate",
     Dimension::nation,
     [](O o, A a) { return o.services().exports[NationId{a}] * 12 / 1000; },
     {},
     Aggregate::sum,
     {"AI exports", "$ a year", 1e9, -8, "money"}},
    {"licence_receipts", "M$/month", dollars_m, "paid to governments for licences to sell", Dimension::world,
     [](O o, A) {
       double total = 0;
       for (const EdgeId e : o.world.trade.links(Good::accelerator))
         total += o.world.trade.payment[e] *
                  licence_part(o.world.designers.terms(o.world.data->designer_of(o.world.trade.supplier(e)),
                                                       o.world.data->home[o.world.trade.buyer(e)]));
       return total;
     }},
    {"tariff_receipts",
     "M$/month",
     dollars_m,
     "paid to the nation in tariffs on accelerators, AI services and traded goods",
     Dimension::nation,
     of_nations<&Nations::tariff_receipts>,
     {},
     Aggregate::sum},
    {"tfp",
     "%",
     percent_step,
     "contribution of AI to total factor productivity",
     Dimension::nation,
     [](O o, A a) { return o.world.nations.tfp[NationId{a}] * 100; },
     {},
     Aggregate::by_gdp},
    {"gdp",
     "bn$/year",
     gdp_step,
     "gross domestic product, nominal, less what missing chips cost",
     Dimension::nation,
     [](O o, A a) {
       const NationId n{a};
       return o.world.nations.gdp[n] * (1 - o.world.goods.gdp_loss[n] - o.world.goods.output_lost[n]);
     },
     {},
     Aggregate::sum,
     {"Gross domestic product", "$ a year", 1e9, -8}},
};

}  // namespace

std::span<const Metric> money() { return money_metrics; }

}  // namespace chokepoint::metric_families
