// cloud_access_restriction: firms of the targets may no longer rent compute abroad, or only under their own name.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class CloudAccessRestriction : public Event {
 public:
  std::string scope = "rent", hosts = "all";
  bool kyc = false, own_clouds = false;  ///< what these two say

  void check(EventReader& r) override;

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
    field(&CloudAccessRestriction::scope, "scope", FieldKind::choice, "",
          "rent: renting is closed; kyc: clouds must know and report their customers", {}, "rent kyc"),
    field(&CloudAccessRestriction::hosts, "hosts", FieldKind::choice, "",
          "all: clouds everywhere, as a rule on the chips in them would; own: firms of the issuer wherever their data "
          "centres stand, and data centres on its soil. With `fdpr` always all",
          {}, "all own"),
};

void CloudAccessRestriction::check(EventReader& r) {
  kyc = scope == "kyc";
  own_clouds = hosts == "own" && !header.fdpr;
  if (hosts != "own")
    r.require_seller("accelerators that clouds abroad run on ('hosts: own' is about its own clouds)",
                     [](const WorldData& data, NationId n) {
                       return std::ranges::any_of(ids<DesignerId>(data.designers.count()), [&](DesignerId d) {
                         return data.sells_abroad[d] && data.home[data.vertex(d)] == n;
                       });
                     });
}

}  // namespace

extern constinit const EventType cloud_access_restriction{
    "cloud_access_restriction",
    "closes or watches renting of compute abroad",
    EventKind::measure,
    "What the targets' firms rent abroad, and what they may newly rent, × (1 − severity): contracts are suspended "
    "while "
    "the rule holds. With `kyc` new contracts alone × (1 − `rental.kyc_effect` × severity). With `hosts: own` the same "
    "for the offers of the issuer's firms and of data centres "
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
    make_event<CloudAccessRestriction>,
    "issuer targets",
    "fdpr"};

}  // namespace chokepoint::events
