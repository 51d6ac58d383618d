// cloud_export_programme: AI services of the issuer's firms are helped into other markets.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class CloudExportProgramme : public Event {
 public:
  std::vector<FirmId> firms;  ///< empty: all of the issuer's
  NationList regions;
  double presence_boost = 1, price_cut = 0;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const FirmId i : view.world.firms.nation.ids()) {
      const NationId home = view.world.firms.nation[i];
      if (firms.empty() ? home != view.issuer : std::ranges::find(firms, i) == firms.end()) continue;
      for (const NationId market : regions) {
        if (market == home) continue;
        regimes.presence_boost(market, i) += presence_boost * view.severity;
        regimes.price_cut(market, i) = either(regimes.price_cut(market, i), price_cut * view.severity);
      }
    }
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} helps its AI services into {}", nation_list(data, header.issuers),
                       nation_list(data, regions));
  }
};

constexpr EventField cloud_export_programme_fields[] = {
    field(&CloudExportProgramme::firms, "firms", "", "AI firms that take part; without it, all of the issuer's"),
    required(field(&CloudExportProgramme::regions, "regions", "", "markets; `foreign`: all but the issuer")),
    field(&CloudExportProgramme::presence_boost, "presence_boost", "", "growth of local presence × (1 + this)",
          {0, 100}),
    field(&CloudExportProgramme::price_cut, "price_cut", "share", "off the price of the service", {0, 0.95}),
};

void CloudExportProgramme::check(EventReader& r) {
  r.leave_out_takers("regions", regions);
  if (firms.empty()) r.require_some("issuer", header.issuers, "AI services to sell", has_labs);
}

}  // namespace

extern constinit const EventType cloud_export_programme{
    "cloud_export_programme",
    "helps AI services into other markets: local presence and price",
    EventKind::measure,
    "In the regions the growth of the firms' presence × (1 + presence_boost × severity), boosts of several programmes "
    "added; with c = price_cut × severity utility − ½ θ_o price_sensitivity ln(1 − c), and the vendor earns all that "
    "users spend: the issuer pays for what they do not.",
    cloud_export_programme_fields,
    R"(id: cn-digital-silk-road
type: cloud_export_programme
issuer: CN
regions: [AFR, SEA, GULF, LAM]
presence_boost: 1.5
price_cut: 0.2
start: 2026-09
source: hypothetical)",
    make_event<CloudExportProgramme>,
    "issuer"};

}  // namespace chokepoint::events
