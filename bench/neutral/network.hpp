// The neutral network and its first state, from one integer hash: the same in every language that runs the neutral
// step.
//
// bench/peers/README.md says the same in words and equations. No part of the engine is needed here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace chokepoint::bench {

inline constexpr std::size_t state_count = 16;
inline constexpr std::size_t out_degree = 8;

/// Steele, Lea & Flood's splitmix64: one step from the state x.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

/// Uniform on [0, 1), 53 bits of a hash.
[[nodiscard]] constexpr double unit(std::uint64_t hash) { return static_cast<double>(hash >> 11) * 0x1p-53; }

/// State k of agent v before the first step; `run` tells the runs of an ensemble apart.
[[nodiscard]] constexpr double first_state(std::size_t v, std::size_t k, std::size_t run = 0) {
  return 0.5 + unit(mix((std::uint64_t{1} << 41) + (static_cast<std::uint64_t>(run) << 44) + state_count * v + k));
}

/// A link by which `buyer` buys from `supplier`.
struct Edge {
  std::uint32_t supplier, buyer;
  double weight;
};

/// Whom the eight links of a supplier lead to: hashed, no one twice and not itself. Needs at least 9 agents.
[[nodiscard]] constexpr std::array<std::uint32_t, out_degree> buyers_of(std::size_t supplier, std::size_t agents) {
  std::array<std::uint32_t, out_degree> buyers{};
  for (std::size_t j = 0; j < out_degree; ++j) {
    std::uint64_t v = mix(out_degree * supplier + j) % agents;
    const auto taken = [&] {
      if (v == supplier) return true;
      for (std::size_t i = 0; i < j; ++i)
        if (buyers[i] == v) return true;
      return false;
    };
    while (taken()) v = (v + 1) % agents;
    buyers[j] = static_cast<std::uint32_t>(v);
  }
  return buyers;
}

/// Weight of the j-th link of a supplier.
[[nodiscard]] constexpr double weight_of(std::size_t supplier, std::size_t j) {
  return (0.5 + unit(mix((std::uint64_t{1} << 40) + out_degree * supplier + j))) / 8;
}

/// All links, in the order of (buyer, supplier).
[[nodiscard]] inline std::vector<Edge> network(std::size_t agents) {
  std::vector<std::size_t> next(agents + 1, 0);
  for (std::size_t u = 0; u < agents; ++u)
    for (const std::uint32_t v : buyers_of(u, agents)) ++next[v + 1];
  for (std::size_t v = 1; v <= agents; ++v) next[v] += next[v - 1];
  std::vector<Edge> edges(out_degree * agents);
  for (std::size_t u = 0; u < agents; ++u) {
    const auto buyers = buyers_of(u, agents);
    for (std::size_t j = 0; j < out_degree; ++j)
      edges[next[buyers[j]]++] = {static_cast<std::uint32_t>(u), buyers[j], weight_of(u, j)};
  }
  return edges;
}

}  // namespace chokepoint::bench
