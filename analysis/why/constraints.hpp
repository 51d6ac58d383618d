// What limits each producer, seller and buyer of accelerators in a month, and for how long in two runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/why/chain.hpp"

namespace chokepoint {

enum class Limit : std::uint8_t {
  none,    ///< not yet at work
  demand,  ///< all that is ordered is met
  fabs,    ///< capacity of the foundry
  tools,   ///< the same, while shells wait for tools that are denied
  materials,
  outage,
  listing,  ///< no foundry is open to it
  memory,
  packaging,
  rule,  ///< sales are closed
  quota,
  licence,   ///< a share of the requests is granted
  import,    ///< the buyer's nation bans it or advises against it
  redesign,  ///< a weaker part is all that may be sold
  supply,    ///< the designer's stock and production
  chips,     ///< orders or budget of the buyer that found nothing to buy
  power,
  budget,
};
[[nodiscard]] std::string_view limit_name(Limit limit);
/// Whether it is the foundry that limits a designer.
[[nodiscard]] bool is_of_foundry(Limit limit);

/// What a designer's production is the least of (ProductionLimits), and where it is dies, why there are no more.
[[nodiscard]] Limit designer_limit(const Trace& trace, DesignerId designer, Month month);
[[nodiscard]] Limit foundry_limit(const Trace& trace, FoundryId foundry, Month month);
/// What limits a designer's sales to a nation's firms: the first that binds, in the order in which the month applies
/// them.
[[nodiscard]] Limit sales_limit(const Trace& trace, DesignerId designer, NationId buyer, Month month);
/// What limits the computing that a firm can put to work.
[[nodiscard]] Limit firm_limit(const Trace& trace, FirmId firm, Month month);

/// Months in a row in which both runs keep their limits.
struct ConstraintPeriod {
  std::string producer;
  Month first, last;
  Limit a = Limit::none, b = Limit::none;
};

/// The periods since the runs part: of designers that sell at home alone, of the leading designers' sales to their
/// nation, and of foundries and firms that the chain names; `all`: of every designer, foundry and firm. By producer,
/// then in time.
[[nodiscard]] std::vector<ConstraintPeriod> constraint_periods(const Evidence& evidence, const Chain& chain, bool all);

}  // namespace chokepoint
