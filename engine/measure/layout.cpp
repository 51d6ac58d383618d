// Which series a world has, in which order.
#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "engine/measure/metric_table.hpp"
#include "engine/world/nation_names.hpp"

namespace chokepoint {
namespace {

/// The names of the agents that a metric may be of.
class AgentNames {
 public:
  explicit AgentNames(const WorldData& data) : data_(data) {
    for (const VertexId v : data.goods.companies) companies_.push_back(data.vertex_name(v));
    for (const FirmRow& row : data.firm_rows) firms_.push_back(row.name);
  }

  [[nodiscard]] const std::vector<std::string>& of(Dimension dimension) const {
    static const std::vector<std::string> world = {""};
    static const std::vector<std::string> goods(good_names.begin(), good_names.end());
    static const std::vector<std::string> traded_names(good_names.begin() + chain_good_count, good_names.end());
    switch (dimension) {
      case Dimension::world:
        break;
      case Dimension::nation:
        return data_.nations.text;
      case Dimension::firm:
        return firms_;
      case Dimension::designer:
        return data_.designers.text;
      case Dimension::foundry:
        return data_.foundries.text;
      case Dimension::good:
        return goods;
      case Dimension::traded_good:
        return traded_names;
      case Dimension::supplier:
        return companies_;
    }
    return world;
  }

 private:
  const WorldData& data_;
  std::vector<std::string> companies_;
  std::vector<std::string> firms_;  ///< by row: members of sectors are too many to tell one by one
};

/// The metrics of these names and all that they read, directly or not.
std::set<const Metric*> with_sources(const std::vector<std::string>& names) {
  std::set<const Metric*> out;
  std::vector<std::string_view> open(names.begin(), names.end());
  while (!open.empty()) {
    const Metric* metric = open.back().empty() ? nullptr : find_metric(open.back());
    open.pop_back();
    if (metric && out.insert(metric).second) open.insert(open.end(), metric->from.begin(), metric->from.end());
  }
  return out;
}

}  // namespace

Layout::Layout(const WorldData& data, const std::vector<std::string>& metrics) {
  const AgentNames names(data);
  for (const Metric& metric : chokepoint::metrics()) {
    first_.push_back(series_.size());
    std::array<std::size_t, 2> sources = {};
    for (std::size_t k = 0; k < 2; ++k)
      if (const Metric* source = metric.from[k].empty() ? nullptr : find_metric(metric.from[k]))
        sources[k] = first(*source);
    sources_.push_back(sources);
    const std::vector<std::string>& agents = names.of(metric.of);
    for (std::size_t a = 0; a < agents.size(); ++a) series_.push_back({&metric, a, agents[a], {}});
    if (metric.members == Aggregate::none) continue;
    for (const RegionId r : data.regions.ids())
      series_.push_back({&metric, agents.size() + r.index(), data.regions[r].name, r});
  }
  const std::set<const Metric*> chosen = with_sources(metrics);
  for (std::size_t s = 0; s < series_.size(); ++s)
    if (metrics.empty() || chosen.contains(series_[s].metric)) measured_.push_back(s);
  ids_ = data.nations.text, labels_ = data.nation_labels;
  for (const Region& r : data.regions.cells()) ids_.push_back(r.name), labels_.push_back(r.label);
}

bool Layout::measures(const Metric& metric) const { return std::ranges::binary_search(measured_, first(metric)); }

std::size_t Layout::find(std::string_view metric, std::string_view agent) const {
  for (std::size_t s = 0; s < series_.size(); ++s)
    if (series_[s].metric->name == metric && series_[s].agent_name == agent) return s;
  const std::string id = nation_id(agent, ids_, labels_);
  return id == agent ? npos : find(metric, id);
}

MetricCatalogue metric_catalogue(const WorldData& data) {
  static constexpr std::string_view kinds[] = {"",     "nation or region", "firm",    "designer", "foundry",
                                               "good", "traded_good",      "supplier"};
  MetricCatalogue out;
  const Layout layout(data);
  for (const Metric& metric : metrics()) {
    MetricCatalogue::Metric& row = out.metrics.emplace_back();
    row.name = metric.name;
    row.unit = metric.unit;
    row.kind = kinds[static_cast<std::size_t>(metric.of)];
    row.first = layout.first(metric);
    if (metric.of == Dimension::world) continue;
    for (std::size_t s = row.first; s < layout.series().size() && layout.series()[s].metric == &metric; ++s)
      row.agents.push_back(layout.series()[s].agent_name);
    if (metric.of != Dimension::nation) continue;
    row.labels = data.nation_labels;
    if (metric.members != Aggregate::none)
      for (const Region& r : data.regions.cells()) row.labels.push_back(r.label);
  }
  return out;
}

}  // namespace chokepoint
