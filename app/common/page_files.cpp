// Gathering for the page.
#include "app/common/page_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "agents/schedule.hpp"
#include "app/common/places.hpp"
#include "app/common/playground_page.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"
#include "output/page/page_observer.hpp"

namespace chokepoint::app {

namespace fs = std::filesystem;

std::optional<std::string> page_template() {
  const auto installed = read_bytes(home_folder() / "report_template.html");
  return installed ? installed : read_bytes(home_folder() / "output" / "report" / "template.html");
}

std::string how_to_get_the_page() { return fmt::format("its template is missing from {}", home_folder().string()); }

PageView::PageView(const Scenario& scenario) : world_(*scenario.initial->world.data, scenario.end) {}

namespace {

constexpr std::size_t most_looked_at = 16;  // runs of each scenario: enough for a band

}  // namespace

void PageView::watch(PairedRuns& runs, std::uint64_t seed) const {
  const auto look = [this, seed](const Scenario& scenario, const Parameters& parameters, std::uint64_t replicate) {
    return replicate == first_
               ? std::make_unique<output::PageObserver>(world_, scenario, RandomStream(seed, replicate), parameters)
               : std::make_unique<output::PageObserver>(world_);
  };
  runs.observe(look, most_looked_at);
}

void PageView::take(PairedRuns& runs, const Ensemble& told) {
  const bool other = std::exchange(first_, told.replicate(0)) != first_;
  for (std::size_t r = 0; r < std::min(most_looked_at, told.records.size()); ++r)
    take(r == 0 && other ? runs.look_again(first_) : runs.seen(told.replicate(r)));
}

/// What events touch is told of the first run.
void PageView::take(const std::vector<std::unique_ptr<RunObserver>>& seen) {
  const bool first = touches_.empty();
  std::vector<output::PageWorld::Seen> worlds;
  for (const auto& observer : seen) {
    const auto& of_page = dynamic_cast<const output::PageObserver&>(*observer);
    worlds.push_back(of_page.seen());
    if (!first) continue;
    if (auto touches = of_page.touches(); !touches.empty()) touches_.push_back(std::move(touches));
  }
  world_.add(std::move(worlds));
}

namespace {

/// Events of the record, by id: those that began, or were decided, before it ends.
std::vector<std::string> recorded_events() {
  Mistakes mistakes;
  const config::Node history = config::load_yaml(home_folder() / "scenarios" / "history.yaml", mistakes);
  std::vector<std::string> out;
  if (const config::Node* events = history.find("events"))
    for (const config::Node& event : events->items) {
      const config::Node *id = event.find("id"), *start = event.find("start"), *type = event.find("type");
      if (!id || !start || !type || type->scalar == "note") continue;
      if (const auto month = Month::parse(start->scalar); month && *month <= record_end) out.push_back(id->scalar);
    }
  return out;
}

/// Whether a scenario holds what was really adopted up to the end of the record, and nothing else.
bool is_on_record(const Scenario& scenario, const std::vector<std::string>& recorded) {
  const auto& calendar = *scenario.calendar;
  const auto known = [&](const std::string& id) { return std::ranges::find(recorded, id) != recorded.end(); };
  const bool whole = std::ranges::all_of(recorded, [&](const std::string& id) { return calendar.find(id).exists(); });
  return whole && std::ranges::none_of(calendar.events(), [&](const auto& event) {
           const EventHeader& h = event->header;
           return h.type != "note" && !h.trigger && h.start <= record_end && !known(h.id);
         });
}

}  // namespace

std::vector<File> page_files(const Comparison& comparison, output::PageParts parts, const PageView& view,
                             const ParameterSets& sets, const RunOptions& options) {
  Mistakes mistakes;
  const fs::path data = options.data.empty() ? home_folder() / "data" : fs::path(options.data);
  if (fs::exists(data / "targets.csv"))
    parts.record = read_targets(config::load_csv(data / "targets.csv", mistakes), *comparison.layout, mistakes);
  mistakes.throw_if_any();
  parts.world = &view.world(), parts.touches = view.touches();
  parts.sets = &sets;
  const std::vector<std::string> recorded = recorded_events();
  for (const auto& ensemble : comparison.ensembles)
    parts.on_record.push_back(is_on_record(*ensemble->scenario, recorded));
  if (options.playground)
    for (const auto& ensemble : comparison.ensembles)
      parts.playground.push_back(playground_text(*ensemble->scenario).value_or(""));
  const std::string json = output::page_json(parts);
  std::vector<File> out{{"report.json", json}};
  if (options.playground) out.push_back({"playground.html", playground_page(options)});
  if (const auto page = page_template()) out.push_back({"report.html", output::fill_page(*page, json)});
  return out;
}

void write_page(const std::string& json, const fs::path& folder) {
  std::vector<File> files{{"report.json", json}};
  if (const auto page = page_template()) files.push_back({"report.html", output::fill_page(*page, json)});
  output::write_files(files, folder);
  fmt::print(stderr, "{}\n", (folder / files.back().name).string());
}

IdleEvents idle_events_of(const Scenario& scenario, const ParameterSets& sets, const RunOptions& options) {
  const Parameters parameters = sets.parameters(scenario, 0);
  return idle_events(scenario, agents::monthly_schedule(), {options.seed, 0, &parameters, options.threads});
}

std::string files_line(const fs::path& folder, const std::vector<std::string>& names) {
  const bool page = std::ranges::find(names, "report.html") != names.end();
  return fmt::format("Files: {}/ ({}){}", folder.string(), fmt::join(names, ", "),
                     page ? "" : " No report.html: " + how_to_get_the_page());
}

}  // namespace chokepoint::app
