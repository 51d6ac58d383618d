// Building the graph: sort, compress, index both ways.
#include "engine/world/trade_graph.hpp"

#include <algorithm>
#include <tuple>

namespace chokepoint {

template <class End>
TradeGraph::Index TradeGraph::index(std::size_t first, std::size_t last, End&& end) {
  Index out;
  if (first == last) return out;
  out.first = end(first);
  out.begin.assign(1, static_cast<std::uint32_t>(first));
  for (std::size_t e = first; e < last; ++e)
    while (out.begin.size() <= end(e) - out.first) out.begin.push_back(static_cast<std::uint32_t>(e));
  out.begin.push_back(static_cast<std::uint32_t>(last));
  return out;
}

TradeGraph::TradeGraph(std::size_t vertices, std::vector<Link> links) {
  std::ranges::sort(links, {}, [](const Link& l) { return std::tuple(l.good, l.buyer, l.supplier); });
  auto built = std::make_shared<Links>();
  built->vertices = vertices;
  built->supplier.assign(links.size());
  built->buyer.assign(links.size());
  built->by_supplier.resize(links.size());
  for (auto* column : {&weight, &order, &shipped, &payment}) column->assign(links.size());
  for (const EdgeId e : weight.ids()) {
    const Link& link = links[e.index()];
    built->supplier[e] = link.supplier;
    built->buyer[e] = link.buyer;
    built->by_supplier[e.index()] = e;
    weight[e] = link.weight;
    ++built->first[static_cast<std::size_t>(link.good) + 1];
  }
  for (std::size_t g = 0; g < good_count; ++g) {
    built->first[g + 1] += built->first[g];
    const std::size_t first = built->first[g], last = built->first[g + 1];
    const auto at = [](std::size_t e) { return static_cast<std::ptrdiff_t>(e); };
    std::stable_sort(built->by_supplier.begin() + at(first), built->by_supplier.begin() + at(last),
                     [&](EdgeId a, EdgeId b) { return built->supplier[a] < built->supplier[b]; });
    built->in[g] = index(first, last, [&](std::size_t e) { return built->buyer[EdgeId{e}].index(); });
    built->out[g] = index(first, last, [&](std::size_t e) { return built->supplier[built->by_supplier[e]].index(); });
  }
  links_ = std::move(built);
  share.assign(this->links(Good::ai_service, all_goods.back()));
  presence.assign(this->links(Good::ai_service));
}

Good TradeGraph::good(EdgeId e) const {
  return static_cast<Good>(std::ranges::upper_bound(links_->first, e.index()) - links_->first.begin() - 1);
}

}  // namespace chokepoint
