// energy_buildout: nations add power for AI beyond the trend.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class EnergyBuildout : public Event {
 public:
  double amount = 0;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const auto build = [&](NationId n, const NationList& named) {
      regimes.power_added[n] += amount * named.part(n) / 1000 * view.severity;
    };
    const bool ally = !header.issuers.contains(view.issuer) && view.issuer.exists();
    if (header.targets.empty() || ally)
      build(view.issuer, header.issuers);  // an ally builds at home, not once more at the targets
    else
      for (const NationId n : header.targets) build(n, header.targets);
  }
  bool by_issuer() const override { return header.targets.empty(); }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} adds {:.0f} MW of power for AI a year",
                       nation_list(data, header.targets.empty() ? header.issuers : header.targets), amount);
  }
};

constexpr EventField energy_buildout_fields[] = {
    required(field(&EnergyBuildout::amount, "amount", "MW/year",
                   "added while in force, in each nation or region named, on top of the trend; it stays",
                   config::not_negative)),
};

void EnergyBuildout::check(EventReader& r) {
  if (header.targets.empty() && !r.has("targets")) r.require_issuer();
  r.require_some("targets", header.targets, "AI firms to power", has_ai_firms);
  if (header.targets.empty()) r.require_some("issuer", header.issuers, "AI firms to power", has_ai_firms);
}

}  // namespace

extern constinit const EventType energy_buildout{
    "energy_buildout",
    "adds power for AI beyond the trend",
    EventKind::measure,
    "Power for AI of the targets (or of the issuer, if there are none) rises by amount × severity a year while in "
    "force, and keeps what was built.",
    energy_buildout_fields,
    R"(id: us-builds-power
type: energy_buildout
issuer: US
amount: 8000
start: 2027-01
duration: 36
ramp: {shape: linear, months: 12}
source: hypothetical)",
    make_event<EnergyBuildout>,
    "",
    "places"};

}  // namespace chokepoint::events
