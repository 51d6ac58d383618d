// Designs, history matching and Monte Carlo on models whose answers are known.
#include <cmath>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/sensitivity.hpp"
#include "analysis/methods/sequential_monte_carlo.hpp"
#include "analysis/methods/statistics.hpp"
#include "engine/batch/trials.hpp"
#include "tests/support/catch.hpp"

namespace methods_test {

using namespace chokepoint;

namespace {

/// Evaluates a function of one point on some threads.
BatchModel on_threads(int threads, std::vector<double> (*f)(const std::vector<double>&)) {
  return [=](const Rows& points) {
    Rows out(points.size());
    const std::atomic<bool> stop = false;
    run_trials(
        points.size(), threads, [&](std::size_t i) { out[i] = f(points[i]); }, [](std::size_t) {}, stop);
    return out;
  };
}

std::vector<double> linear(const std::vector<double>& x) { return {1 + 2 * x[0] - 3 * x[1] + 0 * x[2], x[2]}; }

/// Ishigami and Homma (1990), a = 7, b = 0.1, inputs on (-pi, pi).
std::vector<double> ishigami(const std::vector<double>& x) {
  const auto angle = [&](std::size_t k) { return M_PI * (2 * x[k] - 1); };
  const double s = std::sin(angle(1));
  return {std::sin(angle(0)) + 7 * s * s + 0.1 * std::pow(angle(2), 4) * std::sin(angle(0))};
}

/// Deviations of a Gaussian posterior: independent but for the sum of the last two, which is known better.
std::vector<double> gaussian(const std::vector<double>& x) {
  return {(x[0] - 0.5) / 0.05, (x[1] - 0.4) / 0.1, (x[1] + x[2] - 1) / 0.02};
}

double log_likelihood(std::span<const double> z) {
  double out = 0;
  for (const double d : z) out -= d * d / 2;
  return out;
}

Particles sampled(int threads, std::uint64_t seed = 1) {
  MonteCarloOptions options;
  options.particles = 2000;
  options.seed = seed;
  const BatchModel model = on_threads(threads, gaussian);
  Particles particles = start_particles(Box(3), options, model);
  while (!particles.done()) step_particles(particles, Box(3), options, model, log_likelihood);
  return particles;
}

/// Elementary effects on one output of a model.
MorrisEffects effects_of(const UnitDesign& design, std::vector<double> (*f)(const std::vector<double>&),
                         std::size_t output) {
  std::vector<double> outputs;
  for (const std::vector<double>& point : design.all()) outputs.push_back(f(point)[output]);
  return morris_effects(design, outputs, 0, 1);
}

double mean(const Particles& particles, std::size_t k) {
  double sum = 0;
  for (const auto& point : particles.points) sum += point[k];
  return sum / double(particles.points.size());
}

}  // namespace

TEST_CASE("study: elementary effects of a linear model are its coefficients", "[unit]") {
  const UnitDesign design = plain_design(UnitDesignOptions::Kind::morris, 3, 5, 1);
  const Rows points = design.all();
  REQUIRE(points.size() == 20);
  const MorrisEffects first = effects_of(design, linear, 0), second = effects_of(design, linear, 1);
  CHECK(first.inputs[0].mean == Approx(2));
  CHECK(first.inputs[1].mean == Approx(-3));
  CHECK(first.inputs[1].magnitude.value == Approx(3));
  CHECK(first.inputs[1].deviation == Approx(0).margin(1e-12));
  CHECK(first.inputs[2].magnitude.value == Approx(0).margin(1e-12));
  CHECK(second.inputs[2].mean == Approx(1));
}

TEST_CASE("study: elementary effects show the interaction of the Ishigami function", "[unit]") {
  const MorrisEffects effects = effects_of(plain_design(UnitDesignOptions::Kind::morris, 3, 400, 1), ishigami, 0);
  // At the middles of the quarters sin^2 of the second input is the same, sin(+-pi/4)^2 = sin(+-3 pi/4)^2: it seems not
  // to matter.
  CHECK(effects.inputs[1].magnitude.value == Approx(0).margin(1e-9));
  // From -3/4 pi to pi/4 and from -pi/4 to 3/4 pi, sin grows by sqrt(2), over half the interval: 2 sqrt(2) (1 + b
  // x3^4), of which x3 is pi/4 or 3/4 pi in half of the cases each.
  const double fourth = (std::pow(M_PI / 4, 4) + std::pow(3 * M_PI / 4, 4)) / 2;
  CHECK(effects.inputs[0].mean == Approx(2 * std::sqrt(2.0) * (1 + 0.1 * fourth)).epsilon(0.05));
  CHECK(effects.inputs[0].deviation > 1);  // it acts together with the third
  CHECK(effects.inputs[2].deviation > 1);
}

TEST_CASE("study: Sobol' points fill a box evenly", "[unit]") {
  Box box(4);
  box.low[1] = 0.5, box.high[2] = 0.25;
  const Rows points = box.sobol_points(1024, 1);
  REQUIRE(points.size() == 1024);
  for (std::size_t k = 0; k < 4; ++k)
    for (int cell = 0; cell < 16; ++cell)
      CHECK(std::ranges::count_if(points, [&](const auto& p) {
              return int((p[k] - box.low[k]) / (box.high[k] - box.low[k]) * 16) == cell;
            }) == 64);
  CHECK(box.sobol_points(10, 2) != box.sobol_points(10, 1));
}

TEST_CASE("study: history matching rules out what is far off", "[unit]") {
  CHECK(implausibility(std::vector{1.0, -6.0, 2.0, 8.0}, std::vector{1.0, 2.0, 1.0, 2.0}) == 2);
  WaveOptions options;
  const std::vector<double> one(3, 1.0);
  const auto narrow = [](const std::vector<double>& x) {
    return std::vector{(x[0] - 0.5) / 0.01, (x[0] - 0.5) / 0.01, (x[0] - 0.5) / 0.01};
  };
  const Wave wave = match_history(Box(2), 0, options, one, on_threads(1, narrow));
  CHECK(wave.kept == Approx(0.06).margin(0.01));  // 0.5 +- 0.03
  CHECK(wave.box.low[0] == Approx(0.45).margin(0.03));
  CHECK(wave.box.high[0] == Approx(0.55).margin(0.03));
  CHECK(wave.box.high[1] - wave.box.low[1] > 0.9);  // nothing is known of the second
}

TEST_CASE("study: sequential Monte Carlo finds a Gaussian posterior", "[unit]") {
  const Particles particles = sampled(1);
  const Rows covariance = covariance_of(particles.points);
  CHECK(mean(particles, 0) == Approx(0.5).margin(0.005));
  CHECK(mean(particles, 1) == Approx(0.4).margin(0.01));
  CHECK(mean(particles, 2) == Approx(0.6).margin(0.01));
  CHECK(std::sqrt(covariance[0][0]) == Approx(0.05).epsilon(0.08));
  CHECK(std::sqrt(covariance[1][1]) == Approx(0.1).epsilon(0.08));
  // x3 = 1 - x2 + error: variance 0.1^2 + 0.02^2, covariance -0.1^2.
  CHECK(std::sqrt(covariance[2][2]) == Approx(std::hypot(0.1, 0.02)).epsilon(0.08));
  CHECK(covariance[1][2] / std::sqrt(covariance[1][1] * covariance[2][2]) ==
        Approx(-0.1 / std::hypot(0.1, 0.02)).margin(0.02));
}

TEST_CASE("study: the same particles on any number of threads, and with another seed others", "[unit]") {
  const Particles one = sampled(1);
  CHECK(sampled(2).points == one.points);
  CHECK(sampled(3).points == one.points);
  CHECK(sampled(1, 2).points != one.points);
}

TEST_CASE("study: a Cholesky factor times itself is the matrix", "[unit]") {
  const Rows factor = cholesky({{4, 2, 0}, {2, 5, 0}, {0, 0, 0}});
  CHECK(factor == Rows{{2, 0, 0}, {1, 2, 0}, {0, 0, 0}});
}

TEST_CASE("study: variance splits into random variation within groups and the rest", "[unit]") {
  // Groups (0, 2), (4, 6), (8, 10): variances 2 each; means 1, 5, 9 with variance 16, of which 2 / 2 is random
  // variation's.
  const std::vector<double> values = {0, 2, 4, 6, 8, 10, 100};  // the last belongs to no whole group
  const VarianceSplit split = split_variance(values, 2);
  CHECK(split.within == Approx(2));
  CHECK(split.between == Approx(15));
  CHECK(split.groups == 3);
  CHECK_FALSE(is_told(split.share_within()));  // of three groups
  // Groups (0, 2), (4, 6) ... (16, 18): means 1, 5, 9, 13, 17 with variance 40.
  const std::vector<double> enough = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18};
  CHECK(split_variance(enough, 2).share_within() == Approx(2.0 / 41));
  CHECK_FALSE(is_told(split_variance(std::vector<double>(10, 0.7), 2).share_within()));  // never varies
  CHECK(split_variance(std::vector{1.0, 3.0, 1.0, 3.0}, 2).between ==
        0);  // alike means: less than random variation alone would give
  CHECK_FALSE(is_told(split_variance(std::vector{1.0, 3.0}, 2).share_within()));
  // The same clusters told by number, in any order.
  const VarianceSplit told = split_variance(std::vector<double>{0, 4, 8, 2, 6, 10}, Clusters({7, 1, 5, 7, 1, 5}));
  CHECK(told.within == Approx(2));
  CHECK(told.between == Approx(15));
  // Clusters (0, 2) and (7): inside 2 over one degree; outside 2 (1 - 3)^2 + (7 - 3)^2 = 24; n0 = (3 - 5/3) / 1.
  const VarianceSplit unlike = split_variance(std::vector<double>{0, 2, 7}, Clusters({0, 0, 1}));
  CHECK(unlike.within == Approx(2));
  CHECK(unlike.between == Approx((24 - 2) / (4.0 / 3)));
  CHECK_FALSE(is_told(
      split_variance(std::vector<double>{1, 2, 3}, Clusters({0, 1, 2})).share_within()));  // none of more than one
}

}  // namespace methods_test
