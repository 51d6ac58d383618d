// Rows by name, what every row says, and looking up what a cell names.
#include "engine/world/table_reader.hpp"

#include <algorithm>
#include <set>

#include "engine/base/hash.hpp"

namespace chokepoint {

const std::map<std::string, std::string, std::less<>>& key_columns() {
  static const std::map<std::string, std::string, std::less<>> columns = {{"nations", "nation"},
                                                                          {"firms", "firm"},
                                                                          {"designers", "designer"},
                                                                          {"foundries", "foundry"},
                                                                          {"memory_makers", "memory_maker"},
                                                                          {"toolmakers", "toolmaker"},
                                                                          {"chips", "chip"},
                                                                          {"hubs", "hub"},
                                                                          {"suppliers", "supplier"}};
  return columns;
}

std::string cell_text(const config::Node& row, std::string_view column) {
  const config::Node* value = row.find(column);
  return value ? value->scalar : std::string{};
}

TableReader::TableReader(const WorldFiles& files, WorldData& data, Mistakes& mistakes)
    : files_(files), data_(data), mistakes_(mistakes) {}

void TableReader::sort_rows() {
  for (const auto& [table, key] : key_columns()) rows_[table] = sorted_rows(table);
}

std::vector<const config::Node*> TableReader::sorted_rows(std::string_view table) {
  const std::string& key = key_columns().at(std::string(table));
  std::vector<const config::Node*> rows;
  std::set<std::string> seen;
  for (const config::Node& row : content(table).items) {
    const std::string name = cell_text(row, key);
    if (name.empty())
      mistakes_.add(row.place(), fmt::format("row lacks its '{}'", key));
    else if (!seen.insert(name).second)
      mistakes_.add(row.place(), fmt::format("duplicate {} '{}'", key, name));
    else
      rows.push_back(&row);
  }
  std::ranges::sort(rows, {}, [&](const config::Node* row) { return cell_text(*row, key); });
  return rows;
}

Names TableReader::names_of(std::string_view table) const {
  const std::string& key = key_columns().at(std::string(table));
  Names names;
  for (const config::Node* row : rows_.find(table)->second) {
    names.text.push_back(cell_text(*row, key));
    names.hash.push_back(name_hash(names.text.back()));
  }
  return names;
}

void TableReader::each_row(const std::string& table, const std::function<void(config::MapReader&)>& read) {
  const std::string& key = key_columns().at(table);
  for (const config::Node* row : rows_[table]) {
    config::MapReader reader(*row, key + " '" + cell_text(*row, key) + "'", mistakes_);
    (void)reader.text(key);
    read(reader);
    finish(reader);
  }
}

void TableReader::each_row(std::string_view table, const std::string& what,
                           const std::function<void(config::MapReader&, const Place&)>& read) {
  for (const config::Node& item : content(table).items) {
    config::MapReader row(item, what, mistakes_);
    read(row, item.place());
    finish(row);
  }
}

void TableReader::finish(config::MapReader& reader) {
  (void)reader.required_text("source");
  if (reader.require("grade")) (void)reader.choice("grade", "", {"A", "B", "C"});
  (void)reader.text("note");
  reader.finish();
}

const Path* TableReader::path(config::MapReader& reader, std::string_view column) {
  const std::string name = reader.text(column);
  if (name.empty()) return nullptr;
  const Path* found = data_.paths.find(name);
  if (!found)
    reader.mistake(column, fmt::format("no path is called '{}'{}", name, suggestion(name, data_.paths.names())));
  return found;
}

}  // namespace chokepoint
