// One run, its marks month by month, and the same run without each event.
#include "analysis/why/idle_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/why/idle_reasons.hpp"
#include "engine/base/hash.hpp"
#include "engine/measure/metric_table.hpp"
#include "engine/run/parallel.hpp"

namespace chokepoint {
namespace {

constexpr std::size_t most_under_way = 16;  // runs that are kept until there are enough to share the cores
constexpr std::size_t most_explained = 40;  // each takes as long as running some years

/// What tells one month of a run from the same month of another.
struct Marks {
  std::uint64_t quantities = 0, trust = 0, tension = 0;

  explicit Marks(const World& world) {
    StateHash of_quantities, of_trust, of_tension;
    world.for_each_column([&](const ColumnInfo& info, std::span<const double> cells) {
      (info.kind == "government" ? of_tension : info.name == "trust" ? of_trust : of_quantities).add(cells);
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
  Course(const Scenario& scenario, std::span<const Phase> phases, const Layout& layout, const TriedRun& trial)
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
void find_reasons(const Scenario& scenario, Course course, const Whole& whole, const TriedRun& trial,
                  std::vector<IdleEvent>& idle) {
  const RandomStream random(trial.seed, trial.replicate);
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
                 [&](std::size_t k) { now[k]->why = idle_reason(scenario, base, world, random, now[k]->event); });
  }
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

IdleEvents idle_events(const Scenario& scenario, std::span<const Phase> phases, const TriedRun& trial) {
  IdleEvents out;
  out.checked = scenario.initial->world.data->firms.count() <= most_firms_tried &&
                scenario.calendar->events().size() <= most_events_tried;
  if (!out.checked) return out;
  const auto events = scenario.calendar->events();
  const Layout layout(*scenario.initial->world.data, Wanted().add(*scenario.calendar));
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

}  // namespace chokepoint
