// An empty policy state.
#include "engine/world/regimes.hpp"

#include <tuple>
#include <type_traits>

#include "engine/world/world.hpp"

namespace chokepoint {

namespace {

template <class R, class C, class T>
void lay_rule(RuleTable<R, C, T>& table, const T& rest, const WorldData& data) {
  table = RuleTable<R, C, T>(data.count<R>(), data.count<C>(), rest);
}
template <class I, class T>
void lay_rule(Column<I, T>& column, const T& rest, const WorldData& data) {
  column.assign(data.count<I>(), rest);
}
/// Lists are empty, and numbers at rest, from the start.
template <class T, class Rest>
void lay_rule(T&, const Rest&, const WorldData&) {}

template <class R, class C, class T>
void clear_rule(RuleTable<R, C, T>& table, const T&) {
  table.clear();
}
template <class I, class T>
void clear_rule(Column<I, T>& column, const T& rest) {
  column.assign(column.size(), rest);
}
template <class T, class Rest>
void clear_rule(std::vector<T>& list, const Rest&) {
  list.clear();
}
template <class T>
requires std::is_arithmetic_v<T>
void clear_rule(T& number, const T& rest) { number = rest; }

}  // namespace

Regimes::Regimes(const WorldData& data) {
  rule_columns([&](const auto& row) { lay_rule(row.of(*this), row.rest, data); });
}

void Regimes::clear() {
  const std::uint64_t before = revision;
  rule_columns([&](const auto& row) { clear_rule(row.of(*this), row.rest); });
  revision = before + 1;
}

void ChipRule::tighten(const ChipRule& later) {
  const ChipRule before = *this;
  const auto lower = [](double& limit, double other) { limit = std::min(limit, other); };
  lower(tpp_max, later.tpp_max), lower(tpp_with_density, later.tpp_with_density), lower(density_max, later.density_max);
  lower(bandwidth_max, later.bandwidth_max), lower(tpp_max_connected, later.tpp_max_connected),
      lower(interconnect_max, later.interconnect_max);
  const auto limits = [](const ChipRule& r) {
    return std::tie(r.tpp_max, r.tpp_with_density, r.density_max, r.bandwidth_max, r.tpp_max_connected,
                    r.interconnect_max);
  };
  if (!before.active())
    redesign_from = later.redesign_from, designed_from = later.designed_from;
  else if (limits(before) != limits(*this))
    redesign_from = std::max(redesign_from, later.redesign_from);
  designed_from = std::min(designed_from, later.designed_from);
  redesign = redesign && later.redesign;
  unrestricted *= later.unrestricted;
}

void Regimes::compose_chip_bars() {
  const auto age = [](const ChipBar& bar) { return std::pair(bar.since, bar.event); };
  std::ranges::sort(chip_bars, {}, age);
  std::ranges::sort(chips_announced, {}, age);
  for (const ChipBar& bar : chip_bars)
    for (const NationId seller : guidance.ids()) {
      if (!bar.binds(seller)) continue;
      if (bar.firm.exists())
        firm_chips(seller, bar.firm).tighten(bar.rule);
      else
        chips(seller, bar.buyer).tighten(bar.rule);
    }
}

}  // namespace chokepoint
