// Columns of the state as tables: one row a column, beside the struct that holds it.
//
// A row says once what a column is: its role, unit, meaning and the value at rest. The state hash, snapshots, checks,
// names of slots, the columns at rest and the reference of the state derive from the rows; `covers` fails to compile
// if a struct holds a column that no row names.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <type_traits>

#include "engine/base/ids.hpp"

namespace chokepoint {

/// What a column is to a run.
enum class ColumnRole : std::uint8_t {
  given,    ///< an input: no phase writes it
  state,    ///< carried from month to month: part of the state hash
  working,  ///< made anew in each month before it is read
  cached,   ///< made anew when what it depends on changes; else kept
};

/// What a row says of a column, without its type.
struct ColumnInfo {
  std::string_view kind;  ///< whose it is: `firm`
  std::string_view name;  ///< `stock`
  std::string_view part;  ///< of an array of columns: `foreign`; else empty
  ColumnRole role;
  std::string_view unit;     ///< empty: a pure number
  std::string_view meaning;  ///< may be empty where the name says it

  /// `firm.stock.foreign`
  [[nodiscard]] std::string text() const {
    std::string out(kind);
    out += '.', out += name;
    if (!part.empty()) out += '.', out += part;
    return out;
  }
};

namespace columns {

template <auto Member>
consteval std::string_view member_name() {
  const std::string_view all = __PRETTY_FUNCTION__;  // ... Member = &chokepoint::Firms::stock; ... or ...stock]
  const std::size_t from = all.find("Member = ");
  const std::string_view rest = all.substr(from, all.find_first_of(";]", from) - from);
  return rest.substr(rest.rfind(':') + 1);
}

template <class T>
struct Pointed;
template <class S, class M>
struct Pointed<M S::*> {
  using Struct = S;
  using Type = M;
};

template <class M>
struct ValueOf {
  using type = M;  // a single number
};
template <class M>
requires requires { typename M::value_type; }
struct ValueOf<M> {
  using type = typename M::value_type;
};

inline constexpr std::size_t whole = static_cast<std::size_t>(-1);

/// A row of a table of columns: `Member` of its struct, or one part of it if it is an array of columns.
template <auto Member, ColumnRole Role, std::size_t Part = whole>
struct Row {
  using Struct = typename Pointed<decltype(Member)>::Struct;
  static constexpr ColumnRole role = Role;

  template <class S>
  static constexpr auto& of(S& all) {
    if constexpr (Part == whole)
      return all.*Member;
    else
      return (all.*Member)[Part];
  }
  using Type = std::remove_cvref_t<decltype(of(std::declval<Struct&>()))>;
  struct NoValue {};
  /// Of its cells; an input has no value at rest.
  using Value = std::conditional_t<Role == ColumnRole::given, NoValue, typename ValueOf<Type>::type>;

  std::string_view unit, meaning;
  Value rest{};                ///< what its cells hold before the first month
  bool from_data = false;      ///< its cells at the start are read or computed from data instead
  std::string_view part = {};  ///< name of the part

  [[nodiscard]] constexpr ColumnInfo info(std::string_view kind) const {
    return {kind, member_name<Member>(), part, Role, unit, meaning};
  }
};

/// An input.
template <auto Member>
constexpr auto given(std::string_view unit, std::string_view meaning = {}) {
  return Row<Member, ColumnRole::given>{unit, meaning, {}, true};
}
/// State that is at rest at the start.
template <auto Member>
constexpr auto state(std::string_view unit, std::string_view meaning = {},
                     typename Row<Member, ColumnRole::state>::Value rest = {}) {
  return Row<Member, ColumnRole::state>{unit, meaning, rest};
}
/// State that starts from data.
template <auto Member>
constexpr auto state_from_data(std::string_view unit, std::string_view meaning = {}) {
  return Row<Member, ColumnRole::state>{unit, meaning, {}, true};
}
/// One column of an array of columns, state at rest at the start.
template <auto Member, auto Part>
constexpr auto state_part(std::string_view part, std::string_view unit, std::string_view meaning = {}) {
  return Row<Member, ColumnRole::state, static_cast<std::size_t>(Part)>{unit, meaning, {}, false, part};
}
/// A working figure.
template <auto Member>
constexpr auto working(std::string_view unit, std::string_view meaning = {},
                       typename Row<Member, ColumnRole::working>::Value rest = {}) {
  return Row<Member, ColumnRole::working>{unit, meaning, rest};
}

/// A figure that is kept until what it depends on changes.
template <auto Member>
constexpr auto cached(std::string_view unit, std::string_view meaning = {},
                      typename Row<Member, ColumnRole::cached>::Value rest = {}) {
  return Row<Member, ColumnRole::cached>{unit, meaning, rest};
}

/// Bytes of the members that a table names.
template <class Table>
consteval std::size_t bytes_of(const Table& table) {
  std::size_t sum = 0;
  table([&](const auto& row) { sum += sizeof(typename std::decay_t<decltype(row)>::Type); });
  return sum;
}

/// Whether a table has a row for every member of its struct. Not told where pointers are short, as in WebAssembly:
/// there padding stands between members.
template <class S, class Table>
consteval bool covers(const Table& table) {
  if (sizeof(void*) < sizeof(double)) return true;
  constexpr std::size_t unit = alignof(S);
  return (bytes_of(table) + unit - 1) / unit * unit == sizeof(S);
}

/// Gives a column the length that `sizes` tells for what indexes it (`sizes.template count<I>()`), all at rest.
template <class I, class T, class Sizes>
void lay(Column<I, T>& column, const T& rest, const Sizes& sizes) {
  column.assign(sizes.template count<I>(), rest);
}
template <class R, class C, class T, class Sizes>
void lay(Table<R, C, T>& table, const T& rest, const Sizes& sizes) {
  table = Table<R, C, T>(sizes.template count<R>(), sizes.template count<C>(), rest);
}
template <class I, class T, class Sizes>
void lay(PartColumn<I, T>& column, const T& rest, const Sizes& sizes) {
  column.assign(sizes.template range<I>(), rest);
}
template <class T, class Sizes>
requires std::is_arithmetic_v<T>
void lay(T& number, const T& rest, const Sizes&) { number = rest; }

/// Lays every column of a table that does not start from data.
template <class Table, class S, class Sizes>
void lay_at_rest(const Table& table, S& agents, const Sizes& sizes) {
  table([&](const auto& row) {
    if constexpr (std::decay_t<decltype(row)>::role != ColumnRole::given)
      if (!row.from_data) lay(row.of(agents), row.rest, sizes);
  });
}

}  // namespace columns
}  // namespace chokepoint
