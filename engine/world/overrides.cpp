// Values of a scenario or the command line written into the tables before a world is made of them.
#include <algorithm>
#include <set>

#include "engine/world/nation_names.hpp"
#include "engine/world/table_reader.hpp"

namespace chokepoint {
namespace {

void override_parameter(config::Node& parameters, const std::string& name, const Override& change, Mistakes& mistakes) {
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

/// `path`: ROW.COLUMN.
void override_cell(config::Node& rows, const std::string& table, const std::string& path, const Override& change,
                   Mistakes& mistakes) {
  const std::size_t last = path.rfind('.');
  const std::string column = last == std::string::npos ? "" : path.substr(last + 1);
  config::Node* row = find_row(rows, table, path.substr(0, last), change.place, mistakes);
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
  for (const Override& change : overrides) {
    const std::size_t dot = change.path.find('.');
    const std::string head = change.path.substr(0, dot);
    if (dot == std::string::npos || std::ranges::find(heads, head) == heads.end()) {
      mistakes.add(change.place, fmt::format("unknown path '{}': a path is parameters.NAME or TABLE.ROW.COLUMN{}",
                                             change.path, suggestion(head, heads)));
      continue;
    }
    const std::string rest = change.path.substr(dot + 1);
    config::Node& content = files.file(head).content;
    if (head == "parameters")
      override_parameter(content, rest, change, mistakes);
    else
      override_cell(content, head, rest, change, mistakes);
  }
}

}  // namespace chokepoint
