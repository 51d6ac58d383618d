// Reading expert priors and drawing from them.
#include "analysis/runs/expert_priors.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/random.hpp"

namespace chokepoint {
namespace {

/// `[low, high]`, or one number.
std::optional<std::pair<double, double>> range_of(const config::Node& node) {
  if (node.kind == config::Node::Kind::scalar) {
    const auto value = config::parse_number(node.scalar);
    return value ? std::optional(std::pair{*value, *value}) : std::nullopt;
  }
  if (node.kind != config::Node::Kind::sequence || node.items.size() != 2) return std::nullopt;
  const auto low = config::parse_number(node.items[0].scalar), high = config::parse_number(node.items[1].scalar);
  return low && high && *low <= *high ? std::optional(std::pair{*low, *high}) : std::nullopt;
}

void read_ranges(const config::Node& map, const ParameterTable& table, ExpertPriors& out, Mistakes& mistakes) {
  if (map.entries.empty())
    mistakes.add(map.place(),
                 fmt::format("'parameters' should be a map of parameter and range, found {}", map.describe()));
  for (const config::Node::Entry& entry : map.entries) {
    const ParameterEntry* known = table.find(entry.key);
    const auto range = range_of(entry.value);
    if (!known)
      mistakes.add(entry.value.place(),
                   fmt::format("no parameter is called '{}'{}", entry.key, suggestion(entry.key, table.names())));
    else if (!range)
      mistakes.add(entry.value.place(),
                   fmt::format("'{}' should be a number or [low, high], found {}", entry.key, entry.value.describe()));
    else if (range->first < known->low || range->second > known->high)
      mistakes.add(entry.value.place(), fmt::format("'{}' is [{}, {}], outside its range [{}, {}]", entry.key,
                                                    range->first, range->second, known->low, known->high));
    else
      out.ranges.push_back({entry.key, range->first, range->second});
  }
}

}  // namespace

ExpertPriors read_expert_priors(const std::filesystem::path& file, const ParameterTable& table, Mistakes& mistakes) {
  ExpertPriors out;
  const config::Node root = config::load_yaml(file, mistakes);
  if (root.kind != config::Node::Kind::map) return out;
  config::MapReader top(root, "a file of priors", mistakes);
  if (const config::Node* head = top.require("priors")) {
    config::MapReader said(*head, "'priors'", mistakes);
    out.name = said.required_text("name");
    out.summary = said.required_text("summary");
    out.source = said.required_text("source");
    said.finish();
  }
  if (const config::Node* ranges = top.require("parameters")) read_ranges(*ranges, table, out, mistakes);
  top.finish();
  return out;
}

ParameterSets with_priors(const ParameterSets& sets, const ExpertPriors& priors, const ParameterTable& table) {
  std::vector<std::string> names(sets.names().begin(), sets.names().end());
  for (const ExpertPriors::Range& range : priors.ranges)
    if (std::ranges::find(names, range.parameter) == names.end()) names.push_back(range.parameter);
  std::vector<double> values;
  for (std::size_t row = 0; row < std::max<std::size_t>(1, sets.rows()); ++row) {
    const RandomStream random(0, row);
    for (std::size_t k = 0; k < names.size(); ++k) {
      const auto held = std::ranges::find(priors.ranges, names[k], &ExpertPriors::Range::parameter);
      if (held == priors.ranges.end()) {
        values.push_back(sets.row(row)[k]);
        continue;
      }
      const double part = sets.empty() ? 0.5 : random.uniform(Purpose::parameter_draw, name_hash(names[k]), Month{1});
      values.push_back(held->low + part * (held->high - held->low));
    }
  }
  return {sets.source() + " with " + priors.name, table, std::move(names), std::move(values)};
}

}  // namespace chokepoint
