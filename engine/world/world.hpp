// The state of one run: columns by kind of agent, the trade graph, the registry of models.
//
// Fields marked "given" in the tables of columns are inputs; the others are state that the phases write. A phase writes
// only the slots of the agents it is called for.
#pragma once

#include <memory>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"
#include "engine/world/chipmakers.hpp"
#include "engine/world/columns.hpp"
#include "engine/world/commons.hpp"
#include "engine/world/firms.hpp"
#include "engine/world/goods.hpp"
#include "engine/world/governments.hpp"
#include "engine/world/hubs.hpp"
#include "engine/world/model_registry.hpp"
#include "engine/world/nations.hpp"
#include "engine/world/parameters.hpp"
#include "engine/world/regimes.hpp"
#include "engine/world/trade_graph.hpp"
#include "engine/world/world_data.hpp"

namespace chokepoint {

/// Where an event stands in a run: its latest activation.
struct EventClock {
  static constexpr Month never{1 << 24};
  Month triggered = never;  ///< when the trigger fired
  Month announced = never;
  Month start = never;
  Month end = never;    ///< first month without it; not after the start: it was withdrawn before
  Month over = never;   ///< first month in which it no longer acts: later than the end if it recovers slowly
  Month first = never;  ///< start of the first activation
  int fired = 0;        ///< activations so far
  friend bool operator==(const EventClock&, const EventClock&) = default;

  [[nodiscard]] bool is_announced(Month m) const { return announced <= m && m < start && m < end; }
  [[nodiscard]] bool is_in_force(Month m) const { return start < end && start <= m && m < over; }
};

class World {
 public:
  std::shared_ptr<const WorldData> data;
  Month month{0};

  Nations nations;
  Firms firms;
  Designers designers;
  Foundries foundries;
  MemoryMakers memory_makers;
  Toolmakers toolmakers;
  Suppliers suppliers;
  GoodsMarket goods;
  Hubs hubs;
  CloudOffers cloud_offers;
  Commons commons;
  TradeGraph trade;
  ModelRegistry models;
  TalentFlows talent_flows;
  Column<EventId, EventClock> clocks;          ///< of the scenario's events; no part of the hash: what they do is
  Table<EventId, NationId, Month> ally_since;  ///< when an aligned nation took the same measure, or never
  std::vector<double> part_sums;               ///< working figures of sum_over_links()
  Governments governments;                     ///< part of the hash once some government decides by itself

  /// Calls f(info, member...) for every row of every table of columns, in a fixed order, with the member of each of the
  /// worlds; `info`: ColumnInfo.
  template <class F, class... Worlds>
  static void for_each_member(F&& f, Worlds&... worlds);

  /// Calls f(info, values) for every column of state that holds numbers, in a fixed order: for hashes, snapshots and
  /// checks.
  template <class F>
  void for_each_column(F&& f) const;

  /// Links by which a company sells a traded good, by buyer.
  [[nodiscard]] std::span<const EdgeId> links_of(SellerId s) const {
    return trade.sales(data->goods.company[s], good_of(data->goods.sold[s]));
  }

  /// Gives the columns that only a run writes their length, at rest. A synthetic world is kept without them: they are
  /// most of it.
  void open();

  /// The nation that a vertex of the trade graph belongs to.
  [[nodiscard]] NationId home_of(VertexId v) const;

  /// Hash of every bit of the state.
  [[nodiscard]] std::uint64_t state_hash() const;
};

namespace columns {

/// The numbers of a column, a table, an array or a single number.
template <class M>
requires requires(const M& m) {
  { m.cells() } -> std::convertible_to<std::span<const double>>;
}
[[nodiscard]] std::span<const double> numbers(const M& column) { return column.cells(); }
template <std::size_t N>
[[nodiscard]] std::span<const double> numbers(const std::array<double, N>& values) {
  return values;
}
[[nodiscard]] std::span<const double> numbers(const std::same_as<double> auto& value) { return {&value, 1}; }

template <class M>
concept holds_numbers = requires(const M& m) {
  numbers(m);
};

/// Kind of agent by what indexes a column of the market for traded goods.
template <class T>
struct IndexOf;
template <class I, class T>
struct IndexOf<Column<I, T>> {
  using type = I;
};
template <class I, class T>
struct IndexOf<PartColumn<I, T>> {
  using type = I;
};
template <class T>
constexpr std::string_view goods_kind() {
  if constexpr (!requires { typename IndexOf<T>::type; })
    return "goods";
  else {
    using I = typename IndexOf<T>::type;
    return std::is_same_v<I, TradedId>   ? "good"
           : std::is_same_v<I, SellerId> ? "seller"
           : std::is_same_v<I, BuyerId>  ? "buyer"
           : std::is_same_v<I, EdgeId>   ? "link"
                                         : "nation";
  }
}

}  // namespace columns

template <class F, class... Worlds>
void World::for_each_member(F&& f, Worlds&... worlds) {
  const auto all = [&](std::string_view kind, const auto& table, auto World::*agents) {
    table([&](const auto& row) { f(row.info(kind), row.of(worlds.*agents)...); });
  };
  all("nation", nation_columns, &World::nations);
  all("firm", firm_columns, &World::firms);
  all("hub", hub_columns, &World::hubs);
  all("cloud_offer", cloud_offer_columns, &World::cloud_offers);
  all("designer", designer_columns, &World::designers);
  all("foundry", foundry_columns, &World::foundries);
  all("memory_maker", memory_maker_columns, &World::memory_makers);
  goods_columns([&](const auto& row) {
    f(row.info(columns::goods_kind<typename std::decay_t<decltype(row)>::Type>()), row.of(worlds.goods)...);
  });
  all("commons", common_columns, &World::commons);
  all("link", link_columns, &World::trade);
  if ((... && worlds.governments.governed())) all("government", government_columns, &World::governments);
}

template <class F>
void World::for_each_column(F&& f) const {
  for_each_member(
      [&](const ColumnInfo& info, const auto& member) {
        using Member = std::decay_t<decltype(member)>;
        if (info.role != ColumnRole::state) return;
        if constexpr (columns::holds_numbers<Member>) f(info, columns::numbers(member));
      },
      *this);
}

}  // namespace chokepoint
