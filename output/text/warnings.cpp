// Sentences and rows of warnings.
#include "output/text/warnings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "engine/scenario/horizon.hpp"

namespace chokepoint::output {

namespace {

constexpr std::size_t names_told = 4;

/// The place where an event is written, for a file that people read elsewhere.
std::string place_of(const Scenario& scenario, EventId e) {
  const Place& place = scenario.calendar->events()[e.index()]->header.place;
  return fmt::format("{}:{}:{}", std::filesystem::path(place.file).filename().string(), place.line, place.column);
}

std::string named(const Scenario& scenario, const std::vector<IdleEvent>& events) {
  std::vector<std::string> names;
  for (const IdleEvent& i : events)
    if (names.size() < names_told) names.push_back(scenario.calendar->events()[i.event.index()]->header.id);
  return fmt::format("{}{}", fmt::join(names, ", "),
                     events.size() > names_told ? fmt::format(" and {} more", events.size() - names_told) : "");
}

std::string warnings_lines(const std::vector<std::string>& warnings, const std::vector<std::string>& remarks,
                           std::size_t width) {
  std::string out;
  for (const std::string& warning : warnings) out += wrapped("Warning: " + warning, 0, width);
  for (const std::string& remark : remarks) out += wrapped("Note: " + remark, 0, width);
  return out;
}

std::vector<std::string> warnings_of(const Scenario& scenario, const IdleEvents& idle) {
  std::vector<std::string> out;
  for (const IdleEvent& i : idle.own())
    out.push_back(fmt::format("'{}' {} ({})", scenario.calendar->events()[i.event.index()]->header.id, idle_sentence(i),
                              place_of(scenario, i.event)));
  if (std::string far = horizon_remark(scenario); !far.empty()) out.push_back(std::move(far));
  return out;
}

/// Nothing in which the two scenarios differ counts.
std::string same_remark(const Results& results) {
  if (!results.other || results.main->hash() != results.other->hash()) return "";
  return fmt::format("no run differs from {} in any bit: nothing that the two scenarios differ in has an effect",
                     results.other->scenario->name());
}

}  // namespace

std::string idle_sentence(const IdleEvent& idle) {
  switch (idle.effect) {
    case Effect::acts:
      return "acts";
    case Effect::trust:
      return fmt::format("closes nothing and moves only trust between nations: {}", idle.why);
    case Effect::tension:
      return fmt::format("closes nothing and only counts as a measure taken (restriction, tension): {}", idle.why);
    case Effect::none:
    case Effect::too_late:
      return fmt::format("has no effect: {}", idle.why);
    case Effect::not_fired:
      return fmt::format("did not fire: {}", idle.why);
  }
  return "";
}

std::vector<std::string> idle_remarks(const Scenario& scenario, const IdleEvents& idle, bool with_not_fired) {
  std::vector<std::string> out;
  if (!idle.checked)
    out.push_back(
        fmt::format("whether each event has an effect was not tried: the world has more than {} firms, or the scenario "
                    "more than {} events",
                    most_firms_tried, most_events_tried));
  const auto remark = [&](const std::vector<IdleEvent>& events, const std::string& what) {
    if (!events.empty()) out.push_back(fmt::format("{} {}: {}", events.size(), what, named(scenario, events)));
  };
  remark(idle.inherited(), idle.inherited().size() == 1 ? "inherited event has no effect in this run"
                                                        : "inherited events have no effect in this run");
  if (with_not_fired)
    remark(idle.not_fired(), idle.not_fired().size() == 1 ? "conditional event did not fire in the run tried"
                                                          : "conditional events did not fire in the run tried");
  return out;
}

nlohmann::ordered_json idle_json(const Scenario& scenario, const IdleEvents& idle) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const IdleEvent& i : idle.own()) {
    const EventHeader& h = scenario.calendar->events()[i.event.index()]->header;
    out.push_back({{"id", h.id},
                   {"effect", effect_names[static_cast<std::size_t>(i.effect)]},
                   {"why", i.why},
                   {"text", idle_sentence(i)},
                   {"file", std::filesystem::path(h.place.file).filename().string()},
                   {"line", h.place.line},
                   {"column", h.place.column}});
  }
  return out;
}

std::string warnings_text(const Scenario& scenario, const IdleEvents& idle, std::size_t width) {
  return warnings_lines(warnings_of(scenario, idle), idle_remarks(scenario, idle, false), width);
}

std::string warnings_text(const Results& results, std::size_t width) {
  const IdleEvents idle = results.idle ? *results.idle : IdleEvents{};
  std::vector<std::string> warnings = warnings_of(*results.main->scenario, idle);
  if (std::string same = same_remark(results); !same.empty()) warnings.push_back(std::move(same));
  return warnings_lines(warnings, idle_remarks(*results.main->scenario, idle, false), width);
}

nlohmann::ordered_json warnings_json(const Results& results) {
  const Scenario& scenario = *results.main->scenario;
  const IdleEvents idle = results.idle ? *results.idle : IdleEvents{};
  nlohmann::ordered_json out = {{"events_without_effect", idle_json(scenario, idle)},
                                {"remarks", idle_remarks(scenario, idle, true)}};
  for (const std::string& remark : {horizon_remark(scenario), same_remark(results)})
    if (!remark.empty()) out["remarks"].push_back(remark);
  return out;
}

std::string selection_text(const Selection& selection, std::size_t runs, const TextStyle& style) {
  return selection.is_part()
             ? cut(fmt::format("Only the {} of {} runs in which {}", runs, selection.of, selection.condition),
                   style.width) +
                   "\n"
             : "";
}

}  // namespace chokepoint::output
