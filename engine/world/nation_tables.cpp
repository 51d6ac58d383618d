// nations.csv and regions.csv.
#include <algorithm>
#include <map>

#include "engine/world/world_tables.hpp"

namespace chokepoint {

namespace {

constexpr config::Range plus_minus{-1, 1};

void read_nation(config::MapReader& row, Nations& n) {
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
}

}  // namespace

void read_nations(TableReader& t, World& world) {
  WorldData& data = t.data();
  t.each_row("nations", [&](config::MapReader& row) {
    data.nation_labels.push_back(row.required_text("label"));
    read_nation(row, world.nations);
  });
  data.gdp_2017 = world.nations.gdp;
  world.nations.norm = world.nations.norm_anchor;
  world.nations.talent_reference = world.nations.talent;
}

namespace {

/// A region is called like no nation and nothing that scenarios mean by it.
void check_region(config::MapReader& row, const std::string& name, const WorldData& data) {
  for (const char* word : {"foreign", "auto", "default", "switch_date"})
    if (name == word)
      row.mistake("region", fmt::format("'{}' has a meaning of its own in scenarios: a region needs another id", name));
  if (data.nations.find<NationId>(name).exists())
    row.mistake("region", fmt::format("'{}' is a nation: a region needs an id of its own", name));
}

}  // namespace

/// One row a region and member.
void read_regions(TableReader& t) {
  WorldData& data = t.data();
  std::map<std::string, Region> regions;
  for (const config::Node& item : t.content("regions").items) {
    config::MapReader row(item, "membership of a region", t.mistakes());
    const std::string name = row.required_text("region"), label = row.required_text("label");
    const NationId n = t.nation(row);
    TableReader::finish(row);
    if (name.empty() || !n.exists()) continue;
    check_region(row, name, data);
    Region& region = regions.try_emplace(name, Region{name, label, {}}).first->second;
    if (region.label != label)
      row.mistake("label",
                  fmt::format("'label' of {} differs from the row before: '{}' and '{}'", name, region.label, label));
    if (std::ranges::find(region.members, n) != region.members.end())
      t.mistakes().add(item.place(), fmt::format("{} is twice in the region {}", data.nations.text[n.index()], name));
    else
      region.members.push_back(n);
  }
  for (auto& [name, region] : regions) {
    std::ranges::sort(region.members);
    data.regions.push_back(std::move(region));
  }
}

}  // namespace chokepoint
