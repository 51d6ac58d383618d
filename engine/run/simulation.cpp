// The month.
#include "engine/run/simulation.hpp"

#include <algorithm>
#include <cassert>

#include "engine/run/link_sums.hpp"

namespace chokepoint {

Simulation::Simulation(const Scenario& scenario, std::span<const Phase> phases, std::uint64_t seed,
                       std::uint64_t replicate, Observer* observer, const Parameters* parameters)
    : calendar_(scenario.calendar),
      phases_(phases),
      observer_(observer),
      random_(seed, replicate),
      base_(parameters ? *parameters : scenario.initial->parameters),
      parameters_(base_),
      world_(scenario.initial->world),
      regimes_(*world_.data),
      end_(scenario.end) {
  assert((observer || !calendar_->reads_metrics()) && "triggers that read metrics need an observer");
  world_.open();
  if (parameters) set_initial_levels(world_, base_);
  calendar_->start_clocks(world_);
  std::size_t variants = 0;
  for (const int v : world_.firms.variants.cells())
    variants += 2 * static_cast<std::size_t>(v);  // one may be closed and open
  const auto months = static_cast<std::size_t>(end_.index) + 1;
  const auto shortest_gap = static_cast<std::size_t>(std::max(1.0, base_.release_gap));
  world_.models.reserve(variants * (months / shortest_gap + 1) + calendar_->events().size());
  reserve_rules();
  reserve_link_sums(world_, 2, std::max(world_.data->nations.count(), world_.data->designers.count()),
                    world_.trade.edge_count());
}

void Simulation::reserve_rules() {
  regimes_.licences.reserve(calendar_->events().size() * world_.data->nations.count());
  for (auto* rules : {&regimes_.goods, &regimes_.goods_announced})
    rules->reserve(2 * calendar_->events().size() * world_.data->nations.count());
  regimes_.kept.reserve(calendar_->events().size());
  const auto rules_on_chips = static_cast<std::size_t>(
      std::ranges::count_if(calendar_->events(), [](const auto& event) { return event->bars_chips(); }));
  for (auto* bars : {&regimes_.chip_bars, &regimes_.chips_announced})
    bars->reserve(2 * rules_on_chips * world_.data->nations.count());
  regimes_.relaxed.reserve(calendar_->events().size() * (1 + rules_on_chips));
}

Simulation Simulation::branch(const Scenario& scenario, Observer* observer) const {
  Simulation out = *this;
  out.calendar_ = scenario.calendar;
  out.observer_ = observer;
  out.end_ = scenario.end;
  out.stale_ = true;
  out.calendar_->transfer_clocks(out.world_, *calendar_);
  out.reserve_rules();
  return out;
}

void Simulation::step() {
  begin_month();                                        // P0
  for (const Phase& phase : phases_) run_phase(phase);  // P1 .. P11
  end_month();                                          // P12
}

void Simulation::run(const std::function<void(const Simulation&)>& observe) {
  while (!done()) {
    step();
    if (observe) observe(*this);
  }
}

void Simulation::begin_month() {
  world_.month = next_;
  calendar_->advance(world_, parameters_, next_ > Month{0} ? observer_ : nullptr, random_);
  rules_changed_ = calendar_->changes_in(world_);
  if (stale_ || rules_changed_) calendar_->compile(world_, base_, random_, regimes_, parameters_);
  stale_ = false;
  calendar_->strike(world_, random_);
}

void Simulation::end_month() {
  if (observer_) observer_->observe(*this);
  next_ = next_ + 1;
}

std::size_t Simulation::domain_size(Domain domain) const {
  switch (domain) {
    case Domain::world:
      return 1;
    case Domain::nations:
      return world_.data->nations.count();
    case Domain::firms:
      return world_.data->firms.count();
    case Domain::designers:
      return world_.data->designers.count();
    case Domain::foundries:
      return world_.data->foundries.count();
    case Domain::memory_makers:
      return world_.data->memory_makers.count();
    case Domain::sellers:
      return world_.data->goods.company.size();
  }
  return 0;
}

void Simulation::run_phase(const Phase& phase) {
  const MonthView view{world_, parameters_, regimes_, random_, world_.month, world_.month.year()};
  for_each_block(domain_size(phase.domain),
                 [&](std::size_t first, std::size_t last) { phase.rule(view, first, last); });
}

}  // namespace chokepoint
