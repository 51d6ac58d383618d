// Names of vertices and the hash of a state.
#include "engine/world/world.hpp"

#include <algorithm>
#include <optional>
#include <type_traits>

#include "engine/base/hash.hpp"

namespace chokepoint {

const std::string& WorldData::vertex_name(VertexId v) const {
  std::size_t at = v.index();
  for (const Names* names : {&nations, &firms, &designers, &foundries, &memory_makers, &toolmakers, &suppliers}) {
    if (at < names->count()) return names->text[at];
    at -= names->count();
  }
  static const std::string nothing;
  return nothing;
}

RegionId WorldData::find_region(std::string_view name) const {
  for (const RegionId r : regions.ids())
    if (regions[r].name == name) return r;
  return {};
}

const FirmRow* WorldData::find_sector(std::string_view name) const {
  const auto at = std::ranges::lower_bound(firm_rows, name, {}, &FirmRow::name);
  return at != firm_rows.end() && at->name == name && at->split ? &*at : nullptr;
}

namespace {

struct RunSizes {
  const World& world;
  template <class I>
  [[nodiscard]] std::size_t count() const {
    if constexpr (std::is_same_v<I, FirmId>)
      return world.firms.nation.size();
    else if constexpr (std::is_same_v<I, CloudOfferId>)
      return world.cloud_offers.host.size();
    else
      return world.data->count<I>();
  }
};

}  // namespace

void World::open() {
  const std::size_t count = firms.nation.size();
  if (firms.raw.size() >= count) return;  // they have it
  for (auto* column : {&trade.order, &trade.shipped, &trade.payment}) column->assign(trade.edge_count());
  columns::lay_at_rest(firm_columns, firms, RunSizes{*this});
  columns::lay_at_rest(cloud_offer_columns, cloud_offers, RunSizes{*this});
  hubs.in_transit_for = Table<FirmId, Hubs::SlotId, double>(count, Hubs::slots);
}

NationId World::home_of(VertexId v) const {
  std::size_t at = v.index();
  const auto in = [&](const auto& column) -> std::optional<NationId> {
    if (at < column.size()) return column.cells()[at];
    at -= column.size();
    return std::nullopt;
  };
  if (at < nations.gdp.size()) return NationId{at};
  at -= nations.gdp.size();
  if (const auto n = in(firms.nation)) return *n;
  if (const auto n = in(designers.nation)) return *n;
  if (const auto n = in(foundries.nation)) return *n;
  if (const auto n = in(memory_makers.nation)) return *n;
  if (const auto n = in(toolmakers.nation)) return *n;
  if (const auto n = in(suppliers.nation)) return *n;
  return {};
}

std::uint64_t World::state_hash() const {
  StateHash hash;
  hash.add(static_cast<std::uint64_t>(month.index));
  std::vector<double> five;
  for_each_column([&](const ColumnInfo& info, std::span<const double> values) {
    if (info.kind == "commons" && info.name != "frontier_history") {
      if (five.size() < 5) five.push_back(values[0]);
      if (five.size() == 5) hash.add(five), five.resize(6);
      return;
    }
    hash.add(values);
  });
  for (const Model& model : models.all()) {
    hash.add(model.eci);
    hash.add(static_cast<std::uint64_t>(model.released.index) << 32 | static_cast<std::uint64_t>(model.variant) << 1 |
             (model.open ? 1U : 0U));
  }
  for (const FirmId i : firms.release_gap.ids())
    hash.add(static_cast<std::uint64_t>(firms.release_gap[i]) << 32 |
             static_cast<std::uint32_t>(firms.last_release[i].index));
  return hash.value();
}

}  // namespace chokepoint
