// Building the graph: sort, compress, index both ways.
#include "engine/world/trade_graph.hpp"

#include <algorithm>
#include <tuple>

namespace chokepoint {

TradeGraph::TradeGraph(std::size_t vertices, std::vector<Link> links) {
  const auto key = [](const Link& l) { return std::tuple(l.supplier, l.good, l.buyer); };
  std::ranges::sort(links, [&](const Link& a, const Link& b) { return key(a) < key(b); });

  std::vector<std::pair<std::size_t, std::size_t>> ends;
  ends.reserve(links.size());
  for (const Link& link : links) {
    ends.emplace_back(link.supplier.index(), link.buyer.index());
    supplier_.push_back(link.supplier);
    buyer_.push_back(link.buyer);
    good_.push_back(link.good);
    weight.push_back(link.weight);
  }
  graph_ = Graph(boost::edges_are_sorted, ends.begin(), ends.end(), vertices);
  for (auto* column : {&order, &shipped, &payment, &share, &presence}) column->assign(links.size());

  const auto cell = [](VertexId v, Good g) { return v.index() * good_count + static_cast<std::size_t>(g); };
  out_.assign(vertices * good_count + 1, 0);
  in_.assign(vertices * good_count + 1, 0);
  for (const Link& link : links) {
    ++out_[cell(link.supplier, link.good) + 1];
    ++in_[cell(link.buyer, link.good) + 1];
  }
  for (std::size_t i = 1; i < out_.size(); ++i) {
    out_[i] += out_[i - 1];
    in_[i] += in_[i - 1];
  }
  std::vector<std::size_t> next(in_.begin(), in_.end() - 1);
  in_edges_.resize(links.size());
  for (const EdgeId e : ids<EdgeId>(links.size())) in_edges_[next[cell(buyer_[e], good_[e])]++] = e;
}

}  // namespace chokepoint
