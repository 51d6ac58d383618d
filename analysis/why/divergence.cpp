// Two simulations side by side.
#include "analysis/why/divergence.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "engine/measure/metric_table.hpp"
#include "engine/scenario/timeline.hpp"

namespace chokepoint {

std::vector<SlotDifference> StateBreak::largest(std::size_t count) const {
  std::vector<SlotDifference> out = slots;
  std::ranges::stable_sort(out, std::greater{}, &SlotDifference::relative);
  if (out.size() > count) out.resize(count);
  return out;
}

namespace {

/// A run with an observer, if its triggers read metrics.
struct Run {
  Run(const RunPair& pair, const Scenario& scenario, const Parameters& parameters)
      : layout(*scenario.initial->world.data, Wanted().add(*scenario.calendar)),
        recorder(layout, *scenario.initial->world.data, static_cast<std::size_t>(scenario.end.index) + 1),
        simulation(scenario, pair.phases, pair.seed, pair.replicate,
                   scenario.calendar->reads_metrics() ? &recorder : nullptr, &parameters) {}
  Layout layout;
  Recorder recorder;
  Simulation simulation;
};

struct Runs {
  explicit Runs(const RunPair& pair) : a(pair, pair.a, pair.in_a), b(pair, pair.b, pair.in_b) {}
  Run a, b;
  [[nodiscard]] std::vector<SlotDifference> differences() const {
    return state_differences(a.simulation.world(), b.simulation.world());
  }
};

/// The events of a scenario as they are written, by id.
std::map<std::string, std::string> written(const Scenario& scenario) {
  std::map<std::string, std::string> out;
  if (const config::Node* events = scenario.resolved.find("events"))
    for (const config::Node& event : events->items) out[id_of(event)] = config::to_yaml(event);
  return out;
}

struct Standing {
  std::string how;
  Month since;
  [[nodiscard]] bool acts() const { return how == "in force" || how == "announced"; }
};

Standing standing(const Simulation& s, EventId event, Month month) {
  if (!event.exists()) return {"absent", {}};
  const EventClock& clock = s.world().clocks[event];
  if (clock.is_in_force(month)) return {"in force", clock.start};
  return clock.is_announced(month) ? Standing{"announced", clock.announced} : Standing{"not in force", {}};
}

std::vector<Cause> causes_of(const RunPair& pair, const Runs& runs, Month month) {
  const std::map<std::string, std::string> in_a = written(pair.a), in_b = written(pair.b);
  std::vector<Cause> out;
  const auto consider = [&](const Scenario& scenario, const std::string& id) {
    const EventId a = pair.a.calendar->find(id), b = pair.b.calendar->find(id);
    const Standing stands_a = standing(runs.a.simulation, a, month), stands_b = standing(runs.b.simulation, b, month);
    Cause cause{id, "", stands_a.acts() ? stands_a.since : stands_b.since, stands_a.how, stands_b.how};
    const bool reworded = in_a.contains(id) && in_b.contains(id) && in_a.at(id) != in_b.at(id);
    if ((!stands_a.acts() && !stands_b.acts()) || (cause.a == cause.b && !reworded)) return;
    const EventId event = scenario.calendar->find(id);
    const Event& said = *scenario.calendar->events()[event.index()];
    if (find_event_type(said.header.type)->kind == EventKind::fact) return;
    cause.sentence = event_sentence(said, *scenario.initial->world.data);
    if (reworded) cause.b += ", otherwise worded";
    out.push_back(std::move(cause));
  };
  for (const auto& event : pair.a.calendar->events()) consider(pair.a, event->header.id);
  for (const auto& event : pair.b.calendar->events())
    if (!pair.a.calendar->find(event->header.id).exists()) consider(pair.b, event->header.id);
  std::ranges::stable_sort(out, std::greater{}, &Cause::since);
  return out;
}

std::optional<RuleBreak> rule_break(const RunPair& pair, const Runs& runs) {
  const Simulation &a = runs.a.simulation, &b = runs.b.simulation;
  RuleBreak out{a.world().month, rule_differences(a.regimes(), b.regimes(), *a.world().data), {}};
  std::ranges::move(parameter_differences(a.parameters(), b.parameters(), pair.a.initial->table),
                    std::back_inserter(out.rules));
  if (out.rules.empty()) return std::nullopt;
  out.causes = causes_of(pair, runs, out.month);
  return out;
}

/// The phase of a month in which the states part.
StateBreak state_break(const RunPair& pair, Month month) {
  Runs runs(pair);
  while (runs.a.simulation.next() < month) runs.a.simulation.step(), runs.b.simulation.step();
  runs.a.simulation.begin_month(), runs.b.simulation.begin_month();
  StateBreak out{month,
                 false,
                 "P0",
                 "events",
                 "clocks, rule book",
                 "whatever an event strikes",
                 causes_of(pair, runs, month),
                 runs.differences()};
  for (auto phase = pair.phases.begin(); out.slots.empty() && phase != pair.phases.end(); ++phase) {
    runs.a.simulation.run_phase(*phase), runs.b.simulation.run_phase(*phase);
    out.step = phase->step, out.phase = phase->name, out.reads = phase->reads, out.writes = phase->writes;
    out.slots = runs.differences();
  }
  return out;
}

}  // namespace

Divergence first_divergence(const RunPair& pair, Month last) {
  Divergence out;
  Runs runs(pair);
  if (auto slots = runs.differences(); !slots.empty())
    out.state = {Month{0}, true, "", "", "", "", {}, std::move(slots)};
  while (runs.a.simulation.next() <= last && !runs.a.simulation.done() && !runs.b.simulation.done() &&
         !(out.rules && out.state)) {
    runs.a.simulation.step(), runs.b.simulation.step();
    const bool new_rules = runs.a.simulation.world().month == Month{0} || runs.a.simulation.rules_changed() ||
                           runs.b.simulation.rules_changed();
    if (!out.rules && new_rules) out.rules = rule_break(pair, runs);
    if (!out.state && runs.a.simulation.world().state_hash() != runs.b.simulation.world().state_hash() &&
        !runs.differences().empty())
      out.state = state_break(pair, runs.a.simulation.world().month);
  }
  return out;
}

}  // namespace chokepoint
