// Reading limits off the remembered months.
#include "analysis/why/constraints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "engine/base/maths.hpp"

namespace chokepoint {
namespace {

constexpr std::string_view limit_names[] = {"-",      "demand",  "fabs",         "tools",       "materials",
                                            "outage", "listing", "memory",       "packaging",   "closed sales",
                                            "quota",  "licence", "import rules", "weaker part", "supply",
                                            "chips",  "power",   "budget"};

/// Orders that are met but for rounding.
bool met(double shipped, double ordered) { return shipped >= ordered * (1 - 1e-6); }

}  // namespace

std::string_view limit_name(Limit limit) { return limit_names[static_cast<std::size_t>(limit)]; }

bool is_of_foundry(Limit limit) {
  return limit == Limit::fabs || limit == Limit::tools || limit == Limit::materials || limit == Limit::outage ||
         limit == Limit::listing;
}

Limit foundry_limit(const Trace& t, FoundryId q, Month month) {
  const MonthOfRun& m = t[month];
  const NationId home = m.foundries.nation[q];
  if (m.foundries.filled[q] >= 1 - 1e-6) return Limit::demand;
  if (m.outage[t.world().data->vertex(q)] < 1) return Limit::outage;
  if (m.materials[home] < 1) return Limit::materials;
  return m.nations.tool_denial[home] > 0 && m.foundries.untooled[q] > 0 ? Limit::tools : Limit::fabs;
}

Limit designer_limit(const Trace& t, DesignerId d, Month month) {
  const World& w = t.world();
  const ProductionLimits& limits = t[month].limits[d];
  if (limits.finished() < limits.dies) return limits.memory <= limits.packaging ? Limit::memory : Limit::packaging;
  if (t[month].designers.per_wafer[d] <= 0) return Limit::listing;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::wafer))
    if (const LinkOfMonth& l = t.link(e, month); l.order > 0)
      return met(l.shipped, l.order) ? Limit::demand : foundry_limit(t, w.data->foundry_of(w.trade.supplier(e)), month);
  return Limit::demand;
}

Limit sales_limit(const Trace& t, DesignerId d, NationId buyer, Month month) {
  const World& w = t.world();
  const SalesTerms& terms = t[month].designers.terms(d, buyer);
  if (!terms.allowed) return Limit::rule;
  double ordered = 0, shipped = 0, closed = 0, links = 0;
  for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator)) {
    if (w.firms.nation[w.data->firm_of(w.trade.buyer(e))] != buyer) continue;
    const LinkOfMonth& l = t.link(e, month);
    ordered += l.order, shipped += l.shipped, ++links;
    if (l.rule.kind == RuleKind::import_ban || l.rule.kind == RuleKind::guidance || l.rule.kind == RuleKind::import_cap)
      closed += l.rule.closed_share;
  }
  if (terms.compliant && terms.quota < no_limit && met(ordered, terms.quota)) return Limit::quota;
  if (links > 0 && closed / links > 0.5) return Limit::import;
  if (!met(shipped, ordered)) return Limit::supply;
  if (terms.scale < 1) return Limit::licence;
  return terms.compliant && terms.frontier_value < 1 ? Limit::redesign : Limit::demand;
}

Limit firm_limit(const Trace& t, FirmId i, Month month) {
  const World& w = t.world();
  const MonthOfRun& m = t[month];
  if (month < m.firms.entry[i]) return Limit::none;
  if (m.nations.deployable[m.firms.nation[i]] < 1 - 1e-6) return Limit::power;
  if (m.firms.idle_budget[i] > 0) return Limit::chips;
  double ordered = 0, shipped = 0;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(i), Good::accelerator))
    ordered += t.link(e, month).order, shipped += t.link(e, month).shipped;
  return met(shipped, ordered) ? Limit::budget : Limit::chips;
}

namespace {

/// A producer of one kind or another, and what limits it.
struct Producer {
  std::string name;
  std::function<Limit(const Trace&, Month)> limit;
};

std::vector<Producer> producers(const Evidence& e, const Chain& chain, bool all) {
  const WorldData& data = e.data();
  const Designers& designers = e.a.world().designers;
  std::set<std::size_t> foundries, firms;
  std::vector<Producer> out;
  const auto in_chain = [&](const auto& is) {
    return std::ranges::any_of(chain, [&](const Step& s) { return is(s.node); });
  };
  std::set<NationId> homes;  // of designers that sell at home alone
  for (const DesignerId d : designers.nation.ids()) {
    const bool domestic = designers.role[d] == DesignerRole::domestic;
    if (domestic) homes.insert(designers.nation[d]);
    if (all || domestic || in_chain([&](const CauseNode& n) {
          return n.designer == d && n.mechanism && n.mechanism->name == "accelerators made";
        }))
      out.push_back({data.designers.text[d.index()], [d](const Trace& t, Month m) { return designer_limit(t, d, m); }});
  }
  for (const DesignerId d : designers.nation.ids())
    for (const NationId n : homes)
      if (designers.nation[d] != n && designers.role[d] != DesignerRole::domestic &&
          (all || designers.role[d] == DesignerRole::leader) && !designers.captive_of[d].exists())
        out.push_back({fmt::format("{} for {}", data.designers.text[d.index()], data.nations.text[n.index()]),
                       [d, n](const Trace& t, Month m) { return sales_limit(t, d, n, m); }});
  for (const FoundryId q : ids<FoundryId>(data.foundries.count()))
    if (all || in_chain([&](const CauseNode& n) { return n.foundry == q; }))
      out.push_back({data.foundries.text[q.index()], [q](const Trace& t, Month m) { return foundry_limit(t, q, m); }});
  for (const FirmId i : ids<FirmId>(data.firms.count()))
    if (all || in_chain([&](const CauseNode& n) { return n.firm == i; }))
      out.push_back({data.firms.text[i.index()], [i](const Trace& t, Month m) { return firm_limit(t, i, m); }});
  return out;
}

}  // namespace

std::vector<ConstraintPeriod> constraint_periods(const Evidence& e, const Chain& chain, bool all) {
  std::vector<ConstraintPeriod> out;
  for (const Producer& producer : producers(e, chain, all)) {
    const std::size_t first = out.size();
    for (Month m = e.since; m <= e.a.last(); m = m + 1) {
      const Limit a = producer.limit(e.a, m), b = producer.limit(e.b, m);
      if (out.size() > first && out.back().a == a && out.back().b == b)
        out.back().last = m;
      else
        out.push_back({producer.name, m, m, a, b});
    }
  }
  return out;
}

}  // namespace chokepoint
