// The list of phases: step, name, over whom, columns read, columns written, rule. Tests hold the columns.
#include "agents/schedule.hpp"

#include "agents/chipmaker/build.hpp"
#include "agents/chipmaker/design.hpp"
#include "agents/chipmaker/memory.hpp"
#include "agents/chipmaker/produce.hpp"
#include "agents/chipmaker/sell.hpp"
#include "agents/chipmaker/supply_goods.hpp"
#include "agents/firm/invest.hpp"
#include "agents/firm/receive.hpp"
#include "agents/firm/release.hpp"
#include "agents/firm/rent.hpp"
#include "agents/firm/research.hpp"
#include "agents/firm/serve.hpp"
#include "agents/hub/divert.hpp"
#include "agents/nation/customs.hpp"
#include "agents/nation/develop.hpp"
#include "agents/nation/govern.hpp"
#include "agents/nation/norms.hpp"
#include "agents/nation/open_weights.hpp"
#include "agents/nation/order_goods.hpp"
#include "agents/nation/receive_goods.hpp"
#include "agents/nation/services.hpp"
#include "agents/nation/talent.hpp"

namespace chokepoint::agents {
namespace {

constexpr Phase phases[] = {
    {"P1", "hype and prices", Domain::world, "commons.frontier_history commons.onset designer.architecture",
     "commons.hype commons.leader_architecture commons.price", nation::advance_commons},
    {"P1", "plan of trade", Domain::world, "goods.rules_seen link.access link.weight",
     "buyer.closed buyer.threatened buyer.use good.calm goods.rules_seen goods.tools_covered link.access "
     "link.advanced_open link.attraction link.share link.threat seller.outage",
     nation::plan_goods},
    {"P1", "orders for goods", Domain::nations,
     "buyer.backlog buyer.inventory buyer.substitute buyer.threatened buyer.use good.calm link.access "
     "link.attraction link.share link.threat link.weight seller.fill",
     "buyer.ordered_months link.order link.share", nation::order_goods},
    {"P1", "supply of goods", Domain::sellers,
     "buyer.use good.calm link.order link.reference seller.outage seller.scale seller.stretch",
     "link.order link.payment link.shipped seller.capacity seller.fill seller.ordered seller.planned "
     "seller.scale seller.sold seller.stretch",
     chipmaker::supply_goods},
    {"P1", "receipts of goods", Domain::nations,
     "buyer.closed buyer.inventory buyer.ordered_months buyer.substitute buyer.use good.calm "
     "link.order link.shipped link.tariff nation.gdp seller.planned seller.sold",
     "buyer.backlog buyer.inventory buyer.price buyer.received buyer.substitute buyer.used link.payment "
     "nation.gdp_loss nation.materials_limit nation.output_lost nation.packaging nation.tool_cover nation.tool_spares "
     "nation.tool_supply",
     nation::receive_goods},
    {"P1", "talent", Domain::world, "nation.talent nation.talent_openness nation.talent_reference nation.talent_wage",
     "nation.talent nation.talent_net nation.talent_reference nation.talent_reference_net", nation::move_talent},
    {"P1", "macro economy", Domain::nations,
     "commons.onset link.weight memory_maker.domestic memory_maker.hbm_capacity memory_maker.made "
     "nation.adoption_max nation.growth nation.hbm_stock nation.materials_limit nation.power_growth nation.tfp "
     "nation.tfp_in_gdp",
     "nation.adoption nation.gdp nation.hbm_allotted nation.hbm_stock nation.litho_share nation.power "
     "nation.tfp_in_gdp "
     "nation.tool_denial nation.tools_share",
     nation::develop},
    {"P2", "foundry capacity", Domain::foundries,
     "buyer.use foundry.capacity foundry.lag foundry.node_growth foundry.order_level foundry.packaging "
     "foundry.packaging_building foundry.packaging_level foundry.pipeline foundry.untooled good.calm link.order "
     "link.shipped "
     "link.weight nation.litho_share nation.tool_cover nation.tool_denial nation.tool_spares nation.tool_supply "
     "nation.tools_share",
     "foundry.arrived_total foundry.capacity foundry.node foundry.ordered_total "
     "foundry.packaging foundry.packaging_building foundry.pipeline foundry.scrapped_total foundry.untooled",
     chipmaker::build_capacity},
    {"P2", "memory capacity", Domain::memory_makers,
     "memory_maker.building memory_maker.domestic memory_maker.hbm_capacity memory_maker.hbm_start memory_maker.made "
     "memory_maker.order_level nation.litho_share nation.materials_limit nation.talent nation.tool_cover "
     "nation.tool_spares nation.tool_supply nation.tools_share",
     "memory_maker.building memory_maker.hbm_capacity memory_maker.made", chipmaker::grow_memory},
    {"P3a", "designs and wafer orders", Domain::designers,
     "buyer.use commons.leader_architecture designer.architecture designer.die_area designer.die_bank "
     "designer.hbm_held designer.hbm_need designer.hbm_share designer.inventory designer.orders "
     "designer.smoothed_revenue foundry.ai_wafers foundry.defects_start foundry.node good.calm link.order "
     "link.shipped link.weight nation.hbm_allotted nation.litho_share",
     "designer.architecture designer.die_performance designer.per_wafer designer.yield link.order",
     chipmaker::design_and_order},
    {"P3b", "wafer rationing", Domain::foundries,
     "designer.die_area designer.die_performance designer.inventory designer.orders foundry.capacity "
     "foundry.packaging foundry.packaging_level link.order link.weight nation.materials_limit",
     "foundry.ai_share foundry.ai_wafers foundry.filled foundry.order_level foundry.packaging_level "
     "foundry.packaging_met link.shipped link.weight",
     chipmaker::ration_wafers},
    {"P3b", "memory rationing", Domain::world,
     "link.order memory_maker.domestic memory_maker.hbm_capacity memory_maker.order_level nation.materials_limit",
     "designer.hbm_unmet link.shipped memory_maker.order_level", chipmaker::ration_memory},
    {"P3c", "chip production", Domain::designers,
     "designer.architecture designer.die_bank designer.die_performance designer.hbm_held designer.hbm_need "
     "designer.hbm_share designer.inventory designer.orders designer.per_wafer foundry.packaging_met link.order "
     "link.shipped nation.hbm_allotted",
     "designer.die_bank designer.evaded designer.hbm_held designer.hbm_used designer.produced designer.wafers",
     chipmaker::produce},
    {"P3d", "memory pool", Domain::nations, "designer.hbm_used", "nation.hbm_stock", nation::settle_memory},
    {"P4a", "terms of sale", Domain::designers,
     "commons.price designer.ecosystem designer.fill designer.price_premium designer.redesigns "
     "designer.scarcity_price firm.budget link.order link.weight",
     "designer.terms", chipmaker::set_terms},
    {"P4a", "offers of compute", Domain::world, "cloud_offer.share firm.training nation.deployable",
     "cloud_offer.capacity firm.rent_capacity nation.rent_open", firm::offer_compute},
    {"P4a", "investment and orders", Domain::firms,
     "commons.funding_factor commons.hype commons.onset commons.price commons.smuggling_fill "
     "designer.fill designer.terms firm.capex_floor firm.carry firm.cash_flow firm.chip_share "
     "firm.fine_due firm.funding firm.funding_start firm.intensity firm.invest_rate firm.rent_revenue "
     "firm.revenue firm.share firm.state_directed link.weight nation.cash_growth nation.cash_growth_2027 "
     "nation.deployable nation.investment_boldness nation.rent_open",
     "firm.budget firm.capex firm.cash_flow firm.invest_rate firm.rent_order firm.smuggle_order "
     "firm.wanted link.order link.payment",
     firm::invest_and_order},
    {"P4b", "quotas and caps", Domain::world, "link.order", "designer.orders link.order link.payment",
     chipmaker::apply_limits},
    {"P4b", "diversion", Domain::world,
     "commons.evasion_skill designer.inventory designer.produced firm.smuggle_order hub.alert "
     "hub.enforcement_start hub.share",
     "commons.smuggling_fill designer.diverted firm.diverted_for hub.departed hub.enforcement "
     "hub.in_transit hub.in_transit_for",
     hub::divert},
    {"P4b", "shipments", Domain::world,
     "designer.cumulative designer.diverted designer.ecosystem_start designer.inventory designer.orders "
     "designer.produced designer.scarcity_high designer.scarcity_low designer.scarcity_response "
     "link.order link.payment",
     "designer.cumulative designer.ecosystem designer.fill designer.inventory designer.met "
     "designer.met_behind designer.met_first designer.revenue designer.scarcity_price designer.shipped "
     "designer.smoothed_revenue link.payment "
     "link.shipped",
     chipmaker::sell},
    {"P4b", "domestic parts", Domain::firms, "nation.scarcity", "link.weight", chipmaker::learn_domestic_parts},
    {"P4b", "hubs", Domain::world,
     "firm.delivered.compliant firm.delivered.domestic firm.delivered.foreign firm.smuggle_order "
     "hub.departed hub.enforcement hub.enforcement_start hub.in_transit hub.in_transit_for "
     "nation.scarcity",
     "commons.evasion_skill designer.passed designer.seized firm.smuggled hub.alert hub.detected "
     "hub.in_transit hub.in_transit_for hub.lawful hub.passed hub.seized",
     hub::pass_on},
    {"P4b", "renting", Domain::world,
     "cloud_offer.capacity cloud_offer.in_use cloud_offer.share commons.price firm.rent_capacity "
     "firm.rent_contracts firm.rent_order link.weight",
     "cloud_offer.in_use cloud_offer.used firm.let firm.rent_asked firm.rent_contracts firm.rent_revenue "
     "firm.rent_signed firm.rented link.order link.payment link.shipped",
     firm::rent_out},
    {"P4c", "deliveries", Domain::firms,
     "commons.price designer.ecosystem designer.power_factor designer.terms firm.budget "
     "firm.diverted_for firm.idle_budget firm.rent_signed firm.smuggled firm.stock.compliant "
     "firm.stock.domestic firm.stock.foreign firm.stock.smuggled link.payment link.shipped",
     "firm.carry firm.delivered.compliant firm.delivered.domestic firm.delivered.foreign "
     "firm.delivered.smuggled firm.inference firm.megawatts firm.raw firm.received firm.stock.compliant "
     "firm.stock.domestic firm.stock.foreign firm.stock.smuggled firm.training",
     firm::receive},
    {"P5", "relative supply", Domain::world, "firm.received firm.wanted", "commons.relative_fill",
     nation::measure_supply},
    {"P5", "scarcity", Domain::firms, "commons.relative_fill firm.received firm.wanted", "firm.scarcity",
     firm::update_scarcity},
    {"P5", "power", Domain::nations, "firm.megawatts firm.scarcity firm.wanted",
     "nation.deployable nation.power_use nation.scarcity", nation::power_up},
    {"P6", "knowledge sources", Domain::world,
     "firm.adaptation firm.adaptation_next firm.algorithm firm.algorithm_next firm.best firm.best_open "
     "firm.embodied firm.lab_share firm.let firm.open_adaptation firm.open_algorithm firm.rented firm.secret "
     "firm.share firm.talent firm.training nation.deployable nation.norm_leader nation.talent nation.talent_reference",
     "commons.best_algorithm commons.best_open_adaptation commons.best_open_algorithm "
     "commons.computing_per_researcher firm.adaptation "
     "firm.adaptation_next firm.algorithm firm.algorithm_next firm.embodied firm.open_adaptation "
     "firm.open_algorithm nation.known nation.open_best nation.open_known",
     firm::freeze_donors},
    {"P6", "research", Domain::firms,
     "commons.accelerated commons.best_algorithm commons.best_open_adaptation "
     "commons.best_open_algorithm commons.computing_per_researcher firm.adaptation firm.algorithm firm.lab_share "
     "firm.let firm.rented "
     "firm.scarcity firm.share firm.talent firm.training nation.deployable nation.norm_leader "
     "nation.talent nation.talent_reference",
     "firm.adaptation_next firm.algorithm_next firm.closed_lesson firm.open_lesson", firm::research},
    {"P7", "training and releases", Domain::firms,
     "commons.accelerated firm.adaptation_next firm.algorithm_next firm.best firm.lab_share firm.last_release firm.let "
     "firm.held firm.release_gap firm.released_knowledge firm.rented firm.run_flop firm.run_share firm.share "
     "firm.training firm.usage_data "
     "firm.variants nation.deployable nation.norm_leader nation.open_best",
     "firm.built_on firm.release_eci firm.run_flop", firm::train},
    {"P7", "registry", Domain::world,
     "commons.frontier firm.adaptation_next firm.algorithm_next firm.best firm.openness firm.release_eci "
     "firm.run_flop firm.variants",
     "commons.frontier commons.frontier_history firm.best firm.best_log_flop firm.best_open "
     "firm.last_release firm.release_gap firm.released_knowledge",
     firm::publish},
    {"P8", "appeal of services", Domain::firms,
     "commons.frontier firm.best firm.best_open firm.congestion firm.held firm.own_share firm.usage_data",
     "firm.appeal firm.open_price firm.own_share", firm::rate_service},
    {"P8", "market for AI services", Domain::nations,
     "commons.frontier firm.appeal firm.best firm.best_open firm.held firm.open_price firm.own_share link.presence "
     "link.share "
     "nation.adoption nation.alignment nation.gdp nation.gdp_loss nation.norm_leader "
     "nation.price_sensitivity nation.trust",
     "link.order link.payment link.share link.shipped nation.foothold nation.services_spending "
     "nation.best_served nation.open_within_reach nation.tfp nation.usage_bloc_balance "
     "nation.usage_bloc_share",
     nation::choose_services},
    {"P8", "open weights", Domain::world,
     "commons.onset firm.best_open link.share nation.norm_leader nation.open_users nation.users",
     "firm.open_draw link.order link.share link.shipped nation.open_appeal nation.open_bloc_balance "
     "nation.open_bloc_share nation.open_pull nation.open_users",
     nation::spread_open_weights},
    {"P9", "firm finance", Domain::firms,
     "firm.inference firm.let firm.own_share link.payment link.shipped nation.chinese_cloud_focus nation.deployable "
     "nation.norm_leader",
     "firm.congestion firm.revenue firm.usage_data link.presence", firm::serve},
    {"P9", "customs", Domain::nations, "link.payment", "nation.tariff_receipts", nation::collect_tariffs},
    {"P10", "trust", Domain::nations, "nation.distrusts", "nation.distrusts nation.trust", nation::keep_trust},
    {"P10", "earned trust", Domain::nations, "nation.foothold", "nation.trust", nation::earn_trust},
    {"P10", "neighbours", Domain::nations, "nation.norm nation.norm_anchor", "nation.neighbours_moved",
     nation::average_neighbour_norms},
    {"P10", "norms", Domain::nations,
     "nation.adoption nation.neighbours_moved nation.norm_anchor nation.norm_leader "
     "nation.open_bloc_balance nation.open_bloc_share nation.open_users nation.usage_bloc_balance "
     "nation.usage_bloc_share",
     "nation.norm", nation::drift_norms},
    {"P10", "trade with the blocs", Domain::world,
     "link.payment nation.norm_leader nation.services_spending nation.trade_lean nation.trade_total "
     "nation.usage_bloc_balance",
     "nation.bought nation.bought_bloc_balance nation.trade_lean nation.trade_shift nation.trade_total",
     nation::follow_trade},
    {"P10", "alignment", Domain::nations, "nation.norm nation.norm_leader nation.trade_shift", "nation.alignment",
     nation::shift_alignment},
    {"P11", "record of measures", Domain::world, "firm.best government.history government.last_measure",
     "government.awaiting government.belief government.history government.intensity "
     "government.last_measure government.latencies government.noted government.noted_now "
     "government.pending government.provoked government.reached government.restated",
     nation::record_measures},
    {"P11", "governments", Domain::nations,
     "buyer.substitute firm.raw government.belief government.hawkishness government.intensity "
     "government.pending government.reached link.payment link.share link.shipped link.weight "
     "nation.alignment nation.export_exposure",
     "government.decided government.hawkishness government.threat government.utility", nation::govern},
    {"P11", "truces and budgets", Domain::world, "",
     "government.decided government.level government.restated government.utility", nation::negotiate},
};

}  // namespace

std::span<const Phase> monthly_schedule() { return phases; }

}  // namespace chokepoint::agents
