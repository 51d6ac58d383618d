// The walk, and which events stand at its end.
#include "analysis/why/chain.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/network/closing_events.hpp"
#include "engine/measure/single_run.hpp"

namespace chokepoint {

double Step::remainder() const {
  double rest = difference();
  for (const Contribution& part : parts) rest -= part.effect;
  return rest;
}

namespace {

/// Below this share of the measure's difference a part is not followed.
constexpr double least_share = 0.05;

Step step_of(const Evidence& e, const CauseNode& n) {
  Step out;
  out.quantity = n.mechanism->name, out.unit = n.mechanism->unit, out.phase = n.mechanism->phase;
  out.node = n;
  out.month = n.month;
  n.mechanism->split(e, n, out);
  std::erase_if(out.parts, [](const Contribution& p) { return p.effect == 0 && p.a == p.b; });
  std::ranges::stable_sort(out.parts, std::greater{}, [](const Contribution& p) { return std::fabs(p.effect); });
  return out;
}

/// A part that waits to be followed.
struct Ahead {
  CauseNode node;
  double share;
  std::size_t parent;
};

}  // namespace

Chain explain(const Evidence& e, std::size_t steps) {
  Chain out;
  std::vector<Ahead> ahead;
  if (const CauseNode root = root_of(e); root.mechanism) ahead.push_back({root, 1, 0});
  std::vector<CauseNode> seen;
  while (!ahead.empty() && out.size() < steps) {
    const auto next = std::ranges::max_element(ahead, {}, [](const Ahead& a) { return std::fabs(a.share); });
    const Ahead now = *next;
    ahead.erase(next);
    if (std::ranges::find(seen, now.node) != seen.end()) continue;
    seen.push_back(now.node);
    Step step = step_of(e, now.node);
    step.share = now.share, step.parent = now.parent;
    const double whole = step.difference();
    for (const Contribution& part : step.parts)
      if (const double share = whole != 0 ? now.share * part.effect / whole : 0;
          part.from.mechanism && std::fabs(share) >= least_share)
        ahead.push_back({part.from, share, out.size()});
    out.push_back(std::move(step));
  }
  return out;
}

namespace {

/// By event of a scenario: whether it closes more than a twentieth of one of the links, alone or with the others.
std::vector<std::string> closing(const RunPair& pair, const Scenario& scenario, const Parameters& parameters,
                                 Month month, const std::vector<EdgeId>& links) {
  SingleRun run(scenario, pair.phases, pair.seed, pair.replicate, &parameters);
  while (run.simulation().next() <= month) run.simulation().step();
  std::vector<std::string> out;
  const World& world = run.simulation().world();
  const RandomStream random(pair.seed, pair.replicate);
  MeasureAlone alone(scenario, world, random, &parameters);
  constexpr double counts = 0.05;
  const auto closed = [&](EdgeId e) { return link_rule(alone.world(), alone.regimes(), e).closed_share; };
  const auto by_all = [&](EdgeId e) { return link_rule(world, run.simulation().regimes(), e).closed_share; };
  const auto closes = [&](EventId event) {
    alone.only(event, world.clocks[event]);
    if (std::ranges::any_of(links, [&](EdgeId e) { return closed(e) > counts; })) return true;
    alone.without(event);  // a measure may act through another one
    return std::ranges::any_of(links, [&](EdgeId e) { return by_all(e) - closed(e) > counts; });
  };
  for (const EventId event : world.clocks.ids())
    if (world.clocks[event].is_in_force(month) && closes(event))
      out.push_back(scenario.calendar->events()[event.index()]->header.id);
  return out;
}

}  // namespace

std::vector<std::string> closing_events(const RunPair& pair, Month month, const std::vector<EdgeId>& links) {
  const auto in_a = closing(pair, pair.a, pair.in_a, month, links),
             in_b = closing(pair, pair.b, pair.in_b, month, links);
  std::vector<std::string> out;
  for (const std::string& id : in_a)
    if (std::ranges::find(in_b, id) == in_b.end()) out.push_back("A: " + id);
  for (const std::string& id : in_b)
    if (std::ranges::find(in_a, id) == in_a.end()) out.push_back("B: " + id);
  return out;
}

}  // namespace chokepoint
