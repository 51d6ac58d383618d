// Gathering for the page.
#include "app/common/page_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "agents/schedule.hpp"
#include "app/common/places.hpp"
#include "engine/base/file.hpp"
#include "output/page/page_observer.hpp"

namespace chokepoint::app {

namespace fs = std::filesystem;

std::optional<std::string> page_template() {
  const auto installed = read_bytes(home_folder() / "report_template.html");
  return installed ? installed : read_bytes(home_folder() / "output" / "report" / "template.html");
}

std::string how_to_get_the_page() { return fmt::format("its template is missing from {}", home_folder().string()); }

PageView::PageView(const Scenario& scenario) : world_(*scenario.initial->world.data, scenario.end) {}

ObserverOf PageView::observer(std::uint64_t seed) const {
  return [this, seed](const Scenario& scenario, const Parameters& parameters, std::uint64_t replicate) {
    return std::make_unique<output::PageObserver>(world_, scenario, RandomStream(seed, replicate), parameters);
  };
}

void PageView::take(const std::vector<std::unique_ptr<RunObserver>>& seen) {
  for (const auto& observer : seen) {
    const auto& of_page = dynamic_cast<const output::PageObserver&>(*observer);
    world_.add(of_page.seen());
    if (auto touches = of_page.touches(); !touches.empty()) touches_.push_back(std::move(touches));
  }
}

std::vector<File> page_files(const Comparison& comparison, output::PageParts parts, const PageView& view,
                             const ParameterSets& sets, const RunOptions& options) {
  Mistakes mistakes;
  const fs::path data = options.data.empty() ? home_folder() / "data" : fs::path(options.data);
  if (fs::exists(data / "targets.csv"))
    parts.record = read_targets(config::load_csv(data / "targets.csv", mistakes), *comparison.layout, mistakes);
  mistakes.throw_if_any();
  parts.world = &view.world(), parts.touches = view.touches();
  parts.sets = &sets;
  const std::string json = output::page_json(parts);
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
