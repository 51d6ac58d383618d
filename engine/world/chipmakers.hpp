// Makers of chips, memory and tools, and suppliers of other goods, one column a field.
#pragma once

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"
#include "engine/world/columns.hpp"
#include "engine/world/paths.hpp"
#include "engine/world/regimes.hpp"
#include "engine/world/world_data.hpp"

namespace chokepoint {

/// Terms on which a designer may sell to a nation this month.
struct SalesTerms {
  bool allowed = true;
  bool compliant = false;  ///< not the full part
  double training = 1;     ///< training performance, relative to the part it stands for
  double inference = 1;
  double raw = 1;  ///< nominal performance, relative
  double price_factor = 1;
  double scale = 1;         ///< share of demand that may be served
  double quota = no_limit;  ///< H100e a month
  double revenue_share = 0;
  double tariff = 0;          ///< share of the price that the buyer pays to its nation on top
  double frontier_value = 1;  ///< value against the designer's newest part
  double price = 0;           ///< M$ per H100e of die capacity ordered, tariff included
  double threat = 0;          ///< share of what is on sale now that announced rules will close
  double cost = 0;            ///< of a unit of value, relative to the reference price
  double attraction = 0;      ///< CES weight before familiarity: (value per price)^(sigma-1)
};

enum class DesignerRole : std::uint8_t { leader, follower, domestic };

struct Designers {
  ByDesigner<NationId> nation;
  ByDesigner<DesignerRole> role;
  ByDesigner<double> die_area, ecosystem_start, price_premium, hbm_need, hbm_share, power_factor;
  ByDesigner<double> scarcity_low, scarcity_high, scarcity_response;
  ByDesigner<bool> redesigns;
  ByDesigner<FirmId> captive_of;
  ByDesigner<const Path*> unit_path;

  ByDesigner<double> architecture, ecosystem, scarcity_price, fill, orders, die_performance, per_wafer, yield;
  ByDesigner<double> wafers, hbm_used, hbm_held, hbm_unmet, evaded;
  ByDesigner<double> produced, shipped, diverted, passed, seized, inventory, die_bank, cumulative;
  ByDesigner<double> smoothed_revenue, revenue, fine_paid;

  ByDesigner<double> met, met_first, met_behind;
  Table<DesignerId, NationId, SalesTerms> terms;
};

inline constexpr auto designer_columns = [](const auto& row) {
  row(columns::given<&Designers::nation>("", "home"));
  row(columns::given<&Designers::role>("", "leads, follows, or sells at home"));
  row(columns::given<&Designers::die_area>("mm2"));
  row(columns::given<&Designers::ecosystem_start>("0..1", "software ecosystem in 2017"));
  row(columns::given<&Designers::price_premium>("", "factor on the reference price"));
  row(columns::given<&Designers::hbm_need>("stacks/H100e"));
  row(columns::given<&Designers::hbm_share>("share", "of its nation's memory pool"));
  row(columns::given<&Designers::power_factor>("", "power draw per H100e against the reference"));
  row(columns::given<&Designers::scarcity_low>("", "floor of the scarcity price"));
  row(columns::given<&Designers::scarcity_high>("", "cap of the scarcity price"));
  row(columns::given<&Designers::scarcity_response>("", "of the scarcity price to fill"));
  row(columns::given<&Designers::redesigns>("", "makes compliant variants"));
  row(columns::given<&Designers::captive_of>("", "the firm that takes all its parts, or none"));
  row(columns::given<&Designers::unit_path>("H100e/unit", "of a packaged unit, for reports"));
  row(columns::state<&Designers::passed>("H100e/month", "diverted parts that reached buyers"));
  row(columns::state<&Designers::seized>("H100e/month", "diverted parts that hubs seized"));
  row(columns::state_from_data<&Designers::architecture>("OOM", "G"));
  row(columns::state_from_data<&Designers::ecosystem>("0..1", "software ecosystem"));
  row(columns::state<&Designers::fill>("share", "expected, of an order that is met", 1.0));
  row(columns::state<&Designers::scarcity_price>("", "m, factor on the reference price", 1.0));
  row(columns::state<&Designers::orders>("H100e/month"));
  row(columns::state<&Designers::yield>("share", "of dies that work"));
  row(columns::state<&Designers::die_performance>("H100e/die"));
  row(columns::state<&Designers::per_wafer>("H100e/wafer"));
  row(columns::state<&Designers::wafers>("wafers/month"));
  row(columns::state<&Designers::hbm_used>("M stacks/month"));
  row(columns::state<&Designers::hbm_held>("M stacks", "bought and not yet used; where a nation has no pool"));
  row(columns::working<&Designers::hbm_unmet>("M stacks/month", "ordered and not delivered"));
  row(columns::state<&Designers::evaded>("H100e/month", "of dies through a front company"));
  row(columns::state<&Designers::produced>("H100e/month"));
  row(columns::state<&Designers::shipped>("H100e/month"));
  row(columns::state<&Designers::diverted>("H100e/month", "left the designer past controls"));
  row(columns::state<&Designers::inventory>("H100e"));
  row(columns::state<&Designers::die_bank>("H100e", "dies without memory or packaging"));
  row(columns::state<&Designers::cumulative>("M H100e", "shipped so far"));
  row(columns::state<&Designers::revenue>("M$/month"));
  row(columns::state<&Designers::smoothed_revenue>("M$/month"));
  row(columns::state<&Designers::fine_paid>("M$", "of fines so far"));
  row(columns::working<&Designers::met>("share", "of this month's orders that is met"));
  row(columns::working<&Designers::met_first>("share", "the same of orders that go before others"));
  row(columns::working<&Designers::met_behind>("share", "the same of orders that wait until all others' are met"));
  row(columns::working<&Designers::terms>("", "terms of sale to each nation"));
};
static_assert(columns::covers<Designers>(designer_columns), "designer_columns lacks a column of Designers");

struct Foundries {
  static constexpr std::size_t longest_lag = 60;
  using SlotId = Id<struct SlotTag>;

  ByFoundry<NationId> nation;
  ByFoundry<const Path*> node_path, build_path;
  ByFoundry<double> defects_start, node_growth;
  ByFoundry<int> lag;

  ByFoundry<double> capacity, ai_share, node, ai_wafers, order_level, untooled, filled;
  ByFoundry<double> packaging, packaging_building, packaging_level, packaging_met;
  ByFoundry<double> ordered_total, arrived_total, scrapped_total;
  Table<FoundryId, SlotId, double> pipeline;
};

inline constexpr auto foundry_columns = [](const auto& row) {
  row(columns::given<&Foundries::nation>("", "home"));
  row(columns::given<&Foundries::node_path>("node", "planned"));
  row(columns::given<&Foundries::build_path>("k wafers/month", "planned capacity"));
  row(columns::given<&Foundries::defects_start>("1/cm2", "density of defects in 2017"));
  row(columns::given<&Foundries::node_growth>("node/year"));
  row(columns::given<&Foundries::lag>("months", "from order to capacity"));
  row(columns::state_from_data<&Foundries::capacity>("k wafers/month", "K, AI-capable advanced wafers"));
  row(columns::state<&Foundries::ai_share>("share", "of capacity that makes accelerators", 1.0));
  row(columns::state_from_data<&Foundries::node>("node", "nu"));
  row(columns::state_from_data<&Foundries::ai_wafers>("k wafers", "E, cumulative"));
  row(columns::state<&Foundries::order_level>("k wafers/month", "smoothed orders"));
  row(columns::state<&Foundries::untooled>("k wafers/month", "of shells that wait for tools"));
  row(columns::state<&Foundries::ordered_total>("k wafers/month", "capacity ordered so far"));
  row(columns::state<&Foundries::arrived_total>("k wafers/month", "capacity arrived so far"));
  row(columns::state<&Foundries::scrapped_total>("k wafers/month", "capacity scrapped so far"));
  row(columns::state_from_data<&Foundries::packaging>("wafers/month", "of advanced packaging; 0: none of its own"));
  row(columns::state<&Foundries::packaging_building>("wafers/month", "of packaging under construction"));
  row(columns::state<&Foundries::packaging_level>("wafers/month", "smoothed orders of packaging"));
  row(columns::state<&Foundries::packaging_met>("share", "of this month's orders of packaging met", 1.0));
  row(columns::state<&Foundries::filled>("share", "of this month's orders met", 1.0));
  row(columns::state<&Foundries::pipeline>("k wafers/month", "under construction, a ring of one slot a month"));
};
static_assert(columns::covers<Foundries>(foundry_columns), "foundry_columns lacks a column of Foundries");

struct MemoryMakers {
  Column<MemoryMakerId, NationId> nation;
  Column<MemoryMakerId, Month> hbm_start;
  Column<MemoryMakerId, bool> domestic;
  Column<MemoryMakerId, double> hbm_at_start, hbm_capacity, building, order_level, made;
};

inline constexpr auto memory_maker_columns = [](const auto& row) {
  row(columns::given<&MemoryMakers::nation>("", "home"));
  row(columns::given<&MemoryMakers::hbm_start>("month", "first month of HBM"));
  row(columns::given<&MemoryMakers::domestic>("", "supplies its nation's own pool from hbm_start on"));
  row(columns::given<&MemoryMakers::hbm_at_start>("M stacks/month", "capacity in the first month"));
  row(columns::state_from_data<&MemoryMakers::hbm_capacity>("M stacks/month", "at a mature yield"));
  row(columns::state<&MemoryMakers::building>("M stacks/month", "capacity under construction"));
  row(columns::state<&MemoryMakers::order_level>("M stacks/month", "smoothed orders"));
  row(columns::state<&MemoryMakers::made>("M stacks", "cumulative; of makers that learn from a start within the run"));
};
static_assert(columns::covers<MemoryMakers>(memory_maker_columns), "memory_maker_columns lacks a column");

struct Toolmakers {
  Column<ToolmakerId, NationId> nation;
  Column<ToolmakerId, double> revenue_share, denial_weight;
};

/// Companies that sell traded goods and stand in no other table.
struct Suppliers {
  Column<SupplierId, NationId> nation;
  Column<SupplierId, Month> entry;  ///< sells from this month on
};

}  // namespace chokepoint
