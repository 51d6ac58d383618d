// cloud_export_programme: AI services of the issuer's firms are helped into other markets.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class CloudExportProgramme : public Event {
 public:
  std::vector<FirmId> firms;  ///< empty: all of the issuer's
  NationList regions;
  double presence_boost = 1, price_cut = 0;

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
    {"firms", FieldKind::firms, "", "", "AI firms that take part; without it, all of the issuer's"},
    {"regions", FieldKind::nations, "", "required", "markets; `foreign`: all but the issuer"},
    {"presence_boost", FieldKind::number, "", "1", "growth of local presence × (1 + this)", {0, 100}},
    {"price_cut", FieldKind::number, "share", "0", "off the price of the service", {0, 0.95}},
};

std::unique_ptr<Event> read_cloud_export_programme(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<CloudExportProgramme>();
  event->firms = r.firms("firms");
  event->regions = r.nations("regions");
  r.leave_out_takers("regions", header, event->regions);
  if (event->firms.empty())
    r.require_some("issuer", header.issuers, "AI services to sell",
                   [&](NationId n) { return std::ranges::find(r.data.model_homes, n) != r.data.model_homes.end(); });
  event->presence_boost = r.number("presence_boost");
  event->price_cut = r.number("price_cut");
  return event;
}

}  // namespace

extern constinit const EventType cloud_export_programme{
    "cloud_export_programme",
    "helps AI services into other markets: local presence and price",
    EventKind::measure,
    "In the regions the growth of the firms' presence × (1 + presence_boost × severity), boosts of several programmes "
    "added; with c = price_cut × severity utility − ½ θ_o price_sensitivity ln(1 − c), and the vendor earns (1 − c) of "
    "the price.",
    cloud_export_programme_fields,
    R"(id: cn-digital-silk-road
type: cloud_export_programme
issuer: CN
regions: [AFR, SEA, GULF, LAM]
presence_boost: 1.5
price_cut: 0.2
start: 2026-09
source: hypothetical)",
    read_cloud_export_programme};

}  // namespace chokepoint::events
