// The neutral step with one object for each agent in a boost::adjacency_list, as Boost.Graph's users begin. See
// README.md.
#include <boost/graph/adjacency_list.hpp>
#include <cmath>

#include "bench/neutral/network.hpp"
#include "bench/peers/peer.hpp"

namespace {

struct Agent {
  double m, k, a, p, D, s, y, g, w, l, h, b, r, z, f, c, next_p;
};

struct Link {
  double weight, orders;
};

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Agent, Link>;

class Model {
 public:
  explicit Model(std::size_t agents) : graph_(agents) {
    using namespace chokepoint::bench;
    for (std::size_t v = 0; v < agents; ++v) {
      double x[state_count];
      for (std::size_t k = 0; k < state_count; ++k) x[k] = first_state(v, k);
      graph_[v] = {x[0], x[1],  x[2],  x[3],  x[4],  x[5],  x[6],  x[7], x[8],
                   x[9], x[10], x[11], x[12], x[13], x[14], x[15], 0};
    }
    for (std::size_t u = 0; u < agents; ++u) {
      const auto buyers = buyers_of(u, agents);
      for (std::size_t j = 0; j < out_degree; ++j)
        boost::add_edge(u, buyers[j], Link{weight_of(u, j), weight_of(u, j)}, graph_);
    }
  }

  void step() {
    for (const auto v : boost::make_iterator_range(boost::vertices(graph_))) {
      Agent& i = graph_[v];
      double cost = 0, amount = 0;
      for (const auto e : boost::make_iterator_range(boost::in_edges(v, graph_))) {
        Link& link = graph_[e];
        link.orders = 0.5 * link.orders + 0.5 * link.weight * i.D;
        amount += link.orders;
        cost += graph_[boost::source(e, graph_)].p * link.orders;
      }
      update(i, cost, amount);
    }
    for (const auto v : boost::make_iterator_range(boost::vertices(graph_))) graph_[v].p = graph_[v].next_p;
  }

  [[nodiscard]] double checksum() const {
    double total = 0;
    for (const auto v : boost::make_iterator_range(boost::vertices(graph_))) {
      const Agent& i = graph_[v];
      total += i.m + 2 * i.k + 3 * i.a + 4 * i.p + 5 * i.D + 6 * i.s + 7 * i.y + 8 * i.g + 9 * i.w + 10 * i.l +
               11 * i.h + 12 * i.b + 13 * i.r + 14 * i.z + 15 * i.f + 16 * i.c;
    }
    for (const auto e : boost::make_iterator_range(boost::edges(graph_))) total += graph_[e].orders;
    return total / static_cast<double>(boost::num_vertices(graph_));
  }

 private:
  static void update(Agent& i, double cost, double amount) {
    i.h += 0.2 * ((cost + 0.01) / (amount + 0.01) - i.h);
    const double stock = i.s + amount + 0.05;
    i.y = i.a * std::exp(0.3 * std::log(i.k) + 0.4 * std::log(i.l) + 0.2 * std::log(stock));
    i.s = 0.8 * (stock - stock * i.y / (i.y + stock));
    const double wanted = std::exp(0.6 * i.g - 0.7 * i.p) * (1 + 0.5 * i.z);
    const double sold = i.y * wanted / (i.y + wanted);
    i.b = 0.6 * i.b + 0.4 * wanted / (1 + sold);
    i.g = 0.85 * i.g + 0.15 * ((sold - i.f) / (i.f + 1) + 0.02 * i.z);
    i.f += 0.25 * (sold - i.f);
    const double wages = i.w * i.l;
    i.c += 0.3 * ((wages + cost) / (i.y + 0.5) - i.c);
    i.m += 0.1 * (i.p * sold - 0.4 * wages - 0.3 * cost - 0.5 * i.m);
    i.r += 0.2 * (1 / (1 + i.m * i.m) - i.r);
    i.k += 0.05 * (0.5 + i.f + 0.2 * i.g - i.k * (0.8 + 0.2 * i.r));
    i.l += 0.2 * ((0.4 + i.f + i.b) / (1 + 0.5 * i.w) - i.l);
    i.w += 0.1 * (0.4 + 0.5 * i.l - 0.8 * i.w);
    i.z += 0.05 * (i.y / (1 + i.k) - i.z);
    i.a += 0.02 * (0.8 + 0.5 * i.z - 0.3 * i.r - 0.7 * i.a);
    i.next_p = i.p + 0.25 * (0.4 * i.c + 0.3 * i.h + 0.5 * std::exp(-i.s - 0.5 * i.y) + 0.1 * i.b - i.p);
    i.D = 0.5 * i.D + 0.5 * (0.3 + i.f) * (1 + i.b) / (0.5 + i.s + i.h);
  }

  Graph graph_;
};

}  // namespace

int main(int argc, char** argv) {
  return chokepoint::bench::measure("boost adjacency_list", argc, argv,
                                    [](std::size_t agents) { return Model(agents); });
}
