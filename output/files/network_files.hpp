// The supply network of one month as GraphML, DOT or JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/markets/network.hpp"
#include "engine/scenario/scenario.hpp"

namespace chokepoint::output {

/// A month's network and where it comes from.
struct NetworkPicture {
  const Scenario& scenario;
  const World& world;
  const NetworkMeasures& measures;
  const Column<EdgeId, std::vector<EventId>>& causes;  ///< see causes_of()
  std::uint64_t seed = 1, replicate = 0;
  std::optional<Good> good;  ///< links of this good only, and the vertices that buy or sell it
};

/// What a vertex is, for a person: `toolmaker`, `AI firm`.
[[nodiscard]] std::string vertex_kind(const WorldData& data, VertexId v);
/// The vertex's name, with its kind where another vertex has the same name.
[[nodiscard]] std::string vertex_id(const WorldData& data, VertexId v);

/// GraphML: every measure of a vertex and property of a link as data; `label` is what JSON calls `id`, since readers
/// keep a column `id` for themselves.
[[nodiscard]] std::string network_graphml(const NetworkPicture& picture);
/// Graphviz: closed links red and dashed, the thickness of a vertex's line by the flow lost without it.
[[nodiscard]] std::string network_dot(const NetworkPicture& picture);
/// JSON in node-link form: graph, nodes, links; a link's `key` is its good, unique between two vertices.
[[nodiscard]] std::string network_json(const NetworkPicture& picture);

}  // namespace chokepoint::output
