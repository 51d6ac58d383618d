// Reading, drawing and applying parameter sets.
#include "analysis/runs/parameter_sets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"

namespace chokepoint {

ParameterSets::ParameterSets(std::string source, const ParameterTable& table, std::vector<std::string> names,
                             std::vector<double> values)
    : source_(std::move(source)), names_(std::move(names)), values_(std::move(values)) {
  for (const std::string& name : names_) offsets_.push_back(table.offset(name).value());
}

namespace {

/// The value of a parameter in a row, or a mistake at its place.
double cell(const config::Node& row, const ParameterEntry& entry, Mistakes& mistakes) {
  const config::Node* node = row.find(entry.name);
  if (!node) {
    mistakes.add(row.place(), fmt::format("the set lacks a value of '{}'", entry.name));
    return entry.value;
  }
  const auto value = config::parse_number(node->scalar);
  if (!value)
    mistakes.add(node->place(),
                 fmt::format("'{}' should be a number, {}", entry.name, config::found_instead(*node, {})));
  else if (*value < entry.low || *value > entry.high)
    mistakes.add(node->place(),
                 fmt::format("'{}' is {}, outside its range [{}, {}]", entry.name, *value, entry.low, entry.high));
  return value.value_or(entry.value);
}

}  // namespace

ParameterSets ParameterSets::read(const std::filesystem::path& file, const ParameterTable& table, Mistakes& mistakes) {
  const std::size_t before = mistakes.count();
  const config::Node content = config::load_csv(file, mistakes);
  if (mistakes.count() > before && content.entries.empty()) return {};
  std::vector<std::string> names;
  std::vector<const ParameterEntry*> entries;
  for (const config::Node::Entry& column : content.entries) {
    const ParameterEntry* entry = table.find(column.key);
    if (entry)
      names.push_back(column.key), entries.push_back(entry);
    else
      mistakes.add({file.string(), column.line, column.column},
                   fmt::format("no parameter is called '{}'{}", column.key, suggestion(column.key, table.names())));
  }
  std::vector<double> values;
  for (const config::Node& row : content.items)
    for (const ParameterEntry* entry : entries) values.push_back(cell(row, *entry, mistakes));
  if (content.items.empty() && mistakes.count() == before)
    mistakes.add({file.string()}, "holds no parameter set: a first row of names and one row a set are wanted");
  if (mistakes.count() > before) return {};
  return {file.filename().string(), table, std::move(names), std::move(values)};
}

ParameterSets ParameterSets::draw(const ParameterTable& table, std::uint64_t seed, std::size_t rows) {
  constexpr std::size_t most_rows = 500000;  // about 2 GB
  if (rows > most_rows)
    throw ScenarioError({{{"parameters"},
                          fmt::format("'prior' would draw {} sets; at most {} are drawn: ask for fewer replicates, or "
                                      "for 'point' or 'posterior'",
                                      rows, most_rows)}});
  std::vector<double> values;
  for (std::size_t row = 0; row < rows; ++row) {
    const RandomStream random(seed, row);
    for (const ParameterEntry& entry : table.entries())
      values.push_back(entry.quantile(random.uniform(Purpose::parameter_draw, name_hash(entry.name), Month{0})));
  }
  return {"prior", table, table.names(), std::move(values)};
}

std::uint64_t ParameterSets::hash() const {
  if (empty()) return 0;
  StateHash hash;
  for (const std::string& name : names_) hash.add(name_hash(name));
  hash.add(values_);
  return hash.value();
}

Parameters ParameterSets::parameters(const Scenario& scenario, std::size_t replicate) const {
  Parameters out = scenario.initial->parameters;
  if (empty()) return out;
  const auto set = row(row_of(replicate));
  for (std::size_t k = 0; k < set.size(); ++k)
    if (!says_parameter(scenario.overrides, names_[k])) out.set(offsets_[k], set[k]);
  return out;
}

}  // namespace chokepoint
