// Equations of accelerators and of the money for them that both the rules of firms and the explanation of runs use
// (docs/model.md, "Compute stock and scarcity", "Firm finance", "Chip demand").
#pragma once

#include "engine/world/chipmakers.hpp"
#include "engine/world/parameters.hpp"

namespace chokepoint {

/// What parts (H100e of die capacity) are worth in training on their terms of sale, with the designer's software.
[[nodiscard]] inline double training_worth(double parts, const SalesTerms& terms, double ecosystem) {
  return parts * terms.training * ecosystem;
}

/// The same of smuggled parts, which lose in use.
[[nodiscard]] inline double smuggled_training_worth(const Parameters& p, double parts) {
  return parts * (1 - p.evasion_training_loss);
}

/// Share of a stock of accelerators that a month's retirement leaves.
[[nodiscard]] inline double kept_in_stock(const Parameters& p) { return 1 - p.stock_retirement; }

/// A sum over about the last year, a month on.
[[nodiscard]] inline double over_a_year(double sum, double added) { return sum * 11 / 12 + added; }

/// What a firm can spend on chips, M USD, before it hoards: no one buys chips that cannot be powered. `flow`: the
/// month's; `carry`: unspent before.
[[nodiscard]] inline double spendable(double flow, double carry, double deployable) {
  return (flow + carry) * deployable * deployable;
}

/// AI capex out of a month's revenue (M USD) from AI, bn USD a year.
[[nodiscard]] inline double reinvested(const Parameters& p, double revenue) {
  return revenue * 12 / 1000 * p.invest_reinvestment;
}

}  // namespace chokepoint
