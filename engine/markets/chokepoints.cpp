// Maximum flow over the layered supply network.
#include "engine/markets/chokepoints.hpp"

#include <algorithm>
#include <array>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "engine/base/maths.hpp"

namespace chokepoint {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Network = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<boost::edge_capacity_t, long long,
                    boost::property<boost::edge_residual_capacity_t, long long,
                                    boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;

/// A flow network in whole H100e (integers keep the algorithm exact).
class FlowNetwork {
 public:
  using Arc = Traits::edge_descriptor;

  [[nodiscard]] std::size_t node() { return add_vertex(network_); }
  /// None if nothing can flow.
  std::optional<Arc> link(std::size_t from, std::size_t to, double capacity) {
    const auto whole = static_cast<long long>(std::llround(std::max(0.0, capacity)));
    if (whole == 0) return std::nullopt;
    const auto forward = add_edge(from, to, network_).first, back = add_edge(to, from, network_).first;
    put(boost::edge_capacity, network_, forward, whole);
    put(boost::edge_capacity, network_, back, 0LL);
    put(boost::edge_reverse, network_, forward, back);
    put(boost::edge_reverse, network_, back, forward);
    return forward;
  }
  /// Changes what an arc can carry; gives what it could before.
  long long limit(Arc arc, long long capacity) {
    const long long before = get(boost::edge_capacity, network_, arc);
    put(boost::edge_capacity, network_, arc, capacity);
    return before;
  }
  double maximum(std::size_t source, std::size_t sink) {
    return static_cast<double>(push_relabel_max_flow(network_, source, sink));
  }
  /// Whether the latest maximum uses the arc.
  [[nodiscard]] bool carries(Arc arc) const {
    return get(boost::edge_residual_capacity, network_, arc) < get(boost::edge_capacity, network_, arc);
  }

 private:
  Network network_;
};

/// What a fab needs from the market for traded goods, each of it, and what a design needs to become a part.
constexpr std::array fab_inputs = {Good::lithography_tool,     Good::deposition_tool,   Good::etch_tool,
                                   Good::process_control_tool, Good::silicon_wafer,     Good::photoresist,
                                   Good::rare_earths,          Good::gallium_germanium, Good::graphite};
constexpr std::array design_inputs = {Good::eda, Good::advanced_packaging};

/// The month's deliveries, and how much of them still flows without some suppliers: a network that is built once.
class Deliveries {
 public:
  explicit Deliveries(const World& world) : w_(world), source_(net_.node()), sink_(net_.node()) {
    Column<FoundryId, std::size_t> leaves;  // where a foundry's wafers leave it
    Column<FoundryId, double> made;         // H100e of deliveries that are made of them
    for ([[maybe_unused]] const FoundryId f : w_.foundries.nation.ids())
      leaves.push_back(net_.node()), made.push_back(0);
    for (const DesignerId d : w_.designers.nation.ids())
      if (w_.designers.shipped[d] > 0) design(d, leaves, made);
    for (const FoundryId f : w_.foundries.nation.ids())
      if (made[f] > 0) fabricate(f, leaves[f], made[f]);
    all_ = net_.maximum(source_, sink_);
    for (auto& [supplier, arcs] : arcs_of_)
      if (std::ranges::any_of(arcs, [&](FlowNetwork::Arc arc) { return net_.carries(arc); })) used_.insert(supplier);
  }

  /// Share of the flow that is lost without these suppliers. Those that a greatest flow can do without cost nothing.
  [[nodiscard]] double lost_without(std::span<const VertexId> suppliers) {
    if (std::ranges::none_of(suppliers, [&](VertexId v) { return used_.contains(v); })) return 0;
    std::vector<std::pair<FlowNetwork::Arc, long long>> cut;
    for (const VertexId v : suppliers)
      if (const auto at = arcs_of_.find(v); at != arcs_of_.end())
        for (const FlowNetwork::Arc arc : at->second) cut.emplace_back(arc, net_.limit(arc, 0));
    const double left = net_.maximum(source_, sink_);
    for (const auto& [arc, capacity] : cut) net_.limit(arc, capacity);
    return all_ > 0 ? std::max(0.0, 1 - left / all_) : 0.0;
  }

 private:
  /// What a supplier can carry in place of its flow: somewhat more.
  void supply(VertexId supplier, std::size_t from, std::size_t to, double flow) {
    if (const auto arc = net_.link(from, to, flow * stretch_limit)) arcs_of_[supplier].push_back(*arc);
  }

  /// Suppliers side by side, by their shares of the links, from a node to the next; `need` of the flow passes through
  /// them. Links without shares do not bind.
  template <class Shares>
  [[nodiscard]] std::size_t layer(std::size_t from, IdRange<EdgeId> links, const Shares& shares, double flow,
                                  double need = 1) {
    double all = 0;
    for (const EdgeId e : links) all += shares[e];
    if (all <= 0) return from;
    const std::size_t to = net_.node();
    for (const EdgeId e : links) supply(w_.trade.supplier(e), from, to, need * flow * shares[e] / all);
    net_.link(from, to, (1 - need) * flow * stretch_limit);
    return to;
  }

  /// One layer after the other for each of a nation's inputs: none replaces another.
  [[nodiscard]] std::size_t layers(std::size_t from, NationId nation, std::span<const Good> inputs, double flow) {
    const GoodsCatalogue& c = w_.data->goods;
    for (const Good good : inputs) {
      const TradedId g = traded(good);
      from = layer(from, w_.trade.purchases(w_.data->vertex(nation), good), w_.trade.share, flow,
                   c.kind[g] == GoodsKind::material && c.need[g] > 0 ? c.need[g] : 1.0);
    }
    return from;
  }

  /// From wafers by way of memory, design software and packaging to the designer and its buyers. What a designer sells
  /// from stock without new wafers counts nowhere: stocks run out, and what they were made of is not told.
  void design(DesignerId d, const Column<FoundryId, std::size_t>& leaves, Column<FoundryId, double>& made) {
    const VertexId v = w_.data->vertex(d);
    const double flow = w_.designers.shipped[d];
    const auto from_foundries = w_.trade.purchases(v, Good::wafer);
    double wafers = 0;
    for (const EdgeId e : from_foundries) wafers += w_.trade.shipped[e];
    std::size_t at = net_.node();
    for (const EdgeId e : from_foundries) {
      const double part = wafers > 0 ? flow * w_.trade.shipped[e] / wafers : 0;
      const FoundryId f = w_.data->foundry_of(w_.trade.supplier(e));
      supply(w_.trade.supplier(e), leaves[f], at, part);
      made[f] += part;
    }
    at = layer(at, w_.trade.purchases(v, Good::hbm), w_.trade.weight, flow);
    if (!w_.data->goods.empty()) at = layers(at, w_.designers.nation[d], design_inputs, flow);
    const std::size_t leaving = net_.node();
    supply(v, at, leaving, flow);
    for (const EdgeId e : w_.trade.sales(v, Good::accelerator)) net_.link(leaving, sink_, w_.trade.shipped[e]);
  }

  /// From tools and materials to a foundry's wafers. Without a market for goods, tools are one good by their purchase
  /// shares.
  void fabricate(FoundryId f, std::size_t leaves, double flow) {
    const std::size_t last = w_.data->goods.empty() ? layer(source_, w_.trade.purchases(w_.data->vertex(f), Good::tool),
                                                            w_.trade.weight, flow)
                                                    : layers(source_, w_.foundries.nation[f], fab_inputs, flow);
    net_.link(last, leaves, flow * stretch_limit);
  }

  const World& w_;
  FlowNetwork net_;
  std::size_t source_, sink_;
  double all_ = 0;
  std::map<VertexId, std::vector<FlowNetwork::Arc>> arcs_of_;
  std::set<VertexId> used_;  ///< that the greatest flow found passes through
};

}  // namespace

std::vector<double> flow_lost_without(const World& w, std::span<const std::vector<VertexId>> groups) {
  Deliveries deliveries(w);
  std::vector<double> out;
  for (const std::vector<VertexId>& suppliers : groups) out.push_back(deliveries.lost_without(suppliers));
  return out;
}

double flow_lost_without(const World& w, std::span<const VertexId> suppliers) {
  return Deliveries(w).lost_without(suppliers);
}

std::vector<Chokepoint> chokepoints(const World& w) {
  Deliveries deliveries(w);
  std::vector<Chokepoint> out;
  for (const VertexId v : IdRange<VertexId>(w.data->vertex(DesignerId{0}).index(), w.data->vertex_count()))
    out.push_back({v, deliveries.lost_without(std::span(&v, 1))});
  std::ranges::stable_sort(out, [](const Chokepoint& a, const Chokepoint& b) { return a.flow_lost > b.flow_lost; });
  return out;
}

double accelerator_access(const World& w, NationId buyer) {
  double open = 0, all = 0;
  for (const DesignerId d : w.designers.nation.ids()) {
    if (w.designers.nation[d] == buyer || w.designers.captive_of[d].exists()) continue;
    const SalesTerms& terms = w.designers.terms(d, buyer);
    const double weight = w.designers.revenue[d];
    all += weight;
    if (terms.allowed) open += weight * std::min(1.0, terms.scale) * terms.frontier_value;
  }
  return ratio_or_zero(open, all);
}

}  // namespace chokepoint
