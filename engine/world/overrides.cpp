// Values of a scenario or the command line written into the tables before a world is made of them.
#include <algorithm>
#include <set>

#include "engine/world/nation_names.hpp"
#include "engine/world/table_reader.hpp"

namespace chokepoint {
namespace {

/// The entry of a name in a file of entries; a mistake with the nearest if there is none.
config::Node* find_entry(config::Node& entries, std::string_view kind, std::string_view list, const std::string& name,
                         const Place& place, Mistakes& mistakes) {
  if (config::Node* entry = entries.find(name)) return entry;
  std::vector<std::string> known;
  for (const auto& e : entries.entries) known.push_back(e.key);
  const std::string near = nearest(name, known);
  mistakes.add(place, fmt::format("no {} is called '{}'{}", kind, name,
                                  near.empty() ? fmt::format(" (see: {})", list) : " (did you mean '" + near + "'?)"));
  return nullptr;
}

void override_parameter(config::Node& parameters, const ParameterPath& path, const Override& change,
                        Mistakes& mistakes) {
  config::Node* entry =
      find_entry(parameters, "parameter", "simulate list parameters", path.name, change.place, mistakes);
  if (config::Node* value = entry ? entry->find("value") : nullptr) *value = change.value;
}

/// All points of a path anew, or one value for all months; nothing grows after the last.
void override_time_path(config::Node& paths, const TimePath& path, const Override& change, Mistakes& mistakes) {
  config::Node* entry = find_entry(paths, "path", "data/paths.yaml", path.name, change.place, mistakes);
  if (!entry) return;
  std::erase_if(entry->entries, [](const auto& e) { return e.key == "growth_after"; });
  config::Node* points = entry->find("points");
  if (!points) return;  // which the reader of the file tells
  if (change.value.kind == config::Node::Kind::map) {
    *points = change.value;
    return;
  }
  points->entries.clear();
  points->entries.push_back({Month{0}.text(), change.place.line, change.place.column, change.value});
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
  std::vector<std::string> heads = {"parameters", "paths"};
  for (const auto& [table, key] : key_columns()) heads.push_back(table);
  for (const Override& change : overrides)
    if (const auto* parameter = change.path.as<ParameterPath>())
      override_parameter(files.file("parameters").content, *parameter, change, mistakes);
    else if (const auto* cell = change.path.as<CellPath>())
      override_cell(files.file(cell->table).content, *cell, change, mistakes);
    else if (const auto* time = change.path.as<TimePath>())
      override_time_path(files.file("paths").content, *time, change, mistakes);
    else if (const std::string& path = change.path.text(); true)
      mistakes.add(change.place,
                   fmt::format("unknown path '{}': a path is parameters.NAME, TABLE.ROW.COLUMN or paths.NAME{}", path,
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
