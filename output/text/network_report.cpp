// Tables of chokepoints, goods and closed links.
#include "output/text/network_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace chokepoint::output {
namespace {

constexpr std::size_t chokepoints_shown = 10;

bool is_shown(const NetworkPicture& p, Good good) { return !p.good || *p.good == good; }

std::string name_of(Good good) { return std::string(good_names[static_cast<std::size_t>(good)]); }

std::string chokepoint_table(const NetworkPicture& p, const TextStyle& style) {
  const WorldData& data = *p.world.data;
  const NetworkMeasures& m = p.measures;
  std::vector<VertexId> order;
  for (const VertexId v : ids<VertexId>(data.vertex_count()))
    if (const auto good = sells(data, v); good && is_shown(p, *good)) order.push_back(v);
  // Figures that print alike are ties: by name, then kind.
  const auto rounded = [](double share) { return std::llround(share * 1e6); };
  std::ranges::sort(order, [&](VertexId a, VertexId b) {
    return std::tuple(-rounded(m.flow_lost[a]), -rounded(m.between[a]), data.vertex_name(a), a) <
           std::tuple(-rounded(m.flow_lost[b]), -rounded(m.between[b]), data.vertex_name(b), b);
  });
  if (order.size() > chokepoints_shown) order.resize(chokepoints_shown);
  std::vector<TableRow> rows{{{"supplier", "kind", "nation", "flow lost", "betweenness", "core", "share of good"}}};
  for (const VertexId v : order)
    rows.push_back(
        {{vertex_id(data, v), vertex_kind(data, v), data.nations.text[data.home[v].index()], percent_1(m.flow_lost[v]),
          fmt::format("{:.4f}", m.between[v]), fmt::format("{}", m.core[v]), percent_1(m.share[v])}});
  return table_text(rows, style);
}

/// Nations whose suppliers together cost the most.
std::string nation_table(const NetworkPicture& p, const TextStyle& style) {
  const WorldData& data = *p.world.data;
  std::vector<NationId> order;
  for (const NationId n : data.nation_ids())
    if (p.measures.flow_lost[data.vertex(n)] > 0) order.push_back(n);
  std::ranges::stable_sort(order, std::greater{},
                           [&](NationId n) { return std::llround(p.measures.flow_lost[data.vertex(n)] * 1e6); });
  if (order.size() > chokepoints_shown) order.resize(chokepoints_shown);
  std::vector<TableRow> rows{{{"nation", "suppliers", "flow lost"}}};
  for (const NationId n : order)
    rows.push_back({{data.nations.text[n.index()], fmt::format("{}", suppliers_of(data, n).size()),
                     percent_1(p.measures.flow_lost[data.vertex(n)])}});
  return table_text(rows, style);
}

std::string goods_table(const NetworkPicture& p, const TextStyle& style) {
  std::vector<TableRow> rows{{{"good", "HHI", "suppliers", "nations", "links", "closed", "partly"}}};
  for (const Good good : all_goods) {
    if (!is_shown(p, good)) continue;
    std::size_t links = 0, closed = 0, partly = 0;
    for (const EdgeId e : p.measures.rules.ids()) {
      if (p.world.trade.good(e) != good) continue;
      ++links;
      if (p.measures.rules[e].closes())
        ++closed;
      else if (p.measures.rules[e].closed_share > 0)
        ++partly;
    }
    const Concentration& c = p.measures.goods[static_cast<std::size_t>(good)];
    rows.push_back(
        {{name_of(good), fmt::format("{:.3f}", c.hhi), fmt::format("{}", c.suppliers), fmt::format("{}", c.nations),
          fmt::format("{}", links), fmt::format("{}", closed), fmt::format("{}", partly)}});
  }
  return table_text(rows, style);
}

/// Closed links by issuer, type of event and good. A link that two measures close alone counts under both.
std::string closed_table(const NetworkPicture& p, const TextStyle& style) {
  const WorldData& data = *p.world.data;
  std::map<std::tuple<std::string, std::string, Good>, std::size_t> links;
  for (const EdgeId e : p.measures.rules.ids()) {
    const Good good = p.world.trade.good(e);
    if (!p.measures.rules[e].closes() || !is_shown(p, good)) continue;
    std::vector<std::pair<std::string, std::string>> told;
    for (const EventId event : p.causes[e]) {
      const EventHeader& h = p.scenario.calendar->events()[event.index()]->header;
      const std::pair key{h.issuers.empty() ? "-" : h.issuers.names(data).front(), h.type};
      if (std::ranges::find(told, key) == told.end()) told.push_back(key);
    }
    if (told.empty()) told.emplace_back("several", std::string(p.measures.rules[e].name()));
    for (const auto& [issuer, type] : told) ++links[{issuer, type, good}];
  }
  if (links.empty()) return "  nothing\n";
  std::vector<TableRow> rows{{{"issuer", "measure", "good", "links"}}};
  for (const auto& [key, count] : links)
    rows.push_back({{std::get<0>(key), std::get<1>(key), name_of(std::get<2>(key)), fmt::format("{}", count)}});
  return table_text(rows, style);
}

/// Names after a heading, wrapped to the width of the screen.
std::string listed(const std::string& head, std::vector<std::string> names, std::size_t width) {
  std::ranges::sort(names);
  std::string out, line = "  " + head + ":";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string next = " " + names[i] + (i + 1 < names.size() ? "," : "");
    if (shown_width(line) + shown_width(next) > width) {
      out += line + "\n";
      line = "   ";
    }
    line += next;
  }
  return out + line + "\n";
}

std::string cut_off_list(const NetworkPicture& p, std::size_t width) {
  const WorldData& data = *p.world.data;
  std::string out;
  for (const Good good : all_goods) {
    std::map<std::string, std::vector<std::string>> buyers;  // by nation
    for (const CutOff& c : p.measures.cut_off)
      if (c.good == good && is_shown(p, good))
        buyers[data.nations.text[data.home[c.buyer].index()]].push_back(data.vertex_name(c.buyer));
    for (const auto& [nation, names] : buyers)
      out += listed(fmt::format("{}, {}", name_of(good), nation), names, width);
  }
  return out.empty() ? "  no one\n" : out;
}

std::string disconnected_list(const NetworkPicture& p, std::size_t width) {
  std::vector<std::string> names;
  for (const VertexId v : p.measures.disconnected) names.push_back(vertex_id(*p.world.data, v));
  return names.empty() ? "" : listed("through any chain of suppliers", names, width);
}

}  // namespace

std::string network_report(const NetworkPicture& p, const Removal& removal, const TextStyle& style) {
  const auto heading = [&](const std::string& text) {
    return "\n" + (style.colour ? "\033[1m" + text + "\033[0m" : text) + "\n";
  };
  std::size_t live = 0, closed = 0, links = 0;
  for (const EdgeId e : p.measures.rules.ids()) {
    if (!is_shown(p, p.world.trade.good(e))) continue;
    ++links;
    if (p.measures.live[e]) ++live;
    if (p.measures.rules[e].closes()) ++closed;
  }
  std::string out = fmt::format(
      "{}: {}, replicate {}, seed {}{}\n{} links, {} in use, {} closed by the rules in force\n", p.scenario.name(),
      p.world.month.text(), p.replicate, p.seed, p.good ? ", " + name_of(*p.good) + " only" : "", links, live, closed);
  if (!removal.suppliers.empty()) {
    out += heading("Taken out together");
    out += fmt::format("  {}: {} of the deliveries of accelerators lost\n", fmt::join(removal.suppliers, ", "),
                       percent_1(removal.flow_lost));
  }
  out += heading("Chokepoints: deliveries of accelerators lost without one supplier") + chokepoint_table(p, style);
  if (!p.good) out += heading("Nations: the same without all suppliers at home there") + nation_table(p, style);
  out += heading("Goods") + goods_table(p, style);
  out += heading("Closed by") + closed_table(p, style);
  out += heading("Cut off from every supplier abroad") + cut_off_list(p, style.width) +
         (p.good ? "" : disconnected_list(p, style.width));
  return out;
}

}  // namespace chokepoint::output
