// Choices of a study over all states of the world.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "analysis/methods/enough.hpp"
#include "analysis/sweep/findings.hpp"

namespace chokepoint {
namespace {

/// Worth by choice, then state; the more the better.
using WorthByState = std::map<std::string, std::map<std::string, double>>;

/// Factors of a point that are levers which an alternative takes, or that are none, as text.
std::string told_factors(const PlanSpec& spec, const std::vector<double>& values,
                         const std::function<bool(std::size_t)>& told) {
  std::string out;
  for (std::size_t f = 0; f < values.size(); ++f)
    if (told(f)) out += fmt::format(", {} {}", spec.factors[f].name, spec.factors[f].text(values[f]));
  return out;
}

WorthByState worth_by_state(const Plan& plan, const SweepTable& table, std::size_t o) {
  const PlanSpec& spec = plan.spec();
  WorthByState out;
  for (std::size_t p = 0; p < plan.points(); ++p) {
    const std::vector<double> values = plan.values(p);
    const std::string state = told_factors(spec, values, [&](std::size_t f) { return !spec.factors[f].lever; });
    for (std::size_t a = 0; a < spec.alternatives.size(); ++a) {
      const Alternative& alternative = spec.alternatives[a];
      const std::string choice = alternative.name + told_factors(spec, values, [&](std::size_t f) {
                                   return spec.factors[f].lever && alternative.takes[f];
                                 });
      for (std::size_t r = 0; r < spec.replicates; ++r)
        if (const double x = table.worth[o][plan.index({p, a, r})]; std::isfinite(x))
          out[choice][fmt::format("{} {}", r, state)] = spec.objectives[o].high ? x : -x;
    }
  }
  return out;
}

/// In how many choices each state is met.
std::map<std::string, std::size_t> states_met(const WorthByState& by_choice) {
  std::map<std::string, std::size_t> out;
  for (const auto& [choice, states] : by_choice)
    for (const auto& [state, x] : states) ++out[state];
  return out;
}

}  // namespace

std::optional<RobustnessFinding> robust_choices(const Plan& plan, const SweepTable& table, std::size_t o) {
  const Objective& objective = plan.spec().objectives[o];
  const WorthByState by_choice = worth_by_state(plan, table, o);
  if (by_choice.size() < 2) return std::nullopt;
  const std::map<std::string, std::size_t> met = states_met(by_choice);
  std::vector<std::string> names;
  std::vector<std::vector<double>> worth;
  for (const auto& [choice, states] : by_choice) {
    names.push_back(choice);
    auto& row = worth.emplace_back();
    for (const auto& [state, x] : states)
      if (met.at(state) == by_choice.size()) row.push_back(x);
  }
  RobustnessFinding out{plan.spec().outputs[objective.output].name,
                        objective.high,
                        worth[0].size(),
                        met.size() - worth[0].size(),
                        {},
                        {},
                        false};
  if (out.states == 0) {
    out.reason = "no state has all choices: levers are compared in a grid, or as scenarios";
    return out;
  }
  if (const std::string few = too_few(out.states, fewest::states_for_tails, "states"); !few.empty())
    out.reason = "worst tenth and 90 % regret: " + few;
  const std::vector<Robustness> found = robustness_of(worth, table.counts_from[objective.output]);
  out.alike = std::ranges::all_of(found, [](const Robustness& r) { return r.best_in == 1; });
  const double sign = objective.high ? 1 : -1;
  for (std::size_t k = 0; k < names.size(); ++k) {
    out.choices.push_back({names[k], found[k]});
    Robustness& r = out.choices.back().worth;
    r.mean *= sign, r.worst *= sign, r.tail *= sign;
  }
  std::ranges::stable_sort(out.choices, {}, [](const auto& choice) { return choice.worth.greatest_regret; });
  return out;
}

}  // namespace chokepoint
