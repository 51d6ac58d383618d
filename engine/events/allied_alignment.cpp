// allied_alignment: named allies take a measure of another nation some months after it.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class AlliedAlignment : public Event {
 public:
  NationList allies;
  std::string measure;
  int lag = 0;

  void check(EventReader& r) override;

  void link(const EventDirectory& directory) override {
    const std::vector<EventId> found = directory.measures({measure}, measure_place_);
    if (found.empty()) return;
    const Event& other = directory.event(found[0]);
    if (dynamic_cast<const AlliedAlignment*>(&other)) {  // so that no chain of them closes a circle
      directory.mistakes().add(measure_place_,
                               fmt::format("'{}' is itself an alignment: name the measure that it follows", measure));
      return;
    }
    if (!other.by_issuer())
      directory.mistakes().add(measure_place_,
                               fmt::format("'{}' does the same whoever takes it: allies add nothing", measure));
    for (const NationId n : allies) {
      if (other.header.issuers.contains(n))
        directory.mistakes().add(allies_place_, fmt::format("an ally is itself the issuer of '{}'", measure));
      if (other.header.targets.contains(n))
        directory.mistakes().add(allies_place_, fmt::format("an ally is a target of '{}'", measure));
    }
    followed_ = found[0];
    event_ = &other;
  }

  void in_force(const EventView& view, Regimes& regimes) const override {
    if (!event_) return;
    const EventClock& clock = view.world.clocks[followed_];
    const Month since = std::max(clock.start + lag, view.since);
    if (!clock.is_in_force(view.month) || view.month < since) return;
    EventView followed = view;
    followed.severity *= severity_in(event_->header, clock, view.month, regimes.kept[followed_.index()]);
    followed.since = since;
    followed.until = clock.end;
    followed.event = followed_;
    if (followed.severity <= 0) return;
    for (const NationId n : allies) {
      if (event_->header.allies.contains(n)) continue;
      if (event_->header.allied_auto && view.world.ally_since(followed_, n) <= view.month) continue;
      followed.issuer = n;
      event_->in_force(followed, regimes);
    }
  }
  /// It begins and ends with another event's clock, some months late.
  bool varies() const override { return true; }
  bool by_issuer() const override { return false; }

  std::string describe(const WorldData& data) const override {
    return fmt::format("{} take the measure {} {}", nation_list(data, allies), measure,
                       lag == 0 ? "at once" : fmt::format("{} months after its start", lag));
  }

 private:
  Place measure_place_, allies_place_;
  EventId followed_;
  const Event* event_ = nullptr;
};

constexpr EventField allied_alignment_fields[] = {
    required(field(&AlliedAlignment::allies, "allies", "", "nations that follow")),
    required(field(&AlliedAlignment::measure, "measure", FieldKind::event, "", "id of the measure that they take")),
    field(&AlliedAlignment::lag, "lag", "months", "from the start of the measure until they follow", {0, 240}),
};

void AlliedAlignment::check(EventReader& r) {
  measure_place_ = r.place_of("measure");
  allies_place_ = r.place_of("allies");
}

}  // namespace

extern constinit const EventType allied_alignment{
    "allied_alignment",
    "allies take a measure of another nation, with a lag",
    EventKind::measure,
    "While the measure is in force and `lag` months have passed since its start, each ally is an issuer of the same "
    "measure, at its severity × this one's. Who is named in the measure's own `allied` follows once only.",
    allied_alignment_fields,
    R"(id: jp-nl-follow-on-servicing
type: allied_alignment
issuer: US
allies: [JP, NL]
measure: us-2022-10-tools
lag: 6
start: 2026-07
source: hypothetical)",
    make_event<AlliedAlignment>};

}  // namespace chokepoint::events
