// From the tables of data/ to one world.
#include "engine/world/world_reader.hpp"

#include <algorithm>
#include <set>
#include <type_traits>

#include "engine/world/goods_reader.hpp"
#include "engine/world/neighbours.hpp"
#include "engine/world/world_tables.hpp"

namespace chokepoint {
namespace {

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

class Builder {
 public:
  Builder(const WorldFiles& files, const Synthesis& synthesis, Mistakes& mistakes)
      : files_(files), synthesis_(synthesis), mistakes_(mistakes), tables_(files, *data_, mistakes) {}

  std::unique_ptr<InitialWorld> build() {
    ParameterTable table(files_.file("parameters").content, mistakes_);
    Parameters parameters(table);
    table.finish_binding(mistakes_);
    data_->paths = Paths(files_.file("paths").content, mistakes_);
    tables_.sort_rows();
    read_names();
    find_paths();
    read_tables();
    if (!mistakes_.any()) open_market(*data_, world_);
    data_->neighbours = neighbour_weights(world_.nations.gdp, world_.nations.alignment);
    list_model_homes();
    list_by_nation();
    weigh_lithography();
    size_talent_flows();
    world_.data = data_;
    set_initial_levels(world_, parameters);
    return std::make_unique<InitialWorld>(InitialWorld{std::move(world_), std::move(table), parameters});
  }

 private:
  void read_names() {
    data_->nations = tables_.names_of("nations");
    data_->firms = tables_.names_of("firms");
    data_->designers = tables_.names_of("designers");
    data_->foundries = tables_.names_of("foundries");
    data_->memory_makers = tables_.names_of("memory_makers");
    data_->toolmakers = tables_.names_of("toolmakers");
    data_->hubs = tables_.names_of("hubs");
    data_->suppliers = tables_.names_of("suppliers");
  }

  void find_paths() {
    for (const auto& [path, name] : {std::pair{&data_->chip_share_ramp, "chip_share_ramp"},
                                     std::pair{&data_->state_procurement, "state_procurement"}})
      if (*path = data_->paths.find(name); !*path)
        mistakes_.add(files_.file("paths").content.place(), std::string("path '") + name + "' is missing");
    data_->hbm3_share = data_->paths.find("hbm_share.gen3");
    data_->hbm4_share = data_->paths.find("hbm_share.gen4");
    for (const std::string& name : data_->nations.text)
      data_->hbm_imports.push_back(data_->paths.find("hbm_imports." + name));
  }

  void read_tables() {
    data_->owner.assign(data_->vertex_count());
    data_->owned_share.assign(data_->vertex_count());
    read_nations(tables_, world_);
    read_regions(tables_);
    const ByFirm<double> initial_service_share = read_firms(tables_, world_);
    read_designers(tables_, world_);
    read_foundries(tables_, world_);
    read_memory_makers(tables_, world_);
    read_toolmakers(tables_, world_);
    read_suppliers(tables_, world_);
    read_chips(tables_);
    read_hubs(tables_, world_);
    read_cloud_offers(tables_, world_);
    lay_at_rest();
    connect(read_links(tables_, world_), initial_service_share);
  }

  /// What no table gives.
  void lay_at_rest() {
    const BuildSizes sizes{*data_};
    columns::lay_at_rest(nation_columns, world_.nations, sizes);
    columns::lay_at_rest(designer_columns, world_.designers, sizes);
    columns::lay_at_rest(foundry_columns, world_.foundries, sizes);
    columns::lay_at_rest(memory_maker_columns, world_.memory_makers, sizes);
    columns::lay_at_rest(hub_columns, world_.hubs, sizes);
    data_->goods.sellers.assign(traded_good_count);  // none, where mistakes keep the market from being opened
  }

  /// Builds the graph, once it is known which firms there are.
  void connect(std::vector<Link> links, const ByFirm<double>& initial_service_share) {
    const bool split = synthesis_.asked() && !mistakes_.any();
    if (split)
      split_sectors(synthesis_, *data_, world_, links, mistakes_);
    else
      append_rent_links(links);
    for (const VertexId v : ids<VertexId>(data_->vertex_count())) data_->home.push_back(world_.home_of(v));
    read_goods(tables_, links);
    world_.trade = TradeGraph(data_->vertex_count(), std::move(links));
    for (std::size_t row = 0; row < data_->firm_rows.size(); ++row)
      for (const FirmId i : data_->firm_rows[row].members)
        for (const EdgeId e : world_.trade.sales(data_->vertex(i), Good::ai_service)) {
          world_.trade.share[e] = initial_service_share[FirmId{row}];
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

  void list_model_homes() {
    std::set<NationId> homes;
    for (const FirmId i : world_.firms.nation.ids())
      if (world_.firms.variants[i] > 0) homes.insert(world_.firms.nation[i]);
    data_->model_homes.assign(homes.begin(), homes.end());
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

  void weigh_lithography() {
    const auto& weight = world_.toolmakers.denial_weight;
    double all = 0, lithography = 0;
    for (const ToolmakerId e : weight.ids()) all += weight[e];
    for (const ToolmakerId e : data_->euv_makers) lithography += weight[e];
    data_->lithography_part = all > 0 ? lithography / all : 0.0;
  }

  void size_talent_flows() {
    const std::size_t nations = data_->nations.count();
    TalentFlows& flows = world_.talent_flows;
    flows.willing = Table<NationId, NationId, double>(nations, nations);
    for (auto* column : {&flows.attraction, &flows.most, &flows.moved}) column->assign(nations);
  }

  const WorldFiles& files_;
  const Synthesis& synthesis_;
  Mistakes& mistakes_;
  std::shared_ptr<WorldData> data_ = std::make_shared<WorldData>();
  World world_;
  TableReader tables_;
};

}  // namespace

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
