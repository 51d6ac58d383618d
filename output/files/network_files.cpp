// Exports of a network: rows of vertices and links, written three ways.
#include "output/files/network_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/graph/graphviz.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/base/json_text.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

struct VertexRow {
  std::string id, name, kind, nation;
  double flow_lost = 0, betweenness = 0, share = 0;
  int core = 0;
  std::string shape, width;  // for drawing
};

struct LinkRow {
  std::string good, status, rule, events;
  double weight = 0, order = 0, shipped = 0, payment = 0, closed_share = 0;
  std::string colour, style;  // for drawing
  std::vector<std::string> event_ids;
};

// Bidirectional graphs keep one list of links in the order in which they were added.
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, VertexRow, LinkRow>;

constexpr const char* shapes[] = {"ellipse", "box", "component", "cylinder", "folder", "hexagon", "octagon"};

std::size_t kind_index(const WorldData& data, VertexId v) {
  const auto good = sells(data, v);
  return !good                       ? 0
         : good == Good::ai_service  ? 1
         : good == Good::accelerator ? 2
         : good == Good::wafer       ? 3
         : good == Good::hbm         ? 4
         : good == Good::tool        ? 5
                                     : 6;
}

bool has_link(const TradeGraph& trade, VertexId v, Good good) {
  const auto sales = trade.sales(v, good);
  return sales.begin() != sales.end() || !trade.purchases(v, good).empty();
}

VertexRow vertex_row(const NetworkPicture& p, VertexId v) {
  const WorldData& data = *p.world.data;
  const NetworkMeasures& m = p.measures;
  return {vertex_id(data, v),
          data.vertex_name(v),
          vertex_kind(data, v),
          data.nations.text[data.home[v].index()],
          m.flow_lost[v],
          m.between[v],
          m.share[v],
          static_cast<int>(m.core[v]),
          shapes[kind_index(data, v)],
          fmt::format("{:.1f}", 1 + 4 * m.flow_lost[v])};
}

LinkRow link_row(const NetworkPicture& p, EdgeId e) {
  const TradeGraph& trade = p.world.trade;
  const LinkRule& rule = p.measures.rules[e];
  std::vector<std::string> events;
  for (const EventId event : p.causes[e]) events.push_back(p.scenario.calendar->events()[event.index()]->header.id);
  return {std::string(good_names[static_cast<std::size_t>(trade.good(e))]),
          rule.closes() ? "closed" : "open",
          std::string(rule.name()),
          fmt::format("{}", fmt::join(events, " ")),
          trade.weight[e],
          trade.order[e],
          trade.shipped[e],
          trade.payment[e],
          rule.closed_share,
          rule.closes()        ? "red"
          : p.measures.live[e] ? "black"
                               : "grey",
          rule.closes() ? "dashed" : "solid",
          std::move(events)};
}

Graph graph_of(const NetworkPicture& p) {
  const TradeGraph& trade = p.world.trade;
  Graph graph;
  std::vector<Graph::vertex_descriptor> at(p.world.data->vertex_count());
  for (const VertexId v : ids<VertexId>(at.size()))
    if (!p.good || has_link(trade, v, *p.good)) at[v.index()] = add_vertex(vertex_row(p, v), graph);
  for (const EdgeId e : ids<EdgeId>(trade.edge_count()))
    if (!p.good || trade.good(e) == *p.good)
      add_edge(at[trade.supplier(e).index()], at[trade.buyer(e).index()], link_row(p, e), graph);
  return graph;
}

}  // namespace

std::string vertex_kind(const WorldData& data, VertexId v) {
  constexpr const char* kinds[] = {"nation", "AI firm", "designer", "foundry", "memory maker", "toolmaker", "supplier"};
  return kinds[kind_index(data, v)];
}

std::string vertex_id(const WorldData& data, VertexId v) {
  const std::string& name = data.vertex_name(v);
  for (const VertexId other : ids<VertexId>(data.vertex_count()))
    if (other != v && data.vertex_name(other) == name) return fmt::format("{} ({})", name, vertex_kind(data, v));
  return name;
}

std::string network_graphml(const NetworkPicture& picture) {
  Graph graph = graph_of(picture);
  boost::dynamic_properties columns;
  columns.property("label", get(&VertexRow::id, graph))
      .property("name", get(&VertexRow::name, graph))
      .property("kind", get(&VertexRow::kind, graph));
  columns.property("nation", get(&VertexRow::nation, graph))
      .property("flow_lost", get(&VertexRow::flow_lost, graph))
      .property("betweenness", get(&VertexRow::betweenness, graph));
  columns.property("core", get(&VertexRow::core, graph)).property("share", get(&VertexRow::share, graph));
  columns.property("good", get(&LinkRow::good, graph))
      .property("weight", get(&LinkRow::weight, graph))
      .property("order", get(&LinkRow::order, graph));
  columns.property("shipped", get(&LinkRow::shipped, graph))
      .property("payment", get(&LinkRow::payment, graph))
      .property("status", get(&LinkRow::status, graph));
  columns.property("closed_share", get(&LinkRow::closed_share, graph))
      .property("rule", get(&LinkRow::rule, graph))
      .property("events", get(&LinkRow::events, graph));
  std::ostringstream out;
  boost::write_graphml(out, graph, columns);
  return out.str();
}

std::string network_dot(const NetworkPicture& picture) {
  Graph graph = graph_of(picture);
  boost::dynamic_properties columns;
  columns.property("node_id", get(&VertexRow::id, graph))
      .property("shape", get(&VertexRow::shape, graph))
      .property("penwidth", get(&VertexRow::width, graph));
  columns.property("kind", get(&VertexRow::kind, graph)).property("nation", get(&VertexRow::nation, graph));
  columns.property("good", get(&LinkRow::good, graph))
      .property("color", get(&LinkRow::colour, graph))
      .property("style", get(&LinkRow::style, graph));
  columns.property("rule", get(&LinkRow::rule, graph)).property("shipped", get(&LinkRow::shipped, graph));
  std::ostringstream out;
  boost::write_graphviz_dp(out, graph, columns);
  return out.str();
}

namespace {

ordered_json node_of(const VertexRow& r) {
  return {{"id", r.id},         {"name", r.name},           {"kind", r.kind},
          {"nation", r.nation}, {"flow_lost", r.flow_lost}, {"betweenness", r.betweenness},
          {"core", r.core},     {"share", r.share}};
}

ordered_json link_of(const LinkRow& r, const std::string& from, const std::string& to) {
  return {{"source", from},       {"target", to},
          {"key", r.good},        {"good", r.good},
          {"weight", r.weight},   {"order", r.order},
          {"shipped", r.shipped}, {"payment", r.payment},
          {"status", r.status},   {"closed_share", r.closed_share},
          {"rule", r.rule},       {"events", r.event_ids}};
}

}  // namespace

std::string network_json(const NetworkPicture& picture) {
  const Graph graph = graph_of(picture);
  ordered_json root = {{"directed", true},
                       {"multigraph", true},  // two agents may be joined by several goods
                       {"graph",
                        {{"scenario", picture.scenario.name()},
                         {"month", picture.world.month.text()},
                         {"seed", picture.seed},
                         {"replicate", picture.replicate},
                         {"good", picture.good ? ordered_json(good_names[static_cast<std::size_t>(*picture.good)])
                                               : ordered_json(nullptr)}}},
                       {"nodes", ordered_json::array()},
                       {"links", ordered_json::array()}};
  for (const auto v : boost::make_iterator_range(vertices(graph))) root["nodes"].push_back(node_of(graph[v]));
  for (const auto e : boost::make_iterator_range(edges(graph)))
    root["links"].push_back(link_of(graph[e], graph[source(e, graph)].id, graph[target(e, graph)].id));
  return json_text(root, 2) + "\n";
}

}  // namespace chokepoint::output
