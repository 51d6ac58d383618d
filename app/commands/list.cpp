// simulate list metrics|parameters|events|scenarios|policies|nations|regions|world
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/commands/census.hpp"
#include "app/common/command_options.hpp"
#include "app/common/data_tables.hpp"
#include "app/common/describe.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/json_text.hpp"
#include "engine/events/event.hpp"
#include "engine/measure/metric_table.hpp"
#include "engine/world/world_reader.hpp"
#include "output/text/table.hpp"

namespace chokepoint::app {
namespace {

using nlohmann::ordered_json;

ordered_json list_metrics() {
  constexpr std::string_view dimensions[] = {"world",   "nation", "firm",        "designer",
                                             "foundry", "good",   "traded_good", "supplier"};
  ordered_json rows = ordered_json::array();
  constexpr std::string_view regions[] = {
      "", "sum", "highest", "lowest", "mean by users", "mean by GDP", "mean by accelerators"};
  for (const Metric& m : metrics()) {
    const std::string limits(not_modelled(m));
    rows.push_back(
        {{"name", m.name},
         {"unit", m.unit},
         {"of", dimensions[static_cast<std::size_t>(m.of)]},
         {"regions", regions[static_cast<std::size_t>(m.members)]},
         {"counts from", m.counts.text(m.unit)},
         {"meaning", limits.empty() ? std::string(m.meaning) : fmt::format("{}; not modelled: {}", m.meaning, limits)},
         {"why it counts", m.counts.why}});
  }
  return rows;
}

ordered_json list_parameters(const std::filesystem::path& data) {
  const ParameterTable table = parameter_table(data);
  ordered_json rows = ordered_json::array();
  for (const ParameterEntry& p : table.entries())
    rows.push_back({{"name", p.name},
                    {"value", p.value},
                    {"range", fmt::format("{} .. {}", p.low, p.high)},
                    {"unit", p.unit},
                    {"grade", p.grade},
                    {"meaning", p.meaning},
                    {"source", p.source}});
  return rows;
}

ordered_json list_events() {
  ordered_json rows = ordered_json::array();
  for (const EventType* type : event_types()) {
    std::string fields;
    for (const EventField& f : type->fields)
      fields += fmt::format("{}{}{}", fields.empty() ? "" : ", ", f.name, f.required ? "*" : "");
    rows.push_back({{"name", type->name}, {"fields (* required)", fields}, {"meaning", type->meaning}});
  }
  return rows;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

ordered_json list_nations(const std::filesystem::path& folder) {
  const auto data = world_data(folder);
  ordered_json rows = ordered_json::array();
  for (const NationId n : data->nation_ids()) {
    std::vector<std::string> regions;
    for (const Region& r : data->regions.cells())
      if (std::ranges::find(r.members, n) != r.members.end()) regions.push_back(r.name);
    rows.push_back({{"name", data->nations.text[n.index()]},
                    {"nation", data->nation_labels[n.index()]},
                    {"GDP 2017, bn$", data->gdp_2017[n]},
                    {"AI firms", data->firms_of[n].size()},
                    {"regions", joined(regions)}});
  }
  return rows;
}

ordered_json list_regions(const std::filesystem::path& folder) {
  const auto data = world_data(folder);
  ordered_json rows = ordered_json::array();
  for (const Region& r : data->regions.cells()) {
    double gdp = 0;
    std::size_t firms = 0;
    std::vector<std::string> members;
    for (const NationId n : r.members)
      gdp += data->gdp_2017[n], firms += data->firms_of[n].size(), members.push_back(data->nations.text[n.index()]);
    rows.push_back({{"name", r.name},
                    {"region", r.label},
                    {"nations", members.size()},
                    {"GDP 2017, bn$", gdp},
                    {"AI firms", firms},
                    {"members", joined(members)}});
  }
  return rows;
}

/// The heads of the YAML files in a folder.
ordered_json list_files(const std::filesystem::path& folder, std::string_view head,
                        const std::vector<std::pair<std::string, std::string>>& columns) {
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

std::string cell_text(const ordered_json& value) {
  return value.is_string() ? value.get<std::string>() : fmt::format("{:.6g}", value.get<double>());
}

std::vector<std::string> columns_of(const ordered_json& rows, const std::vector<std::string>& hidden) {
  std::vector<std::string> out;
  for (const auto& [key, value] : rows[0].items())
    if (std::ranges::find(hidden, key) == hidden.end()) out.push_back(key);
  return out;
}

/// Rows that are wider than the screen before their last column begins: each in lines of its own.
void print_blocks(const ordered_json& rows, const std::vector<std::string>& columns, std::size_t width) {
  for (const auto& row : rows) {
    std::string facts;
    for (std::size_t c = 1; c + 1 < columns.size(); ++c)
      if (const std::string text = cell_text(row[columns[c]]); !text.empty())
        facts += fmt::format("{}{}: {}", facts.empty() ? "" : "; ", columns[c], text);
    fmt::print("{}\n", cell_text(row[columns[0]]));
    if (!facts.empty()) fmt::print("{}", output::folded("    ", facts, 4, width));
    fmt::print("{}", output::folded("    ", cell_text(row[columns.back()]), 4, width));
  }
}

/// A table for a person: all columns as wide as needed, the last as long as it is, or folded to the screen.
void print_table(const ordered_json& rows, const std::vector<std::string>& hidden) {
  if (rows.empty()) return;
  const std::vector<std::string> columns = columns_of(rows, hidden);
  const std::size_t screen = reader_width().value_or(std::string::npos);
  std::vector<std::size_t> widths;
  std::size_t before = 0;  // columns of the screen in front of the last of the table
  for (const std::string& column : columns) {
    std::size_t width = output::shown_width(column);
    for (const auto& row : rows) width = std::max(width, output::shown_width(cell_text(row[column])));
    widths.push_back(width);
    if (widths.size() < columns.size()) before += width + 2;
  }
  constexpr std::size_t room = 24;
  if (screen < before + room) return print_blocks(rows, columns, screen);
  const auto line = [&](auto&& text_of) {
    std::string start;
    for (std::size_t c = 0; c + 1 < columns.size(); ++c)
      start += output::padded(text_of(columns[c]), widths[c], false) + "  ";
    fmt::print("{}", output::folded(start, text_of(columns.back()), before, screen));
  };
  line([](const std::string& column) { return column; });
  for (const auto& row : rows) line([&](const std::string& column) { return cell_text(row[column]); });
}

ordered_json list_of(const std::string& kind, const std::filesystem::path& data) {
  if (kind == "metrics") return list_metrics();
  if (kind == "parameters") return list_parameters(data);
  if (kind == "events") return list_events();
  if (kind == "nations") return list_nations(data);
  if (kind == "regions") return list_regions(data);
  const std::filesystem::path scenarios = home_folder() / "scenarios";
  return kind == "policies" ? list_files(scenarios / "policies", "policy", {{"summary", "what it does"}})
         : kind == "priors"
             ? list_files(scenarios / "priors", "priors", {{"summary", "what is held"}})
             : list_files(scenarios, "scenario", {{"compare_to", "compared with"}, {"question", "question"}});
}

void print_one(const std::string& kind, const std::string& name, const std::filesystem::path& data, bool json) {
  const std::string text = described(kind, name, data);
  if (text.empty() && kind == "world")
    throw ScenarioError(
        {{{"list world"}, fmt::format("'{}' was not expected: the world is counted as a whole", name)}});
  if (text.empty())
    throw ScenarioError({{{"list " + kind},
                          fmt::format("'{}' is not among them{}", name, suggestion(name, names_of_kind(kind, data)))}});
  if (json)
    fmt::print("{}\n", json_text(ordered_json{{"kind", kind}, {"name", name}, {"text", text}}, 2));
  else
    fmt::print("{}", text);
}

void print_world(const std::filesystem::path& data, bool json) {
  const ordered_json counts = census(data);
  if (json)
    fmt::print("{}\n", json_text(counts, 2));
  else
    print_table(counts["tables"], {}), fmt::print("\n"), print_table(counts["goods"], {});
}

}  // namespace

class ListCommand final : public Command {
 public:
  explicit ListCommand(const Program& program)
      : Command(program, "list",
                "List metrics, parameters, events, scenarios, policies, priors, nations or regions, or count what the "
                "world consists of",
                R"(Examples:
  simulate list metrics                               what is measured, in which unit, of whom
  simulate list events                                what may happen
  simulate list events chip_export_ban                one type: its fields, what it does, an example
  simulate list parameters controls.enforcement       one parameter: value, range, unit, grade, source
  simulate list nations --names | head -n 5
  simulate list policies --json
)"),
        options_(program.run) {
    CLI::App& c = command();
    one_of(c.add_option("kind", kind_, "What to list"),
           {"metrics", "parameters", "events", "scenarios", "policies", "priors", "nations", "regions", "world"})
        ->required();
    c.add_option("name", name_, "One of them, in full")->type_name("NAME");
    c.add_flag("--json", options_.json, "As JSON");
    c.add_flag("--names", names_only_, "Names alone");
    c.add_option("--data", options_.data, "Folder of the world's data");
  }

  int run() override {
    const std::filesystem::path data =
        options_.data.empty() ? home_folder() / "data" : std::filesystem::path(options_.data);
    if (!name_.empty()) return print_one(kind_, name_, data, options_.json), 0;
    if (kind_ == "world") return print_world(data, options_.json), 0;
    const ordered_json rows = list_of(kind_, data);
    if (names_only_)
      for (const auto& row : rows) fmt::print("{}\n", row["name"].get<std::string>());
    else if (options_.json)
      fmt::print("{}\n", json_text(rows, 2));
    else
      print_table(rows, {"source", "why it counts"});
    return 0;
  }

 private:
  RunOptions& options_;
  std::string kind_, name_;
  bool names_only_ = false;
};

template std::unique_ptr<Command> make_command<ListCommand>(const Program&);

}  // namespace chokepoint::app
