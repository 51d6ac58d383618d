// The neutral step as a bare kernel, compiled for this machine: what is left when everything that makes an engine is
// taken away. See README.md.
//
// Columns; links in the order of their buyers; blocks of 256 agents, whose sums are gathered into small arrays and
// whose states are then updated by a loop that the compiler vectorises. Exponential and logarithm are its own: straight
// lines of arithmetic without tables or branches, good to about one unit in the last place on the arguments that occur
// here (no zeros, infinities or denormal numbers).
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <vector>

#include "bench/neutral/network.hpp"
#include "engine/base/elementary.hpp"

namespace chokepoint::bench {

/// Exponential and logarithm of the kernel.
struct OwnMaths {
  [[gnu::always_inline]] static double exp(double x) {
    constexpr double shift = 0x1.8p52;  // adding it rounds to an integer, which then stands in the low bits
    double k = x * 0x1.71547652b82fep0 + shift;
    const std::uint64_t power = std::bit_cast<std::uint64_t>(k) << 52;
    k -= shift;
    const double r = x - k * 0x1.62e42fefa0000p-1 - k * 0x1.cf79abc9e3b3ap-40;  // the logarithm of 2 in two parts
    const double r2 = r * r, r4 = r2 * r2;
    const double low = (1 + r) + r2 * (1. / 2 + r * (1. / 6));
    const double middle = (1. / 24 + r * (1. / 120)) + r2 * (1. / 720 + r * (1. / 5040));
    const double high = (1. / 40320 + r * (1. / 362880)) + r2 * (1. / 3628800 + r * (1. / 39916800)) +
                        r4 * (1. / 479001600 + r * (1. / 6227020800));
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(low + r4 * middle + r4 * r4 * high) + power);
  }

  [[gnu::always_inline]] static double log(double x) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const std::uint64_t power =
        (bits - 0x3fe6a09e00000000ULL + (std::uint64_t{1024} << 52)) >> 52;  // 1024 more, so that it is never negative
    const double k = std::bit_cast<double>(0x4330000000000000ULL | power) - (0x1p52 + 1024);
    const double m = std::bit_cast<double>(bits - (power << 52) + (std::uint64_t{1024} << 52));  // sqrt(1/2) .. sqrt(2)
    const double f = m - 1, s = f / (2 + f), z = s * s, z2 = z * z;
    // log((1 + s) / (1 - s)) = 2s (1 + z/3 + z^2/5 + ...)
    const double odd = z * (2. / 3 + z2 * (2. / 7 + z2 * (2. / 11 + z2 * (2. / 15 + z2 * (2. / 19)))));
    const double even = z2 * (2. / 5 + z2 * (2. / 9 + z2 * (2. / 13 + z2 * (2. / 17))));
    return k * 0x1.62e42fefa39efp-1 + (2 * s + s * (odd + even));
  }
};

/// Those of the engine, which take every double.
struct EngineMaths {
  [[gnu::always_inline]] static double exp(double x) { return maths::exp(x); }
  [[gnu::always_inline]] static double log(double x) { return maths::log(x); }
};

/// Zeroed memory that lives as long as the process, on large pages where it fills them.
template <class T>
T* column(std::size_t count) {
  constexpr std::size_t page = std::size_t{1} << 21;
  const std::size_t bytes = (count * sizeof(T) + page - 1) / page * page;
  void* memory = std::aligned_alloc(page, bytes);
  if (memory == nullptr) throw std::bad_alloc();
  if (count * sizeof(T) >= page) ::madvise(memory, bytes, MADV_HUGEPAGE);
  std::memset(memory, 0, count * sizeof(T));
  return static_cast<T*>(memory);
}

constexpr std::size_t block = 256;
constexpr std::size_t ahead = 32;  ///< links for which prices are fetched in advance

using In = const double* __restrict;
using Out = double* __restrict;

template <class Maths>
void update(std::size_t count, Out m, Out k, Out a, In p, Out next_p, Out D, Out s, Out y, Out g, Out w, Out l, Out h,
            Out b, Out r, Out z, Out f, Out c, In cost, In amount) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const double h1 = h[i] + 0.2 * ((cost[i] + 0.01) / (amount[i] + 0.01) - h[i]);
    const double stock = s[i] + amount[i] + 0.05;
    const double y1 = a[i] * Maths::exp(0.3 * Maths::log(k[i]) + 0.4 * Maths::log(l[i]) + 0.2 * Maths::log(stock));
    const double s1 = 0.8 * (stock - stock * y1 / (y1 + stock));
    const double wanted = Maths::exp(0.6 * g[i] - 0.7 * p[i]) * (1 + 0.5 * z[i]);
    const double sold = y1 * wanted / (y1 + wanted);
    const double b1 = 0.6 * b[i] + 0.4 * wanted / (1 + sold);
    const double g1 = 0.85 * g[i] + 0.15 * ((sold - f[i]) / (f[i] + 1) + 0.02 * z[i]);
    const double f1 = f[i] + 0.25 * (sold - f[i]);
    const double wages = w[i] * l[i];
    const double c1 = c[i] + 0.3 * ((wages + cost[i]) / (y1 + 0.5) - c[i]);
    const double m1 = m[i] + 0.1 * (p[i] * sold - 0.4 * wages - 0.3 * cost[i] - 0.5 * m[i]);
    const double r1 = r[i] + 0.2 * (1 / (1 + m1 * m1) - r[i]);
    const double k1 = k[i] + 0.05 * (0.5 + f1 + 0.2 * g1 - k[i] * (0.8 + 0.2 * r1));
    const double l1 = l[i] + 0.2 * ((0.4 + f1 + b1) / (1 + 0.5 * w[i]) - l[i]);
    const double w1 = w[i] + 0.1 * (0.4 + 0.5 * l1 - 0.8 * w[i]);
    const double z1 = z[i] + 0.05 * (y1 / (1 + k1) - z[i]);
    a[i] = a[i] + 0.02 * (0.8 + 0.5 * z1 - 0.3 * r1 - 0.7 * a[i]);
    next_p[i] = p[i] + 0.25 * (0.4 * c1 + 0.3 * h1 + 0.5 * Maths::exp(-s1 - 0.5 * y1) + 0.1 * b1 - p[i]);
    D[i] = 0.5 * D[i] + 0.5 * (0.3 + f1) * (1 + b1) / (0.5 + s1 + h1);
    m[i] = m1, k[i] = k1, s[i] = s1, y[i] = y1, g[i] = g1, w[i] = w1, l[i] = l1, h[i] = h1, b[i] = b1, r[i] = r1,
    z[i] = z1, f[i] = f1, c[i] = c1;
  }
}

/// Agents may stand in any order: agent i of the columns has the external id `ids[i]`, which is what its first state
/// depends on.
template <class Maths = OwnMaths>
class Kernel {
 public:
  /// `edges` have suppliers and buyers as they stand in the columns and are sorted by buyer; the sums over the links of
  /// one buyer are in their order.
  Kernel(std::span<const std::uint32_t> ids, std::span<const Edge> edges)
      : agents_(ids.size()),
        links_(edges.size()),
        orders_(column<double>(links_)),
        weights_(column<double>(links_)),
        suppliers_(column<std::uint32_t>(links_ + ahead)),
        firsts_(column<std::uint32_t>(agents_ + 1)) {
    for (std::size_t k = 0; k < state_count; ++k) {
      states_[k] = column<double>(agents_);
      for (std::size_t v = 0; v < agents_; ++v) states_[k][v] = first_state(ids[v], k);
    }
    states_[state_count] = column<double>(agents_);  // the prices of the next step
    std::size_t e = 0;
    for (const Edge& edge : edges) {
      orders_[e] = weights_[e] = edge.weight;
      suppliers_[e++] = edge.supplier;
      ++firsts_[edge.buyer + 1];
    }
    for (std::size_t v = 0; v < agents_; ++v) firsts_[v + 1] += firsts_[v];
  }
  ~Kernel() {
    for (void* memory : {static_cast<void*>(orders_), static_cast<void*>(weights_), static_cast<void*>(suppliers_),
                         static_cast<void*>(firsts_)})
      std::free(memory);
    for (double* state : states_) std::free(state);
  }
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;

  void step() {
    walk(0, agents_);
    publish();
  }
  /// The step in parts, which may run side by side: every agent once, then `publish`.
  void walk(std::size_t first, std::size_t last) {
    double cost[block], amount[block];
    for (; first < last; first += block) {
      const std::size_t count = std::min(block, last - first);
      gather(first, count, cost, amount);
      const auto x = [&](std::size_t k) { return states_[k] + first; };
      update<Maths>(count, x(0), x(1), x(2), x(3), x(16), x(4), x(5), x(6), x(7), x(8), x(9), x(10), x(11), x(12),
                    x(13), x(14), x(15), cost, amount);
    }
  }
  void publish() { std::swap(states_[3], states_[state_count]); }

  [[nodiscard]] double state(std::size_t k, std::size_t v) const { return states_[k][v]; }
  [[nodiscard]] std::size_t first_link(std::size_t v) const { return firsts_[v]; }
  [[nodiscard]] double checksum() const {
    double total = 0;
    for (std::size_t k = 0; k < state_count; ++k) {
      double sum = 0;
      for (std::size_t v = 0; v < agents_; ++v) sum += states_[k][v];
      total += static_cast<double>(k + 1) * sum;
    }
    for (std::size_t e = 0; e < links_; ++e) total += orders_[e];
    return total / static_cast<double>(agents_);
  }

 private:
  void gather(std::size_t first, std::size_t count, Out cost, Out amount) {
    In price = states_[3], demand = states_[4] + first, weight = weights_;
    Out order = orders_;
    const std::uint32_t* __restrict supplier = suppliers_;
    std::size_t e = firsts_[first];
    for (std::size_t i = 0; i < count; ++i) {
      const double half = 0.5 * demand[i];
      const std::size_t end = firsts_[first + i + 1];
      double paid = 0, got = 0;
      for (; e < end; ++e) {
        __builtin_prefetch(&price[supplier[e + ahead]]);
        const double q = order[e] = 0.5 * order[e] + weight[e] * half;
        got += q;
        paid += price[supplier[e]] * q;
      }
      cost[i] = paid;
      amount[i] = got;
    }
  }

  std::size_t agents_, links_;
  double* states_[state_count + 1] = {};
  double *orders_, *weights_;
  std::uint32_t *suppliers_, *firsts_;
};

}  // namespace chokepoint::bench
