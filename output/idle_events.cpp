// One run, its marks month by month, and the same run without each event.
#include "output/idle_events.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/base/hash.hpp"
#include "engine/run/parallel.hpp"
#include "output/horizon.hpp"
#include "output/idle_reasons.hpp"
#include "output/metrics.hpp"
#include "output/text.hpp"

namespace chokepoint::output {
namespace {

constexpr std::size_t most_under_way = 16;  // runs that are kept until there are enough to share the cores
constexpr std::size_t names_told = 4;
constexpr std::size_t most_explained = 40;  // each takes as long as running some years

/// What tells one month of a run from the same month of another.
struct Marks {
  std::uint64_t quantities = 0, trust = 0, tension = 0;

  explicit Marks(const World& world) {
    StateHash of_quantities, of_trust, of_tension;
    world.for_each_column([&](std::string_view name, std::span<const double> cells) {
      (name == "nation.trust" ? of_trust : name.starts_with("government.") ? of_tension : of_quantities).add(cells);
    });
    for (const Model& model : world.models.all()) {
      of_quantities.add(model.eci);
      of_quantities.add(static_cast<std::uint64_t>(model.released.index) << 1 | (model.open ? 1U : 0U));
    }
    of_tension.add(world.governments.intensity.cells());
    quantities = of_quantities.value(), trust = of_trust.value(), tension = of_tension.value();
  }
};

/// A run under way, with the record that its triggers read, if they read any.
class Course {
 public:
  Course(const Scenario& scenario, std::span<const Phase> phases, const Layout& layout, const Trial& trial)
      : observer_(scenario.calendar->reads_metrics()
                      ? std::make_unique<Recorder>(layout, *scenario.initial->world.data,
                                                   static_cast<std::size_t>(scenario.end.index) + 1)
                      : nullptr),
        simulation_(scenario, phases, trial.seed, trial.replicate, observer_.get(), trial.parameters) {}
  /// The same run so far, going on without an event.
  Course(const Course& trunk, const Scenario& scenario, EventId without)
      : observer_(trunk.observer_ ? trunk.observer_->clone() : nullptr),
        simulation_(trunk.simulation_.branch(quiet(scenario, without), observer_.get())) {}

  [[nodiscard]] Simulation& simulation() { return simulation_; }

 private:
  /// As much of a scenario as a branch reads.
  static Scenario quiet(const Scenario& scenario, EventId without) {
    Scenario out;
    out.initial = scenario.initial;
    out.end = scenario.end;
    out.calendar = scenario.calendar->without(without);
    return out;
  }

  std::unique_ptr<Observer> observer_;
  Simulation simulation_;
};

/// The run with all its events.
struct Whole {
  std::vector<Marks> months;
  std::vector<Month> since, first,
      last;  ///< by event: first month in which it is announced or in force; first and last in force
};

Whole run_whole(Course course, std::size_t events) {
  Whole out;
  for (auto* months : {&out.since, &out.first, &out.last}) months->assign(events, EventClock::never);
  for (Simulation& s = course.simulation(); !s.done();) {
    s.step();
    const World& world = s.world();
    out.months.emplace_back(world);
    for (const EventId e : world.clocks.ids()) {
      const bool acts = world.clocks[e].is_in_force(world.month);
      if (acts || world.clocks[e].is_announced(world.month))
        out.since[e.index()] = std::min(out.since[e.index()], world.month);
      if (!acts) continue;
      out.first[e.index()] = std::min(out.first[e.index()], world.month);
      out.last[e.index()] = world.month;
    }
  }
  return out;
}

/// Follows a run without an event until something differs that is more than a count.
Effect follow(Simulation& without, const Whole& whole) {
  Effect found = Effect::none;
  while (!without.done()) {
    without.step();
    const Marks now(without.world()), &was = whole.months[static_cast<std::size_t>(without.world().month.index)];
    if (now.quantities != was.quantities) return Effect::acts;
    if (now.trust != was.trust)
      found = Effect::trust;
    else if (now.tension != was.tension && found == Effect::none)
      found = Effect::tension;
  }
  return found;
}

bool is_fact(const Event& event) { return find_event_type(event.header.type)->kind == EventKind::fact; }

/// Effects of all events that come about, by EventId.
std::vector<Effect> try_without(const Scenario& scenario, Course trunk, const Whole& whole, int threads) {
  const std::size_t events = scenario.calendar->events().size();
  std::vector<Effect> out(events, Effect::none);
  std::vector<std::pair<EventId, std::unique_ptr<Course>>> under_way;
  const auto finish = [&] {
    for_each_run(under_way.size(), threads, [&](std::size_t k) {
      out[under_way[k].first.index()] = follow(under_way[k].second->simulation(), whole);
      under_way[k].second.reset();
    });
    under_way.clear();
  };
  while (!trunk.simulation().done()) {
    for (const EventId e : ids<EventId>(events)) {
      const Event& event = *scenario.calendar->events()[e.index()];
      if (whole.since[e.index()] != trunk.simulation().next() || event.header.severity <= 0 || is_fact(event)) continue;
      under_way.emplace_back(e, std::make_unique<Course>(trunk, scenario, e));
      if (under_way.size() == most_under_way) finish();
    }
    trunk.simulation().step();
  }
  finish();
  return out;
}

/// Whether a file other than those of what the scenario extends says something of the event.
class Authors {
 public:
  explicit Authors(const Scenario& scenario) {
    if (!scenario.composition) return;
    inherited_.insert(scenario.composition->inherited.begin(), scenario.composition->inherited.end());
    for (const Statement& said : scenario.statements)
      if (said.key.starts_with("events.") && !inherited_.contains(said.place.file)) said_.insert(said.key);
  }
  [[nodiscard]] bool own(const EventHeader& h) const {
    if (!inherited_.contains(h.place.file)) return true;
    const std::string key = "events." + h.id + ".";
    const auto at = said_.lower_bound(key);
    return at != said_.end() && at->starts_with(key);
  }

 private:
  std::set<std::string> inherited_, said_;
};

/// Why an event that never comes about in the run does not, as far as its own words tell.
IdleEvent never_began(const Scenario& scenario, EventId e) {
  const Event& event = *scenario.calendar->events()[e.index()];
  const EventHeader& h = event.header;
  const WorldData& data = *scenario.initial->world.data;
  const std::string after = fmt::format("after the run's last month, {}", scenario.end.text());
  IdleEvent out{.event = e, .effect = Effect::too_late};
  const Month superseded = scenario.calendar->superseded_from(e);
  if (h.start > Month{0} && h.start >= superseded) {
    out.effect = Effect::none;
    out.why = fmt::format("{} decides by itself from {} on and leaves out what is written for it",
                          nation_list(data, h.issuers), superseded.text());
    return out;
  }
  if (h.trigger) {
    const Month earliest = std::max(h.start, h.trigger->earliest());
    if (earliest > scenario.end) {
      out.why = fmt::format("its condition is asked from {} on, {}", earliest.text(), after);
      return out;
    }
    out.effect = Effect::not_fired;
    const bool governed = std::ranges::any_of(h.issuers, [&](NationId n) {
      return n.index() < scenario.agent_from.size() && scenario.agent_from[n] <= scenario.end;
    });
    if (h.trigger->discretion() && !governed)
      out.why = fmt::format("{} does not decide by itself in this scenario (see 'governments')",
                            nation_list(data, h.issuers));
    else
      out.why = fmt::format("its condition did not hold in the run tried: {}", h.trigger->describe());
    return out;
  }
  if (h.withdrawn && *h.withdrawn <= h.announce.value_or(h.start)) {
    out.effect = Effect::none;
    out.why = fmt::format("it is called off in {}, before anyone knows of it", h.withdrawn->text());
    return out;
  }
  out.why = fmt::format("it starts in {}, {}", h.start.text(), after);
  return out;
}

/// Asks a third run, in months in which the events are in force, why they do nothing.
void find_reasons(const Scenario& scenario, Course course, const Whole& whole, const Trial& trial,
                  std::vector<IdleEvent>& idle) {
  const Luck luck(trial.seed, trial.replicate);
  const Parameters& base = trial.parameters ? *trial.parameters : scenario.initial->parameters;
  const auto asked_in = [&](const IdleEvent& i) {
    const EventHeader& h = scenario.calendar->events()[i.event.index()]->header;
    return std::min(whole.last[i.event.index()], whole.first[i.event.index()] + h.ramp.months);
  };
  const auto open = [&](const IdleEvent& i) {
    return i.own && i.why.empty() && whole.first[i.event.index()] <= scenario.end;
  };
  std::size_t explained = 0;
  for (IdleEvent& i : idle)
    if (open(i) && ++explained > most_explained)
      i.why = fmt::format("why was not looked into, as {} others have none", most_explained);
  for (Simulation& s = course.simulation(); !s.done() && std::ranges::any_of(idle, open);) {
    s.step();
    const World& world = s.world();
    std::vector<IdleEvent*> now;
    for (IdleEvent& i : idle)
      if (open(i) && asked_in(i) == world.month) now.push_back(&i);
    for_each_run(now.size(), trial.threads,
                 [&](std::size_t k) { now[k]->why = idle_reason(scenario, base, world, luck, now[k]->event); });
  }
}

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

template <class F>
std::vector<IdleEvent> those(const std::vector<IdleEvent>& events, F&& f) {
  std::vector<IdleEvent> out;
  std::ranges::copy_if(events, std::back_inserter(out), f);
  return out;
}

}  // namespace

std::vector<IdleEvent> IdleEvents::own() const {
  return those(events, [](const IdleEvent& i) { return i.own && i.effect != Effect::not_fired; });
}
std::vector<IdleEvent> IdleEvents::inherited() const {
  return those(events, [](const IdleEvent& i) { return !i.own && i.effect != Effect::not_fired; });
}
std::vector<IdleEvent> IdleEvents::not_fired() const {
  return those(events, [](const IdleEvent& i) { return i.effect == Effect::not_fired; });
}

IdleEvents idle_events(const Scenario& scenario, std::span<const Phase> phases, const Trial& trial) {
  IdleEvents out;
  out.checked = scenario.initial->world.data->firms.count() <= most_firms_tried &&
                scenario.calendar->events().size() <= most_events_tried;
  if (!out.checked) return out;
  const auto events = scenario.calendar->events();
  const Layout layout(*scenario.initial->world.data);
  const auto begin = [&] { return Course(scenario, phases, layout, trial); };
  const Whole whole = run_whole(begin(), events.size());
  const std::vector<Effect> effects = try_without(scenario, begin(), whole, trial.threads);
  const Authors authors(scenario);
  for (const EventId e : ids<EventId>(events.size())) {
    const EventHeader& h = events[e.index()]->header;
    if (is_fact(*events[e.index()])) continue;
    IdleEvent idle{.event = e, .effect = effects[e.index()]};
    if (h.severity <= 0)
      idle.why = "its severity is 0";
    else if (whole.since[e.index()] > scenario.end)
      idle = never_began(scenario, e);
    else if (idle.effect == Effect::acts)
      continue;
    else if (whole.first[e.index()] > scenario.end)
      idle.why = fmt::format("it is announced, but starts in {}, after the run's last month, {}", h.start.text(),
                             scenario.end.text());
    idle.own = authors.own(h);
    out.events.push_back(std::move(idle));
  }
  find_reasons(scenario, begin(), whole, trial, out.events);
  return out;
}

std::string idle_sentence(const IdleEvent& idle) {
  switch (idle.effect) {
    case Effect::acts:
      return "acts";
    case Effect::trust:
      return fmt::format("closes nothing and moves only trust between nations: {}", idle.why);
    case Effect::tension:
      return fmt::format("closes nothing and only counts as a measure taken (restriction, tension): {}",
                         idle.why);
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
    out.push_back(fmt::format("whether each event has an effect was not tried: the world has more than {} firms, or the scenario "
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

namespace {

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

}  // namespace chokepoint::output
