// service_ban: the issuer keeps AI services of other nations' firms from its market.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class ServiceBan : public Event {
 public:
  std::vector<NationId> origins;

  void in_force(const EventView&, Regimes& regimes) const override {
    for (const NationId origin : origins) regimes.service_odds(header.issuer, origin) *= 1 - header.severity;
  }
  std::string describe(const WorldData& data) const override {
    const bool all = origins.size() + 1 >= data.nations.count();
    return fmt::format("{} keeps out AI services from {}", nation_list(data, {header.issuer}), all ? "abroad" : nation_list(data, origins));
  }
};

constexpr EventField fields[] = {{"origins", "nations, or foreign", "required", "whose services are kept out"}};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<ServiceBan>();
  if (!r.require("origins")) return event;
  if (const auto words = r.words("origins"); words.size() == 1 && words[0] == "foreign") {
    for (const NationId n : ids<NationId>(r.data.nations.count()))
      if (n != header.issuer) event->origins.push_back(n);
  } else {
    event->origins = r.nations("origins");
  }
  return event;
}

}  // namespace

extern constinit const EventType service_ban{"service_ban", "keeps foreign AI services out; severity 0.95 leaves a twentieth of the odds", fields, read};

}  // namespace chokepoint::events
