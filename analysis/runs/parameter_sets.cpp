// Reading, drawing and applying parameter sets.
#include "analysis/runs/parameter_sets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/csv_rows.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"

namespace chokepoint {

ParameterSets::ParameterSets(std::string source, const ParameterTable& table, std::vector<std::string> names,
                             std::vector<double> values)
    : source_(std::move(source)), names_(std::move(names)), values_(std::move(values)) {
  for (const std::string& name : names_) offsets_.push_back(table.offset(name).value());
}

namespace {

/// The value of a parameter in a row that begins at `row`, or a mistake at its place.
double value_of(const config::CsvCell& cell, const Place& row, const ParameterEntry& entry, Mistakes& mistakes) {
  const auto place = [&] { return Place{row.file, cell.line, cell.column}; };
  if (cell.text.empty()) {
    mistakes.add(row, fmt::format("the set lacks a value of '{}'", entry.name));
    return entry.value;
  }
  const auto value = config::parse_number(cell.text);
  if (!value) {
    config::Node node;
    node.kind = config::Node::Kind::scalar, node.scalar = cell.text;
    mistakes.add(place(), fmt::format("'{}' should be a number, {}", entry.name, config::found_instead(node, {})));
  } else if (*value < entry.low || *value > entry.high) {
    mistakes.add(place(),
                 fmt::format("'{}' is {}, outside its range [{}, {}]", entry.name, *value, entry.low, entry.high));
  }
  return value.value_or(entry.value);
}

}  // namespace

ParameterSets ParameterSets::read(const std::filesystem::path& file, const ParameterTable& table, Mistakes& mistakes) {
  const std::size_t before = mistakes.count();
  const auto text = config::read_file(file, mistakes);
  if (!text) return {};
  config::CsvRows rows(*text, file.string(), mistakes);
  if (mistakes.count() > before && rows.header().empty()) return {};
  std::vector<std::string> names;
  std::vector<const ParameterEntry*> entries;  // by column
  for (const config::CsvCell& column : rows.header()) {
    entries.push_back(table.find(column.text));
    if (entries.back())
      names.push_back(column.text);
    else
      mistakes.add({file.string(), column.line, column.column},
                   fmt::format("no parameter is called '{}'{}", column.text, suggestion(column.text, table.names())));
  }
  std::vector<double> values;
  Place row{file.string(), 0, 0};
  for (std::vector<config::CsvCell> cells; rows.next(cells);) {
    row.line = cells[0].line, row.column = cells[0].column;
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (entries[c]) values.push_back(value_of(cells[c], row, *entries[c], mistakes));
  }
  if (row.line == 0 && mistakes.count() == before)
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
