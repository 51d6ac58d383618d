// treaty: while it holds, parties strike at each other less often, and may suspend measures.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class Treaty : public Event {
 public:
  NationList parties;
  std::vector<std::string> suspends;
  double hazard_factor = 0.35;

  void check(EventReader& r) override;
  void link(const EventDirectory& directory) override { suspended_ = directory.measures(suspends, suspends_place_); }
  void relieve(const EventView& view, std::span<double> kept) const override {
    for (const EventId e : suspended_) kept[e.index()] *= 1 - view.severity;
  }
  double factor_on_hazards(const EventHeader& other, double severity) const override {
    const bool struck_by = std::ranges::any_of(other.issuers, [&](NationId n) { return parties.contains(n); });
    const bool between = struck_by && std::ranges::any_of(other.targets, [&](NationId n) {
                           return !other.issuers.contains(n) && parties.contains(n);
                         });
    return between ? 1 - (1 - hazard_factor) * severity : 1.0;
  }
  bool about_events() const override { return true; }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} agree on a truce{}", nation_list(data, parties),
                       suspends.empty() ? "" : " and suspend measures");
  }

 private:
  std::vector<EventId> suspended_;
  Place suspends_place_;
};

constexpr EventField treaty_fields[] = {
    required(field(&Treaty::parties, "parties", "", "two nations or more")),
    field(&Treaty::suspends, "suspends", FieldKind::events, "",
          "ids of measures, or `tag:NAME`, that rest while it holds"),
    field(&Treaty::hazard_factor, "hazard_factor", "", "on the hazards of events by which one party strikes at another",
          config::share),
};

void Treaty::check(EventReader& r) {
  if (r.has("parties") && !r.is_wrong("parties") && parties.size() < 2)
    r.mistake("parties", "a treaty has two 'parties' or more");
  suspends_place_ = r.place_of("suspends");
}

}  // namespace

extern constinit const EventType treaty{
    "treaty",
    "a truce between nations: fewer new measures, old ones suspended",
    EventKind::measure,
    "Hazards in the triggers of events whose issuer and one of whose targets are parties × (1 − (1 − hazard_factor) × "
    "severity); several treaties multiply. The severity of the measures in `suspends` × (1 − severity).",
    treaty_fields,
    R"(id: busan-2
type: treaty
parties: [US, CN]
suspends: [us-2023-10-chips]
start: 2026-11
duration: 12
source: hypothetical)",
    make_event<Treaty>,
    "",
    "targets"};

}  // namespace chokepoint::events
