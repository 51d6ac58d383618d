// Paired differences, regret and Shapley values against values worked out by hand.
#include "analysis/methods/paired_difference.hpp"

#include <bit>
#include <cmath>
#include <numeric>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/robustness.hpp"
#include "analysis/methods/shapley.hpp"
#include "tests/support/catch.hpp"

namespace paired_difference_test {

using namespace chokepoint;

TEST_CASE("paired: what runs share drops out of the difference", "[unit]") {
  const std::vector<double> base{1, 5, 3, 9}, other{2, 6, 5, 11};  // differences 1, 1, 2, 2
  const PairedDifference d = compare_paired(base, other, 1);
  CHECK(d.change.mean == Approx(1.5));
  CHECK(d.change.positive == 1);
  // Variance of the differences 1/3; of the two samples 35/3 and 14.
  CHECK(d.change.standard_error == Approx(std::sqrt(1.0 / 3 / 4)));
  CHECK(d.unpaired_error == Approx(std::sqrt((35.0 / 3 + 14) / 4)));
  CHECK_FALSE(is_told(d.saved()));                // four runs can't show it
  CHECK(d.certainty == Certainty::undetermined);  // nor more of the sign
  // Five runs, differences 1, 1, 2, 2, 1.5: variance 1/4; of the two samples 8.8 and 10.55.
  const std::vector<double> base5{1, 5, 3, 9, 5}, other5{2, 6, 5, 11, 6.5};
  const PairedDifference five = compare_paired(base5, other5, 1);
  CHECK(five.saved() == Approx((8.8 + 10.55) / 0.25));
}

TEST_CASE("paired: runs that share parameters count as one for the error of a mean", "[unit]") {
  const std::vector<double> values{1, 1, 5, 5};
  CHECK(clustered_error(values, 2) == Approx(2));  // means 1 and 5: sd 2.83 over sqrt 2
  CHECK(clustered_error(values, 1) == Approx(std::sqrt(16.0 / 3 / 4)));
  CHECK_FALSE(is_told(clustered_error(std::vector<double>{1, 2}, 2)));  // one group
  CHECK_FALSE(is_told(clustered_error(std::vector<double>{1}, 1)));
  // Told by number: the same; of unlike sizes by sums of deviations, -8/3 and 8/3 about a mean of 7/3.
  CHECK(clustered_error(std::vector<double>{1, 5, 1, 5}, Clusters({4, 9, 4, 9})) == Approx(2));
  CHECK(clustered_error(std::vector<double>{1, 1, 5}, Clusters({0, 0, 1})) ==
        Approx(std::sqrt(2 * (64.0 / 9 + 64.0 / 9)) / 3));
  CHECK_FALSE(is_told(clustered_error(std::vector<double>{1, 2}, Clusters({3, 3}))));
}

TEST_CASE("paired: marks of certainty", "[unit]") {
  const auto of = [](int more, int less) {
    std::vector<double> d;
    for (int k = 0; k < more; ++k) d.push_back(1 + k);
    for (int k = 0; k < less; ++k) d.push_back(-1 - k);
    return certainty_of(summarise(d), d.size());
  };
  CHECK(of(19, 1) == Certainty::certain);
  CHECK(of(1, 19) == Certainty::certain);
  CHECK(of(16, 4) == Certainty::likely);
  CHECK(of(15, 5) == Certainty::undetermined);
  CHECK(of(19, 0) == Certainty::likely);
  CHECK(of(4, 0) == Certainty::undetermined);
  std::vector<double> none(8, 0.0);
  CHECK(certainty_of(summarise(none), none.size()) == Certainty::same);
  // A difference in one run of many is no "same".
  std::vector<double> one(100, 0.0);
  one[3] = 1;
  CHECK(certainty_of(summarise(one), one.size()) == Certainty::undetermined);
}

TEST_CASE("paired: what is less than counts is no finding, however many runs agree on its sign", "[unit]") {
  std::vector<double> base(100, 5.0), other(100, 5.0 + 8e-6);
  for (int k = 0; k < 7; ++k) other[static_cast<std::size_t>(k)] = 5.0 - 8e-6;
  const PairedDifference noise = compare_paired(base, other, 2, 0.1);
  CHECK(noise.certainty == Certainty::negligible);
  CHECK_FALSE(matters(noise.certainty));
  CHECK(noise.change.positive == 0);
  CHECK(noise.change.negative == 0);
  CHECK_FALSE(is_told(noise.saved()));
  CHECK(compare_paired(base, other, 2).certainty == Certainty::likely);  // where any difference counts
  for (std::size_t k = 0; k < 97; ++k) other[k] = 5.2;
  CHECK(compare_paired(base, other, 2, 0.1).certainty == Certainty::certain);
  // What counts in every twelfth run is rare, but no noise: neither negligible nor certain.
  for (std::size_t k = 0; k < 100; ++k) other[k] = k % 12 == 0 ? 7 : 5;
  CHECK(compare_paired(base, other, 2, 0.1).certainty == Certainty::undetermined);
}

TEST_CASE("paired: few runs say what they can't show", "[unit]") {
  CHECK(limit_of_certainty(20).empty());
  CHECK(limit_of_certainty(8) == "with 8 runs nothing can be certain, that takes 20");
  CHECK(limit_of_certainty(1) == "with 1 run nothing can be likely or certain, that takes 5 and 20");
}

TEST_CASE("regret: three policies in two runs", "[unit]") {
  const std::vector<std::vector<double>> values{{4, 0}, {2, 2}, {2, 1}};
  const auto s = robustness_of(values);
  CHECK((s[0].mean == 2 && s[1].mean == 2 && s[2].mean == 1.5));
  CHECK((s[0].mean_regret == 1 && s[1].mean_regret == 1 && s[2].mean_regret == 1.5));
  CHECK((s[0].greatest_regret == 2 && s[1].greatest_regret == 2));
  CHECK((s[0].worst == 0 && s[1].worst == 2));
  CHECK((s[0].best_in == 0.5 && s[1].best_in == 0.5 && s[2].best_in == 0));
  CHECK(dominated_by(values, 1) == std::vector<std::size_t>{2});
  CHECK(dominated_by(values, 0).empty());
  CHECK(dominated_by({{1, 2}, {1, 2}}, 0).empty());
}

namespace {

/// Outcomes of all runs of a design under a game.
template <class Game>
std::vector<std::vector<double>> play(const ShapleyDesign& design, Game game) {
  std::vector<std::vector<double>> out(design.runs());
  for (std::size_t r = 0; r < design.runs(); ++r)
    for (const Coalition c : design.coalitions(r)) out[r].push_back(game(c, r));
  return out;
}

double sum(const Attribution& a) {
  return std::accumulate(a.parts.begin(), a.parts.end(), 0.0,
                         [](double s, const Attribution::Part& p) { return s + p.value; });
}

}  // namespace

TEST_CASE("shapley: the glove game", "[unit]") {
  // Parts 0 and 1 own a left glove each, part 2 a right one; a pair is worth 1. Known answer 1/6, 1/6, 2/3.
  const ShapleyDesign design(3, 1, 1);
  REQUIRE(design.exact());
  const Attribution a = attribute(
      design, play(design, [](Coalition c, std::size_t) { return (c & 3) != 0 && (c & 4) != 0 ? 1.0 : 0.0; }), 1);
  CHECK(a.parts[0].value == Approx(1.0 / 6));
  CHECK(a.parts[1].value == Approx(1.0 / 6));
  CHECK(a.parts[2].value == Approx(2.0 / 3));
  CHECK(sum(a) == Approx(a.total));
}

TEST_CASE("shapley: sums, copies and idle parts, exact and sampled", "[unit]") {
  // Part 0 does nothing, 1 and 2 are copies that saturate, the others work together; random variation differs by run.
  const auto game = [](Coalition c, std::size_t run) {
    const double random = std::sin(static_cast<double>(run));
    const double copies = (c & 6) != 0 ? 3 + random : 0;
    return 7 + random + copies +
           static_cast<double>(std::popcount(c >> 3)) * static_cast<double>(std::popcount(c >> 3)) * (1 + 0.1 * random);
  };
  for (const std::size_t parts : {6U, 9U}) {
    const ShapleyDesign design(parts, 64, 3);
    CHECK(design.exact() == (parts == 6));
    const Attribution a = attribute(design, play(design, game), 1);
    CHECK(sum(a) == Approx(a.total).epsilon(1e-12));
    CHECK(a.parts[0].value == 0);
    CHECK(a.parts[0].standard_error == 0);
    if (design.exact()) CHECK(a.parts[1].value == Approx(a.parts[2].value).epsilon(1e-12));
    CHECK(std::fabs(a.parts[1].value - a.parts[2].value) <=
          3 * std::hypot(a.parts[1].standard_error, a.parts[2].standard_error) + 1e-12);
    CHECK(std::fabs(a.parts[1].value - 1.5) < 4 * a.parts[1].standard_error + 0.1);
  }
  // No parts: no difference.
  const ShapleyDesign none(0, 4, 1);
  CHECK(attribute(none, play(none, game), 1).total == 0);
}

}  // namespace paired_difference_test
