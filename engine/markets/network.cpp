// Measures of the trade graph, and the graph algorithms behind them.
#include "engine/markets/network.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>

#include "engine/base/maths.hpp"
#include "engine/markets/chokepoints.hpp"
#include "engine/markets/goods_trade.hpp"

namespace chokepoint {

std::size_t chain_vertex_count(const WorldData& data) { return data.vertex(SupplierId{0}).index(); }

std::vector<double> betweenness(const Arcs& arcs) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
  const Graph graph(arcs.ends.begin(), arcs.ends.end(), arcs.vertices);
  std::vector<double> out(arcs.vertices);
  boost::brandes_betweenness_centrality(
      graph, boost::make_iterator_property_map(out.begin(), get(boost::vertex_index, graph)));
  const auto n = static_cast<double>(arcs.vertices);
  for (double& value : out) value = ratio_or_zero(value, (n - 1) * (n - 2));
  return out;
}

std::vector<std::size_t> core_numbers(const Arcs& arcs) {
  std::vector<std::vector<std::size_t>> neighbours(arcs.vertices);
  for (const auto& [from, to] : arcs.ends) {
    neighbours[from].push_back(to);
    neighbours[to].push_back(from);
  }
  // Vertices wait by degree; a list may name one that has since been peeled or lost neighbours (Batagelj and Zaversnik
  // 2003).
  std::vector<std::size_t> degree, core(arcs.vertices);
  std::vector<std::vector<std::size_t>> waiting;
  const auto wait = [&](std::size_t v) {
    if (waiting.size() <= degree[v]) waiting.resize(degree[v] + 1);
    waiting[degree[v]].push_back(v);
  };
  for (const auto& of_vertex : neighbours) degree.push_back(of_vertex.size());
  for (std::size_t v = 0; v < arcs.vertices; ++v) wait(v);
  std::vector<bool> peeled(arcs.vertices);
  std::size_t k = 0;
  for (std::size_t least = 0; least < waiting.size();) {
    if (waiting[least].empty()) {
      ++least;
      continue;
    }
    const std::size_t v = waiting[least].back();
    waiting[least].pop_back();
    if (peeled[v] || degree[v] != least) continue;
    core[v] = k = std::max(k, least);
    peeled[v] = true;
    for (const std::size_t u : neighbours[v])
      if (!peeled[u]) --degree[u], wait(u), least = std::min(least, degree[u]);
  }
  return core;
}

std::vector<bool> leads_to(const Arcs& arcs, std::size_t target) {
  std::vector<std::vector<std::size_t>> before(arcs.vertices);
  for (const auto& [from, to] : arcs.ends) before[to].push_back(from);
  std::vector<bool> out(arcs.vertices);
  std::vector<std::size_t> waiting{target};
  out[target] = true;
  while (!waiting.empty()) {
    const std::size_t v = waiting.back();
    waiting.pop_back();
    for (const std::size_t u : before[v])
      if (!out[u]) {
        out[u] = true;
        waiting.push_back(u);
      }
  }
  return out;
}

namespace {

double wafers_of(const World& w, VertexId foundry) {
  double shipped = 0;
  for (const EdgeId e : w.trade.sales(foundry, Good::wafer)) shipped += w.trade.shipped[e];
  return shipped;
}

}  // namespace

double supply_of(const World& w, VertexId supplier, Good good) {
  if (is_traded(good)) {
    const GoodsCatalogue& c = w.data->goods;
    const std::size_t company = c.empty() ? GoodsCatalogue::npos : c.company_index[supplier];
    if (company == GoodsCatalogue::npos) return 0;
    for (const SellerId s : c.roles[company])
      if (c.sold[s] == traded(good)) return w.goods.sold[s];
    return 0;
  }
  if (good == Good::ai_service || good == Good::cloud_rent) {
    const bool is_firm = supplier >= w.data->vertex(FirmId{0}) && supplier < w.data->vertex(DesignerId{0});
    const FirmId i = w.data->firm_of(supplier);
    return is_firm ? (good == Good::ai_service ? w.firms.revenue : w.firms.rent_revenue)[i] : 0.0;
  }
  double sold = 0;
  for (const EdgeId e : w.trade.sales(supplier, good)) switch (good) {
      case Good::tool:
        sold += w.trade.weight[e] * wafers_of(w, w.trade.buyer(e));
        break;
      case Good::hbm:
        sold += w.trade.weight[e] * w.designers.shipped[w.data->designer_of(w.trade.buyer(e))];
        break;
      case Good::wafer:
      case Good::open_weights:
        sold += w.trade.shipped[e];
        break;
      default:
        sold += w.trade.payment[e];
    }
  return sold;
}

double herfindahl(const World& w, Good good) {
  double total = 0, squares = 0;
  const auto add = [&](double sold) {
    total += sold;
    squares += sold * sold;
  };
  if (!is_traded(good)) {
    const std::size_t firms = w.data->vertex(FirmId{0}).index(), others = w.data->vertex(DesignerId{0}).index();
    for (const VertexId v :
         is_service(good) ? IdRange<VertexId>(firms, others) : IdRange<VertexId>(others, chain_vertex_count(*w.data)))
      if (const auto sales = w.trade.sales(v, good); sales.begin() != sales.end()) add(supply_of(w, v, good));
  } else if (!w.data->goods.empty()) {
    for (const SellerId s : w.data->goods.sellers[traded(good)].ids()) add(w.goods.sold[s]);
  }
  return total > 0 ? squares / (total * total) : 0;
}

Concentration concentration(const World& w, Good good) {
  Concentration out{herfindahl(w, good)};
  std::vector<bool> homes(w.data->nations.count());
  for (const VertexId v : ids<VertexId>(w.data->vertex_count())) {
    if (supply_of(w, v, good) <= 0) continue;
    ++out.suppliers;
    homes[w.data->home[v].index()] = true;
  }
  out.nations = static_cast<std::size_t>(std::ranges::count(homes, true));
  return out;
}

std::optional<Good> sells(const WorldData& data, VertexId v) {
  if (v < data.vertex(FirmId{0})) return std::nullopt;
  if (v < data.vertex(DesignerId{0})) return Good::ai_service;
  if (v < data.vertex(FoundryId{0})) return Good::accelerator;
  if (v < data.vertex(MemoryMakerId{0})) return Good::wafer;
  if (v < data.vertex(ToolmakerId{0})) return Good::hbm;
  if (v < data.vertex(SupplierId{0})) return Good::tool;
  const GoodsCatalogue& c = data.goods;
  for (const SellerId s : c.company.ids())
    if (c.company[s] == v) return good_of(c.sold[s]);
  return std::nullopt;
}

namespace {

/// The links of the accelerators' chain that `keep` picks, as arcs between its vertices.
template <class Keep>
Arcs arcs_of(const World& w, Keep&& keep) {
  Arcs out{chain_vertex_count(*w.data), {}};
  for (const EdgeId e : ids<EdgeId>(w.trade.edge_count()))
    if (!is_traded(w.trade.good(e)) && keep(e))
      out.ends.emplace_back(w.trade.supplier(e).index(), w.trade.buyer(e).index());
  std::ranges::sort(out.ends);  // two goods between the same two are one arc
  out.ends.erase(std::unique(out.ends.begin(), out.ends.end()), out.ends.end());
  return out;
}

bool in_use(const World& w, EdgeId e) {
  const bool by_share = w.trade.good(e) == Good::tool || w.trade.good(e) == Good::hbm;
  return (by_share ? w.trade.weight[e] : w.trade.shipped[e]) > 0;
}

std::vector<CutOff> cut_off(const World& w, const Column<EdgeId, LinkRule>& rules) {
  std::vector<CutOff> out;
  for (const Good good : all_goods)
    for (const VertexId v : ids<VertexId>(w.data->vertex_count())) {
      std::size_t foreign = 0, closed = 0;
      for (const EdgeId e : w.trade.purchases(v, good)) {
        if (w.data->home[w.trade.supplier(e)] == w.data->home[v]) continue;
        ++foreign;
        if (rules[e].closes()) ++closed;
      }
      if (foreign > 0 && closed == foreign) out.push_back({v, good});
    }
  return out;
}

std::vector<VertexId> disconnected(const World& w, const Column<EdgeId, LinkRule>& rules) {
  const auto goods_only = [&](EdgeId e) { return !is_service(w.trade.good(e)); };
  const Arcs all = arcs_of(w, goods_only),
             open = arcs_of(w, [&](EdgeId e) { return goods_only(e) && !rules[e].closes(); });
  const auto foreign = [&](const Arcs& arcs, VertexId v) {
    const std::vector<bool> leads = leads_to(arcs, v.index());
    for (const VertexId u : ids<VertexId>(arcs.vertices))
      if (leads[u.index()] && w.data->home[u] != w.data->home[v]) return true;
    return false;
  };
  std::vector<VertexId> out;
  for (const VertexId v : ids<VertexId>(all.vertices))
    if (foreign(all, v) && !foreign(open, v)) out.push_back(v);
  return out;
}

}  // namespace

std::vector<VertexId> suppliers_of(const WorldData& data, NationId n) {
  std::vector<VertexId> out;
  for (const VertexId v : IdRange<VertexId>(data.vertex(DesignerId{0}).index(), data.vertex_count()))
    if (data.home[v] == n) out.push_back(v);
  return out;
}

NetworkMeasures measure_network(const World& w, const Regimes& regimes) {
  NetworkMeasures out;
  const std::size_t vertices = w.data->vertex_count(), links = w.trade.edge_count();
  out.rules.assign(links);
  out.live.assign(links);
  for (const EdgeId e : ids<EdgeId>(links)) {
    out.rules[e] = link_rule(w, regimes, e);
    out.live[e] = !out.rules[e].closes() && in_use(w, e);
  }
  const Arcs live = arcs_of(w, [&](EdgeId e) { return bool(out.live[e]); });
  for (const double value : betweenness(live)) out.between.push_back(value);
  for (const std::size_t value : core_numbers(live)) out.core.push_back(value);
  while (out.between.size() < vertices) out.between.push_back(0), out.core.push_back(0);

  out.flow_lost.assign(vertices);
  for (const Chokepoint& point : chokepoints(w)) out.flow_lost[point.supplier] = point.flow_lost;
  std::vector<std::vector<VertexId>> at_home;
  for (const NationId n : w.data->nation_ids()) at_home.push_back(suppliers_of(*w.data, n));
  const std::vector<double> lost = flow_lost_without(w, at_home);
  for (const NationId n : w.data->nation_ids())
    if (!at_home[n.index()].empty()) out.flow_lost[w.data->vertex(n)] = lost[n.index()];

  std::array<double, good_count> total{};
  for (const Good good : all_goods) {
    out.goods[static_cast<std::size_t>(good)] = concentration(w, good);
    for (const VertexId v : ids<VertexId>(vertices)) total[static_cast<std::size_t>(good)] += supply_of(w, v, good);
  }
  for (const VertexId v : ids<VertexId>(vertices)) {
    const auto good = sells(*w.data, v);
    out.share.push_back(good ? ratio_or_zero(supply_of(w, v, *good), total[static_cast<std::size_t>(*good)]) : 0);
  }
  out.cut_off = cut_off(w, out.rules);
  out.disconnected = disconnected(w, out.rules);
  return out;
}

}  // namespace chokepoint
