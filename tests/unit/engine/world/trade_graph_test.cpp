// The graph against lists made of the links one by one, and sums over links at any number of threads.
#include "engine/world/trade_graph.hpp"

#include <bit>
#include <random>
#include <set>

#include "engine/run/link_sums.hpp"
#include "tests/support/catch.hpp"

namespace trade_graph_test {

using namespace chokepoint;

namespace {

/// Links of three goods among vertices [low, high), each once.
std::vector<Link> some_links(std::size_t low, std::size_t high, std::size_t count, unsigned seed) {
  std::mt19937_64 draw(seed);
  std::uniform_int_distribution<std::size_t> vertex(low, high - 1), good(0, 2);
  constexpr Good goods[] = {Good::accelerator, Good::ai_service, Good::etch_tool};
  std::set<std::tuple<std::size_t, std::size_t, std::size_t>> seen;
  std::vector<Link> out;
  while (out.size() < count) {
    const std::size_t s = vertex(draw), b = vertex(draw), g = good(draw);
    if (seen.emplace(s, b, g).second)
      out.push_back({VertexId{s}, VertexId{b}, goods[g], 1.0 / static_cast<double>(1 + out.size())});
  }
  return out;
}

}  // namespace

TEST_CASE("purchases stand side by side, sales are listed by buyer, and both are those of the links", "[trade]") {
  constexpr std::size_t vertices = 40, low = 7, high = 31;  // no links below and above
  const std::vector<Link> links = some_links(low, high, 500, 1);
  const TradeGraph trade(vertices, links);
  REQUIRE(trade.edge_count() == links.size());
  REQUIRE(trade.vertex_count() == vertices);
  for (const Good good : all_goods)
    for (const VertexId v : ids<VertexId>(vertices)) {
      std::set<std::size_t> from, to;
      for (const Link& l : links) {
        if (l.good != good) continue;
        if (l.buyer == v) from.insert(l.supplier.index());
        if (l.supplier == v) to.insert(l.buyer.index());
      }
      std::vector<std::size_t> bought, sold;
      for (const EdgeId e : trade.purchases(v, good)) {
        REQUIRE((trade.buyer(e) == v && trade.good(e) == good));
        bought.push_back(trade.supplier(e).index());
      }
      for (const EdgeId e : trade.sales(v, good)) {
        REQUIRE((trade.supplier(e) == v && trade.good(e) == good));
        sold.push_back(trade.buyer(e).index());
      }
      REQUIRE(bought == std::vector<std::size_t>(from.begin(), from.end()));
      REQUIRE(sold == std::vector<std::size_t>(to.begin(), to.end()));
    }
  for (const Link& l : links)
    for (const EdgeId e : trade.purchases(l.buyer, l.good))
      if (trade.supplier(e) == l.supplier) REQUIRE(trade.weight[e] == l.weight);
}

TEST_CASE("columns that only some goods have cover the links of these", "[trade]") {
  const TradeGraph trade(40, some_links(7, 31, 300, 2));
  CHECK(trade.presence.ids().size() == trade.links(Good::ai_service).size());
  CHECK(trade.share.ids().size() == trade.links(Good::ai_service).size() + traded_links(trade).size());
  TradeGraph copy = trade;
  for (const EdgeId e : copy.share.ids()) copy.share[e] = static_cast<double>(e.index());
  for (const EdgeId e : trade.share.ids()) CHECK(trade.share[e] == 0);
}

TEST_CASE("sums over links have the same bits at any number of threads, and are those of one pass where links are few",
          "[trade]") {
  for (const std::size_t count : {300U, 20'000U}) {
    World w;
    auto data = std::make_shared<WorldData>();
    w.data = data;
    constexpr std::size_t vertices = 300;
    w.trade = TradeGraph(vertices, some_links(0, vertices, count, 3));
    const auto sums = [&](int threads) {
      Column<VertexId, double> weight(vertices), number(vertices, 7.0);
      for_each_run(1, threads, [&](std::size_t) {
        sum_over_links<VertexId, 2>(w, Good::accelerator, {&weight, &number}, [&](EdgeId e, auto&& add) {
          add(0, w.trade.supplier(e), w.trade.weight[e]);
          add(1, w.trade.supplier(e), 1);
        });
      });
      return std::pair(weight, number);
    };
    const auto [weight, number] = sums(1);
    for (const int threads : {2, 7}) {
      const auto again = sums(threads);
      for (const VertexId v : weight.ids())
        REQUIRE(std::bit_cast<std::uint64_t>(again.first[v]) == std::bit_cast<std::uint64_t>(weight[v]));
    }
    for (const VertexId v : weight.ids()) {
      double total = 0;
      for (const EdgeId e : w.trade.sales(v, Good::accelerator)) total += w.trade.weight[e];
      REQUIRE(number[v] == static_cast<double>(w.trade.sales(v, Good::accelerator).size()));
      if (w.trade.links(Good::accelerator).size() < parallel_threshold)
        REQUIRE(weight[v] == total);
      else
        REQUIRE(std::abs(weight[v] - total) <= 1e-14 * total);
    }
  }
}

}  // namespace trade_graph_test
