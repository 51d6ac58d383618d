// Conditions on metrics: what they mean, and what is refused with its column.
#include "engine/events/expression.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "engine/base/random.hpp"
#include "tests/support/catch.hpp"

namespace expression_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

MetricCatalogue catalogue() {
  MetricCatalogue out;
  out.metrics = {{"eci_gap", "ECI", "", {}, {}, 0},
                 {"eci_us", "ECI", "", {}, {}, 1},
                 {"compute_share", "share", "nation", {"CN", "US"}, {}, 2},
                 {"power", "GW", "nation", {"CN", "US"}, {}, 4}};
  return out;
}

/// Series s has the value 100 s + month.
class Ramp : public Measurements {
 public:
  double measured(std::size_t series, Month month) const override {
    return 100.0 * static_cast<double>(series) + month.index;
  }
};

/// The value at month 20; NaN if it has none.
double value(const std::string& text, int month = 20) {
  Mistakes mistakes;
  const auto expression = Expression::parse(text, catalogue(), {"f.yaml", 3, 10}, mistakes);
  REQUIRE(expression);
  return expression->value(Ramp{}, Month{month});
}
bool holds(const std::string& text, int month = 20) { return value(text, month) == 1; }

std::string refused(const std::string& text) {
  Mistakes mistakes;
  REQUIRE_FALSE(Expression::parse(text, catalogue(), {"f.yaml", 3, 10}, mistakes));
  REQUIRE(mistakes.count() == 1);
  return mistakes.all()[0].text();
}

}  // namespace

TEST_CASE("expression: arithmetic, comparison and logic bind as usual", "[unit]") {
  CHECK(holds("1 + 2 * 3 == 7"));
  CHECK(holds("(1 + 2) * 3 == 9"));
  CHECK(holds("-2 * -3 == 6"));
  CHECK(holds("8 / 4 / 2 == 1"));
  CHECK(holds("10 - 4 - 3 == 3"));
  CHECK(holds("1 < 2 and 2 < 3 or 1 > 2"));
  CHECK(holds("1 > 2 and 1 > 2 or 2 > 1"));
  CHECK_FALSE(holds("1 > 2 and (1 > 2 or 2 > 1)"));
  CHECK(holds("not 1 > 2 and 2 > 1"));
  CHECK(holds("not not 1 < 2"));
  CHECK(holds("min(3, 1, 2) == 1"));
  CHECK(holds("max(3, 1, 2) == 3"));
  CHECK(holds("abs(-3) == 3"));
  CHECK(holds("1e-3 == 0.001"));
  CHECK(holds("1 != 2"));
  CHECK(holds("2 >= 2"));
  CHECK(holds("2 <= 2"));
}

TEST_CASE("expression: metrics now and in the past", "[unit]") {
  CHECK(holds("eci_gap == 20"));                 // series 0, month 20
  CHECK(holds("compute_share[US] - 320 == 0"));  // series 3: 300 + 20
  CHECK(holds("lag(eci_gap, 5) == 15"));
  CHECK(holds("delta(eci_us, 12) == 12"));         // 120 - 108
  CHECK(holds("mean(eci_gap, 3) == 19"));          // (18 + 19 + 20) / 3
  CHECK(holds("lag(delta(eci_gap, 2), 3) == 2"));  // 17 - 15
  CHECK(holds("lag(eci_gap, 20) == 0"));
  CHECK_FALSE(holds("lag(eci_gap, 20) == 0", 19));  // needs the month before the first
  CHECK(std::isnan(value("lag(eci_gap, 21) < 1000")));
}

TEST_CASE("expression: what has no value does not hold, and neither does its opposite", "[unit]") {
  CHECK_FALSE(holds("eci_gap / (eci_gap - 20) > 0"));
  CHECK_FALSE(holds("not eci_gap / (eci_gap - 20) > 0"));
  CHECK(holds("eci_gap / (eci_gap - 20) > 0 or eci_gap == 20"));
  CHECK_FALSE(holds("eci_gap / (eci_gap - 20) > 0 and eci_gap == 20"));
}

TEST_CASE("expression: mistakes name the column and what would do", "[unit]") {
  CHECK(has(refused("eci_gpa < 2"), "f.yaml:3:10: "));
  CHECK(has(refused("eci_gpa < 2"), "did you mean 'eci_gap'?"));
  CHECK(has(refused("eci_gap < eci_su"), "f.yaml:3:20: "));
  CHECK(has(refused("eci_gap"), "should compare something"));
  CHECK(has(refused("eci_gap = 2"), "did you mean '=='?"));
  CHECK(has(refused("eci_gap < 2 2"), "'2' was not expected"));
  CHECK(has(refused("eci_gap < "), "found 'the end'"));
  CHECK(has(refused("(eci_gap < 2"), "expected ')'"));
  CHECK(has(refused("compute_share > 0.5"), "say which, as in 'compute_share[CN]'"));
  CHECK(has(refused("compute_share[CH] > 0.5"), "did you mean 'CN'?"));
  CHECK(has(refused("compute_share[CN > 0.5"), "never closed"));
  CHECK(has(refused("eci_gap[CN] > 0.5"), "world as a whole"));
  CHECK(has(refused("compute_share[CN] > 5"), "a share lies between 0 and 1"));
  CHECK(holds("delta(compute_share[CN], 12) > -0.02"));  // a difference of shares may be negative
  CHECK(holds("compute_share[CN] - compute_share[US] < -0.3"));
  CHECK(has(refused("mean(mean(eci_gap, 120), 120) < 1"), "more than 1000 values"));
  CHECK(holds("mean(mean(eci_gap, 5), 5) < 100"));
  CHECK(has(refused("lag(eci_gap, 0) > 1"), "whole number of months from 1 to 120"));
  CHECK(has(refused("lag(eci_gap, eci_us) > 1"), "whole number of months"));
  CHECK(has(refused("lag(eci_gap < 1, 2) > 1"), "expected ','"));
  CHECK(has(refused("eci_gap and eci_us > 1"), "join comparisons"));
  CHECK(has(refused("(eci_gap < 1) + 2 > 1"), "found a comparison"));
  CHECK(has(refused("1..2 > 1"), "is not a number"));
  CHECK(has(refused(std::string(2000, '1')), "at most 1000 letters"));
  std::string deep = "1 < 2";
  for (int i = 0; i < 40; ++i) deep = fmt::format("({})", deep);
  CHECK(has(refused(deep), "nests deeper"));
  CHECK(has(refused(""), "found 'the end'"));
}

TEST_CASE("expression: units are held apart", "[unit]") {
  CHECK(has(refused("eci_gap + power[CN] > 1"), "different units"));
  CHECK(has(refused("eci_gap > compute_share[CN]"), "different units"));
  CHECK(has(refused("max(eci_gap, power[US]) > 1"), "different units"));
  CHECK(has(refused("power[CN] / eci_gap > eci_us"), "'GW/ECI' and 'ECI' are different units"));
  CHECK(holds("power[CN] / power[US] < 1"));  // 420/520, without a unit
  CHECK(holds("power[CN] / power[US] * eci_gap < eci_us"));
  CHECK(holds("2 * eci_gap + 1 < eci_us"));
}

TEST_CASE("expression: random texts are read or refused, never more", "[property]") {
  const std::vector<std::string> words = {"eci_gap",   "eci_us", "compute_share[CN]",
                                          "power[US]", "1",      "0.5",
                                          "lag(",      "delta(", "min(",
                                          ")",         "(",      "and",
                                          "or",        "not",    "<",
                                          ">",         "==",     "+",
                                          "-",         "*",      "/",
                                          ",",         "12",     " ",
                                          "[",         "x"};
  const RandomStream random(7, 0);
  std::size_t read = 0;
  for (std::uint64_t n = 0; n < 20'000; ++n) {
    std::string text;
    const auto length = 1 + static_cast<std::size_t>(random.uniform(Purpose::event_trigger, n, Month{0}) * 9);
    for (std::size_t i = 0; i < length; ++i)
      text += words[static_cast<std::size_t>(random.uniform(Purpose::event_trigger, n, Month{1}, i) *
                                             static_cast<double>(words.size()))] +
              " ";
    Mistakes mistakes;
    const auto expression = Expression::parse(text, catalogue(), {"f", 1, 1}, mistakes);
    REQUIRE(expression.has_value() != mistakes.any());
    REQUIRE(mistakes.count() <= 1);
    if (!expression) continue;
    ++read;
    const double v = expression->value(Ramp{}, Month{20});
    REQUIRE((v == 0 || v == 1 || std::isnan(v)));
  }
  REQUIRE(read > 20);
}

}  // namespace expression_test
