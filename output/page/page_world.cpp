// Looking at a run's trade graph.
#include "output/page/page_world.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "analysis/compare/outcome_table.hpp"
#include "analysis/network/delivery_shares.hpp"
#include "engine/markets/chokepoints.hpp"
#include "engine/markets/link_rules.hpp"
#include "output/files/network_files.hpp"
#include "output/files/numbers.hpp"

namespace chokepoint::output {

namespace {

constexpr double least_link = 0.003,
                 least_lost = 0.005;  ///< of the supply chain: what is too small to be seen is left out

constexpr double million = 1e6;  // the graph counts money and users in millions
double paid(const TradeGraph& trade, EdgeId e) { return million * trade.payment[e]; }
double taken_up(const TradeGraph& trade, EdgeId e) { return million * trade.shipped[e]; }

}  // namespace

double rounded(double value, int digits) {
  if (!std::isfinite(value)) return 0;
  std::string text;
  append_number(text, value, digits);
  double out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::span<const PageWorld::Layer> PageWorld::layers() {
  static constexpr Layer list[] = {
      {"accelerators", "AI accelerators", "$ a month", [](Good g) { return g == Good::accelerator; }, paid},
      {"tools", "Chip tools and design software", "$ a month",
       [](Good g) { return g >= Good::lithography_tool && g <= Good::eda; }, paid},
      {"materials", "Materials and packaging", "$ a month",
       [](Good g) { return g >= Good::silicon_wafer && g <= Good::advanced_packaging; }, paid},
      {"chips", "Other chips and memory", "$ a month", [](Good g) { return g >= Good::logic_chip; }, paid},
      {"cloud", "Computing let abroad", "$ a month", [](Good g) { return g == Good::cloud_rent; }, paid},
      {"services", "AI services", "$ a month", [](Good g) { return g == Good::ai_service; }, paid},
      {"weights", "Open weights taken up", "users a month", [](Good g) { return g == Good::open_weights; }, taken_up},
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

}  // namespace chokepoint::output
