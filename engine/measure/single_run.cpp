// A run and its record.
#include "engine/measure/single_run.hpp"

namespace chokepoint {

SingleRun::SingleRun(const Scenario& scenario, std::span<const Phase> phases, std::uint64_t seed,
                     std::uint64_t replicate, const Parameters* parameters)
    : SingleRun(scenario, phases,
                scenario.calendar->reads_metrics()
                    ? std::make_shared<const Layout>(*scenario.initial->world.data, Wanted().add(*scenario.calendar))
                    : nullptr,
                seed, replicate, parameters) {}

SingleRun::SingleRun(const Scenario& scenario, std::span<const Phase> phases, std::shared_ptr<const Layout> layout,
                     std::uint64_t seed, std::uint64_t replicate, const Parameters* parameters)
    : layout_(std::move(layout)),
      observer_(layout_ ? std::make_unique<Recorder>(*layout_, *scenario.initial->world.data,
                                                     static_cast<std::size_t>(scenario.end.index) + 1)
                        : nullptr),
      simulation_(scenario, phases, seed, replicate, observer_.get(), parameters) {}

SingleRun::SingleRun(const SingleRun& trunk, const Scenario& branch)
    : layout_(trunk.layout_),
      observer_(trunk.observer_ ? trunk.observer_->clone() : nullptr),
      simulation_(trunk.simulation_.branch(branch, observer_.get())) {}

void SingleRun::run_to(Month last) {
  while (!simulation_.done() && simulation_.next() <= last) simulation_.step();
}

}  // namespace chokepoint
