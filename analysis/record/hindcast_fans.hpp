// What was foretold of each series from each origin, beside what the record then showed: for drawing.
#pragma once

#include <array>
#include <vector>

#include "analysis/record/validation.hpp"

namespace chokepoint {

/// The simple methods, in the order in which a fan has them.
inline constexpr std::array<Forecaster, 4> simple_forecasters = {Forecaster::last, Forecaster::drift,
                                                                 Forecaster::damped, Forecaster::mix};
/// Quantiles of the model's law that a fan has.
inline constexpr std::array<double, 5> fan_shares = {0.05, 0.25, 0.5, 0.75, 0.95};

/// Of one month, in the target's unit: the assimilated model's law with the figure's own error, and the means of the
/// simple methods.
struct Foretold {
  const Target* target = nullptr;  ///< what happened
  std::array<double, fan_shares.size()> model{};
  std::array<double, simple_forecasters.size()> simple{};
};

/// A series from an origin.
struct HindcastFan {
  Month origin;
  std::vector<const Target*> record;  ///< all figures of the series, in order of time
  std::vector<Foretold> foretold;     ///< in order of time; never empty
};

/// A fan for each series of which something was known at the origin and something came after. The same members as those
/// that `hindcasts_from` scores with the same seed.
[[nodiscard]] std::vector<HindcastFan> fans_from(const OriginRuns& runs, const std::vector<Target>& targets,
                                                 const Assimilation& how, std::uint64_t seed);

/// The simple method with the least mean loss over a family's hindcasts, as a place in `simple_forecasters`.
[[nodiscard]] std::size_t best_simple(const std::vector<Hindcast>& hindcasts, std::string_view family);

}  // namespace chokepoint
