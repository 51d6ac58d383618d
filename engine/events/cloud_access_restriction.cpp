// cloud_access_restriction: firms of the targets may no longer rent compute abroad, or only under their own name.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class CloudAccessRestriction : public Event {
 public:
  bool kyc = false, own_clouds = false;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : header.targets) {
      if (n == view.issuer) continue;
      if (own_clouds) {
        double& hosting = kyc ? regimes.hosting_kyc(view.issuer, n) : regimes.hosting_closed(view.issuer, n);
        hosting = either(hosting, view.severity);
        regimes.hosting_rules = true;
      } else {
        double& renting = kyc ? regimes.rental_kyc[n] : regimes.rental_closed[n];
        renting = either(renting, view.severity);
      }
      if (!kyc) regimes.cut_off(view.issuer, n) = either(regimes.cut_off(view.issuer, n), view.severity);
    }
  }
  std::string describe(const WorldData& data) const override {
    const char* what =
        kyc          ? own_clouds ? "makes its clouds report customers from" : "makes clouds report customers from"
        : own_clouds ? "stops its clouds from letting compute to"
                     : "stops renting compute to";
    return fmt::format("{} {} {}", nation_list(data, header.issuers), what, nation_list(data, header.targets));
  }
};

constexpr EventField cloud_access_restriction_fields[] = {
    {"scope",
     FieldKind::choice,
     "",
     "rent",
     "rent: renting is closed; kyc: clouds must know and report their customers",
     {},
     "rent kyc"},
    {"hosts",
     FieldKind::choice,
     "",
     "all",
     "all: clouds everywhere, as a rule on the chips in them would; own: firms of the issuer wherever their data "
     "centres stand, and data centres on its soil. With `fdpr` always all",
     {},
     "all own"},
};

std::unique_ptr<Event> read_cloud_access_restriction(EventReader& r, const EventHeader& header) {
  r.require_targets(header);
  const bool own = r.choice("hosts") == "own";
  const WorldData& data = r.data;
  if (own)
    r.require_issuer(header);
  else
    r.require_seller(header, "accelerators that clouds abroad run on ('hosts: own' is about its own clouds)",
                     [&](NationId n) {
                       return std::ranges::any_of(ids<DesignerId>(data.designers.count()), [&](DesignerId d) {
                         return data.sells_abroad[d] && data.home[data.vertex(d)] == n;
                       });
                     });
  auto event = std::make_unique<CloudAccessRestriction>();
  event->kyc = r.choice("scope") == "kyc";
  event->own_clouds = own && !header.fdpr;
  return event;
}

}  // namespace

extern constinit const EventType cloud_access_restriction{
    "cloud_access_restriction",
    "closes or watches renting of compute abroad",
    EventKind::measure,
    "The attraction of renting abroad for the targets' firms × (1 − severity); with `kyc` × (1 − `rental.kyc_effect` × "
    "severity). With `hosts: own` the same for the offers of the issuer's firms and of data centres "
    "on its soil alone: renters turn to the hosts that are left.",
    cloud_access_restriction_fields,
    R"(id: us-remote-access
type: cloud_access_restriction
issuer: US
targets: [CN]
scope: rent
severity: 0.8
start: 2026-10
source: hypothetical)",
    read_cloud_access_restriction,
    "targets fdpr"};

}  // namespace chokepoint::events
