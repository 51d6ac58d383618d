// Typed indices and the columns they index: a firm's index can never be used to read a nation's column.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/large_memory.hpp"

namespace chokepoint {

/// An index into the columns of one kind of thing. The default value is `none`.
template <class Tag>
struct Id {
  static constexpr std::uint32_t none_value = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t value = none_value;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}

  [[nodiscard]] constexpr bool exists() const { return value != none_value; }
  [[nodiscard]] constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using NationId = Id<struct NationTag>;
using RegionId = Id<struct RegionTag>;
using FirmId = Id<struct FirmTag>;
using DesignerId = Id<struct DesignerTag>;
using FoundryId = Id<struct FoundryTag>;
using MemoryMakerId = Id<struct MemoryMakerTag>;
using ToolmakerId = Id<struct ToolmakerTag>;
using SupplierId = Id<struct SupplierTag>;
using ChipId = Id<struct ChipTag>;
using VertexId = Id<struct VertexTag>;
using EdgeId = Id<struct EdgeTag>;
using EventId = Id<struct EventTag>;
using MaterialId = Id<struct MaterialTag>;
using HubId = Id<struct HubTag>;
using CloudOfferId = Id<struct CloudOfferTag>;
using TradedId = Id<struct TradedTag>;  ///< a good of the market for traded goods
using SellerId = Id<struct SellerTag>;  ///< a company in the market of one good
using BuyerId = Id<struct BuyerTag>;    ///< a nation in the market of one good

/// The ids 0, 1, ... n-1 as a range: `for (NationId n : ids<NationId>(count))`.
template <class I>
class IdRange {
 public:
  struct iterator {
    using value_type = I;
    using difference_type = std::ptrdiff_t;
    std::size_t at = 0;
    constexpr I operator*() const { return I{at}; }
    constexpr iterator& operator++() {
      ++at;
      return *this;
    }
    constexpr iterator operator++(int) { return {at++}; }
    friend constexpr bool operator==(iterator, iterator) = default;
  };
  constexpr IdRange(std::size_t first, std::size_t last) : first_(first), last_(last) {}
  [[nodiscard]] std::vector<I> list() const { return {begin(), end()}; }
  [[nodiscard]] constexpr bool empty() const { return first_ == last_; }
  [[nodiscard]] constexpr std::size_t size() const { return last_ - first_; }
  [[nodiscard]] constexpr iterator begin() const { return {first_}; }
  [[nodiscard]] constexpr iterator end() const { return {last_}; }

 private:
  std::size_t first_, last_;
};

template <class I>
constexpr IdRange<I> ids(std::size_t count) {
  return {0, count};
}

/// One array per field and kind, indexed by that kind's id only.
template <class I, class T>
class Column {
 public:
  using value_type = T;

  Column() = default;
  explicit Column(std::size_t count, T fill = {}) : cells_(count, fill) {}

  void assign(std::size_t count, T fill = {}) { cells_.assign(count, fill); }
  void push_back(T value) { cells_.push_back(std::move(value)); }
  [[nodiscard]] std::size_t size() const { return cells_.size(); }
  [[nodiscard]] IdRange<I> ids() const { return {0, cells_.size()}; }

  decltype(auto) operator[](I id) { return cells_[id.index()]; }
  decltype(auto) operator[](I id) const { return cells_[id.index()]; }

  [[nodiscard]] std::span<T> cells() { return cells_; }
  [[nodiscard]] std::span<const T> cells() const { return cells_; }

 private:
  std::vector<T, ColumnAllocator<T>> cells_;
};

/// A column for the ids from some first one on, where the others have no such field.
template <class I, class T>
class PartColumn {
 public:
  using value_type = T;

  /// Cells for the ids first .. last - 1.
  void assign(IdRange<I> range, T fill = {}) {
    first_ = (*range.begin()).index();
    cells_.assign((*range.end()).index() - first_, fill);
  }
  decltype(auto) operator[](I id) { return cells_[id.index() - first_]; }
  decltype(auto) operator[](I id) const { return cells_[id.index() - first_]; }

  [[nodiscard]] IdRange<I> ids() const { return {first_, first_ + cells_.size()}; }
  [[nodiscard]] std::span<T> cells() { return cells_; }
  [[nodiscard]] std::span<const T> cells() const { return cells_; }

 private:
  std::size_t first_ = 0;
  std::vector<T, ColumnAllocator<T>> cells_;
};

/// A dense table over two kinds, row-major.
template <class R, class C, class T>
class Table {
 public:
  using value_type = T;

  Table() = default;
  Table(std::size_t rows, std::size_t columns, T fill = {}) : columns_(columns), cells_(rows * columns, fill) {}

  T& operator()(R row, C column) { return cells_[row.index() * columns_ + column.index()]; }
  const T& operator()(R row, C column) const { return cells_[row.index() * columns_ + column.index()]; }

  void fill(const T& value) { cells_.assign(cells_.size(), value); }
  [[nodiscard]] std::span<T> row(R row) { return std::span<T>(cells_).subspan(row.index() * columns_, columns_); }
  [[nodiscard]] std::span<const T> row(R row) const {
    return std::span<const T>(cells_).subspan(row.index() * columns_, columns_);
  }
  [[nodiscard]] std::span<T> cells() { return cells_; }
  [[nodiscard]] std::span<const T> cells() const { return cells_; }

 private:
  std::size_t columns_ = 0;
  std::vector<T, ColumnAllocator<T>> cells_;
};

}  // namespace chokepoint
