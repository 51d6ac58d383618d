// From columns to arrays.
#include "python/binding/state_view.hpp"

#include <type_traits>

namespace chokepoint::python {
namespace {

namespace py = pybind11;

/// What a cell is to NumPy: months count from January 2017, ids are places in the columns of their kind.
template <class T>
struct CellOf;
template <class T>
requires std::is_arithmetic_v<T>
struct CellOf<T> {
  using type = T;
};
template <>
struct CellOf<Month> {
  using type = int;
};
template <class Tag>
struct CellOf<Id<Tag>> {
  using type = std::uint32_t;
};
template <class T>
concept is_cell = requires {
  typename CellOf<T>::type;
}
&&sizeof(typename CellOf<T>::type) == sizeof(T);

template <class T>
py::array view(std::vector<py::ssize_t> shape, const T* data, const py::object& owner) {
  py::array out(py::dtype::of<typename CellOf<T>::type>(), std::move(shape), data, owner);
  out.attr("flags").attr("writeable") = false;
  return out;
}

/// The array of a column; none if NumPy has no such thing.
class ArrayOf {
 public:
  explicit ArrayOf(const py::object& owner) : owner_(owner) {}

  template <class I, class T>
  [[nodiscard]] py::object operator()(const Column<I, T>& column) const {
    return cells(column);
  }
  template <class I, class T>
  [[nodiscard]] py::object operator()(const PartColumn<I, T>& column) const {
    return cells(column);
  }
  template <class R, class C, class T>
  [[nodiscard]] py::object operator()(const Table<R, C, T>& table) const {
    if constexpr (is_cell<T> && !std::is_same_v<T, bool>) {
      const auto all = table.cells();
      const std::size_t width = all.empty() ? 0 : table.row(R{0}).size();
      return view<T>({static_cast<py::ssize_t>(width == 0 ? 0 : all.size() / width), static_cast<py::ssize_t>(width)},
                     all.data(), owner_);
    } else {
      return py::none();
    }
  }
  template <std::size_t N>
  [[nodiscard]] py::object operator()(const std::array<double, N>& values) const {
    return view<double>({static_cast<py::ssize_t>(N)}, values.data(), owner_);
  }
  [[nodiscard]] py::object operator()(const double& value) const { return view<double>({}, &value, owner_); }
  template <class T>
  [[nodiscard]] py::object operator()(const T&) const {
    return py::none();
  }

 private:
  template <class C>
  [[nodiscard]] py::object cells(const C& column) const {
    using T = typename C::value_type;
    if constexpr (std::is_same_v<T, bool>) {
      py::array_t<bool> out(static_cast<py::ssize_t>(column.ids().size()));
      std::size_t at = 0;
      for (const auto id : column.ids()) out.mutable_at(static_cast<py::ssize_t>(at++)) = column[id];
      out.attr("flags").attr("writeable") = false;
      return out;
    } else if constexpr (is_cell<T>) {
      return view<T>({static_cast<py::ssize_t>(column.cells().size())}, column.cells().data(), owner_);
    } else {
      return py::none();
    }
  }
  const py::object& owner_;
};

}  // namespace

py::dict state_view(const World& world, const py::object& owner) {
  py::dict out;
  const ArrayOf array(owner);
  World::for_each_member(
      [&](const ColumnInfo& info, const auto& member) {
        const py::object values = array(member);
        if (values.is_none()) return;
        const py::str kind{std::string(info.kind)};
        if (!out.contains(kind)) out[kind] = py::dict();
        const std::string name = info.text().substr(info.kind.size() + 1);
        out[kind][py::str(name)] = py::make_tuple(values, info.unit, info.meaning);
      },
      world);
  return out;
}

std::vector<std::string> names_of(const World& world, const std::string& kind) {
  const WorldData& data = *world.data;
  const std::pair<std::string_view, const Names*> all[] = {
      {"nation", &data.nations},    {"firm", &data.firms}, {"designer", &data.designers},
      {"foundry", &data.foundries}, {"hub", &data.hubs},   {"memory_maker", &data.memory_makers}};
  for (const auto& [word, names] : all)
    if (kind == word) return names->text;
  return {};
}

}  // namespace chokepoint::python
