// hub_enforcement: controls at the hubs through which accelerators are diverted, such as permits for re-export.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class HubEnforcement : public Event {
 public:
  NationList hubs;
  double level = 0;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const Hubs& all = view.world.hubs;
    for (const HubId h : all.nation.ids()) {
      if (!hubs.contains(all.nation[h])) continue;
      const double usual = all.enforcement_start[h];
      regimes.hub_enforcement[h] =
          std::max(regimes.hub_enforcement[h], usual + view.severity * std::max(0.0, level - usual));
    }
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} has diversion through {} watched (enforcement {:.0f} %)", nation_list(data, header.issuers),
                       nation_list(data, hubs), 100 * level);
  }
};

constexpr EventField hub_enforcement_fields[] = {
    required(field(&HubEnforcement::hubs, "hubs", "",
                   "nations whose hubs are watched: the issuer itself, or others that it moves to it")),
    required(field(&HubEnforcement::level, "level", "share", "enforcement at these hubs, where their own is lower",
                   config::share)),
};

void HubEnforcement::check(EventReader& r) {
  const auto& homes = r.data.hub_nation.cells();
  const auto has_hub = [&](NationId n) { return std::ranges::find(homes, n) != homes.end(); };
  if (hubs.empty() || std::ranges::any_of(hubs, has_hub)) return;
  NationList known;
  for (const NationId n : r.data.nation_ids())
    if (has_hub(n)) known.add(n);
  r.mistake("hubs", fmt::format("no accelerators are diverted through {}: hubs are in {}", nation_list(r.data, hubs),
                                nation_list(r.data, known)));
}

}  // namespace

extern constinit const EventType hub_enforcement{
    "hub_enforcement",
    "raises enforcement at hubs through which accelerators are diverted",
    EventKind::measure,
    "Own enforcement e of every hub in `hubs` is at least e₀ + severity × (`level` − e₀)⁺, e₀ its usual one "
    "(data/world/hubs.csv); the highest of all measures counts. Its share of the diverted flow × (1 − e)/(1 − e₀); "
    "of what passes, `hub.seizure` × (1 − (1 − e)/(1 − e₀)) is seized.",
    hub_enforcement_fields,
    R"(id: gulf-permits
type: hub_enforcement
issuer: US
hubs: [GULF]
level: 0.6
start: 2026-10
source: hypothetical)",
    make_event<HubEnforcement>,
    "issuer"};

}  // namespace chokepoint::events
