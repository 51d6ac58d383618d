// Tempering, resampling, moving.
#include "analysis/methods/sequential_monte_carlo.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/elementary.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"

namespace chokepoint {
namespace {

constexpr double wanted_acceptance = 0.25;  // near the best for random walks in many dimensions (Roberts et al. 1997)
constexpr double moved_enough = 0.9;        // share of particles that have moved in a step

/// Effective sample size of weights exp(increase x log_likelihood), as a share of the particles (Kish 1965).
double effective_share(const std::vector<double>& log_likelihoods, double increase) {
  const double top = std::ranges::max(log_likelihoods);
  double sum = 0, squares = 0;
  for (const double l : log_likelihoods) {
    const double weight = maths::exp(increase * (l - top));
    sum += weight, squares += weight * weight;
  }
  return sum * sum / squares / static_cast<double>(log_likelihoods.size());
}

/// The temperature after `now` that leaves the share wanted; 1 if all the rest leaves more.
double next_temperature(const std::vector<double>& log_likelihoods, double now, double kept) {
  if (effective_share(log_likelihoods, 1 - now) >= kept) return 1;
  double low = 0, high = 1 - now;
  for (int k = 0; k < 60; ++k) {
    const double middle = (low + high) / 2;
    (effective_share(log_likelihoods, middle) >= kept ? low : high) = middle;
  }
  return now + low;
}

/// Systematic resampling: which particle each new one copies.
std::vector<std::size_t> resampled(const std::vector<double>& log_likelihoods, double increase, double uniform) {
  const double top = std::ranges::max(log_likelihoods);
  double total = 0;
  for (const double l : log_likelihoods) total += maths::exp(increase * (l - top));
  std::vector<std::size_t> out;
  double before = 0;
  const std::size_t n = log_likelihoods.size();
  for (std::size_t i = 0; i < n; ++i) {
    before += maths::exp(increase * (log_likelihoods[i] - top)) / total * static_cast<double>(n);
    while (out.size() < n && static_cast<double>(out.size()) + uniform < before) out.push_back(i);
  }
  while (out.size() < n) out.push_back(n - 1);  // the last of the weights lost in rounding
  return out;
}

/// Back into [low, high] by reflection at its ends.
double reflected(double x, double low, double high) {
  const double width = high - low;
  if (width <= 0) return low;
  double y = std::fmod(x - low, 2 * width);
  if (y < 0) y += 2 * width;
  return low + (y > width ? 2 * width - y : y);
}

/// Proposals of one round of moves.
Rows proposals(const Particles& particles, const Box& box, const RandomStream& random, int round) {
  const std::size_t dimensions = box.low.size();
  const Rows factor = cholesky(covariance_of(particles.points));
  const double length = particles.scale * 2.38 / std::sqrt(static_cast<double>(dimensions));
  Rows out = particles.points;
  std::vector<double> normal(dimensions);
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (std::size_t k = 0; k < dimensions; ++k)
      normal[k] = random.normal(Purpose::parameter_draw, name_hash("study.proposal"), Month{round}, i * dimensions + k);
    for (std::size_t k = 0; k < dimensions; ++k) {
      double shift = 0;
      for (std::size_t m = 0; m <= k; ++m) shift += factor[k][m] * normal[m];
      out[i][k] = reflected(out[i][k] + length * shift, box.low[k], box.high[k]);
    }
  }
  return out;
}

}  // namespace

Rows covariance_of(const Rows& rows) {
  const std::size_t dimensions = rows[0].size();
  const auto n = static_cast<double>(rows.size());
  std::vector<double> mean(dimensions);
  for (const std::vector<double>& row : rows)
    for (std::size_t k = 0; k < dimensions; ++k) mean[k] += row[k] / n;
  Rows out(dimensions, std::vector<double>(dimensions));
  for (const std::vector<double>& row : rows)
    for (std::size_t k = 0; k < dimensions; ++k)
      for (std::size_t m = 0; m <= k; ++m) out[k][m] += (row[k] - mean[k]) * (row[m] - mean[m]) / (n - 1);
  for (std::size_t k = 0; k < dimensions; ++k)
    for (std::size_t m = 0; m < k; ++m) out[m][k] = out[k][m];
  return out;
}

Rows cholesky(const Rows& covariance) {
  const std::size_t dimensions = covariance.size();
  Rows factor(dimensions, std::vector<double>(dimensions));
  for (std::size_t k = 0; k < dimensions; ++k)
    for (std::size_t m = 0; m <= k; ++m) {
      double rest = covariance[k][m];
      for (std::size_t j = 0; j < m; ++j) rest -= factor[k][j] * factor[m][j];
      if (k == m)
        factor[k][k] = std::sqrt(std::max(0.0, rest));
      else
        factor[k][m] = factor[m][m] > 0 ? rest / factor[m][m] : 0;
    }
  return factor;
}

Particles start_particles(const Box& box, const MonteCarloOptions& options, const BatchModel& model) {
  Particles out;
  out.points = box.sobol_points(options.particles, options.seed ^ name_hash("study.particles"));
  out.outputs = model(out.points);
  return out;
}

void step_particles(Particles& particles, const Box& box, const MonteCarloOptions& options, const BatchModel& model,
                    const LogLikelihood& log_likelihood) {
  const std::size_t n = particles.points.size();
  const RandomStream random(options.seed, static_cast<std::uint64_t>(++particles.step));
  std::vector<double> fit(n);
  for (std::size_t i = 0; i < n; ++i) fit[i] = log_likelihood(particles.outputs[i]);
  const double before =
      std::exchange(particles.temperature, next_temperature(fit, particles.temperature, options.kept));

  const Particles old = particles;
  const std::vector<double> old_fit = fit;
  const auto from = resampled(fit, particles.temperature - before,
                              random.uniform(Purpose::parameter_draw, name_hash("study.resampling"), Month{0}));
  for (std::size_t i = 0; i < n; ++i)
    particles.points[i] = old.points[from[i]], particles.outputs[i] = old.outputs[from[i]], fit[i] = old_fit[from[i]];

  std::vector<bool> moved(n);
  double accepted_of_all = 0;
  int rounds = 0;
  while (rounds < options.moves &&
         static_cast<double>(std::ranges::count(moved, true)) < moved_enough * static_cast<double>(n)) {
    Rows proposed = proposals(particles, box, random, rounds);
    Rows outputs = model(proposed);
    std::size_t accepted = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double candidate = log_likelihood(outputs[i]);
      const double chance = random.uniform(Purpose::parameter_draw, name_hash("study.acceptance"), Month{rounds}, i);
      if (maths::log(chance) >= particles.temperature * (candidate - fit[i])) continue;
      particles.points[i] = std::move(proposed[i]), particles.outputs[i] = std::move(outputs[i]), fit[i] = candidate;
      moved[i] = true;
      ++accepted;
    }
    const double share = static_cast<double>(accepted) / static_cast<double>(n);
    particles.scale = std::clamp(particles.scale * maths::exp(2 * (share - wanted_acceptance)), 0.05, 2.0);
    accepted_of_all += share;
    ++rounds;
  }
  particles.temperatures.push_back(particles.temperature);
  particles.acceptance.push_back(accepted_of_all / rounds);
}

}  // namespace chokepoint
