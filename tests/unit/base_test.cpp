// Dates, random variation, sums, suggestions.
#include <Random123/philox.h>

#include <cmath>
#include <numeric>
#include <random>

#include "analysis/methods/statistics.hpp"
#include "engine/base/error.hpp"
#include "engine/base/month.hpp"
#include "engine/base/random.hpp"
#include "engine/base/sum.hpp"
#include "tests/support/catch.hpp"

namespace base_test {

using namespace chokepoint;

TEST_CASE("months are read, counted and written", "[unit]") {
  REQUIRE(Month::parse("2017-01") == Month{0});
  REQUIRE(Month::parse("2022-10-07") == Month{69});
  REQUIRE(Month{69}.text() == "2022-10");
  REQUIRE(Month::parse("2016-12") == Month{-1});
  REQUIRE(Month{-1}.text() == "2016-12");
  for (const char* wrong : {"", "2022", "2022-13", "2022-00", "2024-02-30", "2023-02-29", "22-10", "2022-1", "2022/10",
                            "-022-10", "2022-10-7", "2022-10-07x"}) {
    INFO(wrong);
    REQUIRE_FALSE(Month::parse(wrong));
  }
  REQUIRE(Month::parse("2024-02-29"));
  for (int i = -500; i < 1500; ++i) REQUIRE(Month::parse(Month{i}.text()) == Month{i});
  REQUIRE(Month{0}.year() == Approx(2017.0416667));
}

TEST_CASE("Philox gives the published answer", "[unit]") {
  // Known-answer test of Random123 for philox4x64-10, counter 0 and key 0.
  const auto word = r123::Philox4x64{}({{0, 0, 0, 0}}, {{0, 0}});
  REQUIRE(word[0] == 0x16554d9eca36314cULL);
  REQUIRE(word[1] == 0xdb20fe9d672d0fdcULL);
}

TEST_CASE("random numbers depend on their name and on nothing else", "[unit]") {
  const RandomStream random(7, 3);
  const double base = random.uniform(Purpose::paradigm, 42, Month{10}, 0);
  REQUIRE(random.uniform(Purpose::paradigm, 42, Month{10}, 0) == base);
  REQUIRE(random.uniform(Purpose::paradigm_size, 42, Month{10}, 0) != base);
  REQUIRE(random.uniform(Purpose::paradigm, 43, Month{10}, 0) != base);
  REQUIRE(random.uniform(Purpose::paradigm, 42, Month{11}, 0) != base);
  REQUIRE(random.uniform(Purpose::paradigm, 42, Month{10}, 1) != base);
  REQUIRE(RandomStream(7, 4).uniform(Purpose::paradigm, 42, Month{10}, 0) != base);
  REQUIRE(RandomStream(8, 3).uniform(Purpose::paradigm, 42, Month{10}, 0) != base);
}

TEST_CASE("uniforms and normals have their moments", "[unit]") {
  const RandomStream random(1, 0);
  constexpr int n = 100000;
  double u = 0, u2 = 0, z = 0, z2 = 0;
  for (int i = 0; i < n; ++i) {
    const double a = random.uniform(Purpose::release_gap, 1, Month{0}, static_cast<std::uint64_t>(i));
    const double b = random.normal(Purpose::release_noise, 1, Month{0}, static_cast<std::uint64_t>(i));
    REQUIRE((a > 0 && a < 1));
    u += a, u2 += a * a, z += b, z2 += b * b;
  }
  REQUIRE(std::fabs(u / n - 0.5) < 4 * std::sqrt(1.0 / 12 / n));
  REQUIRE(std::fabs(u2 / n - 1.0 / 3) < 4 * std::sqrt(4.0 / 45 / n));
  REQUIRE(std::fabs(z / n) < 4 / std::sqrt(n));
  REQUIRE(std::fabs(z2 / n - 1) < 4 * std::sqrt(2.0 / n));
}

TEST_CASE("quantiles of the normal distribution", "[unit]") {
  REQUIRE(normal_quantile(0.5) == 0);
  REQUIRE(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-14));
  REQUIRE(normal_quantile(1e-10) == Approx(-6.361340902404056).epsilon(1e-13));
  REQUIRE(normal_quantile(0.1) == Approx(-normal_quantile(0.9)).epsilon(1e-14));
}

TEST_CASE("fixed sums are right at every length", "[unit]") {
  std::mt19937 random(1);
  std::vector<double> values;
  for (std::size_t n : {0U, 1U, 7U, 8U, 9U, 4095U, 4096U, 4097U, 9000U}) {
    values.resize(n);
    for (double& v : values) v = static_cast<double>(random()) - 2e9;
    const long double exact = std::accumulate(values.begin(), values.end(), 0.0L);
    REQUIRE(fixed_sum(values) == Approx(static_cast<double>(exact)).epsilon(1e-9).margin(1e-6));
  }
}

TEST_CASE("the nearest word is found", "[unit]") {
  const std::vector<std::string> words = {"tpp_max", "severity", "announce"};
  REQUIRE(nearest("tpp_mx", words) == "tpp_max");
  REQUIRE(nearest("serverity", words) == "severity");
  REQUIRE(nearest("anuonce", words) == "announce");
  REQUIRE(nearest("zzzzzzzz", words).empty());
}

TEST_CASE("summaries of samples", "[unit]") {
  std::vector<double> values = {4, 1, 3, 2, 5};
  const Summary s = summarise(values);
  REQUIRE(s.mean == 3);
  REQUIRE(s.median == 3);
  REQUIRE(s.low == Approx(1.2));  // type 7: 1 + 0.05 x 4 x (2 - 1)
  REQUIRE(s.high == Approx(4.8));
  REQUIRE(s.standard_error == Approx(std::sqrt(2.5 / 5)));
  std::vector<double> zeros(9, 0.0);
  REQUIRE(summarise(zeros).positive == 0);  // ties are on neither side
  REQUIRE(summarise(zeros).negative == 0);
  std::vector<double> one = {3};
  REQUIRE(std::isnan(summarise(one).standard_error));
}

}  // namespace base_test
