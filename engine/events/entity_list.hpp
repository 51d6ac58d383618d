// entity_list: named firms lose the issuer's chips, foundries, tools or design software; with fdpr those of all foreign
// sellers.
#pragma once

#include <string>
#include <vector>

#include "engine/events/event.hpp"

namespace chokepoint::events {

/// An affiliates rule asks it whom it lists; hence a header.
class EntityList : public Event {
 public:
  std::vector<std::string> names, goods;
  std::vector<VertexId> listed;  ///< AI firms, designers and foundries
  bool chips = false, foundry = false, tools = false, eda = false;

  /// What the list does to a firm, designer or foundry that it names or that it is extended to.
  void list(VertexId company, const EventView& view, Regimes& regimes) const;
  void in_force(const EventView& view, Regimes& regimes) const override;
  [[nodiscard]] std::string describe(const WorldData& data) const override;
};

}  // namespace chokepoint::events
