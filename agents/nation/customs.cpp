// Equations: docs/model.md, "Tariffs" and "Import caps".
#include "agents/nation/customs.hpp"

#include <algorithm>

#include "engine/markets/sales_terms.hpp"

namespace chokepoint::agents::nation {
namespace {

double tariffs_on_goods(const MonthView& view, NationId n) {
  const World& w = view.world;
  double receipts = 0;
  for (const BuyerId b : w.data->goods.buyers[n].ids())
    for (const EdgeId e : w.trade.purchases(w.data->vertex(n), good_of(w.data->goods.bought[b])))
      receipts += w.trade.payment[e] * w.goods.tariff[e] / (1 + w.goods.tariff[e]);
  return receipts;
}

}  // namespace

void collect_tariffs(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  for (const NationId n : IdRange<NationId>(first, last)) {
    w.nations.tariff_receipts[n] = 0;
    if (view.regimes.import_cap.row_touched(n)) {
      for (const NationId seller : w.nations.gdp.ids())
        if (view.regimes.import_cap(n, seller).strength <= 0) w.nations.capped_imports(n, seller) = 0;
    } else {
      std::ranges::fill(w.nations.capped_imports.row(n), 0.0);
    }
  }
  const auto counts = [&](DesignerId d, NationId n) {
    return w.designers.terms(d, n).tariff > 0 || view.regimes.import_cap(n, w.designers.nation[d]).strength > 0;
  };
  const auto counts_somewhere = [&](DesignerId d) {
    for (const NationId n : IdRange<NationId>(first, last))
      if (counts(d, n)) return true;
    return false;
  };
  for (const DesignerId d : w.designers.nation.ids()) {
    const NationId home = w.designers.nation[d];
    if (!view.regimes.chip_tariff.column_touched(home) && !view.regimes.import_cap.column_touched(home)) continue;
    if (!counts_somewhere(d)) continue;
    for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator)) {
      const NationId n = w.firms.nation[w.data->firm_of(w.trade.buyer(e))];
      if (n.index() < first || n.index() >= last || !counts(d, n)) continue;
      const TermsForBuyer terms(view, d, w.data->firm_of(w.trade.buyer(e)));
      w.nations.tariff_receipts[n] += w.trade.payment[e] * terms->tariff / (1 + terms->tariff);
      if (view.regimes.import_cap(n, w.designers.nation[d]).strength > 0)
        w.nations.capped_imports(n, w.designers.nation[d]) += w.trade.shipped[e] * terms->raw;
    }
  }
  const auto taxes_goods = [&](NationId n) {
    return std::ranges::any_of(view.regimes.goods,
                               [&](const GoodsRule& rule) { return rule.tariff > 0 && rule.buyer == n; });
  };
  const bool some_tax_goods =
      std::ranges::any_of(view.regimes.goods, [](const GoodsRule& rule) { return rule.tariff > 0; });
  for (const NationId n : IdRange<NationId>(first, last)) {
    double receipts = w.nations.tariff_receipts[n];
    if (view.regimes.service_tariff.row_touched(n))
      for (const EdgeId e : w.trade.purchases(w.data->vertex(n), Good::ai_service))
        receipts +=
            w.trade.payment[e] * view.regimes.service_tariff(n, w.firms.nation[w.data->firm_of(w.trade.supplier(e))]);
    w.nations.tariff_receipts[n] = receipts + (some_tax_goods && taxes_goods(n) ? tariffs_on_goods(view, n) : 0.0);
  }
}

}  // namespace chokepoint::agents::nation
