// Nations: given figures and state, one column a field.
#pragma once

#include "engine/base/ids.hpp"
#include "engine/world/columns.hpp"
#include "engine/world/world_data.hpp"

namespace chokepoint {

struct Nations {
  ByNation<double> growth, adoption_max, norm_anchor, power_growth, users, investment_boldness;
  ByNation<double> cash_growth, cash_growth_2027, price_sensitivity, chinese_cloud_focus, export_exposure;
  ByNation<int> norm_leader;
  ByNation<double> talent_wage, talent_openness;

  ByNation<double> gdp, adoption, norm, alignment, tfp, tfp_in_gdp;
  ByNation<double> power, power_use, deployable, scarcity;
  ByNation<double> tools_share, litho_share, tool_denial, node_gate, hbm_stock, hbm_allotted;
  ByNation<double> services_spending, tariff_receipts, rent_open, open_users;
  ByNation<double> talent, talent_reference;
  ByNation<double> trade_lean, trade_total;
  Table<NationId, NationId, double> trust, foothold;  ///< (market, vendors' nation)
  Table<NationId, NationId, double> capped_imports;   ///< (buyer nation, designers' nation)

  ByNation<double> known, open_known, open_best, open_appeal, open_pull, best_served, open_within_reach;
  ByNation<double> usage_bloc_balance, usage_bloc_share, open_bloc_balance, open_bloc_share;
  ByNation<double> neighbours_moved, bought_bloc_balance, bought, trade_shift;
  ByNation<double> talent_net, talent_reference_net;
  ByNation<bool> distrusts;

  /// Researchers of the nation, relative to a world without measures on talent: exactly 1 if there were none.
  [[nodiscard]] double talent_ratio(NationId n) const {
    return talent_reference[n] > 0 ? talent[n] / talent_reference[n] : 1.0;
  }
};

inline constexpr auto nation_columns = [](const auto& row) {
  row(columns::given<&Nations::growth>("1/year", "growth of GDP without AI"));
  row(columns::given<&Nations::adoption_max>("share", "ceiling of adoption"));
  row(columns::given<&Nations::norm_anchor>("-1..1", "norm at rest"));
  row(columns::given<&Nations::power_growth>("GW/year", "growth of grid capacity for AI"));
  row(columns::given<&Nations::users>("M people", "who could use AI"));
  row(columns::given<&Nations::investment_boldness>("", "how strongly investment answers hype"));
  row(columns::given<&Nations::cash_growth>("1/year", "growth of firms' cash flow until 2026"));
  row(columns::given<&Nations::cash_growth_2027>("1/year", "the same from 2027 on"));
  row(columns::given<&Nations::price_sensitivity>("", "of users to prices of AI services"));
  row(columns::given<&Nations::chinese_cloud_focus>("", "where Chinese clouds build their presence"));
  row(columns::given<&Nations::export_exposure>("share", "of its chip chain's sales that go to the other bloc"));
  row(columns::given<&Nations::norm_leader>("", "-1 or +1 for the nation whose bloc that norm is, else 0"));
  row(columns::given<&Nations::talent_wage>("", "pay of researchers, US = 1"));
  row(columns::given<&Nations::talent_openness>("0..1", "openness to people from abroad"));
  row(columns::state_from_data<&Nations::gdp>("bn USD/year", "nominal"));
  row(columns::state<&Nations::adoption>("share", "N, of the population that uses AI"));
  row(columns::state_from_data<&Nations::norm>("-1..1", "x; starts at its anchor"));
  row(columns::state<&Nations::tfp>("log points", "AI's contribution to total factor productivity"));
  row(columns::state_from_data<&Nations::power>("GW", "grid capacity for AI"));
  row(columns::state_from_data<&Nations::tools_share>("share", "sigma: of tools that home makers can supply"));
  row(columns::state_from_data<&Nations::litho_share>("share", "sigma: of lithography that home makers can supply"));
  row(columns::state<&Nations::hbm_stock>("M stacks", "of memory in the nation's pool"));
  row(columns::state<&Nations::hbm_allotted>("M stacks", "of the pool that home designers may use this month"));
  row(columns::state<&Nations::deployable>("share", "phi: of the stock of accelerators that can be powered", 1.0));
  row(columns::state<&Nations::scarcity>("0..1", "S, mean over the nation's firms by demand"));
  row(columns::state<&Nations::tool_denial>("share", "of tool supply that is closed to an unlisted foundry"));
  row(columns::state<&Nations::power_use>("GW", "drawn by AI"));
  row(columns::state<&Nations::services_spending>("M$/month", "on AI services"));
  row(columns::state<&Nations::tariff_receipts>("M$/month", "on accelerators and AI services"));
  row(columns::state<&Nations::trust>("-1..limit", "change of trust in the vendors of a nation since 2017"));
  row(columns::state<&Nations::capped_imports>("H100e", "delivered since a cap is in force"));
  row(columns::state<&Nations::node_gate>("node",
                                          "that home lithography allows at the least, by a breakthrough; else 0"));
  row(columns::state_from_data<&Nations::talent>("k people", "T, researchers"));
  row(columns::state<&Nations::rent_open>("share", "of the compute let abroad that its firms may rent", 1.0));
  row(columns::state_from_data<&Nations::talent_reference>("k people",
                                                           "T, had no measure on talent ever been in force"));
  row(columns::state_from_data<&Nations::alignment>("-1..1", "a, between the blocs; starts at the anchor of the norm"));
  row(columns::state<&Nations::tfp_in_gdp>("log points", "the part of tfp that is in GDP"));
  row(columns::state<&Nations::open_users>("share", "Y, of those who could run open weights that do"));
  row(columns::state<&Nations::trade_lean>("M$", "bought from the blocs in about twelve months, signed by bloc"));
  row(columns::state<&Nations::trade_total>("M$", "bought from the blocs in about twelve months"));
  row(columns::state<&Nations::foothold>("share", "of usage, each vendor's times its local presence"));
  row(columns::working<&Nations::known>("OOM", "best algorithm of its laboratories that is no secret"));
  row(columns::working<&Nations::open_known>("OOM", "best algorithm that its open models teach"));
  row(columns::working<&Nations::open_best>("ECI", "of its best open model; 0: none"));
  row(columns::state<&Nations::open_within_reach>("ECI", "of the best open model that the nation may use"));
  row(columns::state<&Nations::best_served>("ECI", "of the best model that its users may use"));
  row(columns::working<&Nations::open_appeal>("", "appeal of the nation's open models"));
  row(columns::working<&Nations::open_pull>("", "what draws its users to open weights"));
  row(columns::working<&Nations::usage_bloc_balance>("", "sum over vendors of share of usage x bloc (-1, +1)"));
  row(columns::working<&Nations::usage_bloc_share>("share", "of usage whose vendor has a bloc"));
  row(columns::working<&Nations::open_bloc_balance>("", "usage_bloc_balance of open_users"));
  row(columns::working<&Nations::open_bloc_share>("share", "usage_bloc_share of open_users"));
  row(columns::working<&Nations::neighbours_moved>("", "mean move of its neighbours' norms from their anchors"));
  row(columns::working<&Nations::bought_bloc_balance>("M$", "bought this month, signed by bloc"));
  row(columns::working<&Nations::bought>("M$", "bought this month"));
  row(columns::working<&Nations::trade_shift>("", "change of the ratio trade_lean / trade_total this month"));
  row(columns::working<&Nations::talent_net>("k people", "moved to the nation this month"));
  row(columns::working<&Nations::talent_reference_net>("k people", "the same on the reference path"));
  row(columns::state<&Nations::distrusts>("", "trust in some nation's vendors is below 0"));
};
static_assert(columns::covers<Nations>(nation_columns), "nation_columns lacks a column of Nations");

/// Working figures of the migration of researchers; no state: made anew when what they depend on changes.
struct TalentFlows {
  Table<NationId, NationId, double>
      willing;                  ///< (from, to): share of the most possible moves that pay and openness bring about
  ByNation<double> attraction;  ///< for which `willing` was made
  double response = 0;          ///< the same
  ByNation<double> most,
      moved;  ///< of one month: possible moves to each nation, by researcher; moved from one nation to each
};

}  // namespace chokepoint
