// Values of a scenario or the command line written into the tables before a world is made of them.
#include <algorithm>
#include <set>

#include "engine/world/nation_names.hpp"
#include "engine/world/table_reader.hpp"

namespace chokepoint {
namespace {

void override_parameter(config::Node& parameters, const ParameterPath& path, const Override& change,
                        Mistakes& mistakes) {
  const std::string& name = path.name;
  config::Node* entry = parameters.find(name);
  if (config::Node* value = entry ? entry->find("value") : nullptr) {
    *value = change.value;
    return;
  }
  std::vector<std::string> known;
  for (const auto& e : parameters.entries) known.push_back(e.key);
  const std::string near = nearest(name, known);
  mistakes.add(change.place,
               fmt::format("no parameter is called '{}'{}", name,
                           near.empty() ? " (see: simulate list parameters)" : " (did you mean '" + near + "'?)"));
}

/// The row of a name; of nations also by what else they are called. A mistake if there is none.
config::Node* find_row(config::Node& rows, const std::string& table, const std::string& name, const Place& place,
                       Mistakes& mistakes) {
  std::vector<std::string> names;
  config::Node* row = nullptr;
  for (config::Node& candidate : rows.items) {
    names.push_back(cell_text(candidate, key_columns().at(table)));
    if (names.back() == name) row = &candidate;
  }
  if (!row && table == "nations") {
    std::vector<std::string> labels;
    for (const config::Node& candidate : rows.items) labels.push_back(cell_text(candidate, "label"));
    const auto meant = std::ranges::find(names, nation_id(name, names, labels));
    if (meant != names.end()) row = &rows.items[static_cast<std::size_t>(meant - names.begin())];
  }
  if (!row) mistakes.add(place, fmt::format("'{}' has no row '{}'{}", table, name, suggestion(name, names)));
  return row;
}

void override_cell(config::Node& rows, const CellPath& path, const Override& change, Mistakes& mistakes) {
  const auto& [table, row_name, column] = path;
  config::Node* row = find_row(rows, table, row_name, change.place, mistakes);
  if (!row) return;
  std::set<std::string> columns;
  for (const config::Node& candidate : rows.items)
    for (const auto& entry : candidate.entries) columns.insert(entry.key);
  if (!columns.contains(column)) {
    const std::vector<std::string> known(columns.begin(), columns.end());
    mistakes.add(change.place, fmt::format("'{}' has no column '{}'{}", table, column, suggestion(column, known)));
    return;
  }
  if (config::Node* value = row->find(column))
    *value = change.value;
  else
    row->entries.push_back({column, change.place.line, change.place.column, change.value});
}

}  // namespace

void apply_overrides(WorldFiles& files, const std::vector<Override>& overrides, Mistakes& mistakes) {
  std::vector<std::string> heads = {"parameters"};
  for (const auto& [table, key] : key_columns()) heads.push_back(table);
  for (const Override& change : overrides)
    if (const auto* parameter = change.path.as<ParameterPath>())
      override_parameter(files.file("parameters").content, *parameter, change, mistakes);
    else if (const auto* cell = change.path.as<CellPath>())
      override_cell(files.file(cell->table).content, *cell, change, mistakes);
    else if (const std::string& path = change.path.text(); true)
      mistakes.add(change.place, fmt::format("unknown path '{}': a path is parameters.NAME or TABLE.ROW.COLUMN{}", path,
                                             suggestion(path.substr(0, path.find('.')), heads)));
}

bool says_parameter(const std::vector<Override>& overrides, std::string_view name) {
  return std::ranges::any_of(overrides, [&](const Override& said) {
    const auto* parameter = said.path.as<ParameterPath>();
    return parameter && parameter->name == name;
  });
}

std::unique_ptr<InitialWorld> with_parameters(const InitialWorld& built, const WorldFiles& files,
                                              const std::vector<Override>& overrides, Mistakes& mistakes) {
  config::Node content = files.file("parameters").content;
  for (const Override& change : overrides)
    if (const auto* parameter = change.path.as<ParameterPath>())
      override_parameter(content, *parameter, change, mistakes);
  ParameterTable table(content, mistakes);
  const Parameters parameters(table);
  table.finish_binding(mistakes);
  auto out = std::make_unique<InitialWorld>(InitialWorld{built.world, std::move(table), parameters});
  set_initial_levels(out->world, parameters);
  return out;
}

}  // namespace chokepoint
