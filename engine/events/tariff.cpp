// tariff: the issuer's buyers pay more for goods of the targets, to the issuer.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/goods_words.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class Tariff : public Event {
 public:
  std::vector<std::string> goods = {"accelerator"};
  double rate = 0;
  std::vector<std::string> except;
  GoodsSet traded_ones;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : header.targets) {
      if (n == view.issuer) continue;
      if (taxes("accelerator")) regimes.chip_tariff(view.issuer, n) += rate * view.severity;
      if (taxes("ai_service")) regimes.service_tariff(view.issuer, n) += rate * view.severity;
      if (traded_ones.bits != 0 && rate * view.severity > 0) tax_goods(view, n, regimes);
    }
  }
  [[nodiscard]] bool taxes(std::string_view good) const { return std::ranges::find(goods, good) != goods.end(); }
  /// Whether the nation sells something that the tariff is on.
  [[nodiscard]] bool taxes_sellers_of(const WorldData& data, NationId n) const {
    if (taxes("accelerator") && has_designers(data, n)) return true;
    if (taxes("ai_service") && has_labs(data, n)) return true;
    return sells_goods(data, n, traded_ones);
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} puts a tariff of {:.0f} % on {} from {}{}", nation_list(data, header.issuers), 100 * rate,
                       fmt::join(goods, " and "), nation_list(data, header.targets),
                       except.empty() ? "" : fmt::format(", but not of {}", fmt::join(except, ", ")));
  }

 private:
  /// One rule for all of a nation's sellers, or one for each that is not exempt.
  void tax_goods(const EventView& view, NationId home, Regimes& regimes) const {
    GoodsRule rule{.goods = traded_ones, .home = home, .buyer = view.issuer, .tariff = rate * view.severity};
    if (exempt_.empty()) return regimes.goods.push_back(rule);
    for (const VertexId company : view.data.goods.companies) {
      if (view.data.home[company] != home || std::ranges::find(exempt_, company) != exempt_.end()) continue;
      rule.company = company;
      regimes.goods.push_back(rule);
    }
  }
  void find_exempt(EventReader& r);

  std::vector<VertexId> exempt_;
};

constexpr EventField tariff_fields[] = {
    field(&Tariff::goods, "goods", FieldKind::choices, "", "what it is put on", {}, taxed_goods),
    required(field(&Tariff::rate, "rate", "share", "of the price", {0, 100})),
    field(&Tariff::except, "except", FieldKind::words, "names",
          "sellers of traded goods whose goods are free of it, as those who build in the issuer's country"),
};

/// Each must be a seller of such goods in a target's country: another would be exempt from nothing.
void Tariff::find_exempt(EventReader& r) {
  const GoodsCatalogue& c = r.data.goods;
  const auto taxed = [&](VertexId v) {
    return header.targets.contains(r.data.home[v]) && std::ranges::any_of(c.company.ids(), [&](SellerId s) {
             return c.company[s] == v && traded_ones.has(c.sold[s]);
           });
  };
  std::vector<std::string> known;
  for (const VertexId v : c.companies)
    if (taxed(v)) known.push_back(r.data.vertex_name(v));
  for (const std::string& name : except) {
    const auto at = std::ranges::find(known, name);
    if (at == known.end())
      r.mistake("except", fmt::format("'{}' sells nothing that the tariff is on{}", name, suggestion(name, known)));
    else
      exempt_.push_back(*std::ranges::find_if(c.companies, [&](VertexId v) { return r.data.vertex_name(v) == name; }));
  }
}

void Tariff::check(EventReader& r) {
  traded_ones = goods_named(goods);
  if (!goods.empty())
    r.require_some("targets", header.targets, "sellers of such goods",
                   [&](const WorldData& data, NationId n) { return taxes_sellers_of(data, n); });
  find_exempt(r);
}

}  // namespace

extern constinit const EventType tariff{
    "tariff",
    "makes goods of the targets dearer for the issuer's buyers",
    EventKind::measure,
    "τ = rate × severity, summed over tariffs. accelerator: the issuer's firms pay (1 + τ) × the price, the designer "
    "earns the price; ai_service: utility − ½ θ_o price_sensitivity ln(1 + τ), and the vendor earns 1/(1 + τ) of what "
    "users spend. traded goods: the buyers' weight of the targets' companies × (1 + τ)^(1 − σ_g), reached step by "
    "step, and the company earns the price; goods of `except` pay nothing. The rest is `tariff_receipts` of the "
    "issuer.",
    tariff_fields,
    R"(id: eu-digital-tariff
type: tariff
issuer: EU
targets: [US, CN]
goods: [ai_service]
rate: 0.15
start: 2027-01
source: hypothetical)",
    make_event<Tariff>,
    "issuer targets"};

}  // namespace chokepoint::events
