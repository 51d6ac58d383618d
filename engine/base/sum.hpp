// Sums that give the same bits at any thread count: blocks of fixed size, folded in order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace chokepoint {

inline constexpr std::size_t sum_block = 4096;

/// Sum of `values` in a fixed order: eight interleaved lanes within a block, blocks folded left to right. The shape
/// depends on the length alone, so it vectorises (also in a kernel of engine/base/simd.hpp) and is reproducible.
[[nodiscard, gnu::always_inline]] inline double fixed_sum(std::span<const double> values) {
  double total = 0;
  for (std::size_t first = 0; first < values.size(); first += sum_block) {
    const auto block = values.subspan(first, std::min(sum_block, values.size() - first));
    double lane[8] = {};
    std::size_t i = 0;
    for (; i + 8 <= block.size(); i += 8)
      for (std::size_t k = 0; k < 8; ++k) lane[k] += block[i + k];
    for (std::size_t k = 0; i < block.size(); ++i, ++k) lane[k] += block[i];
    total += ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
  }
  return total;
}

/// Sum of f(id) over a range of ids, in id order. For the short columns of nations and chipmakers.
template <class Range, class F>
[[nodiscard]] double sum_over(const Range& range, F&& f) {
  double total = 0;
  for (const auto id : range) total += f(id);
  return total;
}

}  // namespace chokepoint
