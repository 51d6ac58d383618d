// Sums over the links of a good in one pass over them in their order, by whatever each amount is for.
#pragma once

#include <algorithm>
#include <array>

#include "engine/run/parallel.hpp"
#include "engine/world/world.hpp"

namespace chokepoint {

/// Room for the sums of every part by `kinds` measures of the longest kind of key: so that no month allocates.
inline void reserve_link_sums(World& w, std::size_t kinds, std::size_t width, std::size_t links) {
  const std::size_t cells = (links < parallel_threshold ? 1 : most_parts) * kinds * width;
  if (w.part_sums.size() < cells) w.part_sums.resize(cells);
}

/// Calls f(link, add) for every link of `good`; add(k, id, amount) adds to the k-th of `totals`, which holds nothing
/// but these sums afterwards. Stretches of links run in parallel and are folded in order: the same bits at any number
/// of threads.
template <class I, std::size_t K, class F>
void sum_over_links(World& w, Good good, const std::array<Column<I, double>*, K>& totals, F&& f) {
  const IdRange<EdgeId> links = w.trade.links(good);
  const std::size_t start = (*links.begin()).index(), width = totals[0]->size();
  reserve_link_sums(w, K, width, links.size());
  const auto cells = [&](std::size_t part, std::size_t k) {
    return std::span(w.part_sums).subspan((part * K + k) * width, width);
  };
  const std::size_t parts = for_each_part(links.size(), [&](std::size_t part, std::size_t first, std::size_t last) {
    std::array<double*, K> sums;
    for (std::size_t k = 0; k < K; ++k) {
      std::ranges::fill(cells(part, k), 0.0);
      sums[k] = cells(part, k).data();
    }
    for (const EdgeId e : IdRange<EdgeId>(start + first, start + last))
      f(e, [&](std::size_t k, I id, double amount) { sums[k][id.index()] += amount; });
  });
  for (std::size_t k = 0; k < K; ++k) {
    totals[k]->assign(width);
    for (std::size_t part = 0; part < parts; ++part)
      for (const I id : totals[k]->ids()) (*totals[k])[id] += cells(part, k)[id.index()];
  }
}

}  // namespace chokepoint
