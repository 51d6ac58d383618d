// tariff: the issuer's buyers pay more for goods of the targets, to the issuer.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class Tariff : public Event {
 public:
  std::vector<std::string> goods;
  double rate = 0;
  GoodsSet traded_ones;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const auto has = [&](std::string_view word) { return std::ranges::find(goods, word) != goods.end(); };
    for (const NationId n : header.targets) {
      if (n == view.issuer) continue;
      if (has("accelerator")) regimes.chip_tariff(view.issuer, n) += rate * view.severity;
      if (has("ai_service")) regimes.service_tariff(view.issuer, n) += rate * view.severity;
      if (traded_ones.bits != 0 && rate * view.severity > 0)
        regimes.goods.push_back(
            {.goods = traded_ones, .home = n, .buyer = view.issuer, .tariff = rate * view.severity});
    }
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} puts a tariff of {:.0f} % on {} from {}", nation_list(data, header.issuers), 100 * rate,
                       fmt::join(goods, " and "), nation_list(data, header.targets));
  }
};

constexpr EventField tariff_fields[] = {
    {"goods",
     FieldKind::choices,
     "",
     "accelerator",
     "what it is put on",
     {},
     "accelerator ai_service lithography_tool deposition_tool etch_tool process_control_tool assembly_tool eda "
     "silicon_wafer photoresist gallium_germanium rare_earths graphite advanced_packaging logic_chip mature_chip "
     "memory_chip"},
    {"rate", FieldKind::number, "share", "required", "of the price", {0, 100}},
};

std::unique_ptr<Event> read_tariff(EventReader& r, const EventHeader& header) {
  r.require_targets(header);
  auto event = std::make_unique<Tariff>();
  event->goods = r.choices("goods");
  event->rate = r.number("rate");
  for (const TradedId g : traded_goods())
    if (std::ranges::find(event->goods, good_names[static_cast<std::size_t>(good_of(g))]) != event->goods.end())
      event->traded_ones.add(g);
  const auto taxed = [&](std::string_view word) { return std::ranges::find(event->goods, word) != event->goods.end(); };
  const GoodsCatalogue& c = r.data.goods;
  if (!event->goods.empty())
    r.require_some("targets", header.targets, "sellers of such goods", [&](NationId n) {
      if (taxed("accelerator") && r.data.is_home(n, r.data.vertex(DesignerId{0}), r.data.vertex(FoundryId{0})))
        return true;
      if (taxed("ai_service") && std::ranges::find(r.data.model_homes, n) != r.data.model_homes.end()) return true;
      return std::ranges::any_of(c.home.ids(),
                                 [&](SellerId s) { return c.home[s] == n && event->traded_ones.has(c.sold[s]); });
    });
  return event;
}

}  // namespace

extern constinit const EventType tariff{
    "tariff",
    "makes goods of the targets dearer for the issuer's buyers",
    EventKind::measure,
    "τ = rate × severity, summed over tariffs. accelerator: the issuer's firms pay (1 + τ) × the price, the designer "
    "earns the price; ai_service: utility − ½ θ_o price_sensitivity ln(1 + τ), and the vendor earns 1/(1 + τ) of what "
    "users spend. traded goods: the buyers' weight of the targets' companies × (1 + τ)^(1 − σ_g), reached step by "
    "step, and the company earns the price. The rest is `tariff_receipts` of the issuer.",
    tariff_fields,
    R"(id: eu-digital-tariff
type: tariff
issuer: EU
targets: [US, CN]
goods: [ai_service]
rate: 0.15
start: 2027-01
source: hypothetical)",
    read_tariff,
    "targets"};

}  // namespace chokepoint::events
