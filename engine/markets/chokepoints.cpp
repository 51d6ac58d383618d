// Maximum flow over the layered supply network.
#include "engine/markets/chokepoints.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <cmath>

#include "engine/base/maths.hpp"

namespace chokepoint {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Network = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<boost::edge_capacity_t, long long, boost::property<boost::edge_residual_capacity_t, long long, boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;

/// A flow network in whole H100e (integers keep the algorithm exact).
class FlowNetwork {
 public:
  explicit FlowNetwork(std::size_t nodes) : network_(nodes) {}
  void link(std::size_t from, std::size_t to, double capacity) {
    const auto whole = static_cast<long long>(std::llround(std::max(0.0, capacity)));
    if (whole == 0) return;
    const auto forward = add_edge(from, to, network_).first, back = add_edge(to, from, network_).first;
    put(boost::edge_capacity, network_, forward, whole);
    put(boost::edge_capacity, network_, back, 0LL);
    put(boost::edge_reverse, network_, forward, back);
    put(boost::edge_reverse, network_, back, forward);
  }
  double maximum(std::size_t source, std::size_t sink) { return static_cast<double>(push_relabel_max_flow(network_, source, sink)); }

 private:
  Network network_;
};

/// The month's deliveries that can still flow without the suppliers `cut`.
double carried(const World& w, std::span<const VertexId> cut) {
  const WorldData& data = *w.data;
  const std::size_t vertices = data.vertex_count();
  // Nodes: source, sink; a vertex in each of its roles: 2v enters, 2v+1 leaves; one per wafer link.
  const std::size_t source = 2 * vertices, sink = source + 1, wafer_nodes = sink + 1;
  FlowNetwork net(wafer_nodes + w.trade.edge_count());
  const auto stretched = [&](VertexId supplier, double flow) { return std::ranges::find(cut, supplier) != cut.end() ? 0.0 : flow * stretch_limit; };

  for (const DesignerId d : w.designers.nation.ids()) {
    const VertexId v = data.vertex(d);
    const double flow = w.designers.shipped[d];
    if (flow <= 0) continue;
    // Design and delivery.
    net.link(2 * v.index(), 2 * v.index() + 1, stretched(v, flow));
    for (const EdgeId e : w.trade.sales(v, Good::accelerator)) net.link(2 * v.index() + 1, sink, w.trade.shipped[e]);
    // Memory by supply share; a designer without memory links is not bound by it.
    const auto memory = w.trade.purchases(v, Good::hbm);
    double shares = 0;
    for (const EdgeId e : memory) shares += w.trade.weight[e];
    const std::size_t enters = 2 * v.index();
    const std::size_t from_wafers = shares > 0 ? wafer_nodes + w.trade.purchases(v, Good::wafer).front().index() : enters;
    if (shares > 0)
      for (const EdgeId e : memory) net.link(from_wafers, enters, stretched(w.trade.supplier(e), flow * w.trade.weight[e] / shares));
    // Wafers from each foundry, and that foundry's tools by purchase share.
    double wafers = 0;
    for (const EdgeId e : w.trade.purchases(v, Good::wafer)) wafers += w.trade.shipped[e];
    for (const EdgeId e : w.trade.purchases(v, Good::wafer)) {
      const VertexId foundry = w.trade.supplier(e);
      const double part = wafers > 0 ? flow * w.trade.shipped[e] / wafers : 0;
      if (part <= 0) continue;
      net.link(2 * foundry.index() + 1, from_wafers, stretched(foundry, part));
    }
  }
  for (const FoundryId f : w.foundries.nation.ids()) {
    const VertexId v = data.vertex(f);
    const auto tools = w.trade.purchases(v, Good::tool);
    double shares = 0;
    for (const EdgeId e : tools) shares += w.trade.weight[e];
    double flow = 0;
    for (const EdgeId e : w.trade.sales(v, Good::wafer)) {
      double wafers = 0;
      for (const EdgeId other : w.trade.purchases(w.trade.buyer(e), Good::wafer)) wafers += w.trade.shipped[other];
      flow += wafers > 0 ? w.designers.shipped[data.designer_of(w.trade.buyer(e))] * w.trade.shipped[e] / wafers : 0;
    }
    if (shares <= 0) net.link(source, 2 * v.index() + 1, flow * stretch_limit);
    for (const EdgeId e : tools) net.link(source, 2 * v.index() + 1, stretched(w.trade.supplier(e), flow * w.trade.weight[e] / shares));
  }
  return net.maximum(source, sink);
}

double share_lost(double all, double left) { return all > 0 ? std::max(0.0, 1 - left / all) : 0.0; }

}  // namespace

double flow_lost_without(const World& w, std::span<const VertexId> suppliers) { return share_lost(carried(w, {}), carried(w, suppliers)); }

std::vector<Chokepoint> chokepoints(const World& w) {
  const double all = carried(w, {});
  std::vector<Chokepoint> out;
  const std::size_t first = w.data->vertex(DesignerId{0}).index();
  for (const VertexId v : IdRange<VertexId>(first, w.data->vertex(SupplierId{0}).index())) {
    out.push_back({v, share_lost(all, carried(w, std::span(&v, 1)))});
  }
  std::ranges::stable_sort(out, [](const Chokepoint& a, const Chokepoint& b) { return a.flow_lost > b.flow_lost; });
  return out;
}

double accelerator_access(const World& w, NationId buyer) {
  double open = 0, all = 0;
  for (const DesignerId d : w.designers.nation.ids()) {
    if (w.designers.nation[d] == buyer || w.designers.captive_of[d].exists()) continue;
    const SalesTerms& terms = w.terms(d, buyer);
    const double weight = w.designers.revenue[d];
    all += weight;
    if (terms.allowed) open += weight * std::min(1.0, terms.scale) * terms.frontier_value;
  }
  return ratio_or_zero(open, all);
}

}  // namespace chokepoint
