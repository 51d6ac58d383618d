// Numbers as fmt writes them, sooner.
#include "output/files/numbers.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <random>

#include "tests/support/catch.hpp"

namespace numbers_test {

using chokepoint::output::append_number;

std::string written(double value, int digits) {
  std::string out;
  append_number(out, value, digits);
  return out;
}

TEST_CASE("numbers: the same text as fmt's general format", "[unit]") {
  std::vector<double> values = {0.0,
                                -0.0,
                                1,
                                -1,
                                999999,
                                1000000,
                                999999.5,
                                0.1,
                                1e-5,
                                1.5e-300,
                                1e300,
                                2.5,
                                1234567,
                                std::numeric_limits<double>::infinity(),
                                -std::numeric_limits<double>::infinity(),
                                std::numeric_limits<double>::quiet_NaN(),
                                std::numeric_limits<double>::denorm_min()};
  std::mt19937 random(1);
  std::uniform_real_distribution<double> exponent(-20, 20), sign(-1, 1);
  for (int k = 0; k < 5000; ++k) values.push_back(sign(random) * std::pow(10, exponent(random)));
  for (int k = 0; k < 500; ++k) values.push_back(std::round(sign(random) * 2e6));
  for (const double value : values) {
    INFO(value);
    CHECK(written(value, 6) == fmt::format("{:.6g}", value));
    CHECK(written(value, 9) == fmt::format("{:.9g}", value));
    CHECK(written(value, 4) == fmt::format("{:.4g}", value));
  }
}

}  // namespace numbers_test
