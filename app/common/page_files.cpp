// Gathering for the page.
#include "app/common/page_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "agents/schedule.hpp"
#include "analysis/network/event_reach.hpp"
#include "app/common/places.hpp"
#include "engine/base/file.hpp"

namespace chokepoint::app {

namespace fs = std::filesystem;

std::optional<std::string> page_template() {
  const auto installed = read_bytes(home_folder() / "report_template.html");
  return installed ? installed : read_bytes(home_folder() / "output" / "report" / "template.html");
}

std::string how_to_get_the_page() { return fmt::format("its template is missing from {}", home_folder().string()); }

std::vector<File> page_files(const Comparison& comparison, output::PageParts parts, const ParameterSets& sets,
                             const RunOptions& options) {
  const Scenario& first = comparison.scenario(0);
  Mistakes mistakes;
  const fs::path data = options.data.empty() ? home_folder() / "data" : fs::path(options.data);
  if (fs::exists(data / "targets.csv"))
    parts.record = read_targets(config::load_csv(data / "targets.csv", mistakes), *comparison.layout, mistakes);
  mistakes.throw_if_any();
  output::PageWorld world(*first.initial->world.data, first.end);
  for (std::size_t s = 0; s < comparison.ensembles.size(); ++s) {
    const Scenario& scenario = comparison.scenario(s);
    const Layout read_by_triggers(*scenario.initial->world.data, Wanted().add(*scenario.calendar));
    world.add(scenario, agents::monthly_schedule(), read_by_triggers, comparison.seed, sets.parameters(scenario, 0));
  }
  constexpr std::size_t most_firms = 20'000;  // to tell what an event touches every link is visited, for each event
  for (std::size_t s = 0; first.initial->world.data->firms.count() <= most_firms && s < comparison.ensembles.size();
       ++s) {
    std::vector<std::string>& texts = parts.touches.emplace_back();
    const Parameters parameters = sets.parameters(comparison.scenario(s), 0);  // of the run that the map shows
    for (const Touch& touch :
         touches(comparison.scenario(s), agents::monthly_schedule(), comparison.seed, 0, &parameters))
      texts.push_back(touch.text());
  }
  parts.world = &world;
  parts.sets = &sets;
  const std::string json = output::page_json(comparison, parts);
  std::vector<File> out{{"report.json", json}};
  if (const auto page = page_template()) out.push_back({"report.html", output::fill_page(*page, json)});
  return out;
}

IdleEvents idle_events_of(const Scenario& scenario, const ParameterSets& sets, const RunOptions& options) {
  const Parameters parameters = sets.parameters(scenario, 0);
  return idle_events(scenario, agents::monthly_schedule(), {options.seed, 0, &parameters, options.threads});
}

std::string files_line(const fs::path& folder, const std::vector<std::string>& names) {
  const bool page = std::ranges::find(names, "report.html") != names.end();
  return fmt::format("Files: {}/ ({})\n{}", folder.string(), fmt::join(names, ", "),
                     page ? "" : "No report.html: " + how_to_get_the_page() + "\n");
}

}  // namespace chokepoint::app
