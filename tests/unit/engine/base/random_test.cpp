// Philox against its published answers, the purity of draws, and the inverse normal against known values.
#include "engine/base/random.hpp"

#include <Random123/philox.h>

#include <array>
#include <cmath>

#include "tests/support/catch.hpp"

namespace random_test {

using namespace chokepoint;

TEST_CASE("random: Philox4x64-10 gives all words of Random123's known answers", "[unit]") {
  using Philox = r123::Philox4x64;
  const auto zero = Philox{}(Philox::ctr_type{{0, 0, 0, 0}}, Philox::key_type{{0, 0}});
  const std::array<std::uint64_t, 4> wanted_zero = {0x16554d9eca36314cULL, 0xdb20fe9d672d0fdcULL, 0xd7e772cee186176bULL,
                                                    0x7e68b68aec7ba23bULL};
  for (std::size_t i = 0; i < 4; ++i) CHECK(zero[i] == wanted_zero[i]);
}

TEST_CASE("random: a uniform is the top 53 bits of Philox under (seed, replicate) at (purpose, name, month, draw)",
          "[unit]") {
  using Philox = r123::Philox4x64;
  const auto word = Philox{}(Philox::ctr_type{{5, 99, 12, 3}}, Philox::key_type{{7, 8}})[0];
  CHECK(RandomStream(7, 8).uniform(Purpose::paradigm, 99, Month{12}, 3) ==
        (static_cast<double>(word >> 11) + 0.5) * 0x1p-53);
}

TEST_CASE("random: draws are pure, whatever was drawn before", "[unit]") {
  const RandomStream random(11, 4), copy = random;
  const double first = random.normal(Purpose::release_noise, 1, Month{3}, 2);
  for (std::uint64_t i = 0; i < 1000; ++i)
    (void)random.uniform(Purpose::event_trigger, i, Month{static_cast<int>(i)}, i);
  CHECK(random.normal(Purpose::release_noise, 1, Month{3}, 2) == first);
  CHECK(copy.normal(Purpose::release_noise, 1, Month{3}, 2) == first);
  CHECK(first == normal_quantile(random.uniform(Purpose::release_noise, 1, Month{3}, 2)));
}

TEST_CASE("random: neighbouring names, months, draws, seeds and replicates are uncorrelated", "[unit]") {
  constexpr int n = 20000;
  const auto z_of = [](auto&& draw) {
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += draw(i) * draw(i + 1);
    return sum / std::sqrt(static_cast<double>(n));  // products of independent standard normals have variance 1
  };
  const auto word = [](int i) { return static_cast<std::uint64_t>(i); };
  const RandomStream random(1, 0);
  CHECK(std::fabs(z_of([&](int i) { return random.normal(Purpose::paradigm, word(i), Month{0}); })) < 4.5);
  CHECK(std::fabs(z_of([&](int i) { return random.normal(Purpose::paradigm, 0, Month{i}); })) < 4.5);
  CHECK(std::fabs(z_of([&](int i) { return random.normal(Purpose::paradigm, 0, Month{0}, word(i)); })) < 4.5);
  CHECK(std::fabs(z_of([&](int i) { return RandomStream(word(i), 0).normal(Purpose::paradigm, 0, Month{0}); })) < 4.5);
  CHECK(std::fabs(z_of([&](int i) { return RandomStream(0, word(i)).normal(Purpose::paradigm, 0, Month{0}); })) < 4.5);
}

TEST_CASE("random: mean and variance of 1e5 draws by z-test", "[unit]") {
  constexpr int n = 100000;
  for (const std::uint64_t seed : {0ULL, 1ULL, 2026ULL, 0xffffffffffffffffULL}) {
    const RandomStream random(seed, 5);
    double u = 0, uu = 0, x = 0, xx = 0;
    for (int i = 0; i < n; ++i) {
      const double a = random.uniform(Purpose::release_gap, 9, Month{i});
      const double b = random.normal(Purpose::release_gap, 10, Month{i});
      u += a - 0.5, uu += (a - 0.5) * (a - 0.5), x += b, xx += b * b;
    }
    INFO("seed " << seed);
    CHECK(std::fabs(u / n) / std::sqrt(1.0 / 12 / n) < 4.5);
    CHECK(std::fabs(uu / n - 1.0 / 12) / std::sqrt(1.0 / 180 / n) < 4.5);  // var((U-1/2)^2) = 1/80 - 1/144 = 1/180
    CHECK(std::fabs(x / n) * std::sqrt(static_cast<double>(n)) < 4.5);
    CHECK(std::fabs(xx / n - 1) / std::sqrt(2.0 / n) < 4.5);
  }
}

TEST_CASE("random: the inverse normal at known values", "[unit]") {
  struct Known {
    double p, z;
  };
  // NIST tables and mpmath at 30 digits.
  for (const Known k :
       {Known{0.5, 0.0}, Known{0.75, 0.674489750196081743}, Known{0.9, 1.281551565544600467},
        Known{0.95, 1.644853626951472714}, Known{0.975, 1.959963984540054235}, Known{0.99, 2.326347874040841101},
        Known{0.995, 2.575829303548900761}, Known{0.999, 3.090232306167813542}, Known{0.001, -3.090232306167813542},
        Known{1e-6, -4.753424308822898948}, Known{1e-10, -6.361340902404056204}}) {
    INFO(k.p);
    CHECK(std::fabs(normal_quantile(k.p) - k.z) < 1e-12);
  }
  for (double p = 1e-300; p < 0.5; p *= 1.7) {  // against the C library's complementary error function
    const double z = normal_quantile(p);
    CHECK(0.5 * std::erfc(-z / std::sqrt(2.0)) == Approx(p).epsilon(1e-10));
  }
  double before = normal_quantile(0x1p-54);
  for (int i = 1; i < 10000; ++i) {
    const double z = normal_quantile(i / 10000.0);
    CHECK(z > before);
    before = z;
  }
}

}  // namespace random_test
