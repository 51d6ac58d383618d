// The walk, and which events stand at its end.
#include "analysis/why/chain.hpp"

#include <algorithm>
#include <cmath>
#include <map>

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

/// By step: the events of a scenario that close more than a twentieth of one of its doors, alone or with the others.
std::vector<std::vector<std::string>> closing(const RunPair& pair, const Scenario& scenario,
                                              const Parameters& parameters, const Chain& chain) {
  constexpr double counts = 0.05;
  std::map<Month, std::vector<std::size_t>> asked;
  for (std::size_t s = 0; s < chain.size(); ++s)
    if (!chain[s].doors.empty()) asked[chain[s].node.month].push_back(s);
  std::vector<std::vector<std::string>> out(chain.size());
  SingleRun run(scenario, pair.phases, pair.seed, pair.replicate, &parameters);
  const RandomStream random(pair.seed, pair.replicate);
  for (const auto& [month, steps] : asked) {
    run.run_to(month);
    const World& world = run.simulation().world();
    MeasureAlone alone(scenario, world, random, &parameters);
    const auto closed = [&](EdgeId e) { return link_rule(alone.world(), alone.regimes(), e).closed_share; };
    std::map<EdgeId, double> by_none, by_all;  // compiled as each event's share is
    const auto note = [&](std::map<EdgeId, double>& shares) {
      for (const std::size_t s : steps)
        for (const EdgeId e : chain[s].doors) shares[e] = closed(e);
    };
    alone.none(), note(by_none);
    alone.all(), note(by_all);
    for (const EventId event : world.clocks.ids()) {
      if (!world.clocks[event].is_in_force(month)) continue;
      std::vector<std::size_t> left = steps;
      const auto tell = [&](const auto& closes) {
        std::erase_if(left, [&](std::size_t s) {
          if (std::ranges::none_of(chain[s].doors, closes)) return false;
          out[s].push_back(scenario.calendar->events()[event.index()]->header.id);
          return true;
        });
      };
      alone.only(event, world.clocks[event]);
      tell([&](EdgeId e) { return closed(e) - by_none[e] > counts; });
      alone.without(event);  // a measure may act through another one
      tell([&](EdgeId e) { return by_all[e] - closed(e) > counts; });
    }
  }
  return out;
}

}  // namespace

std::vector<std::size_t> main_path(const Chain& chain) {
  std::vector<std::size_t> out;
  if (!chain.empty()) out.push_back(0);
  for (std::size_t s = 1; s < chain.size(); ++s)
    if (chain[s].parent == out.back()) out.push_back(s);  // steps stand in the order of their shares
  return out;
}

void tell_closing_events(const RunPair& pair, Chain& chain) {
  const auto in_a = closing(pair, pair.a, pair.in_a, chain), in_b = closing(pair, pair.b, pair.in_b, chain);
  for (std::size_t s = 0; s < chain.size(); ++s) {
    const auto tell = [&](const char* run, const auto& here, const auto& there) {
      for (const std::string& id : here[s])
        if (std::ranges::find(there[s], id) == there[s].end()) chain[s].events.push_back(run + id);
    };
    tell("A: ", in_a, in_b), tell("B: ", in_b, in_a);
  }
}

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
  tell_closing_events(e.pair, out);
  return out;
}

}  // namespace chokepoint
