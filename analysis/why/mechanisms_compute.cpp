// Accelerators in use: where they came from, what was ordered and why. Equations: docs/model.md, "Firm finance", "Chip
// demand".
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/why/mechanisms.hpp"
#include "analysis/why/split.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/compute_equations.hpp"

namespace chokepoint {

// --- shared ---------------------------------------------------------------------------------------------------------

namespace {

/// What parts of a designer are worth to a nation's firms.
double worth(const MonthOfRun& m, DesignerId d, NationId buyer, double parts, bool raw) {
  const SalesTerms& terms = m.designers.terms(d, buyer);
  return raw ? parts * terms.raw : training_worth(parts, terms, m.designers.ecosystem[d]);
}

}  // namespace

Supplies::Supplies(const Trace& t, FirmId i, bool raw, Month last) {
  const WorldData& data = *t.world().data;
  const NationId home = t[Month{0}].firms.nation[i];
  const std::size_t designers = data.designers.count(), smuggled = designers, rest = designers + 1;
  stock_.assign(designers + 2, {});
  std::vector<double> now(designers + 2);
  for (const Month m : months_between(Month{0}, last)) {
    const double kept = kept_in_stock(t[m].p);
    for (const EdgeId e : t.world().trade.purchases(data.vertex(i), Good::accelerator)) {
      const DesignerId d = data.designer_of(t.world().trade.supplier(e));
      if (const double units = t.link(e, m).shipped; units > 0) now[d.index()] += worth(t[m], d, home, units, raw);
    }
    const double parts = t[m].firms.smuggled[i];
    now[smuggled] += raw ? parts : smuggled_training_worth(t[m].p, parts);
    double known = 0;
    for (std::size_t k = 0; k < rest; ++k) known += now[k] *= kept;
    now[rest] = (raw ? t[m].firms.raw[i] : t[m].firms.training[i]) - known;
    for (std::size_t k = 0; k < stock_.size(); ++k) stock_[k].push_back(now[k]);
  }
}

std::string source_name(const WorldData& data, std::size_t source) {
  const std::size_t designers = data.designers.count();
  return source < designers ? "of " + data.designers.text[source] : source == designers ? "smuggled" : "from the start";
}

std::vector<FirmId> firms_of(const Evidence& e, const CauseNode& n) {
  if (n.firm.exists()) return {n.firm};
  std::vector<FirmId> out;
  for (const FirmId i : ids<FirmId>(e.data().firms.count()))
    if (!n.nation.exists() || e.a[n.month].firms.nation[i] == n.nation) out.push_back(i);
  return out;
}

std::string whose(const Evidence& e, const CauseNode& n) {
  const WorldData& data = e.data();
  if (n.firm.exists()) return data.firms.text[n.firm.index()];
  return n.nation.exists() ? data.nation_labels[n.nation.index()] : "the world";
}

// --- splits ---------------------------------------------------------------------------------------------------------

void split_compute_share(const Evidence& e, const CauseNode& n, Step& s) {
  const auto raw = [&](const Trace& t, NationId of) {
    double total = 0;
    for (const FirmId i : t[n.month].firms.nation.ids())
      if (!of.exists() || t[n.month].firms.nation[i] == of) total += t[n.month].firms.raw[i];
    return total;
  };
  const double own_a = raw(e.a, n.nation), own_b = raw(e.b, n.nation), all_a = raw(e.a, {}), all_b = raw(e.b, {});
  s.whom = whose(e, n);
  s.a = ratio_or_zero(own_a, all_a), s.b = ratio_or_zero(own_b, all_b);
  if (own_a <= 0 || own_b <= 0) return;
  // Share = own / (own + others): the difference is linear in what each adds to own and others at the mean of both
  // worlds.
  const double others_a = all_a - own_a, others_b = all_b - own_b, both = all_a * all_b;
  const double by_own = (own_a - own_b) * 0.5 * (others_a + others_b) / both,
               by_others = -(others_a - others_b) * 0.5 * (own_a + own_b) / both;
  CauseNode own = n;
  own.mechanism = &mechanism("accelerators in place");
  own.raw = true;
  s.parts = {{"its accelerators", "H100e", own_a, own_b, by_own, own},
             {"accelerators of all others", "H100e", others_a, others_b, by_others, {}}};
}

void split_compute(const Evidence& e, const CauseNode& n, Step& s) {
  s.whom = whose(e, n);
  std::vector<double> in_a, in_b;
  for (const FirmId i : firms_of(e, n)) {
    s.a += e.a[n.month].firms.raw[i], s.b += e.b[n.month].firms.raw[i];
    const Supplies a(e.a, i, true, n.month), b(e.b, i, true, n.month);
    in_a.resize(a.count()), in_b.resize(b.count());
    for (std::size_t k = 0; k < a.count(); ++k) in_a[k] += a.at(k, n.month), in_b[k] += b.at(k, n.month);
  }
  for (std::size_t k = 0; k < in_a.size(); ++k) {
    CauseNode next = n;
    next.mechanism = k < e.data().designers.count() ? &mechanism("accelerators bought") : nullptr;
    next.designer = DesignerId{k};
    next.raw = true;
    s.parts.push_back({source_name(e.data(), k), "H100e", in_a[k], in_b[k], in_a[k] - in_b[k], next});
  }
}

namespace {

/// What a firm gets of a designer in a month, as the product that it is: budget, share of it, what money buys, orders
/// met, worth of a part.
std::array<double, 5> purchase(const Trace& t, EdgeId link, FirmId i, DesignerId d, Month month, bool raw) {
  const MonthOfRun& m = t[month];
  const LinkOfMonth& l = t.link(link, month);
  const double budget = m.firms.budget[i], price = m.designers.terms(d, m.firms.nation[i]).price;
  return {budget, ratio_or_zero(l.order * price, budget), price > 0 ? 1 / price : 0.0,
          ratio_or_zero(l.shipped, l.order), worth(m, d, m.firms.nation[i], 1, raw)};
}

EdgeId link_between(const World& w, FirmId buyer, DesignerId seller) {
  for (const EdgeId e : w.trade.purchases(w.data->vertex(buyer), Good::accelerator))
    if (w.data->designer_of(w.trade.supplier(e)) == seller) return e;
  return {};
}

/// Purchases of a designer's accelerators since the runs parted: totals of both runs, and what each factor of
/// `purchase` did to the stock.
struct Purchases {
  std::array<double, 5> effect = {}, a = {}, b = {};  ///< a, b: budget, spent, ordered, shipped, shipped and of use
  double largest = 0;                                 ///< effect of one month's share of the budget
  FirmId whose;
  Month when;

  /// Adds a month of which `kept` is still in stock.
  void add(const Evidence& e, EdgeId link, const CauseNode& n, FirmId i, Month m, double kept) {
    const auto in_a = purchase(e.a, link, i, n.designer, m, n.raw), in_b = purchase(e.b, link, i, n.designer, m, n.raw);
    const std::vector<double> of_month = factor_effects(in_a, in_b);
    for (std::size_t k = 0; k < effect.size(); ++k) effect[k] += kept * of_month[k];
    if (std::fabs(kept * of_month[1]) > largest) largest = std::fabs(kept * of_month[1]), whose = i, when = m;
    add_totals(a, in_a, e.a.link(link, m).shipped), add_totals(b, in_b, e.b.link(link, m).shipped);
  }

 private:
  template <class Factors>
  static void add_totals(std::array<double, 5>& all, const Factors& of, double shipped) {
    all[0] += of[0], all[1] += of[0] * of[1], all[2] += of[0] * of[1] * of[2], all[3] += shipped,
        all[4] += shipped * of[4];
  }
};

}  // namespace

void split_purchases(const Evidence& e, const CauseNode& n, Step& s) {
  s.whom = fmt::format("{} from {}", whose(e, n), e.data().designers.text[n.designer.index()]);
  Purchases all;
  for (const FirmId i : firms_of(e, n)) {
    const EdgeId link = link_between(e.a.world(), i, n.designer);
    if (!link.exists()) continue;
    s.a += Supplies(e.a, i, n.raw, n.month).at(n.designer.index(), n.month);
    s.b += Supplies(e.b, i, n.raw, n.month).at(n.designer.index(), n.month);
    double kept = 1;
    for (Month m = n.month; m >= e.since; m = m - 1) {
      kept *= 0.5 * (kept_in_stock(e.a[m].p) + kept_in_stock(e.b[m].p));
      all.add(e, link, n, i, m, kept);
    }
  }
  CauseNode shares{.designer = n.designer};
  if (all.largest > 0)
    shares.mechanism = &mechanism("share of the budget"), shares.firm = all.whose, shares.month = all.when;
  const CauseNode budget{.mechanism = &mechanism("chip budget"), .nation = n.nation, .firm = n.firm, .month = n.month};
  const CauseNode made{.mechanism = &mechanism("accelerators made"), .designer = n.designer, .month = n.month};
  const auto &a = all.a, &b = all.b, &effect = all.effect;
  const auto ratio = [](const std::array<double, 5>& of, std::size_t k) { return ratio_or_zero(of[k], of[k - 1]); };
  s.parts = {
      {"budget for accelerators", "M$", a[0], b[0], effect[0], budget},
      {"share of it ordered here", "share", ratio(a, 1), ratio(b, 1), effect[1], shares},
      {"price", "k$ per H100e", 1e3 * ratio_or_zero(a[1], a[2]), 1e3 * ratio_or_zero(b[1], b[2]), effect[2], {}},
      {"share of the orders met", "share", ratio(a, 3), ratio(b, 3), effect[3], made},
      {n.raw ? "parts on sale" : "parts on sale and their software", "ratio", ratio(a, 4), ratio(b, 4), effect[4], {}}};
}

void split_orders(const Evidence& e, const CauseNode& n, Step& s) {
  s.whom = e.data().designers.text[n.designer.index()] + "'s buyers";
  std::array<double, 3> effect = {};
  double budget_a = 0, budget_b = 0, spent_a = 0, spent_b = 0, largest = 0;
  CauseNode shares{.mechanism = &mechanism("share of the budget"), .designer = n.designer},
      budget{.mechanism = &mechanism("chip budget"), .month = n.month};
  for (const FirmId i : firms_of(e, {.month = n.month})) {
    const EdgeId link = link_between(e.a.world(), i, n.designer);
    if (!link.exists()) continue;
    for (const Month m : months_between(e.since, n.month)) {
      const auto in_a = purchase(e.a, link, i, n.designer, m, true), in_b = purchase(e.b, link, i, n.designer, m, true);
      const std::vector<double> of_month = factor_effects(std::span(in_a).first(3), std::span(in_b).first(3));
      for (std::size_t k = 0; k < 3; ++k) effect[k] += of_month[k];
      if (std::fabs(of_month[1]) > largest) largest = std::fabs(of_month[1]), shares.firm = i, shares.month = m;
      s.a += e.a.link(link, m).order, s.b += e.b.link(link, m).order;
      budget_a += in_a[0], budget_b += in_b[0], spent_a += in_a[0] * in_a[1], spent_b += in_b[0] * in_b[1];
    }
  }
  if (largest == 0) shares.mechanism = nullptr;
  s.parts = {
      {"budgets of its buyers", "M$", budget_a, budget_b, effect[0], budget},
      {"share of them ordered here", "share", ratio_or_zero(spent_a, budget_a), ratio_or_zero(spent_b, budget_b),
       effect[1], shares},
      {"price", "k$ per H100e", 1e3 * ratio_or_zero(spent_a, s.a), 1e3 * ratio_or_zero(spent_b, s.b), effect[2], {}}};
}

void split_budget(const Evidence& e, const CauseNode& n, Step& s) {
  s.whom = whose(e, n);
  double by_flow = 0, by_carry = 0, by_power = 0, by_hoarding = 0, flow_a = 0, flow_b = 0, carry_a = 0, carry_b = 0;
  const auto split_one = [&](FirmId i, Month m) {
    const NationId home = e.a[m].firms.nation[i];
    struct Budget {
      double flow = 0, carry = 0, powered = 1, hoarding = 1;
    };
    const auto of = [&](const Trace& t) {
      const MonthOfRun &now = t[m], &before = t[m - 1];
      Budget out;
      out.flow = positive(now.firms.wanted[i] - over_a_year(before.firms.wanted[i], 0)) * now.commons.price * 1e-3;
      out.carry = before.firms.carry[i];
      out.powered = spendable(1, 0, before.nations.deployable[home]);
      out.hoarding =
          ratio_or_zero(now.firms.budget[i], spendable(out.flow, out.carry, before.nations.deployable[home]));
      return out;
    };
    const Budget a = of(e.a), b = of(e.b);
    const std::vector<double> parts = factor_effects(std::array{a.flow + a.carry, a.powered, a.hoarding},
                                                     std::array{b.flow + b.carry, b.powered, b.hoarding});
    const double change = a.flow + a.carry - b.flow - b.carry;
    by_flow += change != 0 ? parts[0] * (a.flow - b.flow) / change : 0,
        by_carry += change != 0 ? parts[0] * (a.carry - b.carry) / change : 0;
    by_power += parts[1], by_hoarding += parts[2];
    flow_a += a.flow, flow_b += b.flow, carry_a += a.carry, carry_b += b.carry;
    s.a += e.a[m].firms.budget[i], s.b += e.b[m].firms.budget[i];
  };
  for (const FirmId i : firms_of(e, n))
    for (const Month m : months_between(std::max(e.since, Month{1}), n.month)) split_one(i, m);
  CauseNode invested = n;
  invested.mechanism = &mechanism("AI investment");
  s.parts = {{"investment that goes into chips", "M$", flow_a, flow_b, by_flow, invested},
             {"unspent and carried over, month by month", "M$", carry_a, carry_b, by_carry, {}},
             {"no chips without power", "", 0, 0, by_power, {}},
             {"hoarding ahead of rules", "", 0, 0, by_hoarding, {}}};
}

void split_investment(const Evidence& e, const CauseNode& n, Step& s) {
  s.whom = whose(e, n);
  double earned_a = 0, earned_b = 0, own_a = 0, own_b = 0;
  for (const FirmId i : firms_of(e, n))
    for (const Month m : months_between(std::max(e.since, Month{1}), n.month)) {
      const auto earned = [&](const Trace& t) {
        return reinvested(t[m].p, t[m - 1].firms.revenue[i] + t[m - 1].firms.rent_revenue[i]) / 12;
      };
      const auto own = [&](const MonthOfRun& x) {
        return x.firms.capex[i] > 0 ? x.firms.invest_rate[i] * x.firms.cash_flow[i] / 12 : 0.0;
      };
      s.a += e.a[m].firms.capex[i] / 12, s.b += e.b[m].firms.capex[i] / 12;
      earned_a += earned(e.a), earned_b += earned(e.b), own_a += own(e.a[m]), own_b += own(e.b[m]);
    }
  s.parts = {{"earnings from AI put back", "bn$", earned_a, earned_b, earned_a - earned_b, {}},
             {"own cash, by confidence in AI", "bn$", own_a, own_b, own_a - own_b, {}}};
}

void split_preference(const Evidence& e, const CauseNode& n, Step& s) {
  const MonthOfRun &a = e.a[n.month], &b = e.b[n.month];
  const NationId home = a.firms.nation[n.firm];
  const EdgeId link = link_between(e.a.world(), n.firm, n.designer);
  const auto share = [&](const Trace& t, EdgeId l) {
    const DesignerId d = t.world().data->designer_of(t.world().trade.supplier(l));
    return ratio_or_zero(t.link(l, n.month).order * t[n.month].designers.terms(d, home).price,
                         t[n.month].firms.budget[n.firm]);
  };
  s.whom = fmt::format("{} from {}", e.data().firms.text[n.firm.index()], e.data().designers.text[n.designer.index()]);
  s.a = share(e.a, link), s.b = share(e.b, link);
  const SalesTerms &x = a.designers.terms(n.designer, home), &y = b.designers.terms(n.designer, home);
  const LinkOfMonth &in_a = e.a.link(link, n.month), &in_b = e.b.link(link, n.month);
  s.facts = {{"closed by rules", "share", in_a.rule.closed_share, in_b.rule.closed_share},
             {"best part on sale against the newest", "ratio", x.allowed ? x.frontier_value : 0,
              y.allowed ? y.frontier_value : 0},
             {"value for money", "index", x.attraction, y.attraction},
             {"familiarity", "0..1", in_a.familiarity, in_b.familiarity}};
  constexpr std::size_t others_shown = 3;
  std::vector<Fact> others;
  std::vector<EdgeId> links = {
      link};  // what goes elsewhere may go there because a door is closed here, or the other way round
  for (const EdgeId other : e.a.world().trade.purchases(e.data().vertex(n.firm), Good::accelerator))
    if (other != link)
      links.push_back(other),
          others.push_back({"that goes to " + e.data().vertex_name(e.a.world().trade.supplier(other)), "share",
                            share(e.a, other), share(e.b, other)});
  std::ranges::stable_sort(others, std::greater{}, [](const Fact& f) { return std::fabs(f.a - f.b); });
  for (std::size_t k = 0; k < std::min(others_shown, others.size()); ++k)
    if (others[k].a != others[k].b) s.facts.push_back(others[k]);
  s.doors = std::move(links);
}

}  // namespace chokepoint
