// materials_ban: the issuer stops, or licenses, its sales of materials of chip making to the targets.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class MaterialsBan : public Event {
 public:
  std::vector<MaterialId> materials;
  double cut = 1, licence_p = 0;
  std::optional<double> content_min;

  void check(EventReader& r) override;
  /// Share of the supply that is closed.
  [[nodiscard]] double closed() const { return cut * (1 - licence_p); }

  void announced(const EventView& view, Regimes& regimes) const override { close_sales(view, regimes.goods_announced); }
  void in_force(const EventView& view, Regimes& regimes) const override {
    close_sales(view, regimes.goods);
    for (const NationId target : header.targets)
      if (target != view.issuer)
        regimes.cut_off(view.issuer, target) = either(regimes.cut_off(view.issuer, target), closed() * view.severity);
  }

  void close_sales(const EventView& view, std::vector<GoodsRule>& rules) const {
    GoodsRule rule{.home = view.issuer, .closed = closed() * view.severity};
    for (const MaterialId k : materials) rule.goods.add(view.data.material_goods[k]);
    if (rule.closed <= 0) return;
    for (const NationId target : header.targets) {
      rule.buyer = target;
      if (target == view.issuer) continue;
      rules.push_back(rule);
      if (header.fdpr) close_foreign_sales(view, rule, rules);
    }
  }

  /// What others sell of the materials to the target holds the issuer's as far as their nation buys them there.
  void close_foreign_sales(const EventView& view, const GoodsRule& own, std::vector<GoodsRule>& rules) const {
    const GoodsCatalogue& c = view.data.goods;
    for (const MaterialId k : materials) {
      const TradedId g = view.data.material_goods[k];
      for (const NationId seller : view.data.nation_ids()) {
        const auto sells = [&](SellerId s) { return c.home[s] == seller; };
        if (seller == view.issuer || seller == own.buyer || std::ranges::none_of(c.sellers[g].ids(), sells)) continue;
        GoodsRule rule{.home = seller, .buyer = own.buyer, .closed = own.closed * reach(content(view, g, seller))};
        rule.goods.add(g);
        if (rule.closed > 0) rules.push_back(rule);
      }
    }
  }

  /// Part of foreign goods that the rule reaches, by the issuer's content in them.
  [[nodiscard]] double reach(double content) const {
    return !content_min ? content : content > 0 && content >= *content_min ? 1.0 : 0.0;
  }

  /// Share of the issuer's companies in what a nation buys of a good, at rest.
  [[nodiscard]] static double content(const EventView& view, TradedId g, NationId nation) {
    const GoodsCatalogue& c = view.data.goods;
    double all = 0, from = 0;
    for (const EdgeId e : view.world.trade.purchases(view.data.vertex(nation), good_of(g))) {
      if (c.dormant[e]) continue;
      all += view.world.trade.weight[e];
      if (c.home[c.seller_of[e]] == view.issuer) from += view.world.trade.weight[e];
    }
    return all > 0 ? from / all : 0.0;
  }
  std::string describe(const WorldData& data) const override {
    std::string what;
    for (const MaterialId k : materials) what += (what.empty() ? "" : ", ") + data.materials.text[k.index()];
    return fmt::format("{} closes {:.0f} % of its supply of {} to {}", nation_list(data, header.issuers),
                       100 * closed(), what, nation_list(data, header.targets));
  }
};

constexpr EventField materials_ban_fields[] = {
    required(field(&MaterialsBan::materials, "materials", "", "the materials of data/world/goods.csv")),
    field(&MaterialsBan::cut, "cut", "share", "of the supply that is closed", config::share),
    field(&MaterialsBan::licence_p, "licence_p", "share", "of what is cut that licences let through", config::share),
    field(&MaterialsBan::content_min, "content_min", "share",
          "with `fdpr`: goods made abroad are bound wholly from this part of the issuer's in them on (0.001 in the "
          "Chinese rule of October 2025), and not below it; without it, in proportion",
          config::share),
};

void MaterialsBan::check(EventReader& r) {
  if (content_min && !header.fdpr)
    r.mistake("content_min", "'content_min' is about goods made abroad: it goes with 'fdpr: true'");
  const auto sells = [&](const WorldData& data, NationId n) {
    const GoodsCatalogue& c = data.goods;
    const auto from_home = [&](SellerId s) { return c.home[s] == n; };
    return materials.empty() || std::ranges::any_of(materials, [&](MaterialId k) {  // none: a mistake already told
             return std::ranges::any_of(c.sellers[data.material_goods[k]].ids(), from_home);
           });
  };
  r.require_seller("such materials", sells, EventReader::Foreign::with_own_content);
}

}  // namespace

extern constinit const EventType materials_ban{
    "materials_ban",
    "closes the issuer's supply of materials to the targets",
    EventKind::measure,
    "Of what the issuer's companies sell of the materials to each target the share x = cut × (1 − licence_p) × "
    "severity is closed: others are asked, stocks fall by what supply lacks, and wafers and memory only once stocks "
    "are low; prices rise at once, own sources grow. Announced: the target for stocks × (1 + `materials.hoarding` × x "
    "× the share of purchases that comes from them), and what that adds is ordered from them. With `fdpr` foreign "
    "companies that sell the materials to the target are bound too, by x × the issuer's share of what their nation "
    "buys of them; with `content_min` by x where that share reaches it, and else not at all.",
    materials_ban_fields,
    R"(id: rare-earth-cutoff
type: materials_ban
issuer: CN
targets: [US, TW, KR, JP]
materials: [rare_earths, gallium_germanium]
cut: 0.8
licence_p: 0.1
announce: 2026-11
start: 2027-01
duration: 12
source: hypothetical)",
    make_event<MaterialsBan>,
    "issuer targets",
    "fdpr"};

}  // namespace chokepoint::events
