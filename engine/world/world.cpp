// Names of vertices and the hash of a state.
#include "engine/world/world.hpp"

#include <algorithm>
#include <cassert>
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

namespace {

/// Values that are no numbers of double precision: flags, counts, months.
template <class T>
requires std::is_convertible_v<T, std::uint64_t>  // also what stands for a bit of a packed column
void add_value(StateHash& hash, T value) { hash.add(static_cast<std::uint64_t>(value)); }
void add_value(StateHash& hash, Month value) { hash.add(static_cast<std::uint64_t>(value.index)); }

}  // namespace

std::uint64_t World::state_hash() const {
  StateHash hash;
  hash.add(static_cast<std::uint64_t>(month.index));
  for_each_member(
      [&](const ColumnInfo& info, const auto& member) {
        using Member = std::decay_t<decltype(member)>;
        if (info.role != ColumnRole::state) return;
        if constexpr (columns::holds_numbers<Member>)
          hash.add(columns::numbers(member));
        else if constexpr (std::is_same_v<Member, bool>)
          add_value(hash, member);
        else if constexpr (requires { add_value(hash, member[*member.ids().begin()]); })
          for (const auto id : member.ids()) add_value(hash, member[id]);
        else
          assert(!"a column of state of a type that the hash does not take");
      },
      *this);
  for (const Model& model : models.all()) {
    hash.add(model.eci);
    hash.add(static_cast<std::uint64_t>(model.released.index) << 32 | static_cast<std::uint64_t>(model.variant) << 1 |
             (model.open ? 1U : 0U));
  }
  return hash.value();
}

}  // namespace chokepoint
