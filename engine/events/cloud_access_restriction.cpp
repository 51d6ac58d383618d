// cloud_access_restriction: firms of the targets may no longer rent compute abroad, or only under their own name.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class CloudAccessRestriction : public Event {
 public:
  bool kyc = false;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : header.targets) {
      double& closed = kyc ? regimes.rental_kyc[n] : regimes.rental_closed[n];
      closed = either(closed, view.severity);
      if (!kyc) regimes.cut_off(view.issuer, n) = either(regimes.cut_off(view.issuer, n), view.severity);
    }
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} {} {}", nation_list(data, header.issuers), kyc ? "makes clouds report customers from" : "stops renting compute to", nation_list(data, header.targets));
  }
};

constexpr EventField fields[] = {{"scope", FieldKind::choice, "", "rent", "rent: renting is closed; kyc: clouds must know and report their customers", {}, "rent kyc"}};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_targets(header);
  auto event = std::make_unique<CloudAccessRestriction>();
  event->kyc = r.choice("scope") == "kyc";
  return event;
}

}  // namespace

extern constinit const EventType cloud_access_restriction{
    "cloud_access_restriction", "closes or watches renting of compute abroad", EventKind::measure,
    "The attraction of renting abroad for the targets' firms × (1 − severity); with `kyc` × (1 − `rental.kyc_effect` × severity).", fields,
    R"(id: us-remote-access
type: cloud_access_restriction
issuer: US
targets: [CN]
scope: rent
severity: 0.8
start: 2026-10
source: hypothetical)",
    read};

}  // namespace chokepoint::events
