// Gathering engine, data, scenarios and words for the playground.
#include "app/common/playground_page.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "analysis/runs/parameter_sets.hpp"
#include "app/common/commit.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/page/page_data.hpp"
#include "output/reference/schema.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::size_t most_runs = 200;

/// Comments, names, and as many rows as runs take: sets come round by row, so that these runs are the same.
std::string first_sets(const std::string& csv) {
  std::size_t rows = most_runs / replicates_per_set + 1, end = 0;
  while (rows > 0 && end < csv.size()) {
    if (csv[end] != '#') --rows;
    end = std::min(csv.find('\n', end), csv.size() - 1) + 1;
  }
  return csv.substr(0, end);
}

ordered_json files_json(const fs::path& home) {
  ordered_json out;
  for (const char* folder : {"data", "data/world", "scenarios", "scenarios/policies", "scenarios/claims"})
    for (const auto& entry : fs::directory_iterator(home / folder)) {
      const std::string name = entry.path().filename().string(), kind = entry.path().extension().string();
      const bool wanted = std::string_view(folder) == "data"
                              ? name == "parameters.yaml" || name == "paths.yaml" || name == "posterior.csv"
                              : kind == ".yaml" || kind == ".csv";
      if (!entry.is_regular_file() || !wanted) continue;
      const std::string text = read_bytes(entry.path()).value_or("");
      out[fmt::format("{}/{}", folder, name)] = name == "posterior.csv" ? first_sets(text) : text;
    }
  return out;
}

/// Keys with what they mean, of an object of a JSON Schema.
ordered_json meanings(const ordered_json& object) {
  ordered_json out = ordered_json::object();
  if (object.contains("properties"))
    for (const auto& [key, value] : object["properties"].items())
      out[key] = value.is_object() ? value.value("description", std::string()) : std::string();
  return out;
}

ordered_json words_json(const RunOptions& options) {
  const ScenarioOptions how = scenario_options(options);
  Mistakes mistakes;
  const auto initial = build_world(WorldFiles::load(how.data, mistakes), mistakes);
  mistakes.throw_if_any();
  const WorldData& data = *initial->world.data;
  const ordered_json schema = parse_ordered_json(
      output::json_schema(output::SchemaOf::scenario, data, initial->table, how.metrics(data)), "schema");
  ordered_json out = {{"file", meanings(schema)},
                      {"scenario", meanings(schema["properties"]["scenario"])},
                      {"events", ordered_json::object()},
                      {"policies", ordered_json::object()}};
  for (const auto& [type, definition] : schema["definitions"].items())
    if (!type.starts_with('_') && definition.contains("properties") && definition["properties"].contains("type"))
      out["events"][type] = {{"meaning", definition["properties"]["type"].value("description", std::string())},
                             {"fields", meanings(definition)}};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(home_folder() / "scenarios" / "policies"))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::ranges::sort(files);
  for (const fs::path& file : files)
    if (const config::Node root = config::load_yaml(file, mistakes); const config::Node* policy = root.find("policy"))
      if (const config::Node* summary = policy->find("summary"))
        out["policies"][file.stem().string()] = summary->scalar;
  return out;
}

}  // namespace

namespace {

/// The page with the engine in it, which the web build makes: installed beside the data, or in the source tree.
std::string page_with_engine() {
  for (const char* place : {"playground.html", "build/web/playground.html"})
    if (const auto page = read_bytes(home_folder() / place)) return *page;
  throw OutputError(
      fmt::format("no playground: the engine for browsers is not built; in {}: ./setup.sh --web && cmake --preset web "
                  "&& cmake --build --preset web",
                  home_folder().string()));
}

std::string playground_json(const RunOptions& options) {
  return json_text(ordered_json{{"version", CHOKEPOINT_VERSION},
                                {"commit", commit()},
                                {"files", files_json(home_folder())},
                                {"words", words_json(options)}});
}

}  // namespace

void require_engine_for_browsers() { (void)page_with_engine(); }

std::string playground_page(const RunOptions& options) {
  return output::fill_page(page_with_engine(), playground_json(options));
}

std::optional<std::string> playground_text(const Scenario& scenario) {
  const fs::path library = home_folder() / "scenarios", file(scenario.file);
  std::error_code error;
  const bool ships = fs::equivalent(file.parent_path(), library, error);
  if (!ships) return scenario.on_top.none() ? read_bytes(file) : std::nullopt;
  std::string out = fmt::format("scenario:\n  name: mine\n  extends: {}\n  compare_to: baseline.yaml\n\npolicies:",
                                file.filename().string());
  for (const std::string& name : scenario.on_top.policies) {
    if (!fs::exists(library / "policies" / (name + ".yaml"))) return std::nullopt;
    out += fmt::format("\n  - policies/{}.yaml", name);
  }
  if (scenario.on_top.policies.empty()) out += " []";
  if (!scenario.on_top.overrides.empty()) out += "\n\noverrides:";
  for (const auto& [path, value] : scenario.on_top.overrides) out += fmt::format("\n  {}: {}", path, value);
  return out + "\n\nevents: []\n";
}

}  // namespace chokepoint::app
