// Equations: docs/model.md, "Chip demand, trade, links, price".
#include "agents/chipmaker/sell.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/markets/sales_terms.hpp"
#include "engine/run/link_sums.hpp"

namespace chokepoint::agents::chipmaker {
namespace {

/// Share of what a nation's firms could spend on a part, by last month's budgets, that its quota leaves: buyers do not
/// wait for what they know they can't get.
double within_quota(const MonthView& view, DesignerId d, NationId buyer, const SalesTerms& terms) {
  if (!terms.allowed || !terms.compliant || terms.quota == no_limit) return 1;
  const World& w = view.world;
  double budgets = 0;  // M$
  for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator)) {
    const FirmId i = w.data->firm_of(w.trade.buyer(e));
    if (w.firms.nation[i] == buyer) budgets += w.firms.budget[i] * w.trade.weight[e];
  }
  const double wanted = budgets * (1 - view.regimes.guidance[buyer]) *
                        std::clamp(w.designers.fill[d], view.p.chips_fill_floor, 1.0) / terms.price;
  return wanted > terms.quota ? terms.quota / wanted : 1.0;
}

/// Expected share of a part that is left, of what is met of orders on the whole, to a nation whose orders wait until
/// all others' are met: by last month's orders.
double left_behind(const MonthView& view, DesignerId d, NationId buyer) {
  const World& w = view.world;
  const double waits = view.regimes.behind(w.designers.nation[d], buyer);
  if (waits <= 0) return 1;
  double all = 0, before = 0;
  for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator)) {
    all += w.trade.order[e];
    if (view.regimes.behind(w.designers.nation[d], w.data->home[w.trade.buyer(e)]) <= 0) before += w.trade.order[e];
  }
  const double met = std::clamp(w.designers.fill[d], view.p.chips_fill_floor, 1.0);
  return 1 - waits * (1 - fill_ratio(positive(met * all - before), positive(all - before)) / met);
}

/// Whether some rule or tariff, in force or announced, may stand between a designer and a buyer nation.
bool under_rules(const MonthView& view, DesignerId d) {
  const NationId home = view.world.designers.nation[d];
  return view.regimes.chips.row_touched(home) || view.regimes.chip_tariff.column_touched(home) ||
         view.regimes.behind.row_touched(home) || !view.regimes.chips_announced.empty();
}

}  // namespace

void set_terms(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  for (const DesignerId d : IdRange<DesignerId>(first, last)) {
    std::ranges::fill(w.designers.terms.row(d), free_terms(view, d));
    if (!under_rules(view, d)) continue;
    for (const NationId n : w.nations.gdp.ids()) {
      SalesTerms& terms = w.designers.terms(d, n);
      if (!is_free(view, d, n)) terms = sales_terms(view, d, n);
      terms.scale *= within_quota(view, d, n, terms) * left_behind(view, d, n);
    }
  }
}

namespace {

/// Scales the orders of one nation's firms on a designer's links.
void scale_orders(World& w, DesignerId d, NationId buyer, double factor) {
  for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator))
    if (w.firms.nation[w.data->firm_of(w.trade.buyer(e))] == buyer) {
      w.trade.order[e] *= factor;
      w.trade.payment[e] *= factor;
    }
}

/// Cuts what a link carries beyond a limit by a share.
void cut_order(World& w, EdgeId e, double limit, double strength = 1) {
  if (w.trade.order[e] <= limit) return;
  const double factor = 1 - strength * (1 - limit / w.trade.order[e]);
  w.trade.order[e] *= factor;
  w.trade.payment[e] *= factor;
}

/// The quota of a licence for named clients is each one's; that of another its nation's.
void apply_client_quotas(const MonthView& view) {
  World& w = view.world;
  for (const EdgeId e : w.trade.links(Good::accelerator)) {
    const TermsForBuyer terms(view, w.data->designer_of(w.trade.supplier(e)), w.data->firm_of(w.trade.buyer(e)));
    if (terms.own() && terms->compliant) cut_order(w, e, terms->quota);
  }
}

void apply_quotas(const MonthView& view) {
  if (view.regimes.licences.empty()) return;  // they alone set quotas
  World& w = view.world;
  if (!view.regimes.named.empty()) apply_client_quotas(view);
  for (const DesignerId d : w.designers.nation.ids())
    for (const NationId n : w.nations.gdp.ids()) {
      const SalesTerms& terms = w.designers.terms(d, n);
      if (!terms.compliant || terms.quota == no_limit) continue;
      double ordered = 0;
      for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator))
        if (w.firms.nation[w.data->firm_of(w.trade.buyer(e))] == n) ordered += w.trade.order[e];
      if (ordered > terms.quota) scale_orders(w, d, n, terms.quota / ordered);
    }
}

/// A firm's part of a nation's cap counts what all designers of a nation deliver to it in a month.
void apply_firm_caps(const MonthView& view) {
  World& w = view.world;
  if (!view.regimes.firm_cap.touched()) return;
  for (const FirmId i : w.firms.nation.ids()) {
    if (!view.regimes.firm_cap.column_touched(i)) continue;
    for (const NationId seller : w.nations.gdp.ids()) {
      const ImportCap& cap = view.regimes.firm_cap(seller, i);
      const auto links = w.trade.purchases(w.data->vertex(i), Good::accelerator);
      const auto sold = [&](EdgeId e) {
        const DesignerId d = w.data->designer_of(w.trade.supplier(e));
        return w.designers.nation[d] == seller ? w.trade.order[e] * TermsForBuyer(view, d, i)->raw : 0.0;
      };
      const double ordered = sum_over(links, sold);
      if (cap.strength <= 0 || ordered <= cap.allowed) continue;
      for (const EdgeId e : links)
        if (sold(e) > 0) cut_order(w, e, w.trade.order[e] * cap.allowed / ordered, cap.strength);
    }
  }
}

/// A cap counts what all designers of a nation deliver to all firms of another since it is in force.
void apply_import_caps(const MonthView& view) {
  World& w = view.world;
  if (!view.regimes.import_cap.touched()) return;
  for (const NationId n : w.nations.gdp.ids())
    for (const NationId seller : w.nations.gdp.ids()) {
      const ImportCap& cap = view.regimes.import_cap(n, seller);
      if (cap.strength <= 0) continue;
      double ordered = 0;
      for (const DesignerId d : w.designers.nation.ids()) {
        if (w.designers.nation[d] != seller) continue;
        for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator))
          if (w.firms.nation[w.data->firm_of(w.trade.buyer(e))] == n)
            ordered += w.trade.order[e] * TermsForBuyer(view, d, w.data->firm_of(w.trade.buyer(e)))->raw;
      }
      const double left = positive(cap.allowed - w.nations.capped_imports(n, seller));
      if (ordered <= left) continue;
      for (const DesignerId d : w.designers.nation.ids())
        if (w.designers.nation[d] == seller) scale_orders(w, d, n, 1 - cap.strength * (1 - left / ordered));
    }
}

double supply(const Designers& s, DesignerId d) { return positive(s.inventory[d] + s.produced[d] - s.diverted[d]); }

/// Orders that wait are met of what all others leave.
void serve_in_turn(const MonthView& view) {
  World& w = view.world;
  Designers& s = w.designers;
  for (const DesignerId d : s.nation.ids()) {
    double waiting = 0;
    for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator))
      waiting += w.trade.order[e] * view.regimes.behind(s.nation[d], w.data->home[w.trade.buyer(e)]);
    const double first = positive(s.orders[d] - waiting);
    s.met_first[d] = fill_ratio(supply(s, d), first);
    s.met_behind[d] = fill_ratio(positive(supply(s, d) - first), waiting);
  }
}

/// Share of a nation's orders that a designer meets.
double met_of(const MonthView& view, DesignerId d, NationId buyer) {
  const Designers& s = view.world.designers;
  if (!view.regimes.behind.touched()) return s.met[d];
  const double waits = view.regimes.behind(s.nation[d], buyer);
  return waits * s.met_behind[d] + (1 - waits) * s.met_first[d];
}

/// What the month's sales leave behind.
void close_month(const MonthView& view, DesignerId d) {
  Designers& s = view.world.designers;
  const Parameters& p = view.p;
  const double offered = supply(s, d);
  s.inventory[d] = positive(offered - s.shipped[d]);
  s.fill[d] += p.chips_fill_smoothing * (s.met[d] - s.fill[d]);
  s.smoothed_revenue[d] += p.design_revenue_smoothing * (s.revenue[d] - s.smoothed_revenue[d]);

  const double pressure = s.orders[d] > 0 ? std::clamp(maths::log(s.orders[d] / std::max(offered, 1e-9)),
                                                       -p.chips_scarcity_limit, p.chips_scarcity_limit)
                                          : 0.0;
  s.scarcity_price[d] = maths::exp(
      std::clamp(p.chips_scarcity_memory * maths::log(s.scarcity_price[d]) + s.scarcity_response[d] * pressure,
                 s.scarcity_low[d], s.scarcity_high[d]));

  s.cumulative[d] += s.shipped[d] / 1e6;
  if (s.role[d] == DesignerRole::domestic)
    s.ecosystem[d] = p.ecosystem_limit - (p.ecosystem_limit - s.ecosystem_start[d]) *
                                             maths::pow(1 + s.cumulative[d] / p.ecosystem_scale, -p.ecosystem_exponent);
}

/// Share of what a buyer knows of foreign designers that its nation's import bans close.
double closed_by_bans(const MonthView& view, NationId home, IdRange<EdgeId> offers) {
  const World& w = view.world;
  double closed = 0, known = 0;
  for (const EdgeId e : offers) {
    const VertexId seller = w.trade.supplier(e);
    if (w.data->home[seller] == home) continue;
    known += w.trade.weight[e];
    closed += w.trade.weight[e] * view.regimes.import_ban(home, seller);
  }
  return ratio_or_zero(closed, known);
}

}  // namespace

void apply_limits(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  apply_quotas(view);
  apply_firm_caps(view);
  apply_import_caps(view);
  sum_over_links<DesignerId, 1>(w, Good::accelerator, {&w.designers.orders}, [&](EdgeId e, auto&& add) {
    add(0, w.data->designer_of(w.trade.supplier(e)), w.trade.order[e]);
  });
}

void sell(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  Designers& s = w.designers;
  for (const DesignerId d : s.nation.ids()) s.met[d] = fill_ratio(supply(s, d), s.orders[d]);
  if (view.regimes.behind.touched()) serve_in_turn(view);
  sum_over_links<DesignerId, 2>(w, Good::accelerator, {&s.shipped, &s.revenue}, [&](EdgeId e, auto&& add) {
    const DesignerId d = w.data->designer_of(w.trade.supplier(e));
    const TermsForBuyer terms(view, d, w.data->firm_of(w.trade.buyer(e)));
    const double met = met_of(view, d, w.data->home[w.trade.buyer(e)]);
    add(0, d, w.trade.shipped[e] = w.trade.order[e] * met);
    w.trade.payment[e] *= met;
    add(1, d, w.trade.payment[e] / (1 + terms->tariff) * (1 - terms->revenue_share));
  });
  for (const DesignerId d : s.nation.ids()) close_month(view, d);
}

void learn_domestic_parts(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  for (const FirmId i : IdRange<FirmId>(first, last)) {
    const NationId home = w.firms.nation[i];
    const IdRange<EdgeId> offers = w.trade.purchases(w.data->vertex(i), Good::accelerator);
    double push = -1;  // until a domestic part is met
    for (const EdgeId e : offers) {
      const DesignerId d = w.data->designer_of(w.trade.supplier(e));
      if (w.designers.nation[d] != home || w.designers.role[d] != DesignerRole::domestic) continue;
      if (push < 0) {
        const double closed = view.regimes.import_ban.row_touched(home) ? closed_by_bans(view, home, offers) : 0.0;
        push = w.nations.scarcity[home] +
               (closed > 0 ? either(view.regimes.guidance[home], closed) : view.regimes.guidance[home]);
      }
      double& familiarity = w.trade.weight[e];
      familiarity = std::min(1.0, familiarity + view.p.chips_link_growth * push * familiarity * (1 - familiarity));
    }
  }
}

}  // namespace chokepoint::agents::chipmaker
