// Distributions: quantiles by pencil, their inverse, and what is refused.
#include "engine/base/distribution.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "engine/base/random.hpp"
#include "tests/support/catch.hpp"

namespace distribution_test {

using namespace chokepoint;
using Shape = Distribution::Shape;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// One of each shape and of what it may be cut to.
std::vector<Distribution> examples() {
  return {{Shape::uniform, -2, 5, 0, 0},     {Shape::log_uniform, 0.1, 300, 0, 0},
          {Shape::triangular, 0, 2, 1.3, 0}, {Shape::triangular, 0, 1, 0, 0},
          {Shape::triangular, 0, 1, 1, 0},   {Shape::log_triangular, 1, 100, 4, 0},
          {Shape::pert, 0, 6, 3, 0},         {Shape::pert, -1, 2, -1, 0},
          {Shape::pert, 10, 11, 10.9, 0},    {Shape::normal, -infinity, infinity, 3, 2},
          {Shape::normal, 2, 8, 3, 2},       {Shape::log_normal, 0, infinity, 5, 0.7},
          {Shape::log_normal, 4, 9, 5, 0.7}};
}

}  // namespace

TEST_CASE("distributions: medians and quartiles by pencil", "[unit]") {
  CHECK(Distribution{Shape::uniform, 2, 4, 0, 0}.quantile(0.25) == Approx(2.5));
  CHECK(Distribution{Shape::log_uniform, 1, 100, 0, 0}.median() == Approx(10));
  CHECK(Distribution{Shape::triangular, 0, 2, 1, 0}.median() == Approx(1));
  CHECK(Distribution{Shape::triangular, 0, 1, 0, 0}.quantile(0.75) == Approx(0.5));  // 1 - sqrt(1 - p)
  CHECK(Distribution{Shape::log_triangular, 1, 100, 10, 0}.median() == Approx(10));
  CHECK(Distribution{Shape::pert, 0, 6, 3, 0}.median() == Approx(3));
  CHECK(Distribution{Shape::pert, 0, 1, 0, 0}.quantile(0.75) ==
        Approx(1 - std::pow(0.25, 0.2)));  // Beta(1, 5): 1 - (1-x)^5
  Distribution normal{Shape::normal, -infinity, infinity, 10, 2};
  CHECK(normal.median() == Approx(10));
  CHECK(normal.quantile(0.8413447460685429) == Approx(12));
  normal.low = 10;  // half a normal distribution: its median is the upper quartile of the whole
  CHECK(normal.median() == Approx(10 + 2 * 0.6744897501960817));
  const Distribution factor{Shape::log_normal, 0, infinity, 5, std::log(2.0)};
  CHECK(factor.quantile(0.8413447460685429) == Approx(10));
}

TEST_CASE("distributions: of each shape, quantiles rise inside the range and have an inverse", "[unit]") {
  for (const Distribution& d : examples()) {
    INFO(distribution_names()[static_cast<std::size_t>(d.shape)] << " " << d.low << " " << d.centre << " " << d.high);
    REQUIRE(d.wrong().empty());
    CHECK(d.quantile(0) == d.low);
    CHECK(d.quantile(1) == d.high);
    CHECK((d.probability_below(d.low) == 0 && d.probability_below(d.high) == 1));
    double before = d.low;
    for (int k = 1; k < 400; ++k) {
      const double x = d.quantile(k / 400.0);
      CHECK((before < x && x < d.high));
      CHECK(std::fabs(d.probability_below(x) - k / 400.0) < 1e-12);
      before = x;
    }
  }
}

TEST_CASE("distributions: the normal probability is the inverse of the normal quantile", "[unit]") {
  for (double p = 1e-300; p < 0.9; p *= 1.7) CHECK(normal_probability(normal_quantile(p)) == Approx(p).epsilon(1e-11));
  CHECK(normal_density(0) == Approx(0.3989422804014327).epsilon(1e-15));
  CHECK(normal_density(2) == Approx(0.05399096651318806).epsilon(1e-15));
  CHECK(normal_probability(0) == 0.5);
}

TEST_CASE("distributions: numbers that make none are refused", "[unit]") {
  CHECK(Distribution{Shape::uniform, 2, 2, 0, 0}.wrong() == "the low end should lie below the high end");
  CHECK(Distribution{Shape::log_uniform, 0, 2, 0, 0}.wrong() == "a logarithmic distribution needs a range above 0");
  CHECK(Distribution{Shape::pert, 0, 2, 3, 0}.wrong() == "the most likely value should lie in the range");
  CHECK(Distribution{Shape::normal, 0, 2, 1, 0}.wrong() == "the spread should be above 0");
  CHECK(Distribution{Shape::log_normal, 0, 2, 0, 1}.wrong() == "the median should be above 0");
}

}  // namespace distribution_test
