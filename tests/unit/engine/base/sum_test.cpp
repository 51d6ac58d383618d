// Fixed sums against long double, at every length up to 9000.
#include "engine/base/sum.hpp"

#include <cmath>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/random.hpp"
#include "tests/support/catch.hpp"

namespace sum_test {

using namespace chokepoint;

TEST_CASE("sum: every length from 0 to 9000 agrees with long double", "[unit]") {
  const RandomStream random(3, 0);
  std::vector<double> values;
  long double exact = 0, size = 0;
  int wrong = 0;
  for (std::uint64_t n = 0; n <= 9000; ++n) {
    if (std::fabs(static_cast<long double>(fixed_sum(values)) - exact) > 1e-13L * size) ++wrong;
    const double next = random.normal(Purpose::paradigm, n, Month{0}) * std::pow(10.0, static_cast<double>(n % 9));
    values.push_back(next);
    exact += static_cast<long double>(next);
    size += std::fabs(static_cast<long double>(next));
  }
  CHECK(wrong == 0);
}

TEST_CASE("sum: whole numbers are summed exactly, whatever the alignment of the span", "[unit]") {
  std::vector<double> values(9010);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i);
  for (std::size_t from = 0; from < 10; ++from) {
    const std::span<const double> part = std::span<const double>(values).subspan(from, 9000);
    CHECK(fixed_sum(part) == 9000.0 * static_cast<double>(from) + 9000.0 * 8999.0 / 2);
  }
  CHECK(fixed_sum({}) == 0.0);
  const auto range = ids<FirmId>(5);
  CHECK(sum_over(range, [](FirmId i) { return static_cast<double>(i.index()); }) == 10.0);
}

}  // namespace sum_test
