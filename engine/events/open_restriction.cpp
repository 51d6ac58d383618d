// open_restriction: the issuer keeps its labs from opening weights, or foreign open weights from its market.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class OpenRestriction : public Event {
 public:
  bool labs = true;

  void in_force(const EventView&, Regimes& regimes) const override {
    double& closed = (labs ? regimes.open_release_closed : regimes.open_use_closed)[header.issuer];
    closed = either(closed, header.severity);
  }
  std::string describe(const WorldData& data) const override {
    return nation_list(data, {header.issuer}) + (labs ? " keeps its labs from opening weights" : " keeps foreign open weights from its market");
  }
};

constexpr EventField fields[] = {{"scope", "labs, use", "labs", "own labs may not open weights, or foreign open weights may not be used"}};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<OpenRestriction>();
  event->labs = r.choice("scope", "labs", {"labs", "use"}) == "labs";
  return event;
}

}  // namespace

extern constinit const EventType open_restriction{"open_restriction", "restricts opening, or using, open weights", fields, read};

}  // namespace chokepoint::events
