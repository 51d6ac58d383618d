// A tree of branches.
#include "analysis/runs/shared_months.hpp"

#include <algorithm>

namespace chokepoint {

SharedMonths::SharedMonths(std::vector<const Scenario*> scenarios) {
  std::vector<ScenarioCourse> courses;
  for (const Scenario* s : scenarios)
    if (s->trunk && ScenarioCourse(*s).governed && std::ranges::find(scenarios_, s->trunk.get()) == scenarios_.end())
      scenarios_.push_back(s->trunk.get());
  trunks_ = scenarios_.size();
  scenarios_.insert(scenarios_.end(), scenarios.begin(), scenarios.end());
  branches_.resize(scenarios_.size());
  for (const Scenario* s : scenarios_) courses.emplace_back(*s);
  for (std::size_t s = 0; s < scenarios_.size(); ++s) place(s, courses);
  for (auto& of : branches_) std::ranges::stable_sort(of, {}, [&](std::size_t s) { return from_[s]; });
}

/// Finds what a scenario branches off, and when.
void SharedMonths::place(std::size_t s, std::span<const ScenarioCourse> courses) {
  Month from{0};
  std::size_t parent = 0;
  const Scenario& own = *scenarios_[s];
  if (s >= trunks_ && own.trunk && courses[s].governed) {
    parent = static_cast<std::size_t>(std::ranges::find(scenarios_, own.trunk.get()) - scenarios_.begin());
    from = std::min(*own.branched_at, own.end);
  } else {
    for (std::size_t other = trunks_; other < s; ++other) {
      if (scenarios_[other]->end != own.end) continue;
      const Month parts = std::min(first_difference(courses[other], courses[s]), own.end);
      if (parts > from) from = parts, parent = other;
    }
  }
  from_.push_back(from);
  if (from > Month{0}) branches_[parent].push_back(s);
}

std::size_t SharedMonths::months_apart() const {
  std::size_t all = 0;
  for (const Scenario* s : scenarios()) all += static_cast<std::size_t>(s->end.index) + 1;
  return all;
}

std::size_t SharedMonths::months() const {
  std::size_t all = months_apart();
  for (const Month from : from_) all -= static_cast<std::size_t>(from.index);
  for (std::size_t t = 0; t < trunks_; ++t)
    if (!branches_[t].empty()) all += static_cast<std::size_t>(from_[branches_[t].back()].index);
  return all;
}

void SharedMonths::follow(std::size_t s, MeasuredRun& run, std::vector<Measured>& out) const {
  for (const std::size_t b : branches_[s]) {
    run.run_to(from_[b] - 1);
    MeasuredRun branch(run, *scenarios_[b]);
    follow(b, branch, out);
  }
  if (s >= trunks_) out[s] = run.finish();
}

std::vector<Measured> SharedMonths::measure(const Replicate& replicate,
                                            const std::function<Parameters(const Scenario&)>& parameters) const {
  std::vector<Measured> out(scenarios_.size());
  for (std::size_t s = 0; s < scenarios_.size(); ++s) {
    if (from_[s] > Month{0}) continue;
    const Parameters own = parameters(*scenarios_[s]);
    MeasuredRun run(*scenarios_[s], replicate.phases, replicate.layout, replicate.seed, replicate.number,
                    static_cast<std::size_t>(scenarios_[s]->end.index) + 1, &own);
    if (replicate.observer && *replicate.observer)
      run.observe((*replicate.observer)(*scenarios_[s], own, replicate.number));
    if (replicate.network) run.look_at_network();
    follow(s, run, out);
  }
  out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(trunks_));
  return out;
}

}  // namespace chokepoint
