// Telling what was seen of the trade graph: means over the runs, bands, bands of paired differences.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "analysis/methods/statistics.hpp"
#include "engine/base/maths.hpp"
#include "output/files/network_files.hpp"
#include "output/page/page_world.hpp"

namespace chokepoint::output {

using nlohmann::ordered_json;

namespace {

constexpr std::size_t flows_kept = 24, closed_kept = 45;  ///< of a layer: the largest in any scenario
constexpr double least_share = 0.3;                       ///< of deliveries, %: a link with less is not seen
constexpr int band_digits = 2, mean_digits = 3;

const char* chain_layers[] = {"Tools, software, materials", "Wafers and memory", "Chip designers", "AI firms",
                              "Markets for AI services"};

/// A number in few digits; a whole one without a point.
ordered_json brief(double value, int digits) {
  const double out = rounded(value, digits);
  return out == std::floor(out) && std::fabs(out) < 1e15 ? ordered_json(static_cast<std::int64_t>(out))
                                                         : ordered_json(out);
}

/// What is told of numbers over runs: a cell of each list, in turn.
class Bands {
 public:
  /// `base`: the same runs of the first scenario; none of that itself.
  void add(std::vector<double> own, const std::vector<double>* base) {
    if (base) {
      std::vector<double> change = own;
      for (std::size_t r = 0; r < change.size(); ++r) change[r] -= (*base)[r];
      const Summary of = summarise(change);
      change_low_.push_back(brief(of.low, band_digits)), change_high_.push_back(brief(of.high, band_digits));
      changes_ = changes_ || of.low != 0 || of.high != 0;
    }
    several_ = own.size() > 1;
    const Summary of = summarise(own);
    mean_.push_back(brief(of.mean, mean_digits));
    low_.push_back(brief(of.low, band_digits)), high_.push_back(brief(of.high, band_digits));
  }
  /// As lists.
  void write(ordered_json& row, const char* name) const {
    row[name] = mean_;
    if (several_) row["low"] = low_, row["high"] = high_;
    if (several_ && changes_) row["change"] = {{"low", change_low_}, {"high", change_high_}};
  }
  /// The one cell, as numbers.
  void write_one(ordered_json& row, const char* name) const {
    row[name] = mean_[0];
    if (several_) row["low"] = low_[0], row["high"] = high_[0];
    if (several_ && changes_) row["change"] = {{"low", change_low_[0]}, {"high", change_high_[0]}};
  }

 private:
  bool several_ = false, changes_ = false;
  std::vector<ordered_json> mean_, low_, high_, change_low_, change_high_;
};

}  // namespace

std::string PageWorld::runs_note() const {
  return seen_.size() == 1
             ? "One run of each scenario."
             : fmt::format("Mean of {} runs of each scenario, with the range of 90 % of them.", seen_.size());
}

std::vector<double> PageWorld::over_runs(std::size_t scenario, const RunPair& pair, std::vector<double> Flow::*of,
                                         std::size_t month) const {
  std::vector<double> out;
  for (const auto& run : seen_) {
    const auto flow = run[scenario].flows.find(pair);
    out.push_back(flow == run[scenario].flows.end() ? 0 : (flow->second.*of)[month]);
  }
  return out;
}

/// Pairs of a layer by their greatest mean in any scenario and month; those without any are left out.
std::vector<PageWorld::RunPair> PageWorld::strongest(std::size_t layer, std::vector<double> Flow::*of,
                                                     std::size_t most) const {
  std::map<RunPair, double> greatest;
  for (std::size_t s = 0; s < scenarios(); ++s) {
    std::map<RunPair, std::vector<double>> sums;
    for (const auto& run : seen_)
      for (const auto& [pair, flow] : run[s].flows) {
        if (std::get<0>(pair) != layer) continue;
        std::vector<double>& sum = sums[pair];
        sum.resize(map_months_.size());
        for (std::size_t m = 0; m < sum.size(); ++m) sum[m] += (flow.*of)[m];
      }
    for (const auto& [pair, sum] : sums) greatest[pair] = std::max(greatest[pair], std::ranges::max(sum));
  }
  std::vector<std::pair<double, RunPair>> order;
  for (const auto& [pair, value] : greatest)
    if (value > 0) order.emplace_back(value, pair);
  std::ranges::stable_sort(order, std::greater{}, [](const auto& of_pair) { return of_pair.first; });
  std::vector<RunPair> out;
  for (std::size_t k = 0; k < std::min(most, order.size()); ++k) out.push_back(order[k].second);
  return out;
}

namespace {

template <class Pair>
ordered_json named(const Pair& pair) {
  return {{"layer", std::get<0>(pair)}, {"from", std::get<1>(pair)}, {"to", std::get<2>(pair)}};
}

}  // namespace

ordered_json PageWorld::flow_json(std::size_t scenario, const RunPair& pair) const {
  Bands bands;
  for (std::size_t m = 0; m < map_months_.size(); ++m) {
    const std::vector<double> base = over_runs(0, pair, &Flow::values, m);
    bands.add(over_runs(scenario, pair, &Flow::values, m), scenario == 0 ? nullptr : &base);
  }
  ordered_json out = named(pair);
  bands.write(out, "values");
  return out;
}

/// How far the rules close a pair, on the mean; of a pair that they never close nothing.
ordered_json PageWorld::closed_json(std::size_t scenario, const RunPair& pair) const {
  std::vector<ordered_json> share;
  bool ever = false;
  for (std::size_t m = 0; m < map_months_.size(); ++m) {
    const auto closed = over_runs(scenario, pair, &Flow::closed, m), links = over_runs(scenario, pair, &Flow::links, m);
    ever = ever || mean_of(closed) > 0;
    share.push_back(brief(ratio_or_zero(mean_of(closed), mean_of(links)), mean_digits));
  }
  if (!ever) return nullptr;
  ordered_json out = named(pair);
  out["share"] = share;
  return out;
}

ordered_json PageWorld::map() const {
  ordered_json out = {{"months", ordered_json::array()},
                      {"note", runs_note() + " Months a half-year apart. Links within a nation are left out."},
                      {"nations", ordered_json::array()},
                      {"layers", ordered_json::array()},
                      {"scenarios", ordered_json::array()}};
  for (const Month m : map_months_) out["months"].push_back(m.text());
  for (const NationId n : data_.nation_ids())
    out["nations"].push_back({{"id", data_.nations.text[n.index()]}, {"name", data_.nation_labels[n.index()]}});
  for (const Layer& layer : layers())
    out["layers"].push_back({{"id", layer.id}, {"title", layer.title}, {"unit", layer.unit}});
  for (std::size_t s = 0; s < scenarios(); ++s) {
    ordered_json flows = ordered_json::array(), closed = ordered_json::array();
    for (std::size_t layer = 0; layer < layers().size(); ++layer) {
      for (const RunPair& pair : strongest(layer, &Flow::values, flows_kept)) flows.push_back(flow_json(s, pair));
      for (const RunPair& pair : strongest(layer, &Flow::closed, closed_kept))
        if (ordered_json rule = closed_json(s, pair); !rule.is_null()) closed.push_back(std::move(rule));
    }
    out["scenarios"].push_back({{"flows", std::move(flows)}, {"closed", std::move(closed)}});
  }
  return out;
}

std::map<PageWorld::LinkKey, PageWorld::LinkRuns> PageWorld::links(std::size_t scenario, std::size_t month) const {
  std::map<LinkKey, LinkRuns> out;
  for (std::size_t r = 0; r < seen_.size(); ++r)
    for (const ChainLink& link : seen_[r][scenario].chains[month].links) {
      LinkRuns& of = out[{link.from, link.to, link.good}];
      of.value.resize(seen_.size());
      of.value[r] = link.value, of.closed.push_back(link.closed);
    }
  return out;
}

std::map<std::size_t, std::vector<double>> PageWorld::lost(std::size_t scenario, std::size_t month) const {
  std::map<std::size_t, std::vector<double>> out;
  for (std::size_t r = 0; r < seen_.size(); ++r)
    for (const auto& [node, share] : seen_[r][scenario].chains[month].lost) {
      out[node].resize(seen_.size());
      out[node][r] = share;
    }
  return out;
}

/// Those that can be seen in some scenario.
std::vector<PageWorld::LinkKey> PageWorld::told_links(std::size_t month) const {
  std::set<LinkKey> out;
  for (std::size_t s = 0; s < scenarios(); ++s)
    for (const auto& [key, of] : links(s, month))
      if (mean_of(of.value) >= least_share || mean_of(of.closed) > 0.5) out.insert(key);
  return {out.begin(), out.end()};
}

ordered_json PageWorld::chain_json(std::size_t scenario, std::size_t month,
                                   const std::map<std::size_t, std::size_t>& place) const {
  const std::vector<double> none(seen_.size());
  const auto own = links(scenario, month), base = links(0, month);
  const auto value = [&](const auto& from, const LinkKey& key) {
    const auto at = from.find(key);
    return at == from.end() ? none : at->second.value;
  };
  ordered_json out = {{"links", ordered_json::array()}, {"lost", ordered_json::array()}};
  for (const LinkKey& key : told_links(month)) {
    const auto& [from, to, good] = key;
    ordered_json link = {{"from", place.at(from)}, {"to", place.at(to)}, {"good", good}};
    Bands bands;
    const std::vector<double> first = value(base, key);
    bands.add(value(own, key), scenario == 0 ? nullptr : &first);
    bands.write_one(link, "value");
    const auto at = own.find(key);
    link["closed"] = brief(at == own.end() ? 0 : mean_of(at->second.closed), mean_digits);
    out["links"].push_back(std::move(link));
  }
  const auto lost_here = lost(scenario, month), lost_first = lost(0, month);
  std::vector<std::pair<double, ordered_json>> nodes;
  for (const auto& [node, at] : place) {
    if (!lost_here.contains(node) && !lost_first.contains(node)) continue;
    const auto shares = [&](const auto& of) { return of.contains(node) ? of.at(node) : none; };
    Bands bands;
    const std::vector<double> first = shares(lost_first);
    bands.add(shares(lost_here), scenario == 0 ? nullptr : &first);
    ordered_json row = {{"node", at}};
    bands.write_one(row, "share");
    nodes.emplace_back(mean_of(shares(lost_here)), std::move(row));
  }
  std::ranges::stable_sort(nodes, std::greater{}, [](const auto& row) { return row.first; });
  for (auto& [share, row] : nodes) out["lost"].push_back(std::move(row));
  return out;
}

/// Of all scenarios and months, in the order of the world: their places on the page.
std::map<std::size_t, std::size_t> PageWorld::shown_nodes() const {
  std::set<std::size_t> shown;
  for (std::size_t month = 0; month < chain_months_.size(); ++month) {
    for (const auto& [from, to, good] : told_links(month)) shown.insert(from), shown.insert(to);
    for (std::size_t s = 0; s < scenarios(); ++s)
      for (const auto& [node, shares] : lost(s, month)) shown.insert(node);
  }
  std::map<std::size_t, std::size_t> place;
  for (const std::size_t v : shown) place.emplace(v, place.size());
  return place;
}

ordered_json PageWorld::supply_chain() const {
  ordered_json out = {
      {"months", ordered_json::array()},
      {"note", runs_note() + " Width of a link: share of the world's deliveries of accelerators in the month that "
                             "what it carries goes into; of AI services, of the world's payments. A chokepoint's "
                             "figure: share of deliveries lost without it once stocks are used up and rivals have "
                             "stretched."},
      {"unit", "%"},
      {"layers", chain_layers},
      {"nodes", ordered_json::array()},
      {"scenarios", ordered_json::array()}};
  for (const Month m : chain_months_) out["months"].push_back(m.text());
  const auto place = shown_nodes();
  for (const auto& [v, at] : place) {
    const VertexId id{v};
    out["nodes"].push_back({{"id", vertex_id(data_, id)},
                            {"kind", vertex_kind(data_, id)},
                            {"nation", data_.nations.text[data_.home[id].index()]},
                            {"layer", layer_of(id)}});
  }
  for (std::size_t s = 0; s < scenarios(); ++s) {
    ordered_json months = ordered_json::array();
    for (std::size_t month = 0; month < chain_months_.size(); ++month) months.push_back(chain_json(s, month, place));
    out["scenarios"].push_back({{"months", std::move(months)}});
  }
  return out;
}

}  // namespace chokepoint::output
