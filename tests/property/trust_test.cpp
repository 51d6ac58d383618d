// What losing trust does, over several seeds.
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace trust_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("a nation that the US cuts off uses less of its AI, and more of China's", "[property]") {
  const Month last = Month::of(2028, 12);
  const auto shares = [&](const std::string& events, std::uint64_t seed) {
    const Scenario scenario = variant("baseline", events, last.text());
    Watch watch(scenario);
    simulation(scenario, 0, seed, &watch.recorder()).run();
    return std::pair(watch.value("share_us", "IN", last), watch.value("share_cn", "IN", last));
  };
  // A release more or less in one of two runs moves shares by as much as the measure: China's gain is one of the mean.
  double gained = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const auto [us, cn] = shares("", seed);
    const auto [us_cut, cn_cut] = shares(
        "events:\n  - {id: rent, type: cloud_access_restriction, issuer: US, targets: [IN], start: 2026-06}\n", seed);
    CHECK(us_cut < us);
    gained += cn_cut - cn;
  }
  CHECK(gained > 0);
}

}  // namespace trust_test
