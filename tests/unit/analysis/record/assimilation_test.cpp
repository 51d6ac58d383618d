// Figures conditioned on the record, by pencil: one series and one figure known, then what must hold of any.
#include "analysis/record/assimilation.hpp"

#include <cmath>

#include "analysis/methods/statistics.hpp"
#include "tests/support/catch.hpp"

namespace assimilation_test {

using namespace chokepoint;

namespace {

constexpr std::size_t members = 4000;

Target figure(const std::string& metric, double value, double deviation = 1) {
  Target t;
  t.metric = metric, t.unit = "units", t.value = value, t.deviation = deviation, t.month = Month::of(2025, 12);
  return t;
}

SeriesFigure at(const Target& t, int months_later, double value) {
  return {&t, t.month + months_later, std::vector<double>(members, value)};
}

/// Members at even steps: the k-th of so many, spread like a normal law of deviation 1 round 0.
std::vector<double> spread() {
  std::vector<double> out;
  for (std::size_t k = 0; k < members; ++k)
    out.push_back(std::sqrt(12.0) * ((static_cast<double>(k) + 0.5) / static_cast<double>(members) - 0.5));
  return out;
}

}  // namespace

TEST_CASE("a misfit at the origin moves the forecast, and less the farther it looks", "[unit]") {
  const Target t = figure("hype", 3);
  const std::vector<SeriesFigure> known = {at(t, 0, 1)}, later = {at(t, 1, 1), at(t, 24, 1), at(t, 240, 1)};
  const auto moved = assimilated(known, later, {.discrepancy = 1, .memory = 24, .coupling = 0}, 1);
  // Error of the equations 1, of the figure 1: half of the misfit of 2, times e^(-months/24); variance 1 -
  // e^(-2k/24)/2.
  const auto expect = [&](std::size_t k, double months) {
    const double kept = std::exp(-months / 24);
    CHECK(mean_of(moved[k]) == Approx(1 + 1.6 * kept).margin(0.1));
    CHECK(variance_of(moved[k]) == Approx(4 - 3.2 * kept * kept).margin(0.25));
  };
  expect(0, 1), expect(1, 24), expect(2, 240);
}

TEST_CASE("an exact figure is met, a figure that says nothing moves nothing", "[unit]") {
  const Target exact = figure("hype", 3, 1e-6), vague = figure("hype", 3, 1e6);
  const auto met = assimilated(std::vector{at(exact, 0, 1)}, std::vector{at(exact, 0, 1)},
                               {.discrepancy = 1e6, .memory = 24, .coupling = 0}, 1);
  CHECK(mean_of(met[0]) == Approx(3).margin(1e-3));
  const auto left = assimilated(std::vector{at(vague, 0, 1)}, std::vector{at(vague, 0, 1)},
                                {.discrepancy = 0, .memory = 24, .coupling = 0}, 1);
  CHECK(mean_of(left[0]) == Approx(1));
}

TEST_CASE("a series whose figures say their errors in two ways is one series", "[unit]") {
  Target absolute = figure("hype", 100, 50), logarithmic = figure("hype", 100, 0.5);
  logarithmic.logarithmic = true;
  const Assimilation how{.discrepancy = 1, .memory = 24, .coupling = 0};
  const std::vector<SeriesFigure> later = {at(logarithmic, 12, 50)};
  CHECK(assimilated(std::vector{at(absolute, 0, 50)}, later, how, 1) ==
        assimilated(std::vector{at(logarithmic, 0, 50)}, later, how, 1));
}

TEST_CASE("what members share between series is learnt in part, and not at all without coupling", "[unit]") {
  const Target a = figure("hype", 1, 0.01), b = figure("norm_export_cn", 0, 1);
  SeriesFigure known = at(a, 0, 0), later = at(b, 0, 0);
  known.values = later.values = spread();  // the two move together
  const auto with = [&](double coupling) {
    return mean_of(assimilated(std::vector{known}, std::vector{later},
                               {.discrepancy = 0, .memory = 24, .coupling = coupling}, 1)[0]);
  };
  CHECK(with(0) == Approx(0).margin(1e-9));
  CHECK(with(0.5) == Approx(0.5).margin(0.02));
  CHECK(with(1) == Approx(1).margin(0.02));
}

TEST_CASE("the best so far never goes back, from the record on and from month to month", "[unit]") {
  const Target best = figure("eci_cn", 150, 3);
  const std::vector<SeriesFigure> known = {at(best, 0, 140)}, later = {at(best, 6, 141), at(best, 3, 145)};
  const auto moved = assimilated(known, later, {}, 1);
  for (std::size_t r = 0; r < members; ++r) {
    CHECK(moved[1][r] >= 150);
    CHECK(moved[0][r] >= moved[1][r]);
  }
  CHECK(assimilated(known, later, {}, 1) == moved);
  CHECK(assimilated(known, later, {}, 2) != moved);
}

TEST_CASE("logarithms keep what is positive positive, and shares stay shares", "[unit]") {
  Target sales = figure("ai_revenue_world_12m", 5, 0.5), share = figure("dom_chip_share_cn", 0.9, 0.3);
  sales.logarithmic = true, share.unit = "share";
  const auto sold = assimilated(std::vector{at(sales, 0, 0)}, std::vector{at(sales, 12, 0)}, {}, 1)[0];
  const auto part = assimilated(std::vector{at(share, 0, 0.95)}, std::vector{at(share, 12, 0.95)}, {}, 1)[0];
  CHECK(std::ranges::all_of(sold, [](double x) { return x > 0 && std::isfinite(x); }));
  CHECK(std::ranges::all_of(part, [](double x) { return 0 <= x && x <= 1; }));
}

}  // namespace assimilation_test
