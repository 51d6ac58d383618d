// What the numbering of agents is worth: the bare kernel on three networks, as they are numbered and renumbered so that
// partners stand near.
//
//   numbering [AGENTS] [REPEAT]
//
// random: the neutral network. local: each supplier's links lead to the 256 agents after it, but numbers were drawn by
// lot. hubs: buyers of very different size, whose links grow with the inverse of their rank to the power 2/3. Weights
// into a buyer have one mean sum. Renumbering is reverse Cuthill-McKee, of Boost.Graph. Whatever the numbering, the
// links of a buyer are summed in the order of the suppliers' external ids, so every agent has the same states, bit for
// bit; the program ends with 1 if not.
#include <algorithm>
#include <atomic>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/cuthill_mckee_ordering.hpp>
#include <boost/graph/properties.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "bench/neutral/network.hpp"
#include "bench/peers/kernel.hpp"

namespace {

using namespace chokepoint::bench;
using Ids = std::vector<std::uint32_t>;

/// A permutation of the agents, by lot.
Ids shuffled(std::size_t agents) {
  Ids ids(agents);
  std::iota(ids.begin(), ids.end(), 0U);
  for (std::size_t i = agents; i > 1; --i) std::swap(ids[i - 1], ids[mix((std::uint64_t{1} << 42) + i) % i]);
  return ids;
}

std::vector<Edge> made(std::size_t agents, const Ids& name, auto&& place) {
  std::vector<Edge> edges;
  edges.reserve(out_degree * agents);
  for (std::size_t u = 0; u < agents; ++u) {
    std::vector<std::uint64_t> taken = {u};
    for (std::size_t j = 0; j < out_degree; ++j) {
      std::uint64_t v = place(u, j) % agents;
      while (std::ranges::find(taken, v) != taken.end()) v = (v + 1) % agents;
      taken.push_back(v);
      edges.push_back({name[u], name[v], weight_of(u, j)});
    }
  }
  // What a buyer orders depends on its demand, not on how many sell to it.
  std::vector<std::size_t> bought(agents, 0);
  for (const Edge& e : edges) ++bought[e.buyer];
  for (Edge& e : edges) e.weight *= static_cast<double>(out_degree) / static_cast<double>(bought[e.buyer]);
  return edges;
}

/// External id of each place, so that partners stand near each other.
Ids near_partners(std::size_t agents, const std::vector<Edge>& edges) {
  using Graph = boost::compressed_sparse_row_graph<boost::directedS>;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  ends.reserve(2 * edges.size());
  for (const Edge& e : edges) ends.emplace_back(e.supplier, e.buyer), ends.emplace_back(e.buyer, e.supplier);
  const Graph graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), agents);
  std::vector<boost::default_color_type> colours(agents);
  std::vector<std::size_t> order(agents);
  const auto index = boost::get(boost::vertex_index, graph);
  boost::cuthill_mckee_ordering(graph, order.rbegin(), boost::make_iterator_property_map(colours.begin(), index),
                                boost::make_out_degree_map(graph));
  return {order.begin(), order.end()};
}

std::unique_ptr<Kernel<>> kernel_of(const Ids& ids, std::vector<Edge> edges) {
  Ids place(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) place[ids[i]] = static_cast<std::uint32_t>(i);
  std::ranges::sort(edges, {}, [&](const Edge& e) { return std::pair(place[e.buyer], e.supplier); });
  for (Edge& e : edges) e.supplier = place[e.supplier], e.buyer = place[e.buyer];
  return std::make_unique<Kernel<>>(ids, edges);
}

/// Bounds of blocks of 1 024 agents, or of about as many links as such blocks have on average.
std::vector<std::size_t> blocks_of(const Kernel<>& kernel, std::size_t agents, bool by_links) {
  std::vector<std::size_t> out = {0};
  for (std::size_t v = 0; v < agents; ++v) {
    const std::size_t weight =
        by_links ? (kernel.first_link(v + 1) - kernel.first_link(out.back())) + (v + 1 - out.back()) * out_degree
                 : 2 * out_degree * (v + 1 - out.back());
    if (weight >= 2 * out_degree * 1024) out.push_back(v + 1);
  }
  if (out.back() != agents) out.push_back(agents);
  return out;
}

double seconds_a_step(Kernel<>& kernel, const std::vector<std::size_t>& blocks, int threads, int steps) {
  const auto begin = std::chrono::steady_clock::now();
  for (int t = 0; t < steps; ++t) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t b = next++; b + 1 < blocks.size(); b = next++) kernel.walk(blocks[b], blocks[b + 1]);
    };
    std::thread other;
    if (threads > 1) other = std::thread(work);
    work();
    if (other.joinable()) other.join();
    kernel.publish();
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / steps;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t agents = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const int repeat = argc > 2 ? std::atoi(argv[2]) : 5, steps = std::max(1, static_cast<int>(4'000'000 / agents));
  Ids plain(agents);
  std::iota(plain.begin(), plain.end(), 0U);
  const Ids lot = shuffled(agents);
  struct Network {
    std::string name;
    std::vector<Edge> edges;
  };
  std::vector<Network> networks;
  networks.push_back(
      {"random", made(agents, plain, [&](std::size_t u, std::size_t j) { return mix(out_degree * u + j); })});
  networks.push_back({"local", made(agents, lot, [&](std::size_t u, std::size_t j) {
                        return u + 1 + mix(out_degree * u + j) % 256;
                      })});
  networks.push_back({"hubs", made(agents, lot, [&](std::size_t u, std::size_t j) {
                        return static_cast<std::uint64_t>(static_cast<double>(agents) *
                                                          std::pow(unit(mix(out_degree * u + j)), 3.0));
                      })});
  std::printf("%zu agents, medians of %d in turns\n%-8s %-12s %8s %-18s %16s\n", agents, repeat, "network", "numbering",
              "threads", "blocks of equal", "M agent-steps/s");
  for (const Network& network : networks) {
    const auto begin = std::chrono::steady_clock::now();
    const Ids near = near_partners(agents, network.edges);
    const double renumbering = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::unique_ptr<Kernel<>> kernels[2] = {kernel_of(plain, network.edges), kernel_of(near, network.edges)};
    for (auto& kernel : kernels)
      for (int t = 0; t < 3; ++t) kernel->step();
    for (std::size_t k = 0; k < state_count; ++k)
      for (std::size_t i = 0; i < agents; ++i)
        if (kernels[1]->state(k, i) != kernels[0]->state(k, near[i]))
          return std::printf("state %zu of agent %u differs\n", k, near[i]), 1;
    struct Case {
      int kernel, threads;
      bool by_links;
      std::vector<double> seconds;
    };
    std::vector<Case> cases;
    for (const int threads : {1, 2})
      for (const int kernel : {0, 1})
        for (const bool by_links : {false, true})
          if (threads > 1 || !by_links) cases.push_back({kernel, threads, by_links, {}});
    for (int turn = 0; turn < repeat; ++turn)
      for (Case& c : cases)
        c.seconds.push_back(
            seconds_a_step(*kernels[c.kernel], blocks_of(*kernels[c.kernel], agents, c.by_links), c.threads, steps));
    for (Case& c : cases) {
      std::ranges::sort(c.seconds);
      std::printf("%-8s %-12s %8d %-18s %16.2f\n", network.name.c_str(), c.kernel ? "renumbered" : "as it is",
                  c.threads, c.by_links ? "links" : "agents",
                  static_cast<double>(agents) / c.seconds[c.seconds.size() / 2] / 1e6);
    }
    std::printf("%-8s renumbering took %.2f s\n", network.name.c_str(), renumbering);
  }
  return 0;
}
