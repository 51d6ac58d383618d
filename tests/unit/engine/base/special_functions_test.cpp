// Special functions: errors against long double and Boost.Math, edges, and bits that no machine may change.
#include "engine/base/special_functions.hpp"

#include <bit>
#include <boost/math/special_functions/beta.hpp>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>

#include "engine/base/hash.hpp"
#include "tests/support/catch.hpp"

namespace special_functions_test {

using namespace chokepoint;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Distance in units in the last place of the true value.
double ulps(double got, long double truth) {
  const double rounded = static_cast<double>(truth), above = std::nextafter(std::fabs(rounded), infinity);
  return static_cast<double>(std::fabs(static_cast<long double>(got) - truth) / (above - std::fabs(rounded)));
}

/// The greatest error over a dense grid of [low, high], which no point of a table would be met by.
template <class F, class Truth>
double worst(F f, Truth truth, double low, double high) {
  if (LDBL_MANT_DIG < 64) return 0;
  constexpr int points = 200003;
  double out = 0;
  for (int k = 0; k < points; ++k) {
    const double x = low + (high - low) * (k + 0.37) / points;
    out = std::max(out, ulps(f(x), truth(static_cast<long double>(x))));
  }
  return out;
}

}  // namespace

TEST_CASE("special functions: sine and cosine err by less than a unit in the last place", "[unit]") {
  const auto sine = [](long double x) { return std::sin(x); };
  const auto cosine = [](long double x) { return std::cos(x); };
  for (const double reach : {0.5, 1.6, 20.0, 1000.0}) {
    INFO(reach);
    CHECK(worst(maths::sin, sine, -reach, reach) < 1);
    CHECK(worst(maths::cos, cosine, -reach, reach) < 1);
  }
  // Beside whole quarter turns, where one of the two is all but 0.
  for (int n = -636; n <= 636; ++n) {
    const double x = n * 1.5707963267948966;
    if (n != 0) CHECK((ulps(maths::sin(x), std::sin(static_cast<long double>(x))) < 1.1));
    CHECK((ulps(maths::cos(x), std::cos(static_cast<long double>(x))) < 1.1));
  }
  CHECK((std::isnan(maths::sin(1000.1)) && std::isnan(maths::cos(infinity)) && std::isnan(maths::sin(not_a_number))));
  CHECK((maths::sin(1e-300) == 1e-300 && std::signbit(maths::sin(-0.0)) && maths::cos(0) == 1));
}

TEST_CASE("special functions: hyperbolic tangent and its inverse", "[unit]") {
  const auto tangent = [](long double x) { return std::tanh(x); };
  const auto inverse = [](long double x) { return std::atanh(x); };
  for (const double reach : {1e-3, 0.5, 3.0, 25.0}) CHECK(worst(maths::tanh, tangent, -reach, reach) < 3);
  for (const double reach : {1e-3, 0.5, 0.9999999}) CHECK(worst(maths::atanh, inverse, -reach, reach) < 3);
  CHECK((maths::tanh(1e9) == 1 && maths::tanh(-infinity) == -1 && std::isnan(maths::tanh(not_a_number))));
  CHECK((maths::atanh(1) == infinity && maths::atanh(-1) == -infinity && std::isnan(maths::atanh(1.5))));
}

TEST_CASE("special functions: the root of a sum of squares", "[unit]") {
  CHECK(maths::hypot(3, -4) == 5);
  CHECK(worst([](double x) { return maths::hypot(x, 0.7); },
              [](long double x) {
                return std::sqrt(x * x + static_cast<long double>(0.7) * static_cast<long double>(0.7));
              },
              -9, 9) < 2);
}

TEST_CASE("special functions: the complement of the error function, far into its tail", "[unit]") {
  const auto truth = [](long double x) { return std::erfc(x); };
  for (const auto& [low, high] : {std::pair{-7.0, 7.0}, {-1.0, 1.0}, {0.4, 0.6}, {5.0, 26.5}}) {
    INFO(low << " to " << high);
    CHECK(worst(maths::erfc, truth, low, high) < 4);
  }
  CHECK((maths::erfc(0) == 1 && maths::erfc(infinity) == 0 && maths::erfc(-infinity) == 2 && maths::erfc(30) == 0));
  CHECK((std::isnan(maths::erfc(not_a_number)) && maths::erfc(-30) == 2));
}

TEST_CASE("special functions: the logarithm of the gamma function", "[unit]") {
  CHECK(maths::log_gamma(6) == Approx(std::log(120.0)).epsilon(1e-15));
  CHECK(maths::log_gamma(0.5) == Approx(0.5 * std::log(M_PI)).epsilon(1e-14));
  if (LDBL_MANT_DIG < 64) return;
  for (double x = 1e-3; x < 1e6; x *= 1.0007) {
    const long double truth = std::lgamma(static_cast<long double>(x));
    CHECK((std::fabs(static_cast<double>(maths::log_gamma(x) - truth)) <
           1e-14 * std::max(1.0, std::fabs(static_cast<double>(truth)))));
  }
  CHECK((std::isnan(maths::log_gamma(0)) && std::isnan(maths::log_gamma(-1.5))));
}

TEST_CASE("special functions: the incomplete beta function and its inverse", "[unit]") {
  CHECK(maths::beta_share(1, 5, 0.25) == Approx(1 - std::pow(0.75, 5)).epsilon(1e-14));
  CHECK(maths::beta_share(2, 2, 0.5) == Approx(0.5).epsilon(1e-14));
  CHECK((maths::beta_share(3, 2, 0) == 0 && maths::beta_share(3, 2, 1) == 1));
  const auto error = [](double a, double b, double x) {
    const double truth = boost::math::ibeta(a, b, x);
    return truth > 1e-290 ? std::fabs(maths::beta_share(a, b, x) / truth - 1) : 0;
  };
  double of_pert = 0, of_student = 0, back = 0;
  for (int k = 0; k <= 40; ++k)
    for (int i = 1; i < 50; ++i) {
      const double a = 1 + k / 10.0, x = i / 50.0, share = maths::beta_share(a, 6 - a, x);
      of_pert = std::max(of_pert, error(a, 6 - a, x));
      of_student = std::max(of_student, error(0.5 + 2.4 * k, 0.5, x));
      if (share < 1)
        back = std::max(back,
                        std::fabs(maths::beta_share(a, 6 - a, maths::beta_quantile(a, 6 - a, share)) - share) / share);
    }
  CHECK(of_pert < 1e-13);
  CHECK(of_student < 1e-11);
  CHECK(back < 1e-13);
  CHECK((maths::beta_quantile(2, 3, 0) == 0 && maths::beta_quantile(2, 3, 1) == 1));
}

TEST_CASE("special functions: their bits are these", "[unit]") {
  StateHash hash;
  for (int k = 1; k < 500; ++k) {
    const double x = 0.0037 * k;
    for (double (*f)(double) : {maths::sin, maths::cos, maths::tanh, maths::erfc, maths::log_gamma}) hash.add(f(x));
    hash.add(maths::atanh(k / 500.0)), hash.add(maths::hypot(x, 1)),
        hash.add(maths::beta_quantile(1 + k / 125.0, 5 - k / 125.0, k / 500.0));
  }
  CHECK(hash.value() == 0x63160c4513eb88dcULL);
}

}  // namespace special_functions_test
