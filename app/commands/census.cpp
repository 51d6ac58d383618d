// Counting rows, grades and links.
#include "app/commands/census.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/base/file.hpp"
#include "engine/world/world_reader.hpp"

namespace chokepoint::app {
namespace {

using nlohmann::ordered_json;

/// Rows of a table by grade; empty for what has no grades.
std::map<std::string, std::size_t> grades_of(const config::Node& table) {
  std::map<std::string, std::size_t> out;
  const auto count = [&](const config::Node& row) {
    if (const config::Node* grade = row.find("grade")) ++out[grade->scalar];
  };
  for (const config::Node& row : table.items) count(row);
  if (table.kind == config::Node::Kind::map)
    for (const auto& entry : table.entries) count(entry.value);
  return out;
}

ordered_json row_of(const std::string& name, const config::Node& table) {
  auto grades = grades_of(table);
  const bool is_map = table.kind == config::Node::Kind::map;
  const std::size_t rows = is_map ? table.entries.size() : table.items.size();
  return {
      {"of", name},
      {"rows", rows},
      {"A", grades["A"]},
      {"B", grades["B"]},
      {"C", grades["C"]},
      {"share with A or B", rows ? std::round(100.0 * double(grades["A"] + grades["B"]) / double(rows)) / 100 : 0.0}};
}

}  // namespace

ordered_json census(const std::filesystem::path& data) {
  Mistakes mistakes;
  WorldFiles files = WorldFiles::load(data, mistakes);
  mistakes.throw_if_any();
  const auto initial = build_world(files, mistakes);
  const config::Node targets = config::load_csv(data / "targets.csv", mistakes),
                     patterns = config::load_csv(data / "patterns.csv", mistakes);
  mistakes.throw_if_any();

  ordered_json out;
  for (const WorldFiles::File& file : files.files) out["tables"].push_back(row_of(file.name, file.content));
  out["tables"].push_back(row_of("targets", targets));
  out["tables"].push_back(row_of("patterns", patterns));
  const TradeGraph& trade = initial->world.trade;
  for (const Good good : all_goods) {
    std::set<std::size_t> suppliers, buyers;
    std::size_t links = 0;
    for (const EdgeId e : trade.weight.ids()) {
      if (trade.good(e) != good) continue;
      ++links;
      suppliers.insert(trade.supplier(e).index());
      buyers.insert(trade.buyer(e).index());
    }
    out["goods"].push_back({{"good", good_names[static_cast<std::size_t>(good)]},
                            {"links", links},
                            {"suppliers", suppliers.size()},
                            {"buyers", buyers.size()}});
  }
  return out;
}

}  // namespace chokepoint::app
