// simulate list metrics|parameters|events|scenarios|policies
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/places.hpp"
#include "engine/events/event.hpp"
#include "engine/world/world_reader.hpp"
#include "output/metrics.hpp"

namespace chokepoint::app {
namespace {

using nlohmann::ordered_json;

ordered_json list_metrics() {
  constexpr std::string_view dimensions[] = {"world", "nation", "firm", "designer", "foundry", "good", "traded_good", "supplier"};
  ordered_json rows = ordered_json::array();
  for (const output::Metric& m : output::metrics())
    rows.push_back({{"name", m.name}, {"unit", m.unit}, {"of", dimensions[static_cast<std::size_t>(m.of)]}, {"meaning", m.meaning}});
  return rows;
}

ordered_json list_parameters(const std::filesystem::path& data) {
  Mistakes mistakes;
  const ParameterTable table(config::load_yaml(data / "parameters.yaml", mistakes), mistakes);
  mistakes.throw_if_any();
  ordered_json rows = ordered_json::array();
  for (const ParameterEntry& p : table.entries())
    rows.push_back({{"name", p.name}, {"value", p.value}, {"range", fmt::format("{} .. {}", p.low, p.high)}, {"unit", p.unit}, {"grade", p.grade}, {"meaning", p.meaning}, {"source", p.source}});
  return rows;
}

ordered_json list_events() {
  ordered_json rows = ordered_json::array();
  for (const EventType* type : event_types()) {
    std::string fields;
    for (const EventField& f : type->fields) fields += fmt::format("{}{}{}", fields.empty() ? "" : ", ", f.name, f.fallback == "required" ? "*" : "");
    rows.push_back({{"name", type->name}, {"fields (* required)", fields}, {"meaning", type->meaning}});
  }
  return rows;
}

/// The heads of the YAML files in a folder.
ordered_json list_files(const std::filesystem::path& folder, std::string_view head, const std::vector<std::pair<std::string, std::string>>& columns) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".yaml") files.push_back(it->path());
  std::ranges::sort(files);
  ordered_json rows = ordered_json::array();
  for (const fs::path& file : files) {
    Mistakes ignored;
    const config::Node root = config::load_yaml(file, ignored);
    const config::Node* map = root.find(head);
    if (!map) continue;
    ordered_json row = {{"name", file.stem().string()}};
    for (const auto& [key, column] : columns) {
      const config::Node* value = map->find(key);
      row[column] = value ? value->scalar : "";
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string cell_text(const ordered_json& value) { return value.is_string() ? value.get<std::string>() : fmt::format("{:.6g}", value.get<double>()); }

/// A table for a person: all columns as wide as needed, the last as long as it is.
void print_table(const ordered_json& rows, const std::vector<std::string>& hidden) {
  if (rows.empty()) return;
  std::vector<std::string> columns;
  for (const auto& [key, value] : rows[0].items())
    if (std::ranges::find(hidden, key) == hidden.end()) columns.push_back(key);
  std::vector<std::size_t> widths;
  for (const std::string& column : columns) {
    std::size_t width = column.size();
    for (const auto& row : rows) width = std::max(width, cell_text(row[column]).size());
    widths.push_back(width);
  }
  const auto line = [&](auto&& text_of) {
    std::string out;
    for (std::size_t c = 0; c < columns.size(); ++c) out += c + 1 == columns.size() ? text_of(columns[c]) : fmt::format("{:<{}}  ", text_of(columns[c]), widths[c]);
    fmt::print("{}\n", out);
  };
  line([](const std::string& column) { return column; });
  for (const auto& row : rows) line([&](const std::string& column) { return cell_text(row[column]); });
}

}  // namespace

int list_command(const std::string& kind, bool json, bool names_only, const std::string& data) {
  const std::filesystem::path folder = data.empty() ? home_folder() / "data" : std::filesystem::path(data), scenarios = home_folder() / "scenarios";
  const ordered_json rows = kind == "metrics"      ? list_metrics()
                            : kind == "parameters" ? list_parameters(folder)
                            : kind == "events"     ? list_events()
                            : kind == "policies"   ? list_files(scenarios / "policies", "policy", {{"summary", "what it does"}})
                                                   : list_files(scenarios, "scenario", {{"compare_to", "compared with"}, {"question", "question"}});
  if (names_only)
    for (const auto& row : rows) fmt::print("{}\n", row["name"].get<std::string>());
  else if (json) fmt::print("{}\n", rows.dump(2));
  else print_table(rows, {"source"});
  return 0;
}

}  // namespace chokepoint::app
