// import_ban: the issuer closes a share of its market to a supplier.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class ImportBan : public Event {
 public:
  VertexId supplier;
  double sectors_share = 1;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    if (view.data.home[supplier] == view.issuer) return;  // of a region: the others ban it
    double& closed = regimes.import_ban(view.issuer, supplier);
    closed = either(closed, sectors_share * view.severity);
    const double share = sectors_share * view.severity;
    if (share > 0)
      regimes.goods.push_back({.goods = GoodsSet::all(), .company = supplier, .buyer = view.issuer, .closed = share});
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} closes {:.0f} % of its market to {}", nation_list(data, header.issuers), 100 * sectors_share,
                       data.vertex_name(supplier));
  }
};

constexpr EventField import_ban_fields[] = {
    required(field(&ImportBan::supplier, "supplier", "",
                   "designer, foundry, memory maker, toolmaker or other seller of goods")),
    field(&ImportBan::sectors_share, "sectors_share", "share", "of the issuer's demand that is closed", config::share),
};

void ImportBan::check(EventReader& r) {
  const NationList& issuers = header.issuers;
  if (supplier.exists() && issuers.size() == 1 && issuers.contains(r.data.home[supplier]))
    r.mistake("supplier", fmt::format("'{}' is at home in {}, which imports nothing from it: a regulatory_action "
                                      "closes a nation's own market to it",
                                      r.data.vertex_name(supplier), nation_list(r.data, issuers)));
}

}  // namespace

extern constinit const EventType import_ban{
    "import_ban",
    "closes a share of the issuer's market to a supplier",
    EventKind::measure,
    "Designer: its weight in the orders of the issuer's firms × (1 − sectors_share × severity), and familiarity with "
    "designers at home grows faster by the closed share of what buyers know. Memory maker: the issuer's imports of "
    "stacks fall by its share of them × sectors_share × severity. Every company: the issuer's purchases of the traded "
    "goods that it sells × (1 − sectors_share × severity).",
    import_ban_fields,
    R"(id: cn-bans-nvidia
type: import_ban
issuer: CN
supplier: NVIDIA
sectors_share: 0.5
announce: 2026-06
start: 2026-07
source: hypothetical)",
    make_event<ImportBan>,
    "issuer",
    "targets"};

}  // namespace chokepoint::events
