// Reading a table of data/ row by row: what the readers of all tables share.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/world/world_reader.hpp"

namespace chokepoint {

/// By table the column that names a row; links, regions, offers and the tables of the market for goods have none.
[[nodiscard]] const std::map<std::string, std::string, std::less<>>& key_columns();

/// The text of a row's cell, or "".
[[nodiscard]] std::string cell_text(const config::Node& row, std::string_view column);

class TableReader {
 public:
  TableReader(const WorldFiles& files, WorldData& data, Mistakes& mistakes);

  /// Sorts the rows of every table whose rows have names by name: the order of the file decides nothing.
  void sort_rows();
  [[nodiscard]] Names names_of(std::string_view table) const;
  /// Reads every row of such a table with `read`, then checks for unknown columns.
  void each_row(const std::string& table, const std::function<void(config::MapReader&)>& read);
  /// Reads every row of a table whose rows have no names; `what` stands for one in messages.
  void each_row(std::string_view table, const std::string& what,
                const std::function<void(config::MapReader&, const Place&)>& read);
  /// Every row says where it is from.
  static void finish(config::MapReader& row);

  template <class I>
  I lookup(config::MapReader& row, std::string_view column, const Names& names, std::string_view kind,
           bool required = true) {
    if (required && !row.require(column)) return {};
    const std::string name = row.text(column);
    if (name.empty()) return {};
    const I found = names.find<I>(name);
    if (!found.exists())
      row.mistake(column, fmt::format("no {} is called '{}'{}", kind, name, suggestion(name, names.text)));
    return found;
  }
  NationId nation(config::MapReader& row, std::string_view column = "nation") {
    return lookup<NationId>(row, column, data_.nations, "nation");
  }
  /// A company of one kind by name, if there is one; the names of the kind are added to `known`.
  template <class I>
  [[nodiscard]] VertexId company(const std::string& name, const Names& names, std::vector<std::string>& known) const {
    known.insert(known.end(), names.text.begin(), names.text.end());
    const I found = names.find<I>(name);
    return found.exists() ? data_.vertex(found) : VertexId{};
  }
  const Path* path(config::MapReader& row, std::string_view column);

  [[nodiscard]] const config::Node& content(std::string_view table) const { return files_.file(table).content; }
  [[nodiscard]] WorldData& data() { return data_; }
  [[nodiscard]] Mistakes& mistakes() { return mistakes_; }

 private:
  [[nodiscard]] std::vector<const config::Node*> sorted_rows(std::string_view table);

  const WorldFiles& files_;
  WorldData& data_;
  Mistakes& mistakes_;
  std::map<std::string, std::vector<const config::Node*>, std::less<>> rows_;
};

}  // namespace chokepoint
