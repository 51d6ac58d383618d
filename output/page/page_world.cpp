// Looking at a run's trade graph.
#include "output/page/page_world.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "analysis/compare/outcome_table.hpp"
#include "analysis/network/delivery_shares.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/chokepoints.hpp"
#include "engine/markets/link_rules.hpp"
#include "output/files/network_files.hpp"
#include "output/files/numbers.hpp"

namespace chokepoint::output {

using nlohmann::ordered_json;

namespace {

constexpr std::size_t flows_kept = 45, closed_kept = 45;  ///< of a layer and scenario: the largest
constexpr double least_link = 0.003,
                 least_lost = 0.005;  ///< of the supply chain: what is too small to be seen is left out

const char* chain_layers[] = {"Tools, software, materials", "Wafers and memory", "Chip designers", "AI firms",
                              "Markets for AI services"};

double paid(const TradeGraph& trade, EdgeId e) { return trade.payment[e]; }
double taken_up(const TradeGraph& trade, EdgeId e) { return trade.shipped[e]; }

}  // namespace

double rounded(double value) {
  if (!std::isfinite(value)) return 0;
  std::string text;
  append_number(text, value, 4);
  double out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::span<const PageWorld::Layer> PageWorld::layers() {
  static constexpr Layer list[] = {
      {"accelerators", "AI accelerators", "M$ a month", [](Good g) { return g == Good::accelerator; }, paid},
      {"tools", "Chip tools and design software", "M$ a month",
       [](Good g) { return g >= Good::lithography_tool && g <= Good::eda; }, paid},
      {"materials", "Materials and packaging", "M$ a month",
       [](Good g) { return g >= Good::silicon_wafer && g <= Good::advanced_packaging; }, paid},
      {"chips", "Other chips and memory", "M$ a month", [](Good g) { return g >= Good::logic_chip; }, paid},
      {"cloud", "Computing let abroad", "M$ a month", [](Good g) { return g == Good::cloud_rent; }, paid},
      {"services", "AI services", "M$ a month", [](Good g) { return g == Good::ai_service; }, paid},
      {"weights", "Open weights taken up", "M users a month", [](Good g) { return g == Good::open_weights; }, taken_up},
  };
  return list;
}

PageWorld::PageWorld(const WorldData& data, Month last) : data_(data) {
  for (Month m = Month::of(2018, 6); m <= last; m = m + 6) map_months_.push_back(m);
  if (map_months_.empty() || map_months_.back() < last) map_months_.push_back(last);
  if (const Month before = Month::of(2022, 12); before <= last) chain_months_.push_back(before);
  for (const Month m : report_months(last))
    if (chain_months_.empty() || m > chain_months_.back()) chain_months_.push_back(m);
}

void PageWorld::look(const Simulation& run, Seen& seen) const {
  const Month month = run.world().month;
  if (const auto at = std::ranges::find(map_months_, month); at != map_months_.end())
    look_at_map(run.world(), run.regimes(), static_cast<std::size_t>(at - map_months_.begin()), seen);
  if (std::ranges::find(chain_months_, month) != chain_months_.end())
    seen.chains.push_back(chain_of(run.world(), run.regimes()));
}

void PageWorld::look_at_map(const World& world, const Regimes& regimes, std::size_t month, Seen& seen) const {
  for (const EdgeId e : ids<EdgeId>(world.trade.edge_count())) {
    const std::size_t from = world.home_of(world.trade.supplier(e)).index(),
                      to = world.home_of(world.trade.buyer(e)).index();
    if (from == to) continue;
    const auto layer = std::ranges::find_if(layers(), [&](const Layer& l) { return l.holds(world.trade.good(e)); });
    if (layer == layers().end()) continue;
    Flow& flow = seen.flows[{static_cast<std::size_t>(layer - layers().begin()), from, to}];
    for (auto* column : {&flow.values, &flow.closed, &flow.links}) column->resize(map_months_.size());
    flow.values[month] += layer->flow(world.trade, e);
    flow.closed[month] += link_rule(world, regimes, e).closed_share;
    flow.links[month] += 1;
  }
}

int PageWorld::layer_of(VertexId v) const {
  const std::string kind = vertex_kind(data_, v);
  if (kind == "nation") return 4;
  if (kind == "AI firm") return 3;
  if (kind == "designer") return 2;
  return kind == "foundry" || kind == "memory maker" ? 1 : 0;
}

PageWorld::Chain PageWorld::chain_of(const World& world, const Regimes& regimes) const {
  constexpr std::array drawn = {Good::tool, Good::wafer, Good::hbm, Good::accelerator, Good::ai_service};
  const TradeGraph& trade = world.trade;
  const DeliveryShares shares(world, regimes);
  Column<VertexId, double> flow_lost(data_.vertex_count());
  for (const Chokepoint& point : chokepoints(world)) flow_lost[point.supplier] = point.flow_lost;
  Chain out;
  for (const EdgeId e : shares.through.ids()) {
    const Good good = trade.good(e);
    if (std::ranges::find(drawn, good) == drawn.end()) continue;
    const double value = shares.through[e], closed = shares.closed[e];
    if (value >= least_link || (closed > 0.5 && good != Good::ai_service && good != Good::accelerator))
      out.links.push_back({trade.supplier(e).index(), trade.buyer(e).index(),
                           good_names[static_cast<std::size_t>(good)], 100 * value, closed});
  }
  for (const VertexId v : ids<VertexId>(data_.vertex_count()))
    if (layer_of(v) < 3 && flow_lost[v] >= least_lost) out.lost.emplace_back(v.index(), flow_lost[v]);
  std::ranges::stable_sort(out.lost, std::greater{}, &std::pair<std::size_t, double>::second);
  return out;
}

/// What one scenario's flows and rules were in a layer, the largest first.
void PageWorld::tell_layer(const Seen& look, std::size_t layer, ordered_json& flows, ordered_json& closed) const {
  std::vector<std::pair<double, const std::pair<const RunPair, Flow>*>> by_value, by_closed;
  for (const auto& entry : look.flows) {
    if (std::get<0>(entry.first) != layer) continue;
    const double largest = *std::ranges::max_element(entry.second.values);
    if (largest > 0) by_value.emplace_back(largest, &entry);
    double months = 0;
    for (std::size_t m = 0; m < map_months_.size(); ++m)
      months += ratio_or_zero(entry.second.closed[m], entry.second.links[m]);
    if (months > 0) by_closed.emplace_back(months * (1 + largest), &entry);
  }
  const auto keep = [](auto& list, std::size_t most) {
    std::ranges::stable_sort(list, std::greater{}, [](const auto& p) { return p.first; });
    if (list.size() > most) list.resize(most);
  };
  keep(by_value, flows_kept), keep(by_closed, closed_kept);
  const auto row = [&](const RunPair& pair) {
    return ordered_json{{"layer", layer}, {"from", std::get<1>(pair)}, {"to", std::get<2>(pair)}};
  };
  for (const auto& [largest, entry] : by_value) {
    ordered_json& flow = flows.emplace_back(row(entry->first));
    for (const double v : entry->second.values) flow["values"].push_back(rounded(v));
  }
  for (const auto& [months, entry] : by_closed) {
    ordered_json& rule = closed.emplace_back(row(entry->first));
    for (std::size_t m = 0; m < map_months_.size(); ++m)
      rule["share"].push_back(rounded(ratio_or_zero(entry->second.closed[m], entry->second.links[m])));
  }
}

ordered_json PageWorld::map() const {
  ordered_json out = {
      {"months", ordered_json::array()},
      {"note", "One run of each scenario, the first; months a half-year apart. Links within a nation are left out."},
      {"nations", ordered_json::array()},
      {"layers", ordered_json::array()},
      {"scenarios", ordered_json::array()}};
  for (const Month m : map_months_) out["months"].push_back(m.text());
  for (const NationId n : data_.nation_ids())
    out["nations"].push_back({{"id", data_.nations.text[n.index()]}, {"name", data_.nation_labels[n.index()]}});
  for (const Layer& layer : layers())
    out["layers"].push_back({{"id", layer.id}, {"title", layer.title}, {"unit", layer.unit}});
  for (const Seen& look : seen_) {
    ordered_json flows = ordered_json::array(), closed = ordered_json::array();
    for (std::size_t layer = 0; layer < layers().size(); ++layer) tell_layer(look, layer, flows, closed);
    out["scenarios"].push_back({{"flows", std::move(flows)}, {"closed", std::move(closed)}});
  }
  return out;
}

ordered_json PageWorld::supply_chain() const {
  ordered_json out = {{"months", ordered_json::array()},
                      {"note",
                       "One run of each scenario, the first. Width of a link: share of the world's deliveries of "
                       "accelerators in the month that what it carries goes into; of AI services, of the world's "
                       "payments. A chokepoint's figure: share of deliveries lost without it once "
                       "stocks are used up and rivals have stretched."},
                      {"unit", "%"},
                      {"layers", chain_layers},
                      {"nodes", ordered_json::array()},
                      {"scenarios", ordered_json::array()}};
  for (const Month m : chain_months_) out["months"].push_back(m.text());
  std::set<std::size_t> shown;
  for (const Seen& look : seen_)
    for (const Chain& chain : look.chains) {
      for (const ChainLink& link : chain.links) shown.insert(link.from), shown.insert(link.to);
      for (const auto& [node, share] : chain.lost) shown.insert(node);
    }
  std::map<std::size_t, std::size_t> place;
  for (const std::size_t v : shown) {
    place[v] = place.size();
    const VertexId id{v};
    out["nodes"].push_back({{"id", vertex_id(data_, id)},
                            {"kind", vertex_kind(data_, id)},
                            {"nation", data_.nations.text[data_.home[id].index()]},
                            {"layer", layer_of(id)}});
  }
  const auto told = [&](const Chain& chain) {
    ordered_json month = {{"links", ordered_json::array()}, {"lost", ordered_json::array()}};
    for (const ChainLink& l : chain.links)
      month["links"].push_back({{"from", place[l.from]},
                                {"to", place[l.to]},
                                {"good", l.good},
                                {"value", rounded(l.value)},
                                {"closed", rounded(l.closed)}});
    for (const auto& [node, share] : chain.lost)
      month["lost"].push_back({{"node", place[node]}, {"share", rounded(share)}});
    return month;
  };
  for (const Seen& look : seen_) {
    ordered_json months = ordered_json::array();
    for (const Chain& chain : look.chains) months.push_back(told(chain));
    out["scenarios"].push_back({{"months", std::move(months)}});
  }
  return out;
}

}  // namespace chokepoint::output
