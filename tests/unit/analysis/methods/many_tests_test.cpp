// Many tests at once: what chance alone lists, and what a real link lists.
#include "analysis/methods/many_tests.hpp"

#include <cmath>
#include <random>

#include "analysis/methods/statistics.hpp"
#include "tests/support/catch.hpp"

namespace many_tests_test {

using namespace chokepoint;

TEST_CASE("the step-up of Benjamini and Hochberg, by pencil", "[unit]") {
  CHECK(discoveries(std::vector<double>{0.01, 0.04, 0.03, 0.5}, 0.05) == std::vector<bool>{true, false, false, false});
  // The third of three passes at 0.05 and takes the others along, though the second alone would fail.
  CHECK(discoveries(std::vector<double>{0.01, 0.045, 0.05}, 0.05) == std::vector<bool>{true, true, true});
  CHECK(discoveries(std::vector<double>{}, 0.05).empty());
  CHECK(chance_of_correlation(0, 30) == Approx(1));
  CHECK(chance_of_correlation(0.9, 3) == 1);
  // z = atanh(0.5) sqrt(27 / 1.06) = 2.772: two-sided 0.0056.
  CHECK(chance_of_correlation(0.5, 30) == Approx(0.0056).epsilon(0.02));
  CHECK(chance_of_correlation(-0.5, 30) == chance_of_correlation(0.5, 30));
}

TEST_CASE("of 57 parameters and pure chance nearly no panel lists any; a real one is found", "[unit]") {
  constexpr std::size_t panels = 200, parameters = 57, sets = 32;
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  std::size_t with_some = 0, found = 0;
  for (std::size_t panel = 0; panel < panels; ++panel) {
    std::vector<double> outcome(sets), real(sets);
    for (std::size_t k = 0; k < sets; ++k) outcome[k] = normal(random), real[k] = outcome[k] + 0.6 * normal(random);
    std::vector<double> chances;
    for (std::size_t p = 0; p < parameters; ++p) {
      std::vector<double> of(sets);
      for (double& x : of) x = normal(random);
      chances.push_back(chance_of_correlation(rank_correlation(of, outcome), sets));
    }
    for (const bool stands : discoveries(chances, 0.05))
      if (stands) {
        ++with_some;
        break;
      }
    chances.push_back(chance_of_correlation(rank_correlation(real, outcome), sets));
    found += discoveries(chances, 0.05).back();
  }
  CHECK(with_some <= panels / 8);  // 5 % expected; three deviations are 9.6 %
  CHECK(found >= panels * 9 / 10);
}

}  // namespace many_tests_test
