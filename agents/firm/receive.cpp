// Equations: docs/model.md, "Compute stock and scarcity".
#include "agents/firm/receive.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/cloud_access.hpp"
#include "engine/markets/compute_equations.hpp"
#include "engine/markets/sales_terms.hpp"

namespace chokepoint::agents::firm {

namespace {

/// What reaches a firm in a month, and what it paid for what it bought openly.
struct Arrivals {
  std::array<double, origin_count> delivered{};
  double training = 0, inference = 0, megawatts = 0, spent = 0;
};

Arrivals arrivals_of(const MonthView& view, FirmId i, double megawatts_per_h100e) {
  const World& w = view.world;
  const NationId home = w.firms.nation[i];
  Arrivals in;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(i), Good::accelerator)) {
    const double units = w.trade.shipped[e];
    if (units <= 0) continue;
    const DesignerId d = w.data->designer_of(w.trade.supplier(e));
    const TermsForBuyer found(view, d, i);
    const SalesTerms& terms = *found;
    const Origin origin = w.designers.nation[d] == home ? Origin::domestic
                          : terms.compliant             ? Origin::compliant
                                                        : Origin::foreign;
    in.delivered[static_cast<std::size_t>(origin)] += units * terms.raw;
    in.training += training_worth(units, terms, w.designers.ecosystem[d]);
    in.inference += units * terms.inference * w.designers.ecosystem[d];
    in.megawatts += units * megawatts_per_h100e * w.designers.power_factor[d];
    in.spent += w.trade.payment[e];
  }
  const double smuggled = w.firms.smuggled[i];
  in.delivered[static_cast<std::size_t>(Origin::smuggled)] += smuggled;
  in.training += smuggled_training_worth(view.p, smuggled);
  in.inference += smuggled * (1 - view.p.evasion_inference_loss);
  in.megawatts += smuggled * megawatts_per_h100e;
  return in;
}

}  // namespace

void receive(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Firms& f = w.firms;
  const Parameters& p = view.p;
  const double kept = kept_in_stock(p);
  const double megawatts_per_h100e =
      p.energy_kw_per_h100e * maths::exp(-p.energy_efficiency_growth * (view.year - 2023)) / 1000;
  const double price = w.commons.price * 1e-3;  // M$ per H100e
  const double smuggled_price = price * p.evasion_premium, signed_price = price * contract_price(p);
  const double contract_in_parts = contract_worth(p);
  for (const FirmId i : IdRange<FirmId>(first, last)) {
    const Arrivals in = arrivals_of(view, i, megawatts_per_h100e);
    f.raw[i] = 0;
    for (std::size_t o = 0; o < origin_count; ++o) {
      f.delivered[o][i] = in.delivered[o];
      f.stock[o][i] = (f.stock[o][i] + in.delivered[o]) * kept;
      f.raw[i] += f.stock[o][i];
    }
    f.training[i] = (f.training[i] + in.training) * kept;
    f.inference[i] = (f.inference[i] + in.inference) * kept;
    f.megawatts[i] = (f.megawatts[i] + in.megawatts) * kept;
    f.received[i] = over_a_year(f.received[i], in.training) + f.rent_signed[i] * contract_in_parts;

    const double paid_elsewhere = f.diverted_for[i] * smuggled_price + f.rent_signed[i] * signed_price;
    const double unspent = positive(f.budget[i] - f.idle_budget[i] - in.spent - paid_elsewhere);
    f.carry[i] = p.chips_carry_unfilled * unspent + p.chips_carry_idle * f.idle_budget[i];
  }
}

void update_scarcity(const MonthView& view, std::size_t first, std::size_t last) {
  Firms& f = view.world.firms;
  const Parameters& p = view.p;
  for (const FirmId i : IdRange<FirmId>(first, last)) {
    double felt = under_chip_rule(view, i) ? p.scarcity_newcomer : 0.0;
    if (f.wanted[i] >= f.share[i]) {  // 1 H100e, by all of a sector
      const double relative = f.received[i] / f.wanted[i] / std::max(view.world.commons.relative_fill, 1e-9);
      felt = std::clamp(1 - relative, 0.0, p.scarcity_limit);
    }
    f.scarcity[i] += p.scarcity_adjustment * (felt - f.scarcity[i]);
  }
}

}  // namespace chokepoint::agents::firm
