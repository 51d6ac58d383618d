// Accelerators made: what production is the least of. Equations: docs/model.md, "Tools, fabs, node, yield", "Memory and
// designers".
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/why/constraints.hpp"
#include "analysis/why/mechanisms.hpp"
#include "analysis/why/split.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint {
namespace {

/// The foundry that made most of a designer's wafers since the runs part.
FoundryId main_foundry(const Evidence& e, const CauseNode& n) {
  const World& w = e.a.world();
  FoundryId out;
  double most = 0;
  for (const EdgeId link : w.trade.purchases(w.data->vertex(n.designer), Good::wafer)) {
    double shipped = 0;
    for (const Month m : months_between(e.since, n.month))
      shipped += e.a.link(link, m).shipped + e.b.link(link, m).shipped;
    if (shipped > most) most = shipped, out = w.data->foundry_of(w.trade.supplier(link));
  }
  return out;
}

}  // namespace

void split_units(const Evidence& e, const CauseNode& n, Step& s) {
  const std::size_t series = e.layout.find(e.question.metric->name, e.question.agent);
  s.whom = e.data().designers.text[n.designer.index()];
  s.a = e.a.measured(series), s.b = e.b.measured(series);
  CauseNode made = n;
  made.mechanism = &mechanism("accelerators made");
  s.parts = {{"accelerators made", "H100e/month", e.a[n.month].designers.produced[n.designer],
              e.b[n.month].designers.produced[n.designer], s.a - s.b, made}};
}

void split_production(const Evidence& e, const CauseNode& n, Step& s) {
  s.whom = e.data().designers.text[n.designer.index()];
  std::map<std::pair<Limit, Limit>, std::pair<double, double>> made;
  for (const Month m : months_between(e.since, n.month)) {
    const double a = e.a[m].designers.produced[n.designer], b = e.b[m].designers.produced[n.designer];
    auto& [in_a, in_b] = made[{designer_limit(e.a, n.designer, m), designer_limit(e.b, n.designer, m)}];
    in_a += a, in_b += b;
    s.a += a, s.b += b;
  }
  for (const auto& [limits, sums] : made) {
    const auto [in_a, in_b] = limits;
    const Limit less = sums.first < sums.second ? in_a : in_b;  // what holds the run that makes less
    CauseNode next = n;
    next.mechanism = less == Limit::memory   ? &mechanism("memory")
                     : less == Limit::demand ? &mechanism("orders")
                     : is_of_foundry(less)   ? &mechanism("dies")
                                             : nullptr;
    const std::string what = in_a == in_b
                                 ? fmt::format("months limited by {}", limit_name(in_a))
                                 : fmt::format("limited by {} in A, {} in B", limit_name(in_a), limit_name(in_b));
    s.parts.push_back({what, "H100e", sums.first, sums.second, sums.first - sums.second, next});
  }
}

void split_dies(const Evidence& e, const CauseNode& n, Step& s) {
  s.whom = e.data().designers.text[n.designer.index()];
  std::array<double, 3> effect = {};
  double bank_a = 0, bank_b = 0, wafers_a = 0, wafers_b = 0;
  for (const Month m : months_between(e.since, n.month)) {
    const auto factors = [&](const MonthOfRun& x) {
      const double yield = x.designers.yield[n.designer];
      return std::array{x.limits[n.designer].wafers, yield, ratio_or_zero(x.designers.per_wafer[n.designer], yield)};
    };
    const std::vector<double> of_month = factor_effects(factors(e.a[m]), factors(e.b[m]));
    for (std::size_t k = 0; k < 3; ++k) effect[k] += of_month[k];
    const ProductionLimits &a = e.a[m].limits[n.designer], &b = e.b[m].limits[n.designer];
    s.a += a.dies, s.b += b.dies, bank_a += a.dies - a.fresh, bank_b += b.dies - b.fresh, wafers_a += a.wafers,
        wafers_b += b.wafers;
  }
  CauseNode foundry = n;
  foundry.foundry = main_foundry(e, n);
  foundry.mechanism = foundry.foundry.exists() ? &mechanism("fab capacity") : nullptr;
  const Designers &a = e.a[n.month].designers, &b = e.b[n.month].designers;
  s.parts = {{"wafers", "wafers", wafers_a, wafers_b, effect[0], foundry},
             {"yield", "share", a.yield[n.designer], b.yield[n.designer], effect[1], {}},
             {"performance of a die: node and design",
              "H100e",
              a.die_performance[n.designer],
              b.die_performance[n.designer],
              effect[2],
              {}},
             {"dies banked or evaded", "H100e", bank_a, bank_b, bank_a - bank_b, {}}};
}

void split_capacity(const Evidence& e, const CauseNode& n, Step& s) {
  const FoundryId q = n.foundry;
  const MonthOfRun &a = e.a[n.month], &b = e.b[n.month];
  const NationId home = a.foundries.nation[q];
  s.whom = e.data().foundries.text[q.index()];
  s.a = a.foundries.capacity[q], s.b = b.foundries.capacity[q];
  const double arrived_a = a.foundries.arrived_total[q], arrived_b = b.foundries.arrived_total[q],
               scrapped_a = a.foundries.scrapped_total[q], scrapped_b = b.foundries.scrapped_total[q];
  s.parts = {
      {"capacity with tools that came on line", "wafers/month", arrived_a, arrived_b, arrived_a - arrived_b, {}},
      {"capacity worn out or not serviced", "wafers/month", scrapped_a, scrapped_b, scrapped_b - scrapped_a, {}}};
  s.facts = {
      {"ordered in all", "wafers/month", a.foundries.ordered_total[q], b.foundries.ordered_total[q]},
      {"shells that wait for tools", "wafers/month", a.foundries.untooled[q], b.foundries.untooled[q]},
      {"tools denied to its nation", "share", a.nations.tool_denial[home], b.nations.tool_denial[home]},
      {"tools that makers at home can supply", "share", a.nations.tools_share[home], b.nations.tools_share[home]},
      {"share for AI", "share", a.foundries.ai_share[q], b.foundries.ai_share[q]},
      {"node", "index", a.foundries.node[q], b.foundries.node[q]}};
  const World& w = e.a.world();
  s.doors = w.trade.purchases(w.data->vertex(q), Good::tool).list();
}

void split_memory(const Evidence& e, const CauseNode& n, Step& s) {
  s.whom = e.data().designers.text[n.designer.index()];
  const NationId home = e.a[n.month].designers.nation[n.designer];
  // Of a pool that its nation has; without one all that it holds and receives.
  const bool pooled = draws_on_pool(e.a.world(), n.designer);
  const auto share_of = [&](const MonthOfRun& x) { return pooled ? x.designers.hbm_share[n.designer] : 1.0; };
  const auto at_hand = [&](const MonthOfRun& x) {
    return pooled ? x.nations.hbm_allotted[home] : x.limits[n.designer].stacks;
  };
  std::array<double, 3> effect = {};
  for (const Month m : months_between(e.since, n.month)) {
    const auto factors = [&](const MonthOfRun& x) {
      const ProductionLimits& l = x.limits[n.designer];
      const double share = share_of(x);
      return std::array{l.stacks / share, share, l.stacks_per_h100e > 0 ? 1e6 / l.stacks_per_h100e : 0.0};
    };
    const auto a = factors(e.a[m]), b = factors(e.b[m]);
    const std::vector<double> of_month = factor_effects(a, b);
    for (std::size_t k = 0; k < 3; ++k) effect[k] += of_month[k];
    s.a += a[0] * a[1] * a[2], s.b += b[0] * b[1] * b[2];
  }
  const MonthOfRun &a = e.a[n.month], &b = e.b[n.month];
  s.parts = {{pooled ? "stacks that the nation's designers may use" : "stacks at hand",
              "M stacks",
              at_hand(a),
              at_hand(b),
              effect[0],
              {}},
             {"share of the designer", "share", share_of(a), share_of(b), effect[1], {}},
             {"stacks that an accelerator takes",
              "per H100e",
              a.limits[n.designer].stacks_per_h100e,
              b.limits[n.designer].stacks_per_h100e,
              effect[2],
              {}}};
  const World& w = e.a.world();
  s.doors = w.trade.purchases(w.data->vertex(n.designer), Good::hbm).list();
}

}  // namespace chokepoint
