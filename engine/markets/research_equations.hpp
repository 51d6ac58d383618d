// Equations of research that both the rule of laboratories and the explanation of runs use (docs/model.md, "Training
// compute, algorithms, capability").
#pragma once

#include <algorithm>
#include <numbers>

#include "engine/base/maths.hpp"
#include "engine/world/parameters.hpp"

namespace chokepoint {

// --- training -------------------------------------------------------------------------------------------------------

/// Compute at work in a firm's hands, H100e: its stock as far as there is power for it, less what it lets to others,
/// and what it rents.
[[nodiscard]] inline double computing_at_hand(double stock, double deployable, double let, double rented) {
  return positive(stock * deployable - let) + rented;
}

/// FLOP that a month of computing (H100e) does in training.
[[nodiscard]] inline double training_flop(const Parameters& p, double computing) {
  constexpr double flops_per_h100e = 1e15, seconds_per_month = 2.63e6;
  return computing * flops_per_h100e * p.training_utilisation * seconds_per_month;
}

/// What a month leaves of the FLOP of a training run.
[[nodiscard]] inline double still_in_window(const Parameters& p, double run_flop) {
  return run_flop * p.training_window;
}

inline constexpr double least_run_flop = 1e18;

/// log10 of a training run's FLOP; no run is smaller than the least.
[[nodiscard]] inline double log_flop(double run_flop) { return maths::log10(std::max(run_flop, least_run_flop)); }

/// Effective computing of a training run against the anchor, OOM. `size`: log10 of its FLOP.
[[nodiscard]] inline double effective_computing(const Parameters& p, double size, double algorithm, double adaptation) {
  return size - p.capability_anchor_flop + algorithm + adaptation;
}

/// What a laboratory knows from its users, OOM.
[[nodiscard]] inline double learned_from_usage(double usage) { return maths::log10(1 + usage); }

/// ECI of a model but for the random variation of its training. `effective`: OOM against the anchor, with what it is
/// built on.
[[nodiscard]] inline double expected_eci(const Parameters& p, double effective, double usage) {
  return p.capability_anchor + p.capability_per_oom * effective + p.capability_data_gain * learned_from_usage(usage);
}

// --- research -------------------------------------------------------------------------------------------------------

/// L, talent of a laboratory: its own, times the nation's researchers against their course without moves (ratio), times
/// what a subsidy of laboratories (M$ a month) adds.
[[nodiscard]] inline double research_talent(double talent, double ratio, double subsidy) {
  return talent * ratio * (subsidy > 0 ? maths::pow(1 + subsidy / 500, 0.3) : 1.0);
}

/// Logarithm of the factor by which lack of computing (scarcity S, 0 to below 1) changes own research: (1 - S)^-xi.
[[nodiscard]] inline double log_scarcity_effort(const Parameters& p, double scarcity) {
  return -p.research_induced * maths::log(1 - scarcity);
}

/// A laboratory's computing for research, in 10 000 H100e; it always has some.
[[nodiscard]] inline double research_computing(const Parameters& p, double computing) {
  return std::max(computing * p.research_compute_share, 1.0) / 1e4;
}

/// Logarithm of what goes into research: talent and computing, each by its exponent.
[[nodiscard]] inline double log_research_input(const Parameters& p, double log_talent, double log_computing) {
  return p.research_talent_exponent * log_talent + p.research_compute_exponent * log_computing;
}

/// Logarithm of what own research is worth. A sum of what each argument gives alone, the others being 0.
[[nodiscard]] inline double log_research_effort(const Parameters& p, double log_input, double algorithm,
                                                double scarcity) {
  return p.research_returns * log_input - p.research_fishing_out * std::numbers::ln10 * algorithm +
         log_scarcity_effort(p, scarcity);
}

/// What a month of own research adds to algorithms, OOM.
[[nodiscard]] inline double found_by_research(const Parameters& p, double effort, bool accelerated) {
  return std::min(p.research_productivity * effort * (accelerated ? p.research_acceleration : 1.0),
                  p.research_monthly_limit);
}

/// Logarithm of how well a laboratory takes up what others know, by its talent.
class LogAbsorption {
 public:
  explicit LogAbsorption(const Parameters& p) : exponent_(p.diffusion_talent_exponent) {}
  [[nodiscard]] double operator()(double log_talent) const {
    return exponent_ * std::clamp(log_talent - usual_, least_, most_);
  }

 private:
  double exponent_;
  double usual_ = maths::log(0.5), least_ = maths::log(0.1), most_ = maths::log(2.0);
};

/// What a month brings of what others know, OOM: they are ahead by `closed` without weights, by `open` in open ones.
[[nodiscard]] inline double diffused(const Parameters& p, double absorption, double closed, double open) {
  return absorption * (p.diffusion_closed * closed + p.diffusion_open * open);
}

/// Pace of a laboratory against that of a major one, whose research input is 1: 0 to 2.
[[nodiscard]] inline double research_pace(double input) { return 2 * input / (1 + input); }

/// Orders of magnitude of computing for each researcher that a laboratory lacks against where the world's computing is.
/// All are logarithms.
[[nodiscard]] inline double computing_lacking(double typical, double computing, double talent) {
  return positive(typical - (computing - talent)) / std::numbers::ln10;
}

/// Efficiency (OOM) within a laboratory's reach: what lack of computing makes it look for, phi for each order of
/// magnitude that it lacks.
[[nodiscard]] inline double efficiency_within_reach(const Parameters& p, double lacking) {
  return p.adaptation_elasticity * lacking;
}

/// What a laboratory adds to its stock of efficiency in a month at the pace of a major one, OOM. What was found is
/// kept.
[[nodiscard]] inline double efficiency_found(const Parameters& p, double within_reach, double stock) {
  return std::max(0.0, within_reach - stock) / p.adaptation_months;
}

/// What it adds besides because open weights show it already (`shown`, OOM): what it needs, it finds faster.
[[nodiscard]] inline double efficiency_taken_over(const Parameters& p, double within_reach, double shown,
                                                  double stock) {
  return p.adaptation_open_transfer * efficiency_found(p, std::min(within_reach, shown), stock);
}

/// OOM against the anchor that a model of this capability (ECI) embodies.
[[nodiscard]] inline double embodied_in(const Parameters& p, double eci) {
  return (eci - p.capability_anchor) / p.capability_per_oom;
}

/// What building on the models of others adds to a laboratory's own effective computing (OOM against the anchor), OOM:
/// a part of what the best weights at hand embody (`base`, ECI; 0: none) is kept, and a part (`taught`) of what the
/// best model does whose outputs it trains on (`teacher`, ECI).
[[nodiscard]] inline double gained_by_building(const Parameters& p, double own, double base, double teacher,
                                               double taught) {
  const double kept = base > 0 ? p.openness_base_share * maths::exp10(embodied_in(p, base) - own) : 0.0;
  const double learned = taught > 0 && teacher > 0 ? taught * maths::exp10(embodied_in(p, teacher) - own) : 0.0;
  return kept + learned > 0 ? maths::log10(1 + kept + learned) : 0.0;
}

}  // namespace chokepoint
