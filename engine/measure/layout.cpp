// Which series a world has, in which order.
#include "engine/measure/layout.hpp"

#include <utility>

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

}  // namespace

Layout::Layout(const WorldData& data, const Wanted& wanted) {
  number_series(data);
  number_columns(chosen(wanted));
  ids_ = data.nations.text, labels_ = data.nation_labels;
  for (const Region& r : data.regions.cells()) ids_.push_back(r.name), labels_.push_back(r.label);
}

void Layout::number_series(const WorldData& data) {
  const AgentNames names(data);
  for (const Metric& metric : metrics()) {
    first_.push_back(series_.size());
    const std::vector<std::string>& agents = names.of(metric.of);
    for (std::size_t a = 0; a < agents.size(); ++a) series_.push_back({&metric, a, agents[a], {}});
    if (metric.members == Aggregate::none) continue;
    for (const RegionId r : data.regions.ids())
      series_.push_back({&metric, agents.size() + r.index(), data.regions[r].name, r});
  }
}

/// The metrics wanted and all that they read, directly or not.
std::set<const Metric*> Layout::chosen(const Wanted& wanted) const {
  std::vector<const Metric*> open;
  for (const Metric& metric : metrics())
    if (wanted.all_ || wanted.metrics_.contains(std::string(metric.name))) open.push_back(&metric);
  for (const std::size_t s : wanted.series_) open.push_back(series_[s].metric);
  std::set<const Metric*> out;
  while (!open.empty()) {
    const Metric* metric = open.back();
    open.pop_back();
    if (!metric || !out.insert(metric).second) continue;
    for (const std::string_view source : metric->from)
      if (!source.empty()) open.push_back(find_metric(source));
  }
  return out;
}

void Layout::number_columns(const std::set<const Metric*>& chosen) {
  std::vector<std::uint32_t> columns(series_.size(), no_column);
  for (std::size_t s = 0; s < series_.size(); ++s) {
    const Metric* metric = series_[s].metric;
    if (!chosen.contains(metric)) continue;
    if (s == first(*metric)) {
      Part& part = parts_.emplace_back(Part{metric, measured_.size(), 0, 0, {}});
      for (std::size_t k = 0; k < part.sources.size(); ++k)
        if (const Metric* source = metric->from[k].empty() ? nullptr : find_metric(metric->from[k]))
          part.sources[k] = columns[first(*source)];
    }
    ++(series_[s].region.exists() ? parts_.back().regions : parts_.back().agents);
    columns[s] = static_cast<std::uint32_t>(measured_.size());
    measured_.push_back(s);
  }
  columns_ = std::make_shared<const std::vector<std::uint32_t>>(std::move(columns));
}

bool Layout::measures(const Metric& metric) const { return (*columns_)[first(metric)] != no_column; }

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
