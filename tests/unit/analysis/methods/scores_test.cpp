// Scores by pencil and against closed forms.
#include "analysis/methods/scores.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "tests/support/catch.hpp"

namespace scores_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("crps of a normal law and of small ensembles", "[unit]") {
  // Of the standard normal law at 0: sqrt(2/pi)(1 - 1/sqrt 2) = 0.23370; at 1: 1 (2 Phi(1) - 1) + 2 phi(1) - 1/sqrt(pi)
  // = 0.60244.
  const std::array<double, 1> zero{0};
  CHECK(crps({zero, 1}, 0) == Approx(0.233695).epsilon(1e-5));
  CHECK(crps({zero, 1}, 1) == Approx(0.602440).epsilon(1e-5));
  CHECK(crps({zero, 3}, 3) == Approx(3 * 0.602440).epsilon(1e-5));
  CHECK(crps({zero, 0}, -2) == 2);  // a certain prediction: its distance
  // Members 0 and 2, observed 1: mean distance 1, mean distance of the two 2: 1 - 1 = 0, as fair as can be.
  const std::array<double, 2> two{0, 2};
  CHECK(crps({two, 0}, 1) == Approx(0).margin(1e-12));
  CHECK(crps({two, 0}, 4) == Approx(3 - 1));
  // Many members at the quantiles of a normal law are that law.
  std::vector<double> many;
  for (int i = 0; i < 400; ++i) many.push_back(std::sqrt(0.75) * std::sqrt(2.0) * std::erf((i + 0.5) / 400 * 2 - 1));
  CHECK(crps({many, 0.5}, 0.3) > 0);
  CHECK(crps({many, 0.5}, 0.3) < crps({many, 0.5}, 3));
}

TEST_CASE("quantiles of a prediction are where so much of it lies below", "[unit]") {
  const std::array<double, 1> one{3};
  CHECK(quantile_of({one, 2}, 0.5) == Approx(3));
  CHECK(quantile_of({one, 2}, 0.95) == Approx(3 + 2 * 1.6448536));
  const std::array<double, 2> two{-10, 10};
  CHECK(quantile_of({two, 1}, 0.25) == Approx(-10));
  CHECK(quantile_of({two, 1}, 0.75) == Approx(10));
  const Prediction any{two, 4};
  for (const double share : {0.05, 0.3, 0.5, 0.9}) CHECK(pit(any, quantile_of(any, share)) == Approx(share));
}

TEST_CASE("a prediction that is right scores best on average", "[unit]") {
  // Proper: for values 0 and 1, each half of the time, the ensemble of both beats either certainty and the middle.
  const std::array<double, 2> both{0, 1};
  const std::array<double, 1> low{0}, middle{0.5};
  const auto average = [](const Prediction& p) { return 0.5 * crps(p, 0) + 0.5 * crps(p, 1); };
  CHECK(average({both, 0.05}) < average({low, 0.05}));
  CHECK(average({both, 0.05}) < average({middle, 0.05}));
}

TEST_CASE("share below, mean and deviation of a law", "[unit]") {
  const std::array<double, 4> members{1, 2, 3, 4};
  CHECK(pit({members, 0}, 2.5) == 0.5);
  CHECK(pit({members, 0}, 3) == Approx(0.625));
  CHECK(mean_of({members, 2}) == 2.5);
  CHECK(deviation_of({members, 2}) == Approx(std::sqrt(5.0 / 3 + 4)));
  const std::array<double, 1> one{0};
  CHECK(pit({one, 2}, 2) == Approx(0.841345).epsilon(1e-5));
}

TEST_CASE("reference predictions by pencil", "[unit]") {
  const std::array<std::pair<double, double>, 3> points{{{2020, 1}, {2021, 2}, {2022, 4}}};
  const NormalLaw stays = persistence(points, 2024, 9);
  CHECK(stays.mean == 4);
  CHECK(stays.deviation ==
        Approx(std::sqrt(2.5) * std::sqrt(2)));  // steps 1 and 2: root of (1 + 4)/2 a year; two years
  CHECK(persistence(std::span(points).first(1), 2021, 9).deviation == 9);
  // Line: slope 1.5, mean 7/3 at 2021; residuals 1/6, -1/3, 1/6: sum of squares 1/6; at 2023: 7/3 + 3 and 1/6 (1 + 1/3
  // + 4/2).
  const auto line = linear_trend(points, 2023);
  REQUIRE(line);
  CHECK(line->mean == Approx(7.0 / 3 + 3));
  CHECK(line->deviation == Approx(std::sqrt(1.0 / 6 * (1 + 1.0 / 3 + 2))));
  CHECK_FALSE(linear_trend(std::span(points).first(2), 2023));
}

TEST_CASE("Diebold and Mariano by pencil", "[unit]") {
  // Differences -1 ... -5: mean -3, variance with divisor n 2; statistic -3/sqrt(2/5) x sqrt(4/5) = -4.2426, which is
  // the t-test's.
  const std::array<double, 5> first{1, 1, 1, 1, 1}, second{2, 3, 4, 5, 6};
  const AccuracyTest test = diebold_mariano(first, second);
  CHECK(test.mean == -3);
  CHECK(test.statistic == Approx(-4.2426407).epsilon(1e-6));
  CHECK(test.p == Approx(0.0132356).epsilon(1e-4));
  CHECK_FALSE(is_told(diebold_mariano(first, first).p));  // no difference that varies
  for (std::size_t few = 0; few < 5; ++few)
    CHECK_FALSE(is_told(diebold_mariano(std::span(first).first(few), std::span(second).first(few)).p));
}

}  // namespace scores_test
