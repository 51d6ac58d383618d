// Blocks of YAML and CSV in the documentation: each is read as what it is, by what would read it; a fragment is put
// into a frame.
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "analysis/compare/hypotheses.hpp"
#include "analysis/compare/objectives.hpp"
#include "analysis/record/calibration_study.hpp"
#include "engine/world/world_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace documents_test {

using namespace chokepoint;
using namespace chokepoint::test;
namespace fs = std::filesystem;

namespace {

struct Passage {
  fs::path page;
  int line;
  std::string text;
};

/// Blocks of a language, page by page.
std::vector<Passage> blocks_of(const std::string& language) {
  std::vector<fs::path> pages = {source_folder() / "README.md", source_folder() / "CONTRIBUTING.md"};
  for (const auto& entry : fs::recursive_directory_iterator(source_folder() / "docs"))
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  std::ranges::sort(pages);
  std::vector<Passage> out;
  for (const fs::path& page : pages) {
    std::istringstream lines(text_of(page));
    std::string line;
    bool inside = false;
    for (int number = 1; std::getline(lines, line); ++number) {
      if (line.starts_with("```")) {
        if (!inside && line == "```" + language) out.push_back({page, number, ""});
        inside = !inside && line == "```" + language;
      } else if (inside) {
        out.back().text += line + "\n";
      }
    }
  }
  return out;
}

bool has_any(const config::Node& node, std::initializer_list<std::string_view> keys) {
  return std::ranges::any_of(keys, [&](std::string_view key) { return node.find(key) != nullptr; });
}

std::string told(const Mistakes& mistakes) {
  std::string out;
  for (const Mistake& m : mistakes.all()) out += m.text() + "\n";
  return out;
}

/// What a file of scenarios is told; empty if it is good.
std::string scenario_mistakes(const fs::path& file, std::vector<fs::path> policies = {}) {
  ScenarioOptions how = options();
  how.policies = std::move(policies);
  try {
    return load_family(file, how).empty() ? "no member" : "";
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

std::string study_mistakes(const TemporaryFolder& folder, const std::string& text) {
  folder.write("study.yaml", text);
  const Said said = simulate(folder, "sweep plan study.yaml");
  return said.code == 0 ? "" : said.err;
}

/// What the reader of its kind says of a block; empty if it is good.
std::string mistakes_of(const Passage& block, const std::string& scenario_of_page) {
  const TemporaryFolder folder;
  const fs::path file = folder.write("block.yaml", block.text);
  Mistakes mistakes;
  const config::Node node = config::load_yaml(file, mistakes);
  if (mistakes.any()) return told(mistakes);
  const config::Node* scenario = node.find("scenario");
  if (scenario && scenario->kind == config::Node::Kind::map) return scenario_mistakes(file);
  if (node.find("policy")) return scenario_mistakes(source_folder() / "scenarios" / "baseline.yaml", {file});
  if (has_any(node, {"screening", "waves", "monte_carlo", "futures", "random_runs"})) {
    (void)read_calibration_study(file, mistakes);
    return told(mistakes);
  }
  if (node.find("hypotheses")) {
    (void)read_hypotheses(file, mistakes);
    return told(mistakes);
  }
  if (has_any(node, {"scenarios", "factors", "priors", "design", "cases", "outputs", "correlations", "constraints"})) {
    const auto framed = [&](std::initializer_list<std::string_view> keys, const char* line) {
      return has_any(node, keys) ? "" : std::string(line) + "\n";
    };
    return study_mistakes(folder, framed({"scenarios", "scenario"}, "scenario: baseline") +
                                      framed({"factors", "priors"}, "priors: [chips.price]") +
                                      framed({"design"}, "design: {kind: latin, points: 8}") +
                                      framed({"outputs"}, "outputs: [{metric: eci_gap}]") + block.text);
  }
  if (node.find("objectives")) {
    (void)read_objectives(file, mistakes);
    return told(mistakes);
  }
  if (has_any(node,
              {"events", "vary", "matrix", "branch", "governments", "world", "policies", "without", "overrides"})) {
    // A part of a scenario: of the shipped baseline, or of the scenario that the page writes before.
    const std::string alone = "scenario: {name: block, extends: baseline.yaml}\n" + block.text;
    const std::string first = scenario_mistakes(folder.write("frame.yaml", alone));
    return first.empty() || scenario_of_page.empty()
               ? first
               : scenario_mistakes(folder.write("frame.yaml", scenario_of_page + block.text));
  }
  if (!node.entries.empty() && std::ranges::all_of(node.entries, [](const config::Node::Entry& e) {
        return e.value.find("range") != nullptr;
      })) {
    const fs::path all =
        folder.write("parameters.yaml", text_of(data_folder() / "parameters.yaml") + "\n" + block.text);
    const config::Node content = config::load_yaml(all, mistakes);
    const ParameterTable table(content, mistakes);
    return told(mistakes);
  }
  return "is of no known kind: teach this test which it is, or the page what is right";
}

}  // namespace

TEST_CASE("every block of YAML in the documentation is what it says", "[transcript]") {
  const std::vector<Passage> blocks = blocks_of("yaml");
  REQUIRE(blocks.size() > 40);
  fs::path page;
  std::string scenario_of_page;
  for (const Passage& block : blocks) {
    if (page != block.page) page = block.page, scenario_of_page.clear();
    INFO(fmt::format("{}:{}\n{}", fs::relative(block.page, source_folder()).string(), block.line, block.text));
    CHECK(mistakes_of(block, scenario_of_page) == "");
    if (block.text.starts_with("scenario:") || block.text.find("\nscenario:") != std::string::npos)
      scenario_of_page = block.text;
  }
}

TEST_CASE("every row of CSV in the documentation fits its table", "[transcript]") {
  const std::vector<Passage> blocks = blocks_of("csv");
  REQUIRE_FALSE(blocks.empty());
  for (const Passage& block : blocks) {
    INFO(fmt::format("{}:{}\n{}", fs::relative(block.page, source_folder()).string(), block.line, block.text));
    // The table is the one that the page named last before the block.
    std::istringstream lines(text_of(block.page));
    std::string line, table;
    for (int number = 1; number < block.line && std::getline(lines, line); ++number)
      if (const auto at = line.rfind(".csv`"); at != std::string::npos)
        table = line.substr(line.rfind('`', at) + 1, at + 4 - line.rfind('`', at) - 1);
    REQUIRE_FALSE(table.empty());
    const TemporaryFolder folder;
    fs::copy(data_folder(), folder.path() / "data", fs::copy_options::recursive);
    const fs::path file = folder.path() / "data" / "world" / table;
    const std::string before = text_of(file);
    REQUIRE_FALSE(before.empty());
    std::ofstream(file, std::ios::binary) << before << block.text;
    Mistakes mistakes;
    const WorldFiles files = WorldFiles::load(folder.path() / "data", mistakes);
    const auto initial = build_world(files, mistakes);
    CHECK(told(mistakes) == "");
    REQUIRE(initial);
    CHECK(initial->world.data->firm_rows.size() ==
          shipped("baseline").initial->world.data->firm_rows.size() + (table == "firms.csv" ? 1 : 0));
  }
}

TEST_CASE("the record holds as many figures as the model's description says", "[transcript]") {
  Mistakes mistakes;
  const config::Node rows = config::load_csv(data_folder() / "targets.csv", mistakes);
  REQUIRE_FALSE(mistakes.any());
  const std::string text = text_of(source_folder() / "docs" / "model.md");
  const auto of_role = [&](const std::string& role) {
    return std::ranges::count_if(rows.items, [&](const config::Node& row) { return row.find("role")->scalar == role; });
  };
  CHECK(text.find(fmt::format("`data/targets.csv` holds {} figures", rows.items.size())) != std::string::npos);
  for (const std::string& told :
       {fmt::format("figures: {} with role `fit`", of_role("fit")), fmt::format("; {} with role `set`", of_role("set")),
        fmt::format("; and {} held out", of_role("hold"))}) {
    INFO(told);
    CHECK(text.find(told) != std::string::npos);
  }
}

}  // namespace documents_test
