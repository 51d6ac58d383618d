// Who supplies whom with what: a compressed sparse graph with one column per property of a link.
//
// Built once; a run changes the columns in place and never the topology, which all copies share. Links are kept by
// good, then by buyer, then by supplier: what a buyer decides about its suppliers it reads and writes in one stretch of
// memory. A supplier's links are listed by buyer. Both orders depend on names alone.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/world/columns.hpp"

namespace chokepoint {

enum class Good : std::uint8_t {
  tool,          ///< toolmaker -> foundry
  wafer,         ///< foundry -> designer
  hbm,           ///< memory maker -> designer
  accelerator,   ///< designer -> AI firm
  cloud_rent,    ///< AI firm that lets compute -> AI firm abroad that rents it
  ai_service,    ///< AI firm -> nation
  open_weights,  ///< laboratory -> nation
  // The market for traded goods (engine/world/goods.hpp): company -> nation, whose chip or electronics industry buys.
  lithography_tool,
  deposition_tool,
  etch_tool,
  process_control_tool,
  assembly_tool,
  eda,  ///< design software and intellectual property
  silicon_wafer,
  photoresist,
  gallium_germanium,
  rare_earths,
  graphite,
  advanced_packaging,
  logic_chip,  ///< leading-edge logic without accelerators
  mature_chip,
  memory_chip,
};
inline constexpr std::size_t good_count = 22;
inline constexpr std::array<std::string_view, good_count> good_names = {"tool",
                                                                        "wafer",
                                                                        "hbm",
                                                                        "accelerator",
                                                                        "cloud_rent",
                                                                        "ai_service",
                                                                        "open_weights",
                                                                        "lithography_tool",
                                                                        "deposition_tool",
                                                                        "etch_tool",
                                                                        "process_control_tool",
                                                                        "assembly_tool",
                                                                        "eda",
                                                                        "silicon_wafer",
                                                                        "photoresist",
                                                                        "gallium_germanium",
                                                                        "rare_earths",
                                                                        "graphite",
                                                                        "advanced_packaging",
                                                                        "logic_chip",
                                                                        "mature_chip",
                                                                        "memory_chip"};
inline constexpr std::array<Good, good_count> all_goods = [] {
  std::array<Good, good_count> goods{};
  for (std::size_t g = 0; g < good_count; ++g) goods[g] = static_cast<Good>(g);
  return goods;
}();
/// The goods of the accelerators' supply chain, before those of the market for traded goods.
inline constexpr std::size_t chain_good_count = 7;
inline constexpr std::size_t traded_good_count = good_count - chain_good_count;
[[nodiscard]] constexpr bool is_traded(Good good) { return static_cast<std::size_t>(good) >= chain_good_count; }

/// A link as read from data.
struct Link {
  VertexId supplier, buyer;
  Good good = Good::tool;
  double weight = 0;
};

/// Whether a good is a service of computing, not a thing that is shipped.
[[nodiscard]] constexpr bool is_service(Good good) {
  return good == Good::ai_service || good == Good::cloud_rent || good == Good::open_weights;
}

class TradeGraph {
 public:
  TradeGraph() = default;
  /// Links may come in any order; two links of one supplier, buyer and good are not allowed (checked by the reader).
  TradeGraph(std::size_t vertices, std::vector<Link> links);

  [[nodiscard]] std::size_t vertex_count() const { return links_ ? links_->vertices : 0; }
  [[nodiscard]] std::size_t edge_count() const { return links_ ? links_->supplier.size() : 0; }

  /// Links of one good, ordered by (buyer, supplier).
  [[nodiscard]] IdRange<EdgeId> links(Good good) const { return links(good, good); }
  /// Links of a good and of those after it up to another.
  [[nodiscard]] IdRange<EdgeId> links(Good first, Good last) const {
    return {links_->first[static_cast<std::size_t>(first)], links_->first[static_cast<std::size_t>(last) + 1]};
  }
  /// Links by which `buyer` buys `good`, ordered by supplier.
  [[nodiscard]] IdRange<EdgeId> purchases(VertexId buyer, Good good) const {
    const auto [first, last] = links_->in[static_cast<std::size_t>(good)].of(buyer);
    return {first, last};
  }
  /// Links by which `supplier` sells `good`, ordered by buyer.
  [[nodiscard]] std::span<const EdgeId> sales(VertexId supplier, Good good) const {
    const auto [first, last] = links_->out[static_cast<std::size_t>(good)].of(supplier);
    return std::span(links_->by_supplier).subspan(first, last - first);
  }

  [[nodiscard]] VertexId supplier(EdgeId e) const { return links_->supplier[e]; }
  [[nodiscard]] VertexId buyer(EdgeId e) const { return links_->buyer[e]; }
  [[nodiscard]] Good good(EdgeId e) const;

  // Columns that a run changes. What a unit is depends on the good; see docs/model.md, "Entities".
  Column<EdgeId, double> weight, order, shipped, payment;
  PartColumn<EdgeId, double> share, presence;

 private:
  /// Where the links of a vertex begin in a list, for the stretch of vertices that have any.
  struct Index {
    std::size_t first = 0;                ///< vertex
    std::vector<std::uint32_t> begin{0};  ///< of each vertex from `first` on, and the end
    [[nodiscard]] std::pair<std::size_t, std::size_t> of(VertexId v) const {
      const std::size_t at = v.index() - first;  // wraps round below the first
      return at < begin.size() - 1 ? std::pair<std::size_t, std::size_t>{begin[at], begin[at + 1]}
                                   : std::pair<std::size_t, std::size_t>{0, 0};
    }
  };
  struct Links {
    std::size_t vertices = 0;
    Column<EdgeId, VertexId> supplier, buyer;
    std::vector<EdgeId> by_supplier;
    std::array<std::size_t, good_count + 1> first{};  ///< link of each good
    std::array<Index, good_count> in, out;
  };
  /// `ends` of the links from `first` on, in ascending order.
  template <class End>
  static Index index(std::size_t first, std::size_t last, End&& end);

  std::shared_ptr<const Links> links_;
};

inline constexpr auto link_columns = [](const auto& row) {
  row(columns::state_from_data<&TradeGraph::weight>(
      "0..1", "familiarity, relationship or share of supply; traded goods: share of the buyer's purchases at rest"));
  row(columns::state<&TradeGraph::order>("unit of the good/month"));
  row(columns::state<&TradeGraph::shipped>("unit of the good/month"));
  row(columns::state<&TradeGraph::payment>("M$/month",
                                           "by the buyer; accelerators: with the tariff, AI services: without"));
  row(columns::state<&TradeGraph::share>(
      "share",
      "AI services: of the buyer nation's usage; open weights: of those who could run them; traded goods: "
      "of its purchases"));
  row(columns::state<&TradeGraph::presence>("0..1", "AI services: local presence of the firm"));
};
static_assert(columns::bytes_of(link_columns) + sizeof(std::shared_ptr<const int>) == sizeof(TradeGraph),
              "link_columns lacks a column of TradeGraph");

/// Links of the market for traded goods.
[[nodiscard]] inline IdRange<EdgeId> traded_links(const TradeGraph& trade) {
  return trade.links(all_goods[chain_good_count], all_goods.back());
}

}  // namespace chokepoint
