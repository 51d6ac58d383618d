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
  std::vector<std::string> firms, goods = {"chips", "foundry", "tools", "eda"};
  std::vector<VertexId> listed;                                     ///< companies of any kind
  bool chips = false, foundry = false, tools = false, eda = false;  ///< what the goods say

  void check(EventReader& r) override;
  /// What the list does to a firm, designer or foundry that it names or that it is extended to.
  void list(VertexId company, const EventView& view, Regimes& regimes) const;
  void in_force(const EventView& view, Regimes& regimes) const override;
  [[nodiscard]] std::string describe(const WorldData& data) const override;

 private:
  [[nodiscard]] bool add(const WorldData& data, const std::string& name);
  void check_sellers(EventReader& r) const;
};

}  // namespace chokepoint::events
