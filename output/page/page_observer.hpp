// What the page tells of a run beside its series, seen as the run goes: the map, the supply chain, what events touch.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/network/event_reach.hpp"
#include "engine/run/run_observer.hpp"
#include "output/page/page_world.hpp"

namespace chokepoint::output {

/// Looks at one run for the page.
class PageObserver final : public RunObserver {
 public:
  /// Looks at the map and the supply chain.
  explicit PageObserver(const PageWorld& world) : world_(&world) {}
  /// Looks also at what events touch. The world and the scenario must outlive this; `parameters`: of the run, before
  /// any event.
  PageObserver(const PageWorld& world, const Scenario& scenario, const RandomStream& random,
               const Parameters& parameters);
  PageObserver(const PageObserver& trunk, const Scenario& branch);

  void month_ended(const Simulation& run) override;
  [[nodiscard]] std::unique_ptr<RunObserver> branch(const Scenario& scenario) const override;

  [[nodiscard]] const PageWorld::Seen& seen() const { return seen_; }
  /// What each event touches, in words, by EventId; none if that was not looked at, as in a world of very many firms.
  [[nodiscard]] std::vector<std::string> touches() const;

 private:
  const PageWorld* world_;
  PageWorld::Seen seen_;
  std::optional<EventReach> reach_;
};

}  // namespace chokepoint::output
