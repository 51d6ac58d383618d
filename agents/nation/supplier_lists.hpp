// Suppliers of a nation's links side by side, gathered once for all nations that have the same.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/world/world.hpp"

namespace chokepoint::agents::nation {

/// Suppliers of a stretch of links, and which of them do anything this month. What a rule reads of these, it keeps as
/// cells beside them.
struct Suppliers {
  static constexpr std::size_t at_once = 64;
  template <class T>
  using Cells = std::array<T, at_once>;

  std::size_t links = 0, count = 0;
  Cells<VertexId> supplier;  ///< of each link
  Cells<std::size_t> place;  ///< link of each that does something

  void clear() { links = count = 0; }
  /// What loops over vectors go up to: cells past the count hold what stood there before.
  [[nodiscard]] std::size_t whole_vectors() const { return (count + 3) / 4 * 4; }

  /// Cells of those that do something from a column of the links, and back.
  void take(const double* column, Cells<double>& cells) const {
    if (count == links) std::copy_n(column, count, cells.begin());
    for (std::size_t k = 0; count != links && k < count; ++k) cells[k] = column[place[k]];
  }
  void put(const Cells<double>& cells, double* column) const {
    if (count == links) std::copy_n(cells.begin(), count, column);
    for (std::size_t k = 0; count != links && k < count; ++k) column[place[k]] = cells[k];
  }

  [[nodiscard]] bool are_of(const World& w, IdRange<EdgeId> stretch) const {
    if (stretch.size() != links) return false;
    const std::size_t first = stretch.begin().at;
    std::uint32_t different = 0;
    for (std::size_t k = 0; k < links; ++k) different |= supplier[k].value ^ w.trade.supplier(EdgeId{first + k}).value;
    return different == 0;
  }
};

/// Two lists: most nations have the same suppliers, some their own on top. `List` is made of Suppliers.
template <class List>
class SupplierLists {
 public:
  /// Calls visit(list, first link) for one stretch of links after the other. A list is kept from the last calls, or
  /// filled by gather(list, supplier), which sets the cells at its count and tells whether the supplier does something.
  template <class Gather, class Visit>
  void each_stretch(const World& w, IdRange<EdgeId> links, Gather&& gather, Visit&& visit) {
    for (std::size_t first = links.begin().at; first < links.end().at; first += List::at_once) {
      const IdRange<EdgeId> stretch(first, std::min(first + List::at_once, links.end().at));
      visit(of(w, stretch, gather), EdgeId{first});
    }
  }

 private:
  template <class Gather>
  const List& of(const World& w, IdRange<EdgeId> stretch, Gather&& gather) {
    if (first_ == stretch.begin().at) return lists_[last_];
    first_ = stretch.begin().at;
    if (lists_[last_].are_of(w, stretch)) return lists_[last_];
    last_ = 1 - last_;
    List& list = lists_[last_];
    if (list.are_of(w, stretch)) return list;
    list.clear();
    for (const EdgeId e : stretch) {
      list.supplier[list.links] = w.trade.supplier(e);
      list.place[list.count] = list.links++;
      if (gather(list, w.trade.supplier(e))) ++list.count;
    }
    return list;
  }

  std::array<List, 2> lists_;
  std::size_t first_ = EdgeId::none_value;  ///< link of the stretch asked for last
  std::size_t last_ = 0;                    ///< its list
};

}  // namespace chokepoint::agents::nation
