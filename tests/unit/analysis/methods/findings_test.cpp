// Sensitivity, discovery and robustness against closed forms and hand cases.
#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "analysis/methods/discovery.hpp"
#include "analysis/methods/enough.hpp"
#include "analysis/methods/robustness.hpp"
#include "analysis/methods/sensitivity.hpp"
#include "analysis/methods/statistics.hpp"
#include "tests/support/catch.hpp"

namespace findings_test {

using namespace chokepoint;
using Kind = UnitDesignOptions::Kind;

namespace {

UnitDesign design(Kind kind, std::size_t blocks, std::vector<std::size_t> inputs, bool second = false) {
  return UnitDesign(UnitDesignOptions{kind, blocks, second, std::move(inputs), 3});
}

template <class Model>
std::vector<double> outputs_of(const UnitDesign& d, const Model& model) {
  std::vector<double> out, x(d.dimensions());
  for (std::size_t i = 0; i < d.points(); ++i) d.point(i, x), out.push_back(model(x));
  return out;
}

double ishigami(const std::vector<double>& u) {
  const auto x = [&](std::size_t k) { return std::numbers::pi * (2 * u[k] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

/// Sobol's g-function with a = 0, 1, 4.5, 9, 99 ...: partial variances 1 / (3 (1 + a)^2).
constexpr double a_of[] = {0, 1, 4.5, 9, 99, 99, 99, 99};
double g_function(const std::vector<double>& u) {
  double out = 1;
  for (std::size_t k = 0; k < u.size(); ++k) out *= (std::fabs(4 * u[k] - 2) + a_of[k]) / (1 + a_of[k]);
  return out;
}

}  // namespace

TEST_CASE("Sobol' indices of the Ishigami function are those of its closed form", "[unit]") {
  const double b = 0.1, a = 7, pi4 = std::pow(std::numbers::pi, 4), pi8 = pi4 * pi4;
  const double v1 = std::pow(1 + b * pi4 / 5, 2) / 2, v2 = a * a / 8, v13 = b * b * pi8 * (1.0 / 18 - 1.0 / 50),
               v = v1 + v2 + v13;
  const UnitDesign d = design(Kind::saltelli, 8192, {0, 1, 2}, true);
  const auto y = outputs_of(d, ishigami);
  const SobolIndices found = sobol_indices(d, y, 200, 1);
  const double first[] = {v1 / v, v2 / v, 0}, total[] = {(v1 + v13) / v, v2 / v, v13 / v};
  CHECK(found.variance == Approx(v).epsilon(0.01));
  for (std::size_t i = 0; i < 3; ++i) {
    INFO(i);
    CHECK(std::fabs(found.first[i].value - first[i]) < 0.01);
    CHECK(std::fabs(found.total[i].value - total[i]) < 0.01);
    CHECK((found.first[i].low - 0.005 < first[i] && first[i] < found.first[i].high + 0.005));
    CHECK((found.total[i].low - 0.005 < total[i] && total[i] < found.total[i].high + 0.005));
    CHECK(found.first[i].high - found.first[i].low < 0.1);
  }
  CHECK(std::fabs(found.second[2][0].value - v13 / v) < 0.02);
  CHECK(std::fabs(found.second[1][0].value) < 0.02);
  CHECK(std::fabs(found.second[2][1].value) < 0.02);
}

TEST_CASE("Sobol' indices of the g-function are those of its closed form, groups as one", "[unit]") {
  double v = 1, sum = 0;
  for (const double a : a_of) v *= 1 + 1 / (3 * (1 + a) * (1 + a));
  v -= 1;
  const UnitDesign d = design(Kind::saltelli, 16384, {0, 1, 2, 3, 4, 5, 6, 7});
  const SobolIndices found = sobol_indices(d, outputs_of(d, g_function), 0, 1);
  for (std::size_t i = 0; i < 8; ++i) {
    const double own = 1 / (3 * (1 + a_of[i]) * (1 + a_of[i]));
    CHECK(std::fabs(found.first[i].value - own / v) < 0.01);
    CHECK(std::fabs(found.total[i].value - own * (v + 1) / (1 + own) / v) < 0.01);
    sum += found.first[i].value;
  }
  CHECK((sum > 0.9 && sum < 1));
  const UnitDesign grouped = design(Kind::saltelli, 8192, {0, 0, 1, 1, 1, 1, 1, 1});
  const SobolIndices of_groups = sobol_indices(grouped, outputs_of(grouped, g_function), 0, 1);
  const double one = (1 + 1.0 / 3) * (1 + 1.0 / 12) - 1;
  CHECK(std::fabs(of_groups.first[0].value - one / v) < 0.01);
}

TEST_CASE("a failed run drops its block whole, and it is counted", "[unit]") {
  const UnitDesign d = design(Kind::saltelli, 2048, {0, 1, 2});
  auto y = outputs_of(d, ishigami);
  for (std::size_t i = 7; i < y.size(); i += 500) y[i] = std::nan("");
  const SobolIndices found = sobol_indices(d, y, 0, 1);
  CHECK(found.dropped == 21);
  CHECK(found.blocks == 2048 - 21);
  CHECK(std::fabs(found.first[1].value - 0.4424) < 0.03);
}

TEST_CASE("Morris' effects of a linear model are its slopes, without spread; interactions show", "[unit]") {
  const UnitDesign d = design(Kind::morris, 40, {0, 1, 2, 2});
  const MorrisEffects found =
      morris_effects(d, outputs_of(d, [](const auto& x) { return 3 * x[0] - 2 * x[1]; }), 100, 1);
  CHECK(found.inputs[0].mean == Approx(3));
  CHECK(found.inputs[1].mean == Approx(-2));
  CHECK(found.inputs[1].magnitude.value == Approx(2));
  CHECK(found.inputs[2].magnitude.value == Approx(0).margin(1e-12));
  CHECK(found.inputs[0].deviation == Approx(0).margin(1e-9));
  const MorrisEffects bent = morris_effects(d, outputs_of(d, [](const auto& x) { return x[0] * x[1]; }), 100, 1);
  CHECK(bent.inputs[0].deviation > 0.1);
  CHECK((bent.inputs[0].magnitude.low < bent.inputs[0].magnitude.value &&
         bent.inputs[0].magnitude.value < bent.inputs[0].magnitude.high));
}

TEST_CASE("a box is found where something happens, by numbers and by choices, and nothing else is restricted",
          "[unit]") {
  const UnitDesign d = design(Kind::sobol, 2000, {0, 1, 2, 3});
  DiscoveryData data;
  data.categorical = {false, false, false, true};
  for (std::size_t i = 0; i < d.points(); ++i) {
    std::vector<double> x(4);
    d.point(i, x);
    x[3] = std::floor(3 * x[3]);
    data.points.push_back(x);
    data.happens.push_back(x[0] > 0.6 && x[1] < 0.5 && x[3] != 1 ? 1 : 0);
  }
  const DiscoveredBox box = discover_box(data);
  REQUIRE(box.restrictions.size() == 3);
  CHECK((box.coverage > 0.93 && box.density > 0.93));
  CHECK(box.restrictions[0].factor == 0);
  CHECK(box.restrictions[0].low == Approx(0.6).margin(0.02));
  CHECK(box.restrictions[1].high == Approx(0.5).margin(0.02));
  CHECK(box.restrictions[2].choices == std::vector<double>{0, 2});
  CHECK(box.holds(std::vector{0.9, 0.1, 0.5, 0.0}));
  CHECK_FALSE(box.holds(std::vector{0.9, 0.1, 0.5, 1.0}));

  const auto leaves = discover_tree(data);
  CHECK(leaves[0].share > 0.98);
  CHECK(leaves[0].restrictions.size() == 3);
  double mass = 0;
  for (const DiscoveredLeaf& leaf : leaves) mass += leaf.mass;
  CHECK(mass == Approx(1));
  data.happens.assign(data.happens.size(), 0);
  CHECK(discover_box(data).restrictions.empty());
  CHECK(discover_tree(data).size() == 1);
}

TEST_CASE("regret by pencil", "[unit]") {
  // States:      s1 s2 s3; the best are 4, 5, 3.
  // A:           4  1  3   regrets 0 4 0
  // B:           2  5  2   regrets 2 0 1
  const auto found = robustness_of({{4, 1, 3}, {2, 5, 2}});
  CHECK(found[0].mean == Approx(8.0 / 3));
  CHECK(found[0].worst == 1);
  CHECK_FALSE(is_told(found[0].tail));  // of three states
  CHECK(found[0].greatest_regret == 4);
  CHECK(found[0].mean_regret == Approx(4.0 / 3));
  CHECK(found[0].best_in == Approx(2.0 / 3));
  CHECK(found[1].greatest_regret == 2);
  CHECK_FALSE(is_told(found[1].high_regret));
  // Ten states, regrets of A 0 ... 0.9: worst tenth is one state, 90 % quantile 0.81.
  std::vector<std::vector<double>> ten(2, std::vector<double>(10, 1.0));
  for (std::size_t s = 0; s < 10; ++s) ten[0][s] -= 0.1 * static_cast<double>(s);
  const auto told = robustness_of(ten);
  CHECK(told[0].tail == Approx(0.1));
  CHECK(told[0].high_regret == Approx(0.81));
  CHECK(told[0].best_in == Approx(0.1));
  CHECK(robustness_of(ten, 0.25)[0].best_in == Approx(0.3));  // what is nearer to the best than counts is as good
}

TEST_CASE("indices of too few whole blocks, or of what never varies, have a reason not to be told", "[unit]") {
  const UnitDesign d = design(Kind::saltelli, 64, {0, 1});
  auto y = outputs_of(d, [](const auto& x) { return x[0] + 2 * x[1]; });
  CHECK(sobol_indices(d, y, 10, 1).reason.empty());
  for (std::size_t left : {15U, 1U, 0U}) {
    for (std::size_t b = left; b < 64; ++b) y[b * d.block()] = std::nan("");
    const SobolIndices few = sobol_indices(d, y, 10, 1);
    CHECK(few.blocks == left);
    CHECK(few.reason == (left == 0 ? "there are no whole blocks: 16 are needed"
                                   : fmt::format("{} whole blocks are too few: 16 are needed", left)));
  }
  CHECK(sobol_indices(d, std::vector<double>(d.points(), 0.7), 10, 1).reason == "it is the same at all points");
  CHECK(is_noise({-151.339, -151.339, -151.339}));
  CHECK(is_noise({11451.776, 0, 0}));
  CHECK_FALSE(is_noise({-0.02, -0.1, 0.05}));
  CHECK_FALSE(is_noise({1.04, 0.9, 1.2}));

  const UnitDesign paths = design(Kind::morris, 8, {0, 1});
  auto z = outputs_of(paths, [](const auto& x) { return x[0]; });
  CHECK(morris_effects(paths, z, 10, 1).reason.empty());
  for (std::size_t b = 3; b < 8; ++b) z[b * paths.block()] = std::nan("");
  CHECK(morris_effects(paths, z, 10, 1).reason == "3 whole trajectories are too few: 4 are needed");
}

TEST_CASE("where something happens is not looked for in few points, nor where it hardly happens", "[unit]") {
  const auto data = [](std::size_t points, std::size_t hits) {
    DiscoveryData out;
    out.categorical = {false};
    for (std::size_t p = 0; p < points; ++p)
      out.points.push_back({static_cast<double>(p)}), out.happens.push_back(p < hits ? 1 : 0);
    return out;
  };
  CHECK(too_few_to_discover(data(40, 20)).empty());
  CHECK(too_few_to_discover(data(19, 9)) == "19 points are too few: 20 are needed");
  CHECK(too_few_to_discover(data(40, 4)) == "4 points in which it happens are too few: 5 are needed");
  CHECK(too_few_to_discover(data(40, 37)) == "3 points in which it does not happen are too few: 5 are needed");
}

TEST_CASE("a correlation is told from ten pairs that vary", "[unit]") {
  std::vector<double> x(10), y(10);
  for (std::size_t k = 0; k < 10; ++k) x[k] = static_cast<double>(k), y[k] = -static_cast<double>(k * k);
  CHECK(rank_correlation(x, y) == Approx(-1));
  CHECK_FALSE(is_told(rank_correlation(std::span(x).first(9), std::span(y).first(9))));
  CHECK_FALSE(is_told(rank_correlation(x, std::vector<double>(10, 0.1))));
}

}  // namespace findings_test
