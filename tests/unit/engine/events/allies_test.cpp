// Nations that may follow a measure decide apart from each other.
#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace allies_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("no two nations share the draws by which they follow a measure", "[unit]") {
  const Scenario history = shipped("history", "2017-01");
  const auto& nations = history.initial->world.data->nations;
  std::set<std::uint64_t> draws;
  for (std::size_t n = 0; n < nations.count(); ++n) draws.insert(nations.hash[n] % 1'000'000);
  CHECK(draws.size() == nations.count());
}

}  // namespace allies_test
