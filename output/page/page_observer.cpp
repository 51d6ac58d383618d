// Looking at a run for the page.
#include "output/page/page_observer.hpp"

namespace chokepoint::output {
namespace {

constexpr std::size_t most_firms = 20'000;  // to tell what an event touches every link is visited, for each event

}  // namespace

PageObserver::PageObserver(const PageWorld& world, const Scenario& scenario, const RandomStream& random,
                           const Parameters& parameters)
    : world_(&world) {
  if (scenario.initial->world.data->firms.count() <= most_firms) reach_.emplace(scenario, random, parameters);
}

PageObserver::PageObserver(const PageObserver& trunk, const Scenario& branch)
    : world_(trunk.world_), seen_(trunk.seen_) {
  if (trunk.reach_) reach_.emplace(*trunk.reach_, branch);
}

void PageObserver::month_ended(const Simulation& run) {
  world_->look(run, seen_);
  if (reach_) reach_->look(run);
}

std::unique_ptr<RunObserver> PageObserver::branch(const Scenario& scenario) const {
  return std::make_unique<PageObserver>(*this, scenario);
}

std::vector<std::string> PageObserver::touches() const {
  std::vector<std::string> out;
  if (reach_)
    for (const Touch& touch : reach_->touches()) out.push_back(touch.text());
  return out;
}

}  // namespace chokepoint::output
