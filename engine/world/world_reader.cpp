// Reading the tables of data/ row by row.
#include "engine/world/world_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/sum.hpp"
#include "engine/world/goods_reader.hpp"
#include "engine/world/nation_names.hpp"
#include "engine/world/neighbours.hpp"

namespace chokepoint {
namespace {

using config::MapReader;
using config::Node;

constexpr const char* table_names[] = {
    "nations", "regions", "firms",        "designers", "foundries", "memory_makers", "toolmakers", "chips",
    "links",   "hubs",    "cloud_offers", "suppliers", "goods",     "sales",         "purchases",  "bilateral"};
/// The column that names a row; links, regions, offers and the tables of the market for goods have none.
const std::map<std::string, std::string, std::less<>> key_columns = {{"nations", "nation"},
                                                                     {"firms", "firm"},
                                                                     {"designers", "designer"},
                                                                     {"foundries", "foundry"},
                                                                     {"memory_makers", "memory_maker"},
                                                                     {"toolmakers", "toolmaker"},
                                                                     {"chips", "chip"},
                                                                     {"hubs", "hub"},
                                                                     {"suppliers", "supplier"}};

std::string cell(const Node& row, std::string_view column) {
  const Node* value = row.find(column);
  return value ? value->scalar : std::string{};
}

/// The rows of a table, sorted by name: the order of the file decides nothing.
std::vector<const Node*> sorted_rows(const WorldFiles& files, std::string_view table, Mistakes& mistakes) {
  const std::string& key = key_columns.at(std::string(table));
  std::vector<const Node*> rows;
  std::set<std::string> seen;
  for (const Node& row : files.file(table).content.items) {
    const std::string name = cell(row, key);
    if (name.empty())
      mistakes.add(row.place(), fmt::format("row lacks its '{}'", key));
    else if (!seen.insert(name).second)
      mistakes.add(row.place(), fmt::format("duplicate {} '{}'", key, name));
    else
      rows.push_back(&row);
  }
  std::ranges::sort(rows, {}, [&](const Node* row) { return cell(*row, key); });
  return rows;
}

Names names_of(const std::vector<const Node*>& rows, const std::string& key) {
  Names names;
  for (const Node* row : rows) {
    names.text.push_back(cell(*row, key));
    names.hash.push_back(name_hash(names.text.back()));
  }
  return names;
}

/// Lengths of the columns of a world that is being built; those by firm come when a run opens it.
struct BuildSizes {
  const WorldData& data;
  template <class I>
  [[nodiscard]] std::size_t count() const {
    if constexpr (std::is_same_v<I, FirmId>)
      return 0;
    else if constexpr (std::is_same_v<I, Hubs::PassageId>)
      return data.hubs.count() * Hubs::slots;
    else if constexpr (std::is_same_v<I, Hubs::SlotId>)
      return Hubs::slots;
    else if constexpr (std::is_same_v<I, Foundries::SlotId>)
      return Foundries::longest_lag;
    else
      return data.count<I>();
  }
};

/// Builds one world. Holds what the row readers share.
class Builder {
 public:
  Builder(const WorldFiles& files, const Synthesis& synthesis, Mistakes& mistakes)
      : files_(files), synthesis_(synthesis), mistakes_(mistakes) {}

  std::unique_ptr<InitialWorld> build() {
    ParameterTable table(files_.file("parameters").content, mistakes_);
    Parameters parameters(table);
    table.finish_binding(mistakes_);

    data_->paths = Paths(files_.file("paths").content, mistakes_);
    for (const auto& [table_name, key] : key_columns) rows_[table_name] = sorted_rows(files_, table_name, mistakes_);
    data_->nations = names_of(rows_["nations"], "nation");
    data_->firms = names_of(rows_["firms"], "firm");
    data_->designers = names_of(rows_["designers"], "designer");
    data_->foundries = names_of(rows_["foundries"], "foundry");
    data_->memory_makers = names_of(rows_["memory_makers"], "memory_maker");
    data_->toolmakers = names_of(rows_["toolmakers"], "toolmaker");
    data_->hubs = names_of(rows_["hubs"], "hub");
    data_->suppliers = names_of(rows_["suppliers"], "supplier");

    data_->chip_share_ramp = data_->paths.find("chip_share_ramp");
    if (!data_->chip_share_ramp)
      mistakes_.add(files_.file("paths").content.place(), "path 'chip_share_ramp' is missing");
    data_->hbm3_share = data_->paths.find("hbm_share.gen3");
    data_->hbm4_share = data_->paths.find("hbm_share.gen4");
    for (const std::string& name : data_->nations.text)
      data_->hbm_imports.push_back(data_->paths.find("hbm_imports." + name));

    data_->owner.assign(data_->vertex_count());
    data_->owned_share.assign(data_->vertex_count());
    read_nations();
    read_regions();
    read_firms();
    read_designers();
    read_foundries();
    read_memory_makers();
    read_toolmakers();
    read_suppliers();
    read_chips();
    read_hubs();
    read_cloud_offers();
    connect(read_links());
    if (!mistakes_.any()) open_market(*data_, world_);
    data_->neighbours = neighbour_weights(world_.nations.gdp, world_.nations.alignment);
    list_model_homes();
    list_by_nation();
    TalentFlows& flows = world_.talent_flows;
    flows.willing = Table<NationId, NationId, double>(data_->nations.count(), data_->nations.count());
    for (auto* column : {&flows.attraction, &flows.most, &flows.moved}) column->assign(data_->nations.count());
    world_.data = data_;
    set_initial_levels(world_, parameters);
    return std::make_unique<InitialWorld>(InitialWorld{std::move(world_), std::move(table), parameters});
  }

 private:
  /// Reads every row of a table with `read`, then checks for unknown columns. Every row says where it is from.
  void each_row(const std::string& table, const std::function<void(MapReader&)>& read) {
    for (const Node* row : rows_[table]) {
      MapReader reader(*row, key_columns.at(table) + " '" + cell(*row, key_columns.at(table)) + "'", mistakes_);
      (void)reader.text(key_columns.at(table));
      read(reader);
      finish(reader);
    }
  }
  static void finish(MapReader& reader) {
    (void)reader.required_text("source");
    if (reader.require("grade")) (void)reader.choice("grade", "", {"A", "B", "C"});
    (void)reader.text("note");
    reader.finish();
  }

  template <class I>
  I lookup(MapReader& reader, std::string_view column, const Names& names, std::string_view kind,
           bool required = true) {
    if (required && !reader.require(column)) return {};
    const std::string name = reader.text(column);
    if (name.empty()) return {};
    const I found = names.find<I>(name);
    if (!found.exists())
      reader.mistake(column, fmt::format("no {} is called '{}'{}", kind, name, suggestion(name, names.text)));
    return found;
  }
  NationId nation(MapReader& reader) { return lookup<NationId>(reader, "nation", data_->nations, "nation"); }

  /// The optional columns `owner` and `owned_share` of a firm, designer or foundry.
  void read_owner(MapReader& row, VertexId owned) {
    const std::string name = row.text("owner");
    const double share = row.number("owned_share", 0, config::share);
    if (name.empty() != (row.find("owned_share") == nullptr))
      row.mistake("owner", "'owner' and 'owned_share' belong together: give both or neither");
    if (name.empty()) return;
    std::vector<std::string> known;
    const auto look = [&]<class I>(const Names& names, I) {
      known.insert(known.end(), names.text.begin(), names.text.end());
      if (const I found = names.find<I>(name); found.exists()) data_->owner[owned] = data_->vertex(found);
    };
    look(data_->firms, FirmId{}), look(data_->designers, DesignerId{}), look(data_->foundries, FoundryId{});
    look(data_->memory_makers, MemoryMakerId{}), look(data_->toolmakers, ToolmakerId{}),
        look(data_->suppliers, SupplierId{});
    if (!data_->owner[owned].exists())
      row.mistake("owner", fmt::format("no company is called '{}'{}", name, suggestion(name, known)));
    else if (data_->owner[owned] == owned)
      row.mistake("owner", fmt::format("'{}' cannot own itself", name));
    data_->owned_share[owned] = share;
  }

  const Path* path(MapReader& reader, std::string_view column) {
    const std::string name = reader.text(column);
    if (name.empty()) return nullptr;
    const Path* found = data_->paths.find(name);
    if (!found)
      reader.mistake(column, fmt::format("no path is called '{}'{}", name, suggestion(name, data_->paths.names())));
    return found;
  }

  void read_nations() {
    Nations& n = world_.nations;
    constexpr config::Range plus_minus{-1, 1};
    each_row("nations", [&](MapReader& row) {
      data_->nation_labels.push_back(row.required_text("label"));
      n.gdp.push_back(row.required_number("gdp_2017", {1e-6, 1e6}));
      n.growth.push_back(row.required_number("growth", plus_minus));
      n.adoption_max.push_back(row.required_number("adoption_max", config::share));
      n.alignment.push_back(row.required_number("alignment", plus_minus));
      n.norm_anchor.push_back(n.alignment[NationId{n.alignment.size() - 1}]);
      n.power.push_back(row.required_number("power_2022", config::not_negative));
      n.power_growth.push_back(row.required_number("power_growth", config::not_negative));
      n.users.push_back(row.required_number("users", config::not_negative));
      n.investment_boldness.push_back(row.required_number("investment_boldness", config::not_negative));
      n.cash_growth.push_back(row.required_number("cash_growth", plus_minus));
      n.cash_growth_2027.push_back(row.required_number("cash_growth_2027", plus_minus));
      n.price_sensitivity.push_back(row.required_number("price_sensitivity", config::not_negative));
      n.chinese_cloud_focus.push_back(row.required_number("chinese_cloud_focus", config::not_negative));
      n.tools_share.push_back(row.required_number("tools_share_2017", config::share));
      n.litho_share.push_back(row.required_number("litho_share_2017", config::share));
      n.export_exposure.push_back(row.number("export_exposure", 0, config::share));
      n.norm_leader.push_back(row.integer("norm_leader", 0, -1, 1));
      n.talent.push_back(row.number("talent_2017", 0, config::not_negative));
      n.talent_wage.push_back(row.number("talent_wage", 1, {0.01, 10}));
      n.talent_openness.push_back(row.number("talent_openness", 1, {0.01, 1}));
    });
    data_->gdp_2017 = n.gdp;
    n.norm = n.norm_anchor;
    n.talent_reference = n.talent;
    columns::lay_at_rest(nation_columns, n, BuildSizes{*data_});
  }

  /// One row a region and member.
  void read_regions() {
    std::map<std::string, Region> regions;
    for (const Node& item : files_.file("regions").content.items) {
      MapReader row(item, "membership of a region", mistakes_);
      const std::string name = row.required_text("region"), label = row.required_text("label");
      const NationId n = nation(row);
      finish(row);
      if (name.empty() || !n.exists()) continue;
      for (const char* word : {"foreign", "auto", "default", "switch_date"})
        if (name == word)
          row.mistake("region",
                      fmt::format("'{}' has a meaning of its own in scenarios: a region needs another id", name));
      if (data_->nations.find<NationId>(name).exists())
        row.mistake("region", fmt::format("'{}' is a nation: a region needs an id of its own", name));
      Region& region = regions.try_emplace(name, Region{name, label, {}}).first->second;
      if (region.label != label)
        row.mistake("label",
                    fmt::format("'label' of {} differs from the row before: '{}' and '{}'", name, region.label, label));
      if (std::ranges::find(region.members, n) != region.members.end())
        mistakes_.add(item.place(), fmt::format("{} is twice in the region {}", data_->nations.text[n.index()], name));
      else
        region.members.push_back(n);
    }
    for (auto& [name, region] : regions) {
      std::ranges::sort(region.members);
      data_->regions.push_back(std::move(region));
    }
  }

  void list_by_nation() {
    data_->firms_of.assign(data_->nations.count());
    data_->cash_flow_start.assign(data_->nations.count());
    const auto& home = world_.firms.nation;
    for (const FirmId i : home.ids())
      if (home[i].exists())
        data_->firms_of[home[i]].push_back(i), data_->cash_flow_start[home[i]] += world_.firms.cash_flow_start[i];
    for (const NationId n : world_.toolmakers.nation.cells())
      if (n.exists() && std::ranges::find(data_->tool_homes, n) == data_->tool_homes.end())
        data_->tool_homes.push_back(n);
    std::ranges::sort(data_->tool_homes);
  }

  void read_firms() {
    Firms& i = world_.firms;
    each_row("firms", [&](MapReader& row) {
      i.nation.push_back(nation(row));
      i.entry.push_back(row.month("entry").value_or(Month{0}));
      i.funding_start.push_back(row.month("funding_start").value_or(Month::of(9999, 1)));
      i.cash_flow.push_back(row.number("cash_flow_2017", 0, config::not_negative));
      i.funding.push_back(row.number("funding", 0, config::not_negative));
      i.intensity.push_back(row.required_number("intensity", config::not_negative));
      i.lab_share.push_back(row.required_number("lab_share", config::share));
      i.run_share.push_back(row.required_number("run_share", config::share));
      i.talent.push_back(row.required_number("talent", config::not_negative));
      i.openness.push_back(row.required_number("openness", config::share));
      i.variants.push_back(row.integer("variants", 0, 0, 20));
      i.leaderboard_slots.push_back(row.integer("leaderboard_slots", 0, 0, 20));
      i.chip_share.push_back(row.required_number("chip_share", config::share));
      i.head_start.push_back(row.number("head_start", 0, {-5, 5}));
      i.capex_path.push_back(path(row, "capex_path"));
      i.capex_floor.push_back(row.number("capex_floor", 0, config::not_negative));
      i.state_directed.push_back(row.boolean("state_directed", false));
      initial_service_share_.push_back(row.number("initial_service_share", 0.01, config::share));
      read_owner(row, data_->vertex(FirmId{i.nation.size() - 1}));
    });
    world_.firms.cash_flow_start = world_.firms.cash_flow;
    world_.firms.share.assign(data_->firms.count(), 1.0);
    for (const FirmId firm : world_.firms.share.ids())
      data_->firm_rows.push_back({data_->firms.text[firm.index()], {firm.index(), firm.index() + 1}});
  }

  void read_designers() {
    Designers& d = world_.designers;
    each_row("designers", [&](MapReader& row) {
      d.nation.push_back(nation(row));
      const std::string role = row.choice("role", "", {"leader", "follower", "domestic"});
      if (role.empty()) row.mistake("role", "designer lacks a role (leader, follower or domestic)");
      data_->sells_abroad.push_back(role != "domestic");
      d.role.push_back(role == "leader"     ? DesignerRole::leader
                       : role == "follower" ? DesignerRole::follower
                                            : DesignerRole::domestic);
      d.architecture.push_back(row.required_number("architecture_2017"));
      d.die_area.push_back(row.required_number("die_area", {1, 2000}));
      d.ecosystem_start.push_back(row.required_number("ecosystem_2017", config::share));
      d.price_premium.push_back(row.required_number("price_premium", config::not_negative));
      d.hbm_need.push_back(row.number("hbm_per_h100e", 0, config::not_negative));
      d.hbm_share.push_back(row.number("hbm_share", 0, config::share));
      d.power_factor.push_back(row.required_number("power_factor", config::not_negative));
      d.redesigns.push_back(row.boolean("redesigns", false));
      d.captive_of.push_back(lookup<FirmId>(row, "captive_of", data_->firms, "AI firm", false));
      d.scarcity_low.push_back(row.required_number("pref_floor"));
      d.scarcity_high.push_back(row.required_number("pref_cap"));
      d.scarcity_response.push_back(row.required_number("scarcity_response", config::not_negative));
      d.unit_path.push_back(path(row, "unit_path"));
      read_owner(row, data_->vertex(DesignerId{d.nation.size() - 1}));
    });
    d.ecosystem = d.ecosystem_start;
    columns::lay_at_rest(designer_columns, d, BuildSizes{*data_});
  }

  void read_foundries() {
    Foundries& f = world_.foundries;
    each_row("foundries", [&](MapReader& row) {
      f.nation.push_back(nation(row));
      f.capacity.push_back(row.required_number("capacity_2017", config::not_negative));
      f.node.push_back(row.required_number("node_2017", {-3, 9}));
      f.ai_wafers.push_back(row.required_number("ai_wafers_2017", config::not_negative));
      f.lag.push_back(row.integer("lag_months", 12, 1, static_cast<int>(Foundries::longest_lag)));
      f.defects_start.push_back(row.required_number("defects_2017", config::not_negative));
      f.node_growth.push_back(row.number("node_growth", 0, config::not_negative));
      f.node_path.push_back(path(row, "node_path"));
      f.build_path.push_back(path(row, "build_path"));
      read_owner(row, data_->vertex(FoundryId{f.nation.size() - 1}));
    });
    columns::lay_at_rest(foundry_columns, f, BuildSizes{*data_});
  }

  void read_memory_makers() {
    MemoryMakers& m = world_.memory_makers;
    each_row("memory_makers", [&](MapReader& row) {
      m.nation.push_back(nation(row));
      const auto start = row.month("hbm_start");
      m.domestic.push_back(start.has_value());
      m.hbm_start.push_back(start.value_or(Month::of(9999, 1)));
      m.hbm_at_start.push_back(row.number("hbm_at_start", 0, config::not_negative));
      (void)row.number("hbm_share_2025", 0, config::share);
      m.hbm_capacity.push_back(0);
    });
  }

  void read_toolmakers() {
    Toolmakers& e = world_.toolmakers;
    each_row("toolmakers", [&](MapReader& row) {
      e.nation.push_back(nation(row));
      if (row.text("kind") == "lithography") data_->euv_makers.push_back(ToolmakerId{e.nation.size() - 1});
      e.revenue_share.push_back(row.number("revenue_share", 0, config::share));
      e.denial_weight.push_back(row.number("denial_weight", 0, config::share));
    });
  }

  void read_suppliers() {
    Suppliers& s = world_.suppliers;
    each_row("suppliers", [&](MapReader& row) {
      const std::string name = row.text("supplier");
      const auto stands_in = [&]<class I>(const Names& names, std::string_view table, I) {
        if (names.find<I>(name).exists())
          row.mistake("supplier",
                      fmt::format("'{}' stands in {}.csv already: what it sells besides belongs in sales.csv alone",
                                  name, table));
      };
      stands_in(data_->toolmakers, "toolmakers", ToolmakerId{});
      stands_in(data_->memory_makers, "memory_makers", MemoryMakerId{});
      stands_in(data_->foundries, "foundries", FoundryId{});
      stands_in(data_->designers, "designers", DesignerId{});
      s.nation.push_back(nation(row));
      s.entry.push_back(row.month("entry").value_or(Month{0}));
      read_owner(row, data_->vertex(SupplierId{s.nation.size() - 1}));
    });
  }

  void read_chips() {
    const Names chip_names = names_of(rows_["chips"], "chip");
    data_->chip_names = chip_names.text;
    each_row("chips", [&](MapReader& row) {
      Chip chip;
      chip.name = row.text("chip");
      chip.designer = lookup<DesignerId>(row, "designer", data_->designers, "designer");
      chip.launch = row.month("launch").value_or(Month{0});
      (void)row.require("launch");
      chip.performance = row.required_number("performance", config::not_negative);
      chip.bandwidth = row.number("bandwidth", 0, config::not_negative) * 1000;  // TB/s -> GB/s
      chip.interconnect = row.number("interconnect", 0, config::not_negative);
      chip.die_area = row.number("die_area", 0, config::not_negative);
      (void)row.number("tdp", 0, config::not_negative);
      chip.total_performance = row.number("tpp", chip.performance * Chip::tpp_per_h100e, config::not_negative);
      chip.redesign_of = lookup<ChipId>(row, "redesign_of", chip_names, "chip", false);
      data_->chips.push_back(chip);
    });
  }

  /// The vertices that a word in links.csv stands for: one agent, the members of a region, the firms of a nation or
  /// region, or `*` for all buyers of a good.
  std::vector<VertexId> buyers(const std::string& word, Good good, MapReader& row) {
    const auto all = [&]<class I>(std::size_t count, I) {
      std::vector<VertexId> out;
      for (const I id : ids<I>(count)) out.push_back(data_->vertex(id));
      return out;
    };
    const auto one = [&]<class I>(const Names& names, std::string_view kind, I) -> std::vector<VertexId> {
      if (word == "*") return all(names.count(), I{});
      if (const I found = names.find<I>(word); found.exists()) return {data_->vertex(found)};
      row.mistake("buyer", fmt::format("no {} is called '{}'{}", kind, word, suggestion(word, names.text)));
      return {};
    };
    switch (good) {
      case Good::tool:
        return one(data_->foundries, "foundry", FoundryId{});
      case Good::wafer:
      case Good::hbm:
        return one(data_->designers, "designer", DesignerId{});
      case Good::cloud_rent:  // suppliers() has told the mistake
        return {};
      case Good::ai_service:
      case Good::open_weights:
        if (const RegionId r = data_->find_region(word); r.exists()) {
          std::vector<VertexId> out;
          for (const NationId n : data_->regions[r].members) out.push_back(data_->vertex(n));
          return out;
        }
        return one(data_->nations, "nation or region", NationId{});
      default:
        break;
    }
    const NationId n = data_->nations.find<NationId>(word);
    const RegionId r = data_->find_region(word);
    if (!is_firm(word) && (n.exists() || r.exists())) {
      const auto here = [&](NationId home) {
        return r.exists() ? std::ranges::find(data_->regions[r].members, home) != data_->regions[r].members.end()
                          : home == n;
      };
      std::vector<VertexId> out;
      for (const FirmId i : world_.firms.nation.ids())
        if (here(world_.firms.nation[i])) out.push_back(data_->vertex(i));
      return out;
    }
    return one(data_->firms, "AI firm, nation or region", FirmId{});
  }
  bool is_firm(const std::string& word) const { return std::ranges::binary_search(data_->firms.text, word); }

  std::vector<VertexId> suppliers(const std::string& word, Good good, MapReader& row) {
    const auto one = [&]<class I>(const Names& names, std::string_view kind, I) -> std::vector<VertexId> {
      std::vector<VertexId> out;
      for (const I id : ids<I>(names.count()))
        if (word == "*" || names.text[id.index()] == word) out.push_back(data_->vertex(id));
      if (out.empty())
        row.mistake("supplier", fmt::format("no {} is called '{}'{}", kind, word, suggestion(word, names.text)));
      return out;
    };
    switch (good) {
      case Good::tool:
        return one(data_->toolmakers, "toolmaker", ToolmakerId{});
      case Good::wafer:
        return one(data_->foundries, "foundry", FoundryId{});
      case Good::hbm:
        return one(data_->memory_makers, "memory maker", MemoryMakerId{});
      case Good::accelerator:
        return one(data_->designers, "designer", DesignerId{});
      case Good::cloud_rent:
        row.mistake("good", "links of rented compute follow from cloud_offers.csv: leave them out");
        return {};
      default:
        return one(data_->firms, "AI firm", FirmId{});
    }
  }

  std::vector<Link> read_links() {
    const std::vector<std::string> goods(good_names.begin(), good_names.begin() + chain_good_count);
    struct Row {
      int specific = -1;
      double weight = 0;
      const Node* item = nullptr;
    };
    std::map<std::tuple<VertexId, VertexId, Good>, Row> links;  // more specific rows win
    std::set<std::pair<const Node*, const Node*>> told;
    for (const Node& item : files_.file("links").content.items) {
      MapReader row(item, "link", mistakes_);
      const std::string supplier = row.required_text("supplier"), buyer = row.required_text("buyer");
      const std::string good_name = row.choice("good", "", goods);
      const double weight = row.required_number("weight", config::share);
      finish(row);
      if (good_name.empty()) continue;
      const Good good = static_cast<Good>(std::ranges::find(goods, good_name) - goods.begin());
      const auto from = suppliers(supplier, good, row), to = buyers(buyer, good, row);
      const int specific = (from.size() == 1 ? 2 : 0) + (to.size() == 1 ? 2 : buyer == "*" ? 0 : 1);
      for (const VertexId s : from)
        for (const VertexId b : to) {
          if (good == Good::accelerator && !may_sell(data_->designer_of(s), data_->firm_of(b))) continue;
          if (good == Good::open_weights && world_.firms.variants[data_->firm_of(s)] == 0) continue;
          Row& slot = links[{s, b, good}];
          if (slot.specific == specific && slot.weight != weight && told.emplace(slot.item, &item).second)
            mistakes_.add(item.place(), fmt::format("the {} from {} to {} has another weight in the row of {}: of two "
                                                    "rows none may be as specific as the other",
                                                    good_name, data_->vertex_name(s), data_->vertex_name(b),
                                                    slot.item->place().text()));
          if (slot.specific < specific) slot = {specific, weight, &item};
        }
    }
    std::vector<Link> all;
    for (const auto& [ends, value] : links)
      all.push_back({std::get<0>(ends), std::get<1>(ends), std::get<2>(ends), value.weight});
    return all;
  }
  /// Builds the graph, once it is known which firms there are.
  void connect(std::vector<Link> links) {
    const bool split = synthesis_.asked() && !mistakes_.any();
    if (split)
      split_sectors(synthesis_, *data_, world_, links, mistakes_);
    else
      append_rent_links(links);
    for (const VertexId v : ids<VertexId>(data_->vertex_count())) data_->home.push_back(world_.home_of(v));
    read_goods(files_, *data_, links, mistakes_);
    world_.trade = TradeGraph(data_->vertex_count(), std::move(links));
    for (std::size_t row = 0; row < data_->firm_rows.size(); ++row)
      for (const FirmId i : data_->firm_rows[row].members)
        for (const EdgeId e : world_.trade.sales(data_->vertex(i), Good::ai_service)) {
          world_.trade.share[e] = initial_service_share_[FirmId{row}];
          world_.trade.presence[e] = world_.trade.buyer(e) == data_->vertex(world_.firms.nation[i]) ? 1.0 : 0.0;
        }
    if (!split) return world_.open();
    for (auto* column : {&world_.trade.order, &world_.trade.shipped, &world_.trade.payment}) *column = {};
  }
  /// Every host may let compute to every firm of another nation; weight: share of its stock on offer.
  void append_rent_links(std::vector<Link>& links) const {
    for (const FirmId host : world_.firms.nation.ids()) {
      double share = 0;
      for (const CloudOfferId o : world_.cloud_offers.of[host]) share += world_.cloud_offers.share[o];
      if (share <= 0) continue;
      for (const FirmId renter : world_.firms.nation.ids())
        if (world_.firms.nation[renter] != world_.firms.nation[host])
          links.push_back({data_->vertex(host), data_->vertex(renter), Good::cloud_rent, share});
    }
  }
  void read_hubs() {
    Hubs& h = world_.hubs;
    each_row("hubs", [&](MapReader& row) {
      h.nation.push_back(nation(row));
      h.share.push_back(row.required_number("share", config::share));
      h.enforcement_start.push_back(row.number("enforcement", 0, {0, 0.95}));
    });
    data_->hub_nation = h.nation;
    const double total = fixed_sum(h.share.cells());
    if (h.share.size() > 0 && std::fabs(total - 1) > 0.005)
      mistakes_.add(files_.file("hubs").content.place(),
                    fmt::format("the shares of the hubs add up to {:.3f}, not to 1", total));
    for (double& share : h.share.cells()) share /= total > 0 ? total : 1;
    h.enforcement = h.enforcement_start;
    columns::lay_at_rest(hub_columns, h, BuildSizes{*data_});
  }
  /// One row a host and nation in which its data centres stand.
  void read_cloud_offers() {
    struct Offer {
      FirmId host;
      NationId nation;
      double share = 0;
    };
    std::vector<Offer> offers;
    for (const Node& item : files_.file("cloud_offers").content.items) {
      MapReader row(item, "offer of compute", mistakes_);
      const Offer offer{lookup<FirmId>(row, "host", data_->firms, "AI firm"), nation(row),
                        row.required_number("share", config::share)};
      finish(row);
      if (!offer.host.exists() || !offer.nation.exists()) continue;
      const auto same = [&](const Offer& other) { return other.host == offer.host && other.nation == offer.nation; };
      if (std::ranges::any_of(offers, same))
        mistakes_.add(item.place(), fmt::format("duplicate offer of {} in {}", data_->firms.text[offer.host.index()],
                                                data_->nations.text[offer.nation.index()]));
      double offered = offer.share;
      for (const Offer& other : offers) offered += other.host == offer.host ? other.share : 0;
      if (offered > 1 + 1e-9)
        row.mistake("share", fmt::format("{} offers {:.2f} of its stock, more than all",
                                         data_->firms.text[offer.host.index()], offered));
      offers.push_back(offer);
    }
    std::ranges::sort(offers, {}, [](const Offer& o) { return std::pair(o.host, o.nation); });
    CloudOffers& c = world_.cloud_offers;
    for (const Offer& o : offers) c.host.push_back(o.host), c.nation.push_back(o.nation), c.share.push_back(o.share);
    std::size_t at = 0;
    for (const FirmId i : world_.firms.nation.ids()) {
      const std::size_t first = at;
      while (at < offers.size() && offers[at].host == i) ++at;
      c.of.push_back({first, at});
    }
  }
  void list_model_homes() {
    std::set<NationId> homes;
    for (const FirmId i : world_.firms.nation.ids())
      if (world_.firms.variants[i] > 0) homes.insert(world_.firms.nation[i]);
    data_->model_homes.assign(homes.begin(), homes.end());
  }
  bool may_sell(DesignerId d, FirmId buyer) const {
    const FirmId owner = world_.designers.captive_of[d];
    return !owner.exists() || owner == buyer;
  }

  const WorldFiles& files_;
  const Synthesis& synthesis_;
  Mistakes& mistakes_;
  std::shared_ptr<WorldData> data_ = std::make_shared<WorldData>();
  World world_;
  std::map<std::string, std::vector<const Node*>> rows_;
  ByFirm<double> initial_service_share_;
};

}  // namespace

WorldFiles WorldFiles::load(const std::filesystem::path& folder, Mistakes& mistakes) {
  WorldFiles out;
  const auto add = [&](const std::string& name, const std::filesystem::path& path) {
    File file{name, path, {}, 0};
    const std::size_t before = mistakes.count();
    file.content = path.extension() == ".csv" ? config::load_csv(path, mistakes) : config::load_yaml(path, mistakes);
    if (mistakes.count() == before && file.empty())
      mistakes.add({path.string()}, "holds no rows; the world needs some");
    Mistakes ignored;
    if (const auto text = config::read_file(path, ignored)) file.hash = name_hash(*text);
    out.files.push_back(std::move(file));
  };
  add("parameters", folder / "parameters.yaml");
  add("paths", folder / "paths.yaml");
  for (const char* table : table_names) add(table, folder / "world" / (std::string(table) + ".csv"));
  return out;
}

const WorldFiles::File& WorldFiles::file(std::string_view name) const {
  return *std::ranges::find(files, name, &File::name);
}
WorldFiles::File& WorldFiles::file(std::string_view name) { return *std::ranges::find(files, name, &File::name); }

void apply_overrides(WorldFiles& files, const std::vector<Override>& overrides, Mistakes& mistakes) {
  for (const Override& change : overrides) {
    const std::size_t dot = change.path.find('.');
    const std::string head = change.path.substr(0, dot);
    std::vector<std::string> heads = {"parameters"};
    for (const auto& [table, key] : key_columns) heads.push_back(table);
    if (dot == std::string::npos || std::ranges::find(heads, head) == heads.end()) {
      mistakes.add(change.place, fmt::format("unknown path '{}': a path is parameters.NAME or TABLE.ROW.COLUMN{}",
                                             change.path, suggestion(head, heads)));
      continue;
    }
    const std::string rest = change.path.substr(dot + 1);
    config::Node& content = files.file(head).content;
    if (head == "parameters") {
      config::Node* entry = content.find(rest);
      config::Node* value = entry ? entry->find("value") : nullptr;
      if (!value) {
        std::vector<std::string> known;
        for (const auto& e : content.entries) known.push_back(e.key);
        const std::string near = nearest(rest, known);
        mistakes.add(change.place, fmt::format("no parameter is called '{}'{}", rest,
                                               near.empty() ? " (see: simulate list parameters)"
                                                            : " (did you mean '" + near + "'?)"));
        continue;
      }
      *value = change.value;
      continue;
    }
    const std::size_t last = rest.rfind('.');
    const std::string row_name = rest.substr(0, last), column = last == std::string::npos ? "" : rest.substr(last + 1);
    std::vector<std::string> row_names;
    config::Node* row = nullptr;
    for (config::Node& candidate : content.items) {
      row_names.push_back(cell(candidate, key_columns.at(head)));
      if (row_names.back() == row_name) row = &candidate;
    }
    if (!row && head == "nations") {
      std::vector<std::string> labels;
      for (const config::Node& candidate : content.items) labels.push_back(cell(candidate, "label"));
      const auto meant = std::ranges::find(row_names, nation_id(row_name, row_names, labels));
      if (meant != row_names.end()) row = &content.items[static_cast<std::size_t>(meant - row_names.begin())];
    }
    if (!row) {
      mistakes.add(change.place,
                   fmt::format("'{}' has no row '{}'{}", head, row_name, suggestion(row_name, row_names)));
      continue;
    }
    std::set<std::string> columns;
    for (const config::Node& candidate : content.items)
      for (const auto& entry : candidate.entries) columns.insert(entry.key);
    if (!columns.contains(column)) {
      const std::vector<std::string> known(columns.begin(), columns.end());
      mistakes.add(change.place, fmt::format("'{}' has no column '{}'{}", head, column, suggestion(column, known)));
      continue;
    }
    if (config::Node* value = row->find(column))
      *value = change.value;
    else
      row->entries.push_back({column, change.place.line, change.place.column, change.value});
  }
}

void set_initial_levels(World& world, const Parameters& p) {
  Firms& f = world.firms;
  f.algorithm.assign(f.head_start.size());
  for (const FirmId i : f.head_start.ids()) f.algorithm[i] = p.research_initial_level + f.head_start[i];
  f.algorithm_next = f.algorithm;
}

std::unique_ptr<InitialWorld> build_world(const WorldFiles& files, Mistakes& mistakes, const Synthesis& synthesis) {
  Mistakes own;  // what is wrong elsewhere changes nothing of the world
  auto built = Builder(files, synthesis, own).build();
  for (const Mistake& mistake : own.all()) mistakes.add(mistake.place, mistake.what);
  return built;
}

}  // namespace chokepoint
