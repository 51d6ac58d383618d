// simulate patterns
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/record/effects.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/options.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/json_text.hpp"
#include "output/text/table.hpp"

namespace chokepoint::app {
namespace {

/// The runs that some patterns share.
ScenarioSet cast_of(const Pattern& pattern, const RunOptions& options, Month last) {
  ScenarioOptions how = scenario_options(options);
  how.until = last;
  ScenarioSet out;
  out.members.push_back(load_scenario(scenario_file(pattern.scenario), how));
  out.sets = parameter_sets(options, out.members[0]);
  if (!pattern.compared_to.empty()) out.other = load_scenario(scenario_file(pattern.compared_to), how);
  return out;
}

}  // namespace

int patterns_command(const RunOptions& options) {
  const std::filesystem::path data =
      options.data.empty() ? home_folder() / "data" : std::filesystem::path(options.data);
  Mistakes mistakes;
  const std::vector<Pattern> patterns = read_patterns(config::load_csv(data / "patterns.csv", mistakes), mistakes);
  mistakes.throw_if_any();
  std::map<std::pair<std::string, std::string>, Month> last;  // by scenario and the one compared with
  for (const Pattern& p : patterns) {
    Month& month = last.try_emplace({p.scenario, p.compared_to}, p.month).first->second;
    month = std::max(month, p.month);
  }
  std::vector<Contrasted> outcomes(patterns.size());
  for (const auto& [pair, month] : last) {
    const auto first = std::ranges::find_if(
        patterns, [&](const Pattern& p) { return p.scenario == pair.first && p.compared_to == pair.second; });
    const ScenarioSet cast = cast_of(*first, options, month);
    run_scenario_set(cast, options, [&](const Results& results) {
      for (std::size_t k = 0; k < patterns.size(); ++k)
        if (patterns[k].scenario == pair.first && patterns[k].compared_to == pair.second)
          outcomes[k] = contrast(results, patterns[k], mistakes);
    });
  }
  mistakes.throw_if_any();

  const std::string on_top = on_top_of_all(options).text();
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  std::vector<output::TableRow> rows{
      {{"pattern", "month", "observed", "model", "90 % of runs", "z", "role", "grade", "unit"}}};
  std::array<std::size_t, 2> near{}, all{};  // tests, and figures that set something
  for (std::size_t k = 0; k < patterns.size(); ++k) {
    const Pattern& p = patterns[k];
    const Contrasted& c = outcomes[k];
    const char* role = p.set ? "set" : "test";
    ++all[p.set];
    near[p.set] += std::fabs(c.z) < 2 ? 1 : 0;
    if (options.json)
      json.push_back({{"pattern", p.id},
                      {"scenario", p.scenario + on_top},
                      {"compared_to", p.compared_to.empty() ? "" : p.compared_to + on_top},
                      {"metric", p.metric},
                      {"agent", p.agent},
                      {"month", p.month.text()},
                      {"measure", contrast_names[static_cast<std::size_t>(p.contrast)]},
                      {"observed", p.value},
                      {"model", c.model.median},
                      {"low", c.model.low},
                      {"high", c.model.high},
                      {"z", c.z},
                      {"role", role},
                      {"unit", p.unit},
                      {"grade", p.grade},
                      {"source", p.source}});
    else
      rows.push_back({{p.id, p.month.text(), fmt::format("{:.4g}", p.value), fmt::format("{:.4g}", c.model.median),
                       fmt::format("{:.4g} … {:.4g}", c.model.low, c.model.high), fmt::format("{:+.2f}", c.z), role,
                       p.grade, p.unit}});
  }
  if (options.json)
    fmt::print("{}\n", json_text(json, 2));
  else
    fmt::print("{}{}tests: |z| < 2 for {} of {}; figures that set a parameter, a path or an event: {} of {}\n",
               on_top.empty() ? "" : "All scenarios" + on_top + "\n",
               output::table_text(rows, {is_terminal(STDOUT_FILENO), terminal_width()}), near[0], all[0], near[1],
               all[1]);
  return 0;
}

}  // namespace chokepoint::app
