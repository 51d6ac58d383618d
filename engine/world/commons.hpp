// What the whole world shares.
#pragma once

#include <array>

#include "engine/world/columns.hpp"

namespace chokepoint {

struct Commons {
  double hype = 0, funding_factor = 1, price = 0, frontier = 0, evasion_skill = 1;
  bool onset = false, accelerated = false;
  double smuggling_fill = 1, leader_architecture = 0, relative_fill = 1;
  double best_algorithm = 0, best_open_algorithm = 0, best_open_adaptation = 0;
  double computing_per_researcher = 0;
  std::array<double, 13> frontier_history{};
};

inline constexpr auto common_columns = [](const auto& row) {
  row(columns::state<&Commons::hype>("", "H; 0 before the onset of generative AI"));
  row(columns::state<&Commons::funding_factor>("", "on outside funding, by booms and busts", 1.0));
  row(columns::state<&Commons::price>("k$/H100e", "reference price"));
  row(columns::state<&Commons::frontier>("ECI", "best released anywhere"));
  row(columns::state<&Commons::evasion_skill>("", "factor on the share of supply that smugglers can divert", 1.0));
  row(columns::state<&Commons::onset>("", "generative AI has begun"));
  row(columns::state<&Commons::accelerated>("", "research runs faster (reasoning models)"));
  row(columns::state<&Commons::smuggling_fill>("share", "expected, of smuggling orders that is met", 1.0));
  row(columns::state<&Commons::leader_architecture>("OOM", "best architecture among leading designers last month"));
  row(columns::state<&Commons::relative_fill>("", "r*: received over wanted, firms under no chip rule", 1.0));
  row(columns::working<&Commons::best_algorithm>("OOM", "frozen source of diffusion"));
  row(columns::working<&Commons::best_open_algorithm>("OOM", "frozen source of diffusion from open weights"));
  row(columns::working<&Commons::best_open_adaptation>("OOM", "frozen source of diffusion from open weights"));
  row(columns::working<&Commons::computing_per_researcher>("10 000 H100e",
                                                           "c*, where the world's laboratories have it"));
  row(columns::state<&Commons::frontier_history>("ECI", "of the last 13 months, a ring by month"));
};
static_assert(columns::covers<Commons>(common_columns), "common_columns lacks a member of Commons");

}  // namespace chokepoint
