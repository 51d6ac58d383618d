// open_restriction: the issuer keeps its labs from opening weights, or foreign open weights from its market.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class OpenRestriction : public Event {
 public:
  bool labs = true;

  void in_force(const EventView& view, Regimes& regimes) const override {
    double& closed = (labs ? regimes.open_release_closed : regimes.open_use_closed)[view.issuer];
    closed = either(closed, view.severity);
  }
  std::string describe(const WorldData& data) const override {
    return nation_list(data, {header.issuer}) + (labs ? " keeps its labs from opening weights" : " keeps foreign open weights from its market");
  }
};

constexpr EventField fields[] = {{"scope", FieldKind::choice, "", "labs", "own labs may not open weights; or foreign open weights may not be used", {}, "labs use"}};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<OpenRestriction>();
  event->labs = r.choice("scope") == "labs";
  return event;
}

}  // namespace

extern constinit const EventType open_restriction{
    "open_restriction", "restricts opening, or using, open weights", EventKind::measure,
    "labs: the probability that the issuer's labs open a model × (1 − severity); use: the odds of foreign vendors at the open price in the issuer's market × (1 − severity).", fields,
    R"(id: cn-closes-weights
type: open_restriction
issuer: CN
scope: labs
start: 2027-01
source: hypothetical)",
    read};

}  // namespace chokepoint::events
