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
  double factor = 0.35;
  Place place;

  void link(const EventDirectory& directory) override { suspended_ = directory.measures(suspends, place); }
  void relieve(const EventView& view, std::span<double> kept) const override {
    for (const EventId e : suspended_) kept[e.index()] *= 1 - view.severity;
  }
  double hazard_factor(const EventHeader& other, double severity) const override {
    const bool struck_by = std::ranges::any_of(other.issuers, [&](NationId n) { return parties.contains(n); });
    const bool between = struck_by && std::ranges::any_of(other.targets, [&](NationId n) {
                           return !other.issuers.contains(n) && parties.contains(n);
                         });
    return between ? 1 - (1 - factor) * severity : 1.0;
  }
  bool about_events() const override { return true; }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} agree on a truce{}", nation_list(data, parties),
                       suspends.empty() ? "" : " and suspend measures");
  }

 private:
  std::vector<EventId> suspended_;
};

constexpr EventField treaty_fields[] = {
    {"parties", FieldKind::nations, "", "required", "two nations or more"},
    {"suspends", FieldKind::events, "", "", "ids of measures, or `tag:NAME`, that rest while it holds"},
    {"hazard_factor", FieldKind::number, "", "0.35", "on the hazards of events by which one party strikes at another",
     config::share},
};

std::unique_ptr<Event> read_treaty(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<Treaty>();
  const std::size_t before = r.mistakes().count();
  event->parties = r.nations("parties");
  if (r.has("parties") && r.mistakes().count() == before && event->parties.size() < 2)
    r.mistake("parties", "a treaty has two 'parties' or more");
  event->suspends = r.words("suspends");
  event->place = r.place_of("suspends");
  event->factor = r.number("hazard_factor");
  return event;
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
    read_treaty,
    "targets"};

}  // namespace chokepoint::events
