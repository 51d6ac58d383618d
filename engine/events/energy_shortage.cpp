// energy_shortage: the targets lose a share of the power that AI may use.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class EnergyShortage : public Event {
 public:
  double lost = 0;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : header.targets) regimes.capacity[view.data.vertex(n)] *= 1 - lost * view.severity;
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} loses {:.0f} % of the power for AI", nation_list(data, header.targets), 100 * lost);
  }
};

constexpr EventField energy_shortage_fields[] = {
    required(field(&EnergyShortage::lost, "lost", "share", "of the power that AI may use", config::share)),
};

void EnergyShortage::check(EventReader& r) {
  if (header.targets.empty() && !r.has("targets"))
    r.mistake("targets", fmt::format("event '{}' lacks 'targets': the nations that lose power", header.id));
  r.require_some("targets", header.targets, "AI firms to power", has_ai_firms);
}

}  // namespace

extern constinit const EventType energy_shortage{
    "energy_shortage",
    "takes a share of the power that AI may use",
    EventKind::measure,
    "The power for AI of each target × (1 − lost × severity) while in force: fewer accelerators run, and chip budgets "
    "× (share that can be powered)².",
    energy_shortage_fields,
    R"(id: us-energy-crunch
type: energy_shortage
targets: [US]
lost: 0.3
start: 2027-01
duration: 24
source: hypothetical)",
    make_event<EnergyShortage>,
    "",
    "places"};

}  // namespace chokepoint::events
