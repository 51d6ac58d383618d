// Names of vertices and the hash of a state.
#include "engine/world/world.hpp"

#include <algorithm>
#include <optional>

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

void World::open() {
  Firms& i = firms;
  const std::size_t count = i.nation.size();
  if (i.raw.size() >= count) return;  // they have it
  for (auto* column : {&trade.order, &trade.shipped, &trade.payment}) column->assign(trade.edge_count());
  i.invest_rate.assign(count, 0.05);
  i.last_release.assign(count, Month{0});
  i.release_gap.assign(count, 6);
  i.open_price.assign(count, false);
  for (auto* column : {&i.capex,         &i.carry,           &i.budget,        &i.revenue,  &i.raw,
                       &i.training,      &i.inference,       &i.megawatts,     &i.rented,   &i.smuggle_order,
                       &i.rent_order,    &i.smuggled,        &i.wanted,        &i.received, &i.scarcity,
                       &i.adaptation,    &i.adaptation_next, &i.run_flop,      &i.best,     &i.best_open,
                       &i.best_log_flop, &i.usage_data,      &i.congestion,    &i.appeal,   &i.release_eci,
                       &i.idle_budget,   &i.fine_due,        &i.fine_paid,     &i.secret,   &i.open_appeal,
                       &i.secret_months, &i.diverted_for,    &i.rent_capacity, &i.let,      &i.rent_revenue,
                       &i.rent_asked,    &i.open_lesson})
    column->assign(count);
  for (std::size_t o = 0; o < origin_count; ++o) i.stock[o].assign(count), i.delivered[o].assign(count);
  hubs.in_transit_for = Table<FirmId, Hubs::SlotId, double>(count, Hubs::slots);
  cloud_offers.capacity.assign(cloud_offers.host.size());
  cloud_offers.used.assign(cloud_offers.host.size());
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
  for_each_column([&](std::string_view, std::span<const double> values) { hash.add(values); });
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
