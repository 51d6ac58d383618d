// import_ban: the issuer closes a share of its market to a supplier.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class ImportBan : public Event {
 public:
  VertexId supplier;
  double sectors_share = 1;

  void in_force(const EventView&, Regimes& regimes) const override {
    double& closed = regimes.import_ban(header.issuer, supplier);
    closed = either(closed, sectors_share * header.severity);
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} closes {:.0f} % of its market to {}", nation_list(data, {header.issuer}), 100 * sectors_share, data.vertex_name(supplier));
  }
};

constexpr EventField fields[] = {
    {"supplier", "name", "required", "designer, foundry, memory maker or toolmaker"},
    {"sectors_share", "share", "1", "of the issuer's demand that is closed"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<ImportBan>();
  event->supplier = r.supplier("supplier");
  event->sectors_share = r.number("sectors_share", 1, config::share);
  return event;
}

}  // namespace

extern constinit const EventType import_ban{"import_ban", "closes a share of the issuer's market to a supplier", fields, read};

}  // namespace chokepoint::events
