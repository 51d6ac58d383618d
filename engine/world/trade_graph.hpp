// Who supplies whom with what: a compressed sparse row graph with one column per property of a link.
//
// Built once; a run changes the columns in place and never the topology. Links of one supplier are contiguous and
// ordered by (good, buyer); links into a buyer are listed by (good, supplier). Both orders depend on names alone.
#pragma once

#include <array>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"

namespace chokepoint {

enum class Good : std::uint8_t {
  tool,         ///< toolmaker -> foundry
  wafer,        ///< foundry -> designer
  hbm,          ///< memory maker -> designer
  accelerator,  ///< designer -> AI firm
  ai_service,   ///< AI firm -> nation
  cloud_rent,   ///< AI firm that lets compute -> AI firm abroad that rents it
  open_weights, ///< laboratory -> nation
  // The market for traded goods (engine/world/goods.hpp): company -> nation, whose chip or electronics industry buys.
  lithography_tool, deposition_tool, etch_tool, process_control_tool, assembly_tool,
  eda,          ///< design software and intellectual property
  silicon_wafer, photoresist, gallium_germanium, rare_earths, graphite,
  advanced_packaging,
  logic_chip,   ///< leading-edge logic without accelerators
  mature_chip, memory_chip,
};
inline constexpr std::size_t good_count = 22;
inline constexpr std::array<std::string_view, good_count> good_names = {
    "tool", "wafer", "hbm", "accelerator", "ai_service", "cloud_rent", "open_weights", "lithography_tool", "deposition_tool", "etch_tool", "process_control_tool", "assembly_tool",
    "eda", "silicon_wafer", "photoresist", "gallium_germanium", "rare_earths", "graphite", "advanced_packaging", "logic_chip", "mature_chip", "memory_chip"};
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
[[nodiscard]] constexpr bool is_service(Good good) { return good == Good::ai_service || good == Good::cloud_rent || good == Good::open_weights; }

class TradeGraph {
 public:
  using Graph = boost::compressed_sparse_row_graph<boost::directedS>;

  TradeGraph() = default;
  /// Links may come in any order; two links of one supplier, buyer and good are not allowed (checked by the reader).
  TradeGraph(std::size_t vertices, std::vector<Link> links);

  [[nodiscard]] std::size_t vertex_count() const { return out_.empty() ? 0 : (out_.size() - 1) / good_count; }
  [[nodiscard]] std::size_t edge_count() const { return supplier_.size(); }

  /// Links by which `supplier` sells `good`, ordered by buyer.
  [[nodiscard]] IdRange<EdgeId> sales(VertexId supplier, Good good) const {
    const std::size_t at = supplier.index() * good_count + static_cast<std::size_t>(good);
    return {out_[at], out_[at + 1]};
  }
  /// Links by which `buyer` buys `good`, ordered by supplier.
  [[nodiscard]] std::span<const EdgeId> purchases(VertexId buyer, Good good) const {
    const std::size_t at = buyer.index() * good_count + static_cast<std::size_t>(good);
    return std::span(in_edges_).subspan(in_[at], in_[at + 1] - in_[at]);
  }

  [[nodiscard]] VertexId supplier(EdgeId e) const { return supplier_[e]; }
  [[nodiscard]] VertexId buyer(EdgeId e) const { return buyer_[e]; }
  [[nodiscard]] Good good(EdgeId e) const { return good_[e]; }

  /// The Boost graph over the same vertices and, by edge index, the same edges: for algorithms.
  [[nodiscard]] const Graph& graph() const { return graph_; }

  // Columns that a run changes. What a unit is depends on the good; see docs/model.md, "Entities".
  Column<EdgeId, double> weight;    ///< familiarity or relationship in [0,1], or share of supply; traded goods: share of the buyer's purchases at rest
  Column<EdgeId, double> order;     ///< asked for this month
  Column<EdgeId, double> shipped;   ///< delivered this month, unit of the good
  Column<EdgeId, double> payment;   ///< M$ this month, paid by the buyer; accelerators: tariff included, AI services: without it
  Column<EdgeId, double> share;     ///< AI services: share of the buyer nation's usage; open weights: of those who could run them; traded goods: of its purchases
  Column<EdgeId, double> presence;  ///< AI services: local presence of the firm in [0,1]

 private:
  Graph graph_;
  Column<EdgeId, VertexId> supplier_, buyer_;
  Column<EdgeId, Good> good_;
  std::vector<std::size_t> out_, in_;
  std::vector<EdgeId> in_edges_;
};

}  // namespace chokepoint
