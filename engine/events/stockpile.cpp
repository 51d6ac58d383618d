// stockpile: the state of a nation holds stocks of traded goods beyond what its industry keeps.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/goods_words.hpp"

namespace chokepoint::events {
namespace {

class Stockpile : public Event {
 public:
  std::vector<std::string> goods;
  double months = 0;
  GoodsSet held;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const TradedId g : traded_goods())
      if (held.has(g)) regimes.stockpile(view.issuer, g) += months * view.severity;
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} holds {} months of {} in stock", nation_list(data, header.issuers), months,
                       fmt::join(goods, " and "));
  }
};

constexpr EventField stockpile_fields[] = {
    required(field(&Stockpile::goods, "goods", FieldKind::choices, "", "what is held", {}, traded_words)),
    required(
        field(&Stockpile::months, "months", "months of use", "held beyond what buyers keep by themselves", {0, 120})),
};

void Stockpile::check(EventReader& r) {
  held = goods_named(goods);
  for (const TradedId g : traded_goods())
    if (held.has(g) && !r.data.goods.empty() && r.data.goods.inventory_months[g] <= 0)
      r.mistake("goods", fmt::format("'{}' can't be stored", good_names[static_cast<std::size_t>(good_of(g))]));
  r.require_some("issuer", header.issuers, "buyers of these goods", [&](const WorldData& data, NationId n) {
    return data.goods.empty() || held.bits == 0 ||
           std::ranges::any_of(data.goods.buyers[n].ids(), [&](BuyerId b) { return held.has(data.goods.bought[b]); });
  });
}

}  // namespace

extern constinit const EventType stockpile{
    "stockpile",
    "a state holds stocks of traded goods",
    EventKind::measure,
    "The stock at which the nation's buyers of the goods aim is larger by `months` × severity; what is lacking is "
    "ordered over `goods.refill_months`, as far as sellers can deliver more. A shortage draws it down before less is "
    "used; at the end what is left of it is used up.",
    stockpile_fields,
    R"(id: us-rare-earth-reserve
type: stockpile
issuer: US
goods: [rare_earths, gallium_germanium]
months: 6
start: 2026-09
source: hypothetical)",
    make_event<Stockpile>,
    "issuer"};

}  // namespace chokepoint::events
