// What phases do to the columns of the state, found out by running them: which they write, which they read.
#pragma once

#include <cstring>
#include <set>
#include <string>
#include <vector>

#include "engine/run/simulation.hpp"

namespace chokepoint::test {

/// The simulation's own world, for tests that disturb it.
inline World& open_world(const Simulation& s) { return const_cast<World&>(s.world()); }

template <class M>
concept has_cells = requires(M& m) {
  m.cells();
};

/// Calls f(value) for each value of a column, a table, an array or a number; others (lists, shared data) have none.
template <class M, class F>
void for_each_value(M& member, F&& f) {
  if constexpr (requires {
                  member.ids();
                  member[*member.ids().begin()];
                }) {
    for (const auto id : member.ids()) f(member[id]);
  } else if constexpr (has_cells<M>) {
    for (auto&& value : member.cells()) f(value);
  } else if constexpr (std::is_arithmetic_v<std::remove_const_t<M>>) {
    f(member);
  } else if constexpr (requires { std::tuple_size<M>::value; }) {
    for (auto& value : member) f(value);
  }
}

/// Another value of the same type.
inline void disturb(double& v) { v = v * 1.03125 + 0.001; }
inline void disturb(int& v) { ++v; }
inline void disturb(std::uint64_t& v) { ++v; }
inline void disturb(Month& v) { v = v + 1; }
template <class T>
requires requires(T& t) { t = !t; }
void disturb(T& v) { v = !v; }
inline void disturb(SalesTerms& t) { disturb(t.price), disturb(t.scale), disturb(t.attraction), disturb(t.raw); }
template <class T>
void disturb(T&) {}  // identities and pointers stay

/// Something that no equation gives.
inline void spoil(double& v) { v = -7.5e11; }
inline void spoil(int& v) { v = -77; }
inline void spoil(Month& v) { v = Month{-99}; }
template <class T>
requires std::is_same_v<T, bool>
void spoil(T& v) { v = !v; }
inline void spoil(SalesTerms& t) { t = {.allowed = !t.allowed, .raw = -9, .scale = -9, .price = -9, .attraction = -9}; }
template <class T>
void spoil(T&) {}

/// Calls f on every value of the columns that `chosen(info)` picks.
template <class Chosen, class F>
void change(World& world, const Chosen& chosen, F&& f) {
  World::for_each_member(
      [&](const ColumnInfo& info, auto& member) {
        if (chosen(info))
          for_each_value(member, [&](auto&& value) {
            if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(value)>, std::vector<bool>::reference>)
              f(value);
            else {  // a bit of a column of flags
              bool flag = value;
              f(flag);
              value = flag;
            }
          });
      },
      world);
}

/// Whether two values are the same bit by bit.
inline bool same(const SalesTerms& a, const SalesTerms& b) {
  const auto figures = [](const SalesTerms& t) {
    return std::array{t.training,
                      t.inference,
                      t.raw,
                      t.price_factor,
                      t.scale,
                      t.quota,
                      t.revenue_share,
                      t.tariff,
                      t.frontier_value,
                      t.price,
                      t.threat,
                      t.attraction,
                      t.allowed ? 1.0 : 0.0,
                      t.compliant ? 1.0 : 0.0};
  };
  return figures(a) == figures(b);
}
template <class T>
bool same(const T& a, const T& b) {
  if constexpr (requires { a == b; })
    return a == b;
  else
    return true;
}

template <class M>
bool same_column(const M& a, const M& b) {
  if constexpr (columns::holds_numbers<M>) {
    const auto x = columns::numbers(a), y = columns::numbers(b);
    return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size_bytes()) == 0;
  } else if constexpr (requires {
                         a.ids();
                         a[*a.ids().begin()];
                       }) {
    for (const auto id : a.ids())
      if (!same(a[id], b[id])) return false;
    return a.size() == b.size();
  } else if constexpr (has_cells<const M>) {
    const auto x = a.cells(), y = b.cells();
    for (std::size_t k = 0; k < std::min(x.size(), y.size()); ++k)
      if (!same(x[k], y[k])) return false;
    return x.size() == y.size();
  } else {
    return same(a, b);
  }
}

/// Names of the columns in which two worlds differ.
inline std::set<std::string> differing(const World& a, const World& b) {
  std::set<std::string> out;
  World::for_each_member(
      [&](const ColumnInfo& info, const auto& x, const auto& y) {
        if (!same_column(x, y)) out.insert(info.text());
      },
      a, b);
  return out;
}

}  // namespace chokepoint::test
