// simulate timeline: what will happen when.
#include "engine/scenario/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "agents/schedule.hpp"
#include "analysis/network/event_reach.hpp"
#include "analysis/why/idle_events.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/json_text.hpp"
#include "engine/scenario/governments.hpp"
#include "engine/scenario/horizon.hpp"
#include "output/text/run_report.hpp"
#include "output/text/table.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::app {
namespace {

using nlohmann::ordered_json;

/// What happens once, and what is said of it.
struct Happening {
  std::string month, what;  ///< `what` is empty for an event that waits for a trigger
  const Event* event;
  std::string description, without_effect;
  const Touch* touch;  ///< null where nothing begins
};

/// A scenario, and all that happens in it in the order in which it is told.
struct ToldTimeline {
  std::string name;
  std::vector<std::string> remarks;
  std::vector<std::pair<std::string, std::string>> governments;  ///< nations that decide by themselves, and how
  std::vector<Touch> touched;
  std::vector<Happening> happenings;
};

ToldTimeline told_timeline(const Scenario& scenario, bool notes) {
  const WorldData& data = *scenario.initial->world.data;
  const auto& events = scenario.calendar->events();
  const IdleEvents idle = idle_events(scenario, agents::monthly_schedule());
  ToldTimeline out{scenario.name(), output::idle_remarks(scenario, idle, true), {}, {}, {}};
  if (std::string far = horizon_remark(scenario); !far.empty()) out.remarks.push_back(std::move(far));
  for (const NationId n : scenario.agent_from.ids())
    if (scenario.agent_from[n] < EventClock::never)
      out.governments.emplace_back(data.nations.text[n.index()], government_mode(scenario.agent_from[n]));
  out.touched = touches(scenario, agents::monthly_schedule());
  const auto add = [&](const std::string& month, const std::string& what, const Event& event) {
    const bool begins = what != "announced" && what != "ends" && what != "left out";
    const EventId e = scenario.calendar->find(event.header.id);
    const auto at =
        std::ranges::find_if(idle.events, [&](const IdleEvent& i) { return i.event == e && !i.why.empty(); });
    out.happenings.push_back({month, what, &event, event_sentence(event, data),
                              begins && at != idle.events.end() ? output::idle_sentence(*at) : "",
                              begins ? &out.touched[e.index()] : nullptr});
  };
  for (const TimelineEntry& entry : timeline(scenario, notes)) add(entry.month.text(), entry.what, *entry.event);
  for (const EventId e : conditional_events(scenario)) add("if", "", *events[e.index()]);
  for (const IdleEvent& i : idle.own())
    if (const Event& event = *events[i.event.index()];
        i.effect == Effect::too_late && !event.header.trigger && event.header.start > scenario.end)
      add(event.header.start.text(), "too late", event);
  return out;
}

ordered_json touch_json(const Touch& touch) {
  ordered_json links = ordered_json::array();
  for (const TouchedLinks& l : touch.links)
    links.push_back({{"good", good_names[static_cast<std::size_t>(l.good)]},
                     {"links", l.links},
                     {"sellers", l.sellers},
                     {"seller", l.seller},
                     {"buyers", l.buyers},
                     {"buyer", l.buyer},
                     {"paid_before", l.paid},
                     {"closed_already", l.closed_already},
                     {"closed_by", l.closed_by},
                     {"left_open", l.left_open}});
  return {{"month", touch.month.text()},
          {"came_about", touch.came_about},
          {"links", std::move(links)},
          {"others", touch.others},
          {"text", touch.text()}};
}

ordered_json timeline_json(const ToldTimeline& told) {
  ordered_json rows = ordered_json::array();
  for (const Happening& h : told.happenings) {
    ordered_json row = {
        {"what", h.what.empty() ? "if" : h.what}, {"id", h.event->header.id}, {"description", h.description}};
    if (!h.what.empty()) row["month"] = h.month;
    if (h.touch) row["touches"] = touch_json(*h.touch);
    if (!h.without_effect.empty()) row["without_effect"] = h.without_effect;
    rows.push_back(std::move(row));
  }
  ordered_json out = {{"scenario", told.name}, {"timeline", std::move(rows)}, {"remarks", told.remarks}};
  for (const auto& [nation, mode] : told.governments) out["governments"][nation] = mode;
  return out;
}

void print_timeline(const ToldTimeline& told) {
  const auto line = [](std::string_view month, std::string_view what, std::string_view whom, const std::string& said) {
    fmt::print("  {:<7}  {:<9}  {:<28}  {}\n", month, what, whom, said);
  };
  fmt::print("{}\n", bold(told.name));
  for (const std::string& remark : told.remarks) fmt::print("{}", output::wrapped(remark, 2, terminal_width()));
  for (const auto& [nation, mode] : told.governments) line("all", "governs", nation, "decides by itself: " + mode);
  for (const Happening& h : told.happenings) {
    line(h.month, h.what, h.event->header.id, h.description);
    if (h.touch && !h.touch->text().empty()) line("", "", "", "touches " + h.touch->text());
    if (!h.without_effect.empty()) line("", "", "", h.without_effect);
  }
}

}  // namespace

class TimelineCommand final : public Command {
 public:
  explicit TimelineCommand(const Program& program)
      : Command(program, "timeline", "Say what will happen when", R"(Examples:
  simulate timeline my_policy.yaml                    what will happen when, and what it touches
  simulate timeline baseline --policy strict_enforcement
  simulate timeline chip_ban --notes                  also facts that move nothing in the model
)"),
        options_(program.run) {
    command().add_option("scenario", options_.scenario, "Scenario file")->required()->type_name("SCENARIO");
    command().add_flag("--notes", notes_, "Also facts that move nothing in the model");
    reads_scenario(command(), options_);
  }

  int run() override {
    const auto members = load_family(scenario_file(options_.scenario), scenario_options(options_));
    ordered_json out = ordered_json::array();
    for (const Scenario& scenario : members) {
      const ToldTimeline told = told_timeline(scenario, notes_);
      if (options_.json)
        out.push_back(timeline_json(told));
      else
        print_timeline(told);
    }
    if (options_.json) fmt::print("{}\n", json_text(out, 2));
    return 0;
  }

 private:
  RunOptions& options_;
  bool notes_ = false;
};

template std::unique_ptr<Command> make_command<TimelineCommand>(const Program&);

}  // namespace chokepoint::app
