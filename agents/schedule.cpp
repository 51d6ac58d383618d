// The list of phases.
#include "agents/schedule.hpp"

#include "agents/chipmaker/design.hpp"
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
    {"P1", "hype and prices", Domain::world, "frontier of the last year", "hype, reference price",
     nation::advance_commons},
    {"P1", "plan of trade", Domain::world, "world sales, rules on goods", "use, access, tariffs, outages",
     nation::plan_goods},
    {"P1", "orders for goods", Domain::nations, "use, stocks, access, fill", "shares, orders", nation::order_goods},
    {"P1", "supply of goods", Domain::sellers, "orders, outages", "shipments, capacity, fill", chipmaker::supply_goods},
    {"P1", "receipts of goods", Domain::nations, "shipments", "stocks, prices, limits, GDP lost",
     nation::receive_goods},
    {"P1", "talent", Domain::world, "bars and pulls", "researchers, reference path", nation::move_talent},
    {"P1", "macro economy", Domain::nations, "rules, subsidies", "GDP, adoption, power, tools, memory pool",
     nation::develop},
    {"P2", "foundry capacity", Domain::foundries, "tool denial, last orders", "capacity, pipeline, node",
     chipmaker::build_capacity},
    {"P2", "memory capacity", Domain::memory_makers, "subsidies", "HBM capacity", chipmaker::grow_memory},
    {"P3a", "designs and wafer orders", Domain::designers, "last orders, foundries, leader's design",
     "architecture, wafer orders", chipmaker::design_and_order},
    {"P3b", "wafer rationing", Domain::foundries, "wafer orders", "wafers shipped, relationships, volume",
     chipmaker::ration_wafers},
    {"P3c", "chip production", Domain::designers, "wafers, memory pool", "produced, inventory, die bank",
     chipmaker::produce},
    {"P3d", "memory pool", Domain::nations, "memory used", "HBM stock", nation::settle_memory},
    {"P4a", "terms of sale", Domain::designers, "rules, scarcity prices", "terms", chipmaker::set_terms},
    {"P4a", "offers of compute", Domain::world, "stocks, rules on hosts", "compute offered, share open by nation",
     firm::offer_compute},
    {"P4a", "investment and orders", Domain::firms, "terms, fill, links, deployable share", "capex, budget, orders",
     firm::invest_and_order},
    {"P4b", "quotas and caps", Domain::world, "orders", "scaled orders", chipmaker::apply_limits},
    {"P4b", "diversion", Domain::world, "smuggling orders, hubs", "diverted supply, parts in transit", hub::divert},
    {"P4b", "shipments", Domain::world, "orders, diverted supply", "shipped, payments, price, ecosystem",
     chipmaker::sell},
    {"P4b", "domestic parts", Domain::firms, "scarcity, guidance, bans", "familiarity of buyers",
     chipmaker::learn_domestic_parts},
    {"P4b", "hubs", Domain::world, "parts in transit", "smuggled, seized, detections, evasion skill", hub::pass_on},
    {"P4b", "renting", Domain::world, "rent orders, offers", "rented, let, payments", firm::rent_out},
    {"P4c", "deliveries", Domain::firms, "shipments", "compute stock, power, carry-over", firm::receive},
    {"P5", "relative supply", Domain::world, "received and wanted", "relative fill", nation::measure_supply},
    {"P5", "scarcity", Domain::firms, "relative fill", "scarcity", firm::update_scarcity},
    {"P5", "power", Domain::nations, "power and scarcity of firms", "deployable share, scarcity", nation::power_up},
    {"P6", "knowledge sources", Domain::world, "algorithms of all labs", "frozen best levels", firm::freeze_donors},
    {"P6", "research", Domain::firms, "knowledge sources, scarcity, compute", "next algorithm and adaptation",
     firm::research},
    {"P7", "training and releases", Domain::firms, "algorithms, compute", "training run, release due", firm::train},
    {"P7", "registry", Domain::world, "releases due", "models, best, frontier", firm::publish},
    {"P8", "appeal of services", Domain::firms, "capability, data, congestion", "appeal", firm::rate_service},
    {"P8", "market for AI services", Domain::nations, "appeal, presence, last shares", "shares, payments, productivity",
     nation::choose_services},
    {"P8", "open weights", Domain::world, "open models, users so far", "downloads, users of open weights",
     nation::spread_open_weights},
    {"P9", "firm finance", Domain::firms, "payments", "revenue, data, congestion, presence", firm::serve},
    {"P9", "customs", Domain::nations, "payments, shipments, tariffs, caps", "tariff receipts, capped imports",
     nation::collect_tariffs},
    {"P10", "trust", Domain::nations, "rules in force", "trust in vendors", nation::keep_trust},
    {"P10", "earned trust", Domain::nations, "usage, presence", "trust in vendors", nation::earn_trust},
    {"P10", "neighbours", Domain::nations, "norms of last month", "neighbours' move", nation::average_neighbour_norms},
    {"P10", "norms", Domain::nations, "usage, open weights in use, neighbours' move", "norms", nation::drift_norms},
    {"P10", "trade with the blocs", Domain::world, "payments, usage", "trade by bloc", nation::follow_trade},
    {"P10", "alignment", Domain::nations, "norm, trade by bloc", "alignment", nation::shift_alignment},
    {"P11", "record of measures", Domain::world, "measures that begin", "intensity, pending, beliefs, the race so far",
     nation::record_measures},
    {"P11", "governments", Domain::nations, "threat, measures suffered, trade graph",
     "decisions for next month, hawkishness", nation::govern},
    {"P11", "truces and budgets", Domain::world, "intensities, threat, scarcity",
     "truces, reliefs, levels of subsidies", nation::negotiate},
};

}  // namespace

std::span<const Phase> monthly_schedule() { return phases; }

}  // namespace chokepoint::agents
