// Slots in which two worlds differ: numbers, flags and months.
#include "engine/world/state_differences.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"

namespace state_differences_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("a number, a flag and a month that differ are told with their agents", "[unit]") {
  const Scenario scenario = three_months();
  const World before = scenario.initial->world;
  const WorldData& data = *before.data;
  CHECK(state_differences(before, before).empty());
  World after = before;
  const NationId us = data.nations.find<NationId>("US"), cn = data.nations.find<NationId>("CN");
  const FirmId firm{0};
  const double trust = after.nations.trust(us, cn);
  after.nations.trust(us, cn) = trust + 1;
  after.nations.distrusts[us] = !after.nations.distrusts[us];
  after.firms.last_release[firm] = Month::of(2025, 1);
  after.commons.onset = !after.commons.onset;
  const auto found = state_differences(before, after);
  REQUIRE(found.size() == 4);
  const auto at = [&](const char* column) -> const SlotDifference& {
    const auto slot = std::ranges::find(found, column, &SlotDifference::column);
    REQUIRE(slot != found.end());
    return *slot;
  };
  const SlotDifference &number = at("nation.trust"), &flag = at("nation.distrusts"), &month = at("firm.last_release"),
                       &single = at("commons.onset");
  CHECK((number.agent == "US towards CN" && number.kind == SlotKind::number && number.b == trust + 1));
  CHECK((flag.agent == "US" && flag.kind == SlotKind::flag && flag.a + flag.b == 1 && flag.relative() == 1));
  CHECK((month.agent == data.firms.text[0] && month.kind == SlotKind::month && month.b == Month::of(2025, 1).index));
  CHECK((single.agent.empty() && single.kind == SlotKind::flag && single.a + single.b == 1));
  CHECK(before.state_hash() != after.state_hash());
}

TEST_CASE("flags and months in words", "[unit]") {
  CHECK((slot_word(SlotKind::flag, 1) == "yes" && slot_word(SlotKind::flag, 0) == "no"));
  CHECK(slot_word(SlotKind::month, Month::of(2025, 1).index) == "2025-01");
  CHECK(slot_word(SlotKind::month, EventClock::never.index) == "never");
}

}  // namespace state_differences_test
