// Sequential Monte Carlo: from a uniform law on a box to the posterior, by steps of temperature (Del Moral, Doucet and
// Jasra 2006). With a Gaussian error model it is exact for that model, and also approximate Bayesian computation with a
// Gaussian kernel (Wilkinson 2013).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analysis/methods/history_matching.hpp"

namespace chokepoint {

struct MonteCarloOptions {
  std::size_t particles = 1000;
  int moves = 6;      ///< at most, a step; fewer once most particles have moved
  double kept = 0.5;  ///< effective sample size that a step of temperature leaves, as a share of the particles
  std::uint64_t seed = 1;
};

/// The particles after some steps: all that is needed to go on.
struct Particles {
  int step = 0;
  double temperature = 0;                        ///< exponent of the likelihood, 0: prior, 1: posterior
  double scale = 1;                              ///< of proposals, adapted
  Rows points, outputs;                          ///< particles x dimensions, particles x outputs
  std::vector<double> temperatures, acceptance;  ///< of the steps so far
  [[nodiscard]] bool done() const { return temperature >= 1; }
};

/// Logarithm of the likelihood of a model's outputs.
using LogLikelihood = std::function<double(std::span<const double>)>;

/// Particles of the box's uniform law, by Sobol' points, and their outputs.
[[nodiscard]] Particles start_particles(const Box& box, const MonteCarloOptions& options, const BatchModel& model);

/// One step: the next temperature by effective sample size, systematic resampling, random-walk Metropolis moves scaled
/// by the particles' covariance, reflected at the box. A function of its arguments: steps may be spread over any number
/// of programs.
void step_particles(Particles& particles, const Box& box, const MonteCarloOptions& options, const BatchModel& model,
                    const LogLikelihood& log_likelihood);

/// Lower Cholesky factor of a covariance matrix, row by row; a direction without variance gives a zero row.
[[nodiscard]] Rows cholesky(const Rows& covariance);
/// Covariance of the columns of some rows.
[[nodiscard]] Rows covariance_of(const Rows& rows);

}  // namespace chokepoint
