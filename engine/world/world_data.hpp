// What never changes in a run and is shared by all: names, catalogue of parts, exogenous paths.
//
// Rows of every kind are sorted by name, so neither the order of the data files nor anything but names decides an
// index.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"
#include "engine/world/goods.hpp"
#include "engine/world/paths.hpp"
#include "engine/world/regions.hpp"

namespace chokepoint {

/// Names of one kind, sorted, with the hashes that key their random variation.
struct Names {
  std::vector<std::string> text;
  std::vector<std::uint64_t> hash;
  [[nodiscard]] std::size_t count() const { return text.size(); }
  /// The agent of a name, or none.
  template <class I>
  [[nodiscard]] I find(std::string_view name) const {
    const auto at = std::ranges::lower_bound(text, name);
    return at != text.end() && *at == name ? I{static_cast<std::size_t>(at - text.begin())} : I{};
  }
};

/// A part of a designer's catalogue.
struct Chip {
  std::string name;
  DesignerId designer;
  Month launch;
  double performance = 0;   ///< H100e
  double bandwidth = 0;     ///< memory, GB/s
  double interconnect = 0;  ///< GB/s
  double die_area = 0;      ///< mm2
  ChipId redesign_of;       ///< the full part of which it is a compliant variant, sold only where a rule calls for it

  double total_performance = 0;  ///< TPP of the control rules: bit length x TOPS, the highest over formats

  [[nodiscard]] double tpp() const { return total_performance; }
  static constexpr double tpp_per_h100e = 15832;
};

inline constexpr double h100_bandwidth = 3350;  // GB/s, NVIDIA H100 SXM data sheet
inline constexpr double h100_die_area = 814;    // mm2

template <class T>
using ByNation = Column<NationId, T>;
template <class T>
using ByFirm = Column<FirmId, T>;
template <class T>
using ByDesigner = Column<DesignerId, T>;
template <class T>
using ByFoundry = Column<FoundryId, T>;

/// A row of firms.csv: one firm, or a sector that a synthetic population splits into many.
struct FirmRow {
  std::string name;
  IdRange<FirmId> members;
  bool split = false;
};

/// What never changes in a run and is shared by all: names, catalogue, exogenous paths.
struct WorldData {
  Names nations, firms, designers, foundries, memory_makers, toolmakers, hubs;
  Names suppliers;  ///< companies that sell traded goods and stand in no other table
  Names materials;  ///< the traded goods that are materials
  Column<MaterialId, TradedId> material_goods;
  GoodsCatalogue goods;
  std::vector<std::string> nation_labels;
  Column<HubId, NationId> hub_nation;
  Column<RegionId, Region> regions;        ///< by name
  ByNation<double> gdp_2017;               ///< bn USD: by it an amount for a region is divided among its members
  ByNation<std::vector<FirmId>> firms_of;  ///< by home
  ByNation<double> cash_flow_start;        ///< of these firms together
  std::vector<FirmRow> firm_rows;          ///< by name; metrics of firms are told by row
  std::vector<NationId> tool_homes;        ///< nations with toolmakers
  Column<DesignerId, bool> sells_abroad;   ///< not for its home market alone
  std::vector<ToolmakerId> euv_makers;     ///< toolmakers whose kind is lithography: all EUV lithography is theirs
  double lithography_part = 0;             ///< of a fab's foreign tools, by what it would lose of them
  Column<ChipId, Chip> chips;
  Paths paths;
  std::vector<std::string> chip_names;
  Column<VertexId, NationId> home;        ///< of every vertex
  Column<VertexId, VertexId> owner;       ///< firm, designer or foundry that holds the largest part of another, or none
  Column<VertexId, double> owned_share;   ///< that part
  const Path* hbm3_share = nullptr;       ///< of the stacks shipped: third generation (HBM3) or later
  const Path* hbm4_share = nullptr;       ///< fourth generation or later
  const Path* chip_share_ramp = nullptr;  ///< factor on the chip share of AI capex
  const Path* state_procurement =
      nullptr;  ///< share of state buyers' budgets kept for domestic parts, without any rule
  Table<NationId, NationId, double> neighbours;  ///< see neighbour_weights()
  std::vector<NationId> model_homes;             ///< nations with laboratories
  ByNation<const Path*> hbm_imports;  ///< M stacks a month for the nation's designers; null: memory is not binding

  /// How many things of a kind there are.
  template <class I>
  [[nodiscard]] std::size_t count() const {
    if constexpr (std::is_same_v<I, NationId>)
      return nations.count();
    else if constexpr (std::is_same_v<I, FirmId>)
      return firms.count();
    else if constexpr (std::is_same_v<I, DesignerId>)
      return designers.count();
    else if constexpr (std::is_same_v<I, FoundryId>)
      return foundries.count();
    else if constexpr (std::is_same_v<I, MemoryMakerId>)
      return memory_makers.count();
    else if constexpr (std::is_same_v<I, ToolmakerId>)
      return toolmakers.count();
    else if constexpr (std::is_same_v<I, HubId>)
      return hubs.count();
    else if constexpr (std::is_same_v<I, VertexId>)
      return vertex_count();
    else if constexpr (std::is_same_v<I, TradedId>)
      return traded_good_count;
    else if constexpr (std::is_same_v<I, SellerId>)
      return goods.company.size();
    else {
      static_assert(std::is_same_v<I, BuyerId>, "a kind that the data does not count");
      return goods.nation.size();
    }
  }
  [[nodiscard]] IdRange<NationId> nation_ids() const { return ids<NationId>(nations.count()); }
  [[nodiscard]] RegionId find_region(std::string_view name) const;        ///< or none
  [[nodiscard]] const FirmRow* find_sector(std::string_view name) const;  ///< a row that is split, or null
  [[nodiscard]] std::size_t vertex_count() const {
    return nations.count() + firms.count() + designers.count() + foundries.count() + memory_makers.count() +
           toolmakers.count() + suppliers.count();
  }
  // Vertices of the trade graph: nations first, then the other kinds in this order.
  [[nodiscard]] VertexId vertex(NationId n) const { return VertexId{n.index()}; }
  [[nodiscard]] VertexId vertex(FirmId i) const { return VertexId{nations.count() + i.index()}; }
  [[nodiscard]] VertexId vertex(DesignerId d) const { return VertexId{nations.count() + firms.count() + d.index()}; }
  [[nodiscard]] VertexId vertex(FoundryId f) const {
    return VertexId{nations.count() + firms.count() + designers.count() + f.index()};
  }
  [[nodiscard]] VertexId vertex(MemoryMakerId m) const {
    return VertexId{nations.count() + firms.count() + designers.count() + foundries.count() + m.index()};
  }
  [[nodiscard]] VertexId vertex(ToolmakerId e) const {
    return VertexId{nations.count() + firms.count() + designers.count() + foundries.count() + memory_makers.count() +
                    e.index()};
  }
  [[nodiscard]] VertexId vertex(SupplierId s) const {
    return VertexId{vertex(ToolmakerId{0}).index() + toolmakers.count() + s.index()};
  }
  [[nodiscard]] NationId nation_of(VertexId v) const { return NationId{v.index()}; }
  [[nodiscard]] FirmId firm_of(VertexId v) const { return FirmId{v.index() - nations.count()}; }
  /// Whether a nation is home to some agent from one vertex on up to another: kinds of agents stand in blocks.
  [[nodiscard]] bool is_home(NationId n, VertexId first, VertexId end) const {
    for (VertexId v = first; v < end; v = VertexId{v.index() + 1})
      if (home[v] == n) return true;
    return false;
  }
  [[nodiscard]] DesignerId designer_of(VertexId v) const {
    return DesignerId{v.index() - nations.count() - firms.count()};
  }
  [[nodiscard]] FoundryId foundry_of(VertexId v) const { return FoundryId{v.index() - vertex(FoundryId{0}).index()}; }
  [[nodiscard]] ToolmakerId toolmaker_of(VertexId v) const {
    return ToolmakerId{v.index() - vertex(ToolmakerId{0}).index()};
  }
  [[nodiscard]] SupplierId supplier_of(VertexId v) const {
    return SupplierId{v.index() - vertex(SupplierId{0}).index()};
  }
  [[nodiscard]] const std::string& vertex_name(VertexId v) const;
};

}  // namespace chokepoint
