// Where the supply of compute could be cut: maximum flow lost without a supplier, and who can reach whom under the
// rules.
#pragma once

#include <span>
#include <vector>

#include "engine/world/month_view.hpp"

namespace chokepoint {

struct Chokepoint {
  VertexId supplier;
  double flow_lost = 0;  ///< share of the month's deliveries of accelerators that is lost without it
};

/// Rivals of a supplier that is cut may stretch to this multiple of their flow (ARIO, Hallegatte 2013).
inline constexpr double stretch_limit = 1.25;

/// For every supplier: the share of the month's deliveries that no other path can carry once it is cut, in all its
/// roles. The network is layered: each kind of tool, each material, wafers, memory, design software, packaging,
/// designs, firms; no layer replaces another. Within a layer flow goes by the buyer's supply shares, stretched; a
/// material binds the part of the flow that needs it. It says what is lost once stocks and installed tools are used up.
/// Maximum flow by Boost.Graph (push-relabel). Sorted, worst first.
[[nodiscard]] std::vector<Chokepoint> chokepoints(const World& world);

/// The same share once all of these suppliers are cut together. Vertices that are no suppliers count for nothing.
[[nodiscard]] double flow_lost_without(const World& world, std::span<const VertexId> suppliers);
/// Of several groups of suppliers, each cut by itself.
[[nodiscard]] std::vector<double> flow_lost_without(const World& world, std::span<const std::vector<VertexId>> groups);

/// Share of foreign designers' parts, by the designers' revenue, that a nation may buy under the rules in force.
[[nodiscard]] double accelerator_access(const World& world, NationId buyer);

}  // namespace chokepoint
