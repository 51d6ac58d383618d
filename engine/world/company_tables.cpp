// firms.csv and the companies of the chip chain: who they are, and who owns them.
#include <algorithm>

#include "engine/world/world_tables.hpp"

namespace chokepoint {

/// The optional columns `owner` and `owned_share` of a firm, designer or foundry.
void read_owner(TableReader& t, config::MapReader& row, VertexId owned) {
  WorldData& data = t.data();
  const std::string name = row.text("owner");
  const double share = row.number("owned_share", 0, config::share);
  if (name.empty() != (row.find("owned_share") == nullptr))
    row.mistake("owner", "'owner' and 'owned_share' belong together: give both or neither");
  if (name.empty()) return;
  std::vector<std::string> known;
  const auto look = [&]<class I>(const Names& names, I) {
    if (const VertexId found = t.company<I>(name, names, known); found.exists()) data.owner[owned] = found;
  };
  look(data.firms, FirmId{}), look(data.designers, DesignerId{}), look(data.foundries, FoundryId{});
  look(data.memory_makers, MemoryMakerId{}), look(data.toolmakers, ToolmakerId{}), look(data.suppliers, SupplierId{});
  if (!data.owner[owned].exists())
    row.mistake("owner", fmt::format("no company is called '{}'{}", name, suggestion(name, known)));
  else if (data.owner[owned] == owned)
    row.mistake("owner", fmt::format("'{}' cannot own itself", name));
  data.owned_share[owned] = share;
}

ByFirm<double> read_firms(TableReader& t, World& world) {
  WorldData& data = t.data();
  ByFirm<double> initial_service_share;
  Firms& i = world.firms;
  t.each_row("firms", [&](config::MapReader& row) {
    i.nation.push_back(t.nation(row));
    i.entry.push_back(row.month("entry").value_or(Month{0}));
    i.funding_start.push_back(row.month("funding_start").value_or(Month::of(9999, 1)));
    i.first_model.push_back(row.month("first_model").value_or(i.entry[FirmId{i.entry.size() - 1}]));
    i.cash_flow.push_back(row.number("cash_flow_2017", 0, config::not_negative));
    i.funding.push_back(row.number("funding", 0, config::not_negative));
    i.intensity.push_back(row.required_number("intensity", config::not_negative));
    i.lab_share.push_back(row.required_number("lab_share", config::share));
    i.run_share.push_back(row.required_number("run_share", config::share));
    i.talent.push_back(row.required_number("talent", config::not_negative));
    i.openness.push_back(row.required_number("openness", config::share));
    i.variants.push_back(row.integer("variants", 0, 0, 20));
    i.chip_share.push_back(row.required_number("chip_share", config::share));
    i.head_start.push_back(row.number("head_start", 0, {-5, 5}));
    i.capex_path.push_back(t.path(row, "capex_path"));
    i.capex_floor.push_back(row.number("capex_floor", 0, config::not_negative));
    i.state_directed.push_back(row.boolean("state_directed", false));
    initial_service_share.push_back(row.number("initial_service_share", 0.01, config::share));
    read_owner(t, row, data.vertex(FirmId{i.nation.size() - 1}));
  });
  world.firms.cash_flow_start = world.firms.cash_flow;
  world.firms.share.assign(data.firms.count(), 1.0);
  for (const FirmId firm : world.firms.share.ids())
    data.firm_rows.push_back({data.firms.text[firm.index()], {firm.index(), firm.index() + 1}});
  return initial_service_share;
}

void read_foundries(TableReader& t, World& world) {
  WorldData& data = t.data();
  Foundries& f = world.foundries;
  t.each_row("foundries", [&](config::MapReader& row) {
    f.nation.push_back(t.nation(row));
    f.capacity.push_back(row.required_number("capacity_2017", config::not_negative));
    f.packaging.push_back(row.number("packaging_2017", 0, config::not_negative));
    f.node.push_back(row.required_number("node_2017", {-3, 9}));
    f.ai_wafers.push_back(row.required_number("ai_wafers_2017", config::not_negative));
    f.lag.push_back(row.integer("lag_months", 12, 1, static_cast<int>(Foundries::longest_lag)));
    f.defects_start.push_back(row.required_number("defects_2017", config::not_negative));
    f.node_growth.push_back(row.number("node_growth", 0, config::not_negative));
    f.node_path.push_back(t.path(row, "node_path"));
    f.build_path.push_back(t.path(row, "build_path"));
    read_owner(t, row, data.vertex(FoundryId{f.nation.size() - 1}));
  });
}

void read_memory_makers(TableReader& t, World& world) {
  MemoryMakers& m = world.memory_makers;
  t.each_row("memory_makers", [&](config::MapReader& row) {
    m.nation.push_back(t.nation(row));
    const auto start = row.month("hbm_start");
    m.domestic.push_back(start.has_value());
    m.hbm_start.push_back(start.value_or(Month::of(9999, 1)));
    m.hbm_at_start.push_back(row.number("hbm_at_start", 0, config::not_negative));
    (void)row.number("hbm_share_2025", 0, config::share);
    m.hbm_capacity.push_back(row.number("hbm_capacity_2017", 0, config::not_negative));
  });
}

void read_toolmakers(TableReader& t, World& world) {
  WorldData& data = t.data();
  Toolmakers& e = world.toolmakers;
  t.each_row("toolmakers", [&](config::MapReader& row) {
    e.nation.push_back(t.nation(row));
    if (row.text("kind") == "lithography") data.euv_makers.push_back(ToolmakerId{e.nation.size() - 1});
    e.revenue_share.push_back(row.number("revenue_share", 0, config::share));
    e.denial_weight.push_back(row.number("denial_weight", 0, config::share));
  });
}

void read_suppliers(TableReader& t, World& world) {
  WorldData& data = t.data();
  Suppliers& s = world.suppliers;
  t.each_row("suppliers", [&](config::MapReader& row) {
    const std::string name = row.text("supplier");
    const auto stands_in = [&]<class I>(const Names& names, std::string_view table, I) {
      if (names.find<I>(name).exists())
        row.mistake("supplier",
                    fmt::format("'{}' stands in {}.csv already: what it sells besides belongs in sales.csv alone", name,
                                table));
    };
    stands_in(data.toolmakers, "toolmakers", ToolmakerId{});
    stands_in(data.memory_makers, "memory_makers", MemoryMakerId{});
    stands_in(data.foundries, "foundries", FoundryId{});
    stands_in(data.designers, "designers", DesignerId{});
    s.nation.push_back(t.nation(row));
    s.entry.push_back(row.month("entry").value_or(Month{0}));
    read_owner(t, row, data.vertex(SupplierId{s.nation.size() - 1}));
  });
}

}  // namespace chokepoint
