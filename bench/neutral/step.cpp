// Gathering over the links into an agent, and the update of its states in vectors.
#include "bench/neutral/step.hpp"

#include <algorithm>
#include <cstddef>

#include "bench/neutral/world.hpp"
#include "engine/base/elementary.hpp"

namespace chokepoint::bench {
namespace {

constexpr std::size_t block = 256;  ///< cells whose sums are kept beside each other before their states are updated
constexpr std::size_t ahead = 32;   ///< links for which prices are fetched in advance

/// The states of cells [0, n), and where prices of the next month go. Letters are those of the definition.
struct States {
  double *m, *k, *a, *p, *D, *s, *y, *g, *w, *l, *h, *b, *r, *z, *f, *c, *next_p;
};

States states_at(Firms& firms, std::size_t first) {
  const auto at = [&](ByFirm<double> Firms::*column) { return (firms.*column).cells().data() + first; };
  const auto& x = state_columns;
  return {at(x[0]),
          at(x[1]),
          at(x[2]),
          at(x[3]),
          at(x[4]),
          at(x[5]),
          at(x[6]),
          at(x[7]),
          at(x[8]),
          at(x[9]),
          at(x[10]),
          at(x[11]),
          at(x[12]),
          at(x[13]),
          at(x[14]),
          at(x[15]),
          at(next_price_column)};
}

/// All states of n cells, from what each paid (C of the definition) and received (Q).
[[gnu::always_inline]] inline void update(const States x, const double* paid, const double* received, std::size_t n) {
  double *const m = x.m, *const k = x.k, *const a = x.a, *const D = x.D, *const s = x.s, *const y = x.y, *const g = x.g,
                *const w = x.w, *const l = x.l, *const h = x.h, *const b = x.b, *const r = x.r, *const z = x.z,
                *const f = x.f, *const c = x.c, *const next_p = x.next_p;
  const double* const p = x.p;
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    const double C = paid[i], Q = received[i];
    const double h1 = h[i] + 0.2 * ((C + 0.01) / (Q + 0.01) - h[i]);
    const double stock = s[i] + Q + 0.05;
    const double y1 = a[i] * maths::exp(0.3 * maths::log(k[i]) + 0.4 * maths::log(l[i]) + 0.2 * maths::log(stock));
    const double s1 = 0.8 * (stock - stock * y1 / (y1 + stock));
    const double wanted = maths::exp(0.6 * g[i] - 0.7 * p[i]) * (1 + 0.5 * z[i]);
    const double sold = y1 * wanted / (y1 + wanted);
    const double b1 = 0.6 * b[i] + 0.4 * wanted / (1 + sold);
    const double g1 = 0.85 * g[i] + 0.15 * ((sold - f[i]) / (f[i] + 1) + 0.02 * z[i]);
    const double f1 = f[i] + 0.25 * (sold - f[i]);
    const double wages = w[i] * l[i];
    const double c1 = c[i] + 0.3 * ((wages + C) / (y1 + 0.5) - c[i]);
    const double m1 = m[i] + 0.1 * (p[i] * sold - 0.4 * wages - 0.3 * C - 0.5 * m[i]);
    const double r1 = r[i] + 0.2 * (1 / (1 + m1 * m1) - r[i]);
    const double k1 = k[i] + 0.05 * (0.5 + f1 + 0.2 * g1 - k[i] * (0.8 + 0.2 * r1));
    const double l1 = l[i] + 0.2 * ((0.4 + f1 + b1) / (1 + 0.5 * w[i]) - l[i]);
    const double w1 = w[i] + 0.1 * (0.4 + 0.5 * l1 - 0.8 * w[i]);
    const double z1 = z[i] + 0.05 * (y1 / (1 + k1) - z[i]);
    a[i] = a[i] + 0.02 * (0.8 + 0.5 * z1 - 0.3 * r1 - 0.7 * a[i]);
    next_p[i] = p[i] + 0.25 * (0.4 * c1 + 0.3 * h1 + 0.5 * maths::exp(-s1 - 0.5 * y1) + 0.1 * b1 - p[i]);
    D[i] = 0.5 * D[i] + 0.5 * (0.3 + f1) * (1 + b1) / (0.5 + s1 + h1);
    m[i] = m1, k[i] = k1, s[i] = s1, y[i] = y1, g[i] = g1, w[i] = w1, l[i] = l1, h[i] = h1, b[i] = b1, r[i] = r1,
    z[i] = z1, f[i] = f1, c[i] = c1;
  }
}

/// Orders on the links into agents [first, first + n), what they receive and pay for it.
void gather(World& world, std::size_t first, std::size_t n, double* paid, double* received) {
  const std::size_t firms = world.data->vertex(FirmId{0}).index();
  TradeGraph& trade = world.trade;
  const double* const price = (world.firms.*state_columns[price_state]).cells().data();
  const double* const demand = (world.firms.*state_columns[demand_state]).cells().data();
  const double* const weight = trade.weight.cells().data();
  double* const order = trade.order.cells().data();
  const std::size_t last = trade.edge_count() - 1;
  for (std::size_t i = 0; i < n; ++i) {
    const double half = 0.5 * demand[first + i];
    double amount = 0, cost = 0;
    for (const EdgeId e : trade.purchases(VertexId{firms + first + i}, traded_good)) {
      __builtin_prefetch(&price[trade.supplier(EdgeId{std::min(e.index() + ahead, last)}).index() - firms]);
      const double q = order[e.index()] = 0.5 * order[e.index()] + weight[e.index()] * half;
      amount += q;
      cost += price[trade.supplier(e).index() - firms] * q;
    }
    received[i] = amount;
    paid[i] = cost;
  }
}

/// What one agent of all replicates pays and receives over some of its links, on top of what stands there.
[[gnu::always_inline]] inline void gather_lanes(const double* price, const double* half, const std::uint32_t* from,
                                                const std::uint32_t* at, const double* weight, double* order,
                                                std::size_t links, double* paid, double* received) {
  double cost[side_by_side], amount[side_by_side];
  for (std::size_t r = 0; r < side_by_side; ++r) cost[r] = paid[r], amount[r] = received[r];
  for (std::size_t j = 0; j < links; ++j) {
    const double w = weight[at[j]];
    const double* const p = price + std::size_t{from[j]} * side_by_side;
    double* const q = order + std::size_t{at[j]} * side_by_side;
#pragma omp simd
    for (std::size_t r = 0; r < side_by_side; ++r) {
      q[r] = 0.5 * q[r] + w * half[r];
      amount[r] += q[r];
      cost[r] += p[r] * q[r];
    }
  }
  for (std::size_t r = 0; r < side_by_side; ++r) paid[r] = cost[r], received[r] = amount[r];
}

/// `gather` for replicates side by side: `first` and `n` are multiples of their number.
void gather_side_by_side(World& world, Simd simd, std::size_t first, std::size_t n, double* paid, double* received) {
  const std::size_t firms = world.data->vertex(FirmId{0}).index();
  TradeGraph& trade = world.trade;
  const double* const price = (world.firms.*state_columns[price_state]).cells().data();
  const double* const demand = (world.firms.*state_columns[demand_state]).cells().data();
  std::fill_n(paid, n, 0.0), std::fill_n(received, n, 0.0);
  for (std::size_t i = 0; i < n; i += side_by_side) {
    double half[side_by_side];
    for (std::size_t r = 0; r < side_by_side; ++r) half[r] = 0.5 * demand[first + i + r];
    constexpr std::size_t room = 64;
    std::uint32_t from[room], at[room];
    std::size_t links = 0;
    const auto walk = [&] {
      run_kernel<gather_lanes>(simd, price, &half[0], &from[0], &at[0],
                               static_cast<const double*>(trade.weight.cells().data()), trade.order.cells().data(),
                               links, paid + i, received + i);
      links = 0;
    };
    for (const EdgeId e : trade.purchases(VertexId{firms + (first + i) / side_by_side}, traded_good)) {
      from[links] = static_cast<std::uint32_t>(trade.supplier(e).index() - firms);
      at[links++] = e.value;
      if (links == room) walk();
    }
    walk();
  }
}

template <Simd simd>
void trade_and_update(const MonthView& view, std::size_t first, std::size_t last) {
  double paid[block], received[block];
  const bool alone = lanes_of(*view.world.data) == 1;
  for (; first < last; first += block) {
    const std::size_t n = std::min(block, last - first);
    if (alone)
      gather(view.world, first, n, paid, received);
    else
      gather_side_by_side(view.world, simd, first, n, paid, received);
    run_kernel<update>(simd, states_at(view.world.firms, first), &paid[0], &received[0], n);
  }
}

void publish_prices(const MonthView& view, std::size_t, std::size_t) {
  std::swap(view.world.firms.*state_columns[price_state], view.world.firms.*next_price_column);
}

void quote_spot_price(const MonthView& view, std::size_t first, std::size_t last) {
  const std::size_t lanes = lanes_of(*view.world.data), agents = view.world.data->firms.count() / lanes;
  for (std::size_t r = first; r < last; ++r) {
    const double draw = view.random.of_replicate(r).uniform(Purpose::spot_price, 0, view.month);
    const std::size_t v = std::min(agents - 1, static_cast<std::size_t>(draw * static_cast<double>(agents)));
    (view.world.foundries.*spot_column).cells()[r] =
        (view.world.firms.*state_columns[price_state]).cells()[v * lanes + r];
  }
}

void begin(const MonthView& view, std::size_t first, std::size_t last) {
  if (view.month > Month{0}) return;
  const std::size_t lanes = lanes_of(*view.world.data);
  double* const productivity = (view.world.firms.*state_columns[2]).cells().data();
  for (std::size_t i = first; i < last; ++i)
    productivity[i] *= 0.9 + 0.2 * view.random.of_replicate(i % lanes).uniform(
                                       Purpose::first_productivity, view.world.data->firms.hash[i], view.month);
}

template <Simd simd>
constexpr Phase phases[] = {
    {"1", "beginning", Domain::firms, "random numbers", "productivity in the first month", begin},
    {"2", "trade and update", Domain::firms, "prices of last month, demand", "orders, all states, next prices",
     trade_and_update<simd>},
    {"3", "prices published", Domain::world, "next prices", "prices", publish_prices},
    {"4", "spot price", Domain::foundries, "prices", "spot price", quote_spot_price},
};

}  // namespace

std::span<const Phase> ensemble_schedule(Simd simd) {
  switch (simd) {
    case Simd::avx512:
      return phases<Simd::avx512>;
    case Simd::avx2:
      return phases<Simd::avx2>;
    case Simd::baseline:
      break;
  }
  return phases<Simd::baseline>;
}
std::span<const Phase> neutral_schedule(Simd simd) { return ensemble_schedule(simd).subspan(1); }

}  // namespace chokepoint::bench
