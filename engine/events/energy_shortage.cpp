// energy_shortage: the targets lose a share of the power that AI may use.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class EnergyShortage : public Event {
 public:
  double lost = 0;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : header.targets) regimes.capacity[view.data.vertex(n)] *= 1 - lost * view.severity;
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} loses {:.0f} % of the power for AI", nation_list(data, header.targets), 100 * lost);
  }
};

constexpr EventField energy_shortage_fields[] = {
    {"lost", FieldKind::number, "share", "required", "of the power that AI may use", config::share}};

std::unique_ptr<Event> read_energy_shortage(EventReader& r, const EventHeader& header) {
  if (header.targets.empty() && !r.has("targets"))
    r.mistake("targets", fmt::format("event '{}' lacks 'targets': the nations that lose power", header.id));
  auto event = std::make_unique<EnergyShortage>();
  event->lost = r.number("lost");
  const auto has_firms = [&](NationId n) { return !r.data.firms_of[n].empty(); };
  r.require_some("targets", header.targets, "AI firms to power", has_firms);
  return event;
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
    read_energy_shortage,
    "places"};

}  // namespace chokepoint::events
