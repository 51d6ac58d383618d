// transport_disruption: goods between named places do not come, as where a strait is shut.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/goods_words.hpp"

namespace chokepoint::events {
namespace {

class TransportDisruption : public Event {
 public:
  NationList from, to;
  std::vector<std::string> goods = words_of(traded_words);
  double share = 1;
  GoodsSet carried;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : view.data.nation_ids())
      for (const NationId home : view.data.nation_ids())
        if (home != n && passes(home, n))
          regimes.goods.push_back({.goods = carried, .home = home, .buyer = n, .closed = share * view.severity});
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    const std::string between = from.empty() ? "to " + nation_list(data, to)
                                : to.empty() ? "from " + nation_list(data, from)
                                             : "from " + nation_list(data, from) + " to " + nation_list(data, to);
    return fmt::format("{:.0f} % of {} {} does not come", 100 * share * header.severity,
                       carried == GoodsSet::all() ? "all goods" : fmt::format("{}", fmt::join(goods, ", ")), between);
  }

 private:
  /// Whether what a nation sells another lies on the way. Without an end of it, all who sell or buy there.
  [[nodiscard]] bool passes(NationId seller, NationId buyer) const {
    return (from.empty() || from.contains(seller)) && (to.empty() || to.contains(buyer));
  }
};

constexpr EventField transport_disruption_fields[] = {
    field(&TransportDisruption::from, "from", "", "where the goods are from; without it, all others than `to`"),
    field(&TransportDisruption::to, "to", "", "where they go; without it, all others than `from`"),
    field(&TransportDisruption::goods, "goods", FieldKind::choices, "", "what goes that way", {}, traded_words),
    field(&TransportDisruption::share, "share", "share", "of these goods between these places that goes that way",
          config::share),
};

void TransportDisruption::check(EventReader& r) {
  carried = goods_named(goods);
  if (!r.has("from") && !r.has("to"))
    r.mistake("from", "a transport_disruption says 'from' where goods no longer come, 'to' where, or both");
  const GoodsCatalogue& c = r.data.goods;
  const auto sold = [&](SellerId s) { return carried.has(c.sold[s]) && (from.empty() || from.contains(c.home[s])); };
  if (!from.empty() && carried.bits != 0 && std::ranges::none_of(c.sold.ids(), sold))
    r.mistake("from", fmt::format("{} sells none of these goods, so this moves nothing", nation_list(r.data, from)));
}

}  // namespace

extern constinit const EventType transport_disruption{
    "transport_disruption",
    "goods between places do not come, as where a strait or a port is shut",
    EventKind::measure,
    "Of what companies of `from` sell of the goods to buyers in `to` the part `share` × severity does not come, as if "
    "a rule closed it, but no one's trust suffers: others are asked, stocks are drawn down. What stays at home is not "
    "touched. A route is what its policy file says of it: policies/taiwan_strait_shut.yaml.",
    transport_disruption_fields,
    R"(id: strait-of-malacca
type: transport_disruption
from: [JP, KR, TW, CN]
to: [EUR, IN]
goods: [silicon_wafer, photoresist, rare_earths, graphite]
share: 0.6
start: 2027-01
duration: 3
source: hypothetical)",
    make_event<TransportDisruption>};

}  // namespace chokepoint::events
