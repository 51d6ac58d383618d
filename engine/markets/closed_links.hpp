// How much of each nation's supply from abroad the rules in force close.
#pragma once

#include <array>

#include "engine/markets/link_rules.hpp"

namespace chokepoint {

/// Of links that carry goods (not services or weights) into a nation from abroad: the closed share of each, weighted by
/// what its supplier supplies of the good to the world, and the plain mean of this over the goods. Measuring visits
/// every link, which is too dear for every month: measure when rules change. Allocates on construction only.
/// docs/model.md, "Network measures".
class ClosedLinks {
 public:
  explicit ClosedLinks(std::size_t nations = 0) : nations_(nations) {}
  void measure(const World& world, const Regimes& regimes);
  /// As last measured; 0 before, and for a nation that no supplier abroad has links to.
  [[nodiscard]] double share(NationId buyer) const { return nations_[buyer].share; }

 private:
  struct Supply {
    std::array<double, good_count> all{}, closed{};
    double share = 0;
  };
  Column<NationId, Supply> nations_;
};

}  // namespace chokepoint
