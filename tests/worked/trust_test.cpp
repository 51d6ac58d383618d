// Trust in the vendors of a nation that cuts one off, by pencil.
#include "agents/nation/services.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace trust_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("trust falls while a nation is cut off and comes back slowly", "[worked]") {
  Bench b("  - {id: tiers, type: diffusion_rule, issuer: US, tier3: [IN], start: 2017-01}\n");
  const Month january = Month::of(2017, 1);
  b.enforce(january);
  const NationId india = b.nation("IN"), us = b.nation("US");
  REQUIRE(b.regimes.cut_off(us, india) == 1);
  b.call(agents::nation::keep_trust, january, india);
  CHECK(b.world.nations.trust(india, us) == Approx(-0.1));  // 0 - 0.1 x 1 x (1 + 0)
  b.call(agents::nation::keep_trust, january, india);
  CHECK(b.world.nations.trust(india, us) == Approx(-0.188));  // -0.1 - 0.1 x 0.9 + 0.02 x 0.1
  b.regimes.cut_off(us, india) = 0;
  b.call(agents::nation::keep_trust, january, india);
  CHECK(b.world.nations.trust(india, us) == Approx(-0.188 * 0.98));
  CHECK(b.world.nations.trust(india, b.nation("CN")) == 0);
}

TEST_CASE("no one is cut off while a ban's grace lasts", "[worked]") {
  Bench b("  - {id: chips, type: chip_export_ban, issuer: US, targets: [IN], start: 2017-01, grace_months: 2}\n");
  b.enforce(Month::of(2017, 2));
  CHECK(b.regimes.cut_off(b.nation("US"), b.nation("IN")) == 0);
  CHECK_FALSE(b.regimes.chips_announced.empty());
  b.enforce(Month::of(2017, 3));
  CHECK(b.regimes.cut_off(b.nation("US"), b.nation("IN")) == 1);
}

TEST_CASE("two partial bans cut off together", "[worked]") {
  Bench b(
      "  - {id: chips, type: chip_export_ban, issuer: US, targets: [IN], severity: 0.5, start: 2017-01}\n"
      "  - {id: rent, type: cloud_access_restriction, issuer: US, targets: [IN], severity: 0.5, start: 2017-01}\n");
  b.enforce(Month::of(2017, 1));
  CHECK(b.regimes.cut_off(b.nation("US"), b.nation("IN")) == Approx(0.75));  // 1 - 0.5 x 0.5
}

}  // namespace trust_test
