// The trade graph as a network: who stands between whom, how deep in the core, how concentrated each good is, who is
// cut off.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/markets/link_rules.hpp"

namespace chokepoint {

/// Vertices of the accelerators' chain: all but those that sell traded goods only, which stand last.
[[nodiscard]] std::size_t chain_vertex_count(const WorldData& data);

/// A directed graph: vertices 0 .. vertices-1 and the arcs (from, to) between them, each pair once.
struct Arcs {
  std::size_t vertices = 0;
  std::vector<std::pair<std::size_t, std::size_t>> ends;
};

/// For every vertex: the sum, over all ordered pairs of other vertices, of the share of the shortest ways between them
/// that leads through it, divided by (n-1)(n-2). Brandes (2001) by Boost.Graph.
[[nodiscard]] std::vector<double> betweenness(const Arcs& arcs);

/// For every vertex: the largest k for which it belongs to a subgraph whose vertices all have k or more arcs, in or
/// out, within it (Seidman 1983). Peels the vertex of least degree until none is left.
[[nodiscard]] std::vector<std::size_t> core_numbers(const Arcs& arcs);

/// For every vertex: whether some way leads from it to `target`. The target itself counts.
[[nodiscard]] std::vector<bool> leads_to(const Arcs& arcs, std::size_t target);

/// How concentrated the supply of a good is: by quantity for wafers, by payment for accelerators and AI services, for
/// tools by the wafers and for memory by the accelerators that its share goes into, by value at undisturbed prices for
/// traded goods.
struct Concentration {
  double hhi = 0;             ///< Herfindahl-Hirschman index, sum of squared shares; 0 if nothing is supplied
  std::size_t suppliers = 0;  ///< that supply anything
  std::size_t nations = 0;    ///< their homes
};

/// What a supplier supplies of a good this month, in the unit of Concentration.
[[nodiscard]] double supply_of(const World& world, VertexId supplier, Good good);
/// The index alone. Allocates nothing.
[[nodiscard]] double herfindahl(const World& world, Good good);
[[nodiscard]] Concentration concentration(const World& world, Good good);

/// A buyer that may buy a good from no supplier abroad, though links to some exist.
struct CutOff {
  VertexId buyer;
  Good good = Good::tool;
};

/// A month's trade graph, measured.
struct NetworkMeasures {
  Column<EdgeId, LinkRule> rules;
  Column<EdgeId, bool> live;  ///< not closed, and in use: something shipped, or a supply share for tools and memory
  Column<VertexId, double>
      flow_lost;  ///< of suppliers, see chokepoints(); of a nation, without all suppliers at home there; 0 for AI firms
  Column<VertexId, double> between;    ///< over live links of the accelerators' chain
  Column<VertexId, std::size_t> core;  ///< the same
  Column<VertexId, double> share;      ///< of the supply of the good it sells
  std::array<Concentration, good_count> goods;
  std::vector<CutOff> cut_off;  ///< by good, then name
  std::vector<VertexId>
      disconnected;  ///< had suppliers abroad, at whatever distance, and has none over links that no rule closes
};

/// Designers, foundries, makers of memory and tools and other suppliers of a nation.
[[nodiscard]] std::vector<VertexId> suppliers_of(const WorldData& data, NationId n);

[[nodiscard]] NetworkMeasures measure_network(const World& world, const Regimes& regimes);

/// The good that a vertex sells, by its kind; nations sell none.
[[nodiscard]] std::optional<Good> sells(const WorldData& data, VertexId v);

}  // namespace chokepoint
