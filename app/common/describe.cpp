// Words looked up in the program's own tables.
#include "app/common/describe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/common/data_tables.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/config.hpp"
#include "engine/events/event.hpp"
#include "engine/measure/metric_table.hpp"
#include "engine/world/nation_names.hpp"
#include "engine/world/world_reader.hpp"
#include "output/reference/language.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// `name (kind)` and lines of what is said of it; empty ones are left out.
std::string sheet(const std::string& name, std::string_view kind,
                  const std::vector<std::pair<std::string, std::string>>& lines) {
  std::string out = fmt::format("{} ({})\n", name, kind);
  for (const auto& [what, text] : lines)
    if (!text.empty()) out += fmt::format("  {:<10}  {}\n", what, text);
  return out;
}

std::string describe_metric(const Metric& m) {
  constexpr std::string_view of[] = {"the world as a whole",
                                     "each nation",
                                     "each AI firm, or sector of them",
                                     "each designer",
                                     "each foundry",
                                     "each good",
                                     "each traded good",
                                     "each supplier of traded goods"};
  constexpr std::string_view regions[] = {"",
                                          "; of a region: the sum of its members",
                                          "; of a region: the highest of its members",
                                          "; of a region: the lowest of its members",
                                          "; of a region: the mean by users",
                                          "; of a region: the mean by GDP",
                                          "; of a region: the mean by accelerators"};
  const bool world = m.of == Dimension::world;
  std::string reads;
  for (const std::string_view source : m.from)
    reads += source.empty() ? "" : fmt::format("{}{}", reads.empty() ? "the record of " : " and ", source);
  const std::string agent = world ? "" : m.of == Dimension::nation ? "CN" : "NAME";
  return sheet(
      std::string(m.name), "metric",
      {{"meaning", std::string(m.meaning)},
       {"unit", std::string(m.unit)},
       {"of", fmt::format("{}{}", of[static_cast<std::size_t>(m.of)], regions[static_cast<std::size_t>(m.members)])},
       {"computed", fmt::format("at the end of each month by its row in engine/measure/metrics/, from the "
                                "state that the agents leave{}",
                                reads.empty() ? "" : " and " + reads)},
       {"stands in", "series.csv, members.csv (--metrics), report.html, outputs of studies"},
       {"ask", fmt::format("{} compare no_ban chip_ban --metric {}{}", typed_name(), m.name,
                           world ? "" : " --agent " + agent)},
       {"condition", fmt::format("when: {{expr: \"{}{} < 2\"}}", m.name, world ? "" : "[" + agent + "]")}});
}

std::string describe_parameter(const ParameterEntry& p) {
  constexpr std::string_view priors[] = {"uniform", "triangular", "log_uniform", "log_triangular", "fixed"};
  return sheet(
      p.name, "parameter",
      {{"meaning", p.meaning},
       {"value", fmt::format("{}", p.value)},
       {"unit", p.unit},
       {"range", fmt::format("{} to {}, prior {}", p.low, p.high, priors[static_cast<std::size_t>(p.prior)])},
       {"symbol", p.symbol},
       {"grade", p.grade + (p.grade == "A"   ? " (published)"
                            : p.grade == "B" ? " (converted)"
                                             : " (judgement)")},
       {"source", p.source},
       {"set",
        fmt::format(
            "--set parameters.{}=VALUE; in a file: overrides, vary, an event parameter_shock; in a study: a factor",
            p.name)}});
}

std::string describe_nation(const WorldData& data, NationId n) {
  std::vector<std::string> firms, regions;
  for (const FirmRow& row : data.firm_rows)
    if (!row.members.empty() && data.home[data.vertex(*row.members.begin())] == n) firms.push_back(row.name);
  for (const Region& r : data.regions.cells())
    if (std::ranges::find(r.members, n) != r.members.end()) regions.push_back(r.name);
  return sheet(data.nations.text[n.index()], "nation",
               {{"name", data.nation_labels[n.index()]},
                {"GDP 2017", fmt::format("{:g} bn $", data.gdp_2017[n])},
                {"regions", fmt::format("{}", fmt::join(regions, ", "))},
                {"AI firms", fmt::format("{}", fmt::join(firms, ", "))}});
}

std::string describe_region(const WorldData& data, RegionId r) {
  std::vector<std::string> members;
  for (const NationId n : data.regions[r].members) members.push_back(data.nation_labels[n.index()]);
  return sheet(data.regions[r].name, "region",
               {{"name", data.regions[r].label}, {"members", fmt::format("{}", fmt::join(members, ", "))}});
}

std::string words_in(const config::Node& head, std::string_view key) {
  const config::Node* node = head.find(key);
  if (!node) return "";
  std::vector<std::string> words;
  for (const config::Node& item : node->items) words.push_back(item.scalar);
  return node->items.empty() ? node->scalar : fmt::format("{}", fmt::join(words, "; "));
}

fs::path folder_of(const std::string& kind) { return home_folder() / "scenarios" / (kind == "scenarios" ? "" : kind); }

std::string describe_file(const std::string& kind, const std::string& name) {
  const fs::path file = folder_of(kind) / (name + ".yaml");
  std::error_code error;
  if (name.find('/') != std::string::npos || !fs::is_regular_file(file, error)) return "";
  Mistakes ignored;
  const config::Node root = config::load_yaml(file, ignored);
  const config::Node* head = root.find(kind == "policies" ? "policy" : kind == "priors" ? "priors" : "scenario");
  if (!head) return "";
  if (kind == "policies")
    return sheet(name, "policy",
                 {{"does", words_in(*head, "summary")},
                  {"needs", words_in(*head, "requires")},
                  {"excludes", words_in(*head, "conflicts_with")},
                  {"source", words_in(*head, "source")},
                  {"use", fmt::format("{} baseline --policy {}", typed_name(), name)},
                  {"file", file.string()}});
  if (kind == "priors")
    return sheet(name, "expert prior",
                 {{"holds", words_in(*head, "summary")},
                  {"source", words_in(*head, "source")},
                  {"use", fmt::format("{} chip_ban --parameters posterior+{}", typed_name(), name)},
                  {"file", file.string()}});
  return sheet(name, "scenario",
               {{"question", words_in(*head, "question")},
                {"asked by", words_in(*head, "asked_by")},
                {"extends", words_in(*head, "extends")},
                {"compared", words_in(*head, "compare_to")},
                {"use", fmt::format("{} {}", typed_name(), name)},
                {"file", file.string()}});
}

}  // namespace

const std::vector<std::string>& kinds_of_words() {
  static const std::vector<std::string> kinds = {"metrics", "parameters", "events",   "nations",
                                                 "regions", "scenarios",  "policies", "priors"};
  return kinds;
}

std::string described(const std::string& kind, const std::string& name, const fs::path& data) {
  if (kind == "metrics") {
    const Metric* metric = find_metric(name);
    return metric ? describe_metric(*metric) : "";
  }
  if (kind == "parameters") {
    const ParameterTable table = parameter_table(data);
    const OverridePath path = name;
    const auto* parameter = path.as<ParameterPath>();
    const ParameterEntry* entry = table.find(parameter ? parameter->name : name);
    return entry ? describe_parameter(*entry) : "";
  }
  if (kind == "events") {
    const EventType* type = find_event_type(name);
    return type ? output::event_type_text(*type) : "";
  }
  if (kind == "nations" || kind == "regions") {
    const auto world = world_data(data);
    const NationId n = find_nation(*world, name);
    const RegionId r = find_region(*world, name);
    return kind == "nations" ? (n.exists() ? describe_nation(*world, n) : "")
           : r.exists()      ? describe_region(*world, r)
                             : "";
  }
  return describe_file(kind, name);
}

std::vector<std::string> names_of_kind(const std::string& kind, const fs::path& data) {
  std::vector<std::string> out;
  if (kind == "metrics") return metric_names();
  if (kind == "parameters") return parameter_table(data).names();
  if (kind == "events") {
    for (const EventType* type : event_types()) out.emplace_back(type->name);
  } else if (kind == "nations" || kind == "regions") {
    const auto world = world_data(data);
    if (kind == "nations")
      out = world->nations.text, out.insert(out.end(), world->nation_labels.begin(), world->nation_labels.end());
    else
      for (const Region& r : world->regions.cells()) out.push_back(r.name), out.push_back(r.label);
  } else {
    std::error_code error;
    for (fs::directory_iterator it(folder_of(kind), error), end; !error && it != end; it.increment(error))
      if (it->path().extension() == ".yaml") out.push_back(it->path().stem().string());
    std::ranges::sort(out);
  }
  return out;
}

}  // namespace chokepoint::app
