// supply_shock: suppliers lose capacity for a time and then recover.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class SupplyShock : public Event {
 public:
  std::vector<VertexId> suppliers;
  NationList nations;
  double recovery = 0;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const int over = view.month - view.until;
    const double lost = over < 0 ? view.severity : view.severity * maths::exp(-(over + 1) / recovery);
    for (const VertexId v : suppliers) regimes.capacity[v] *= 1 - lost;
    if (nations.empty()) return;
    // Foundries, memory makers, toolmakers and the other sellers of goods.
    for (const VertexId v : IdRange<VertexId>(view.data.vertex(FoundryId{0}).index(), view.data.vertex_count()))
      if (nations.contains(view.data.home[v])) regimes.capacity[v] *= 1 - lost;
  }
  bool varies() const override { return recovery > 0; }
  int tail() const override { return static_cast<int>(std::ceil(5 * recovery)); }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    const std::string who = !nations.empty()    ? nation_list(data, nations)
                            : suppliers.empty() ? ""
                                                : data.vertex_name(suppliers[0]);
    return fmt::format("{} loses {:.0f} % of its {}capacity", who, 100 * header.severity,
                       !nations.empty() ? "chip-making " : "");
  }
};

constexpr EventField supply_shock_fields[] = {
    {"supplier", FieldKind::supplier, "", "", "foundry, memory maker or seller of traded goods"},
    {"nation", FieldKind::nation, "", "",
     "all foundries, memory makers and sellers of traded goods of a nation or region, instead of one supplier"},
    {"recovery", FieldKind::number, "months", "0", "time constant of the recovery after the end", {0, 120}},
};

std::unique_ptr<Event> read_supply_shock(EventReader& r, const EventHeader& header) {
  auto event = std::make_unique<SupplyShock>();
  const VertexId supplier = r.supplier("supplier");
  event->nations = r.nation("nation");
  event->recovery = r.number("recovery");
  if (r.has("supplier") == r.has("nation"))
    r.mistake("supplier", "a supply shock names a 'supplier' or a 'nation': give one of them");
  const auto has_capacity = [&](VertexId v) {
    return (v >= r.data.vertex(FoundryId{0}) && v < r.data.vertex(ToolmakerId{0})) ||
           (v.exists() && !r.data.goods.empty() && r.data.goods.company_index[v] != GoodsCatalogue::npos);
  };
  r.require_some("nation", event->nations, "foundries, memory makers or sellers of traded goods", [&](NationId n) {
    return std::ranges::any_of(r.data.home.ids(), [&](VertexId v) { return r.data.home[v] == n && has_capacity(v); });
  });
  if (supplier.exists() && !has_capacity(supplier))
    r.mistake(
        "supplier",
        fmt::format(
            "'{}' has no capacity of its own in the model: name a foundry, a memory maker or a seller of traded goods",
            r.data.vertex_name(supplier)));
  else if (supplier.exists())
    event->suppliers = {supplier};
  if (header.duration == 0 && !header.end && !r.has("duration") && !r.has("end"))
    r.mistake("duration", "a supply shock lacks a 'duration' (or an 'end')");
  return event;
}

}  // namespace

extern constinit const EventType supply_shock{
    "supply_shock",
    "a supplier, or a nation's, loses capacity for a time and then recovers",
    EventKind::measure,
    "Capacity (a nation: of its foundries, memory makers and sellers of traded goods) × (1 − severity) until the end, "
    "then × (1 − severity · exp(−k/`recovery`)) in the k-th month after it, for five time constants.",
    supply_shock_fields,
    R"(id: taiwan-blockade
type: supply_shock
nation: TW
severity: 0.9
start: 2027-01
duration: 3
recovery: 6
source: hypothetical)",
    read_supply_shock};

}  // namespace chokepoint::events
