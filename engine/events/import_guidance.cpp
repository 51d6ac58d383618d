// import_guidance: the issuer advises its firms against foreign accelerators.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class ImportGuidance : public Event {
 public:
  double strength = 0;

  void in_force(const EventView&, Regimes& regimes) const override {
    regimes.guidance[header.issuer] = either(regimes.guidance[header.issuer], strength * header.severity);
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} advises against foreign accelerators (strength {:.2f})", nation_list(data, {header.issuer}), strength);
  }
};

constexpr EventField fields[] = {{"strength", "share", "required", "of the demand for foreign parts that is suppressed"}};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<ImportGuidance>();
  event->strength = r.required_number("strength", config::share);
  return event;
}

}  // namespace

extern constinit const EventType import_guidance{"import_guidance", "advises firms against foreign accelerators", fields, read};

}  // namespace chokepoint::events
