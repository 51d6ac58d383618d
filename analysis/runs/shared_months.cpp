// A tree of branches.
#include "analysis/runs/shared_months.hpp"

#include <algorithm>

#include "engine/scenario/divergence.hpp"

namespace chokepoint {

SharedMonths::SharedMonths(std::vector<const Scenario*> scenarios)
    : scenarios_(std::move(scenarios)), branches_(scenarios_.size()) {
  for (std::size_t s = 0; s < scenarios_.size(); ++s) {
    Month from{0};
    std::size_t parent = 0;
    for (std::size_t other = 0; other < s; ++other) {
      if (scenarios_[other]->end != scenarios_[s]->end) continue;
      const Month parts = std::min(first_difference(*scenarios_[other], *scenarios_[s]), scenarios_[s]->end);
      if (parts > from) from = parts, parent = other;
    }
    from_.push_back(from);
    if (from > Month{0}) branches_[parent].push_back(s);
  }
  for (auto& of : branches_) std::ranges::stable_sort(of, {}, [&](std::size_t s) { return from_[s]; });
}

std::size_t SharedMonths::months_apart() const {
  std::size_t all = 0;
  for (const Scenario* s : scenarios_) all += static_cast<std::size_t>(s->end.index) + 1;
  return all;
}

std::size_t SharedMonths::months() const {
  std::size_t all = months_apart();
  for (const Month from : from_) all -= static_cast<std::size_t>(from.index);
  return all;
}

void SharedMonths::follow(std::size_t s, MeasuredRun& run, std::vector<Measured>& out) const {
  for (const std::size_t b : branches_[s]) {
    run.run_to(from_[b] - 1);
    MeasuredRun branch(run, *scenarios_[b]);
    follow(b, branch, out);
  }
  out[s] = run.finish();
}

std::vector<Measured> SharedMonths::measure(std::span<const Phase> phases, const Layout& layout, std::uint64_t seed,
                                            std::uint64_t replicate,
                                            const std::function<Parameters(const Scenario&)>& parameters) const {
  std::vector<Measured> out(scenarios_.size());
  for (std::size_t s = 0; s < scenarios_.size(); ++s) {
    if (from_[s] > Month{0}) continue;
    const Parameters own = parameters(*scenarios_[s]);
    MeasuredRun run(*scenarios_[s], phases, layout, seed, replicate,
                    static_cast<std::size_t>(scenarios_[s]->end.index) + 1, &own);
    follow(s, run, out);
  }
  return out;
}

}  // namespace chokepoint
