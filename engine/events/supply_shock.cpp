// supply_shock: suppliers lose capacity for a time and then recover.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/events/event_reader.hpp"
#include "engine/events/goods_words.hpp"

namespace chokepoint::events {
namespace {

class SupplyShock : public Event {
 public:
  VertexId supplier;
  NationList nation;
  double recovery = 0;
  bool packaging = false;
  std::vector<std::string> goods;  ///< empty: all that is made
  GoodsSet only;                   ///< what these say

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const int over = view.month - view.until;
    const double lost = over < 0 ? view.severity : view.severity * maths::exp(-(over + 1) / recovery);
    if (!goods.empty()) return stop_sales(view, lost, regimes);
    if (packaging)
      regimes.packaging[view.data.foundry_of(supplier)] *= 1 - lost;
    else if (supplier.exists())
      regimes.capacity[supplier] *= 1 - lost;
    if (nation.empty()) return;
    // Foundries, memory makers, toolmakers and the other sellers of goods.
    for (const VertexId v : IdRange<VertexId>(view.data.vertex(FoundryId{0}).index(), view.data.vertex_count()))
      if (nation.contains(view.data.home[v])) regimes.capacity[v] *= 1 - lost;
  }
  bool varies() const override { return recovery > 0; }
  int tail() const override { return static_cast<int>(std::ceil(5 * recovery)); }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    const std::string who = !nation.empty()     ? nation_list(data, nation)
                            : supplier.exists() ? data.vertex_name(supplier)
                                                : "";
    return fmt::format("{} loses {:.0f} % of its {}capacity{}", who, 100 * header.severity,
                       packaging                          ? "packaging "
                       : !nation.empty() && goods.empty() ? "chip-making "
                                                          : "",
                       goods.empty() ? "" : fmt::format(" for {}", fmt::join(goods, ", ")));
  }

 private:
  [[nodiscard]] bool hits(const WorldData& data, SellerId s) const {
    return only.has(data.goods.sold[s]) &&
           (data.goods.company[s] == supplier || (!nation.empty() && nation.contains(data.goods.home[s])));
  }
  /// What is not made of the goods does not come to any buyer.
  void stop_sales(const EventView& view, double lost, Regimes& regimes) const {
    const GoodsCatalogue& c = view.data.goods;
    for (const SellerId s : c.sold.ids()) {
      if (!hits(view.data, s)) continue;
      GoodsRule rule{.company = c.company[s], .closed = lost};
      rule.goods.add(c.sold[s]);
      for (const NationId n : view.data.nation_ids()) rule.buyer = n, regimes.goods.push_back(rule);
    }
  }
};

constexpr EventField supply_shock_fields[] = {
    field(&SupplyShock::supplier, "supplier", "", "foundry, memory maker or seller of traded goods"),
    field(&SupplyShock::nation, "nation", "",
          "all foundries, memory makers and sellers of traded goods of these nations or regions, instead of one "
          "supplier"),
    field(&SupplyShock::goods, "goods", FieldKind::choices, "", "only these of the traded goods that they make", {},
          traded_words),
    field(&SupplyShock::packaging, "packaging", "", "of a foundry, its advanced packaging alone"),
    field(&SupplyShock::recovery, "recovery", "months", "time constant of the recovery after the end", {0, 120}),
};

void SupplyShock::check(EventReader& r) {
  only = goods_named(goods);
  const auto any = [&](SellerId s) { return hits(r.data, s); };
  if (!goods.empty() && (supplier.exists() || !nation.empty()) && std::ranges::none_of(r.data.goods.sold.ids(), any))
    r.mistake("goods", "who is named sells none of these goods");
  if (packaging && !goods.empty()) r.mistake("goods", "'packaging' is of a foundry alone: leave 'goods' out");
  if (r.has("supplier") == r.has("nation"))
    r.mistake("supplier",
              "a supply shock names a 'supplier' or a 'nation': give one of them; 'goods' says which of what is made");
  const auto has_capacity = [](const WorldData& data, VertexId v) {
    return (v >= data.vertex(FoundryId{0}) && v < data.vertex(ToolmakerId{0})) ||
           (v.exists() && !data.goods.empty() && data.goods.company_index[v] != GoodsCatalogue::npos);
  };
  const auto has_some = [&](const WorldData& data, NationId n) {
    return std::ranges::any_of(data.home.ids(), [&](VertexId v) { return data.home[v] == n && has_capacity(data, v); });
  };
  r.require_some("nation", nation, "foundries, memory makers or sellers of traded goods", has_some);
  if (supplier.exists() && !has_capacity(r.data, supplier))
    r.mistake(
        "supplier",
        fmt::format(
            "'{}' has no capacity of its own in the model: name a foundry, a memory maker or a seller of traded goods",
            r.data.vertex_name(supplier)));
  if (packaging && !(supplier >= r.data.vertex(FoundryId{0}) && supplier < r.data.vertex(MemoryMakerId{0})))
    r.mistake("packaging", "'packaging' is for a foundry: name it as 'supplier'");
  if (header.duration == 0 && !header.end && !r.has("duration") && !r.has("end"))
    r.mistake("duration", "a supply shock lacks a 'duration' (or an 'end')");
}

}  // namespace

extern constinit const EventType supply_shock{
    "supply_shock",
    "a supplier, or a nation's, loses capacity for a time and then recovers",
    EventKind::measure,
    "Capacity (a nation: of its foundries, memory makers and sellers of traded goods) × (1 − severity) until the end, "
    "then × (1 − severity · exp(−k/`recovery`)) in the k-th month after it, for five time constants. With `goods` the "
    "same part of what is sold of these goods does not come, and what else is made goes on.",
    supply_shock_fields,
    R"(id: taiwan-blockade
type: supply_shock
nation: TW
severity: 0.9
start: 2027-01
duration: 3
recovery: 6
source: hypothetical)",
    make_event<SupplyShock>};

}  // namespace chokepoint::events
