// What a treaty or a relief lets rest is felt by no one, until it wakes.
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace suspended_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr Month begins = Month::of(2024, 3), wakes = Month::of(2024, 9), last = Month::of(2024, 12);

struct Felt {
  double restriction = 0, tension = 0, taken = 0;
  friend bool operator==(const Felt&, const Felt&) = default;
};

/// What governments feel month by month of China's measure against the US, from its start on.
std::vector<Felt> felt(const std::string& measure, const std::string& others) {
  const Scenario scenario =
      variant("history", "events:\n  - {id: m, issuer: CN, targets: [US], start: 2024-03, " + measure + "}\n" + others,
              last.text());
  Watch watch(scenario);
  std::vector<Felt> out;
  simulation(scenario).run([&](const Simulation& s) {
    watch.recorder().observe(s);
    const Month now = s.world().month;
    if (now >= begins)
      out.push_back({watch.value("restriction", "US", now), watch.value("tension_us_cn", "", now),
                     watch.value("measures_taken", "CN", now)});
  });
  return out;
}

const std::string ban = "type: materials_ban, materials: [rare_earths], cut: 0.7", tariff = "type: tariff, rate: 0.5";

std::string treaty(const std::string& end) {
  return "  - {id: t, type: treaty, parties: [US, CN], suspends: [m], start: 2024-01, end: " + end + "}\n";
}
std::string relief(const std::string& fraction, const std::string& end) {
  return "  - {id: r, type: sanction_relief, measures: [m], fraction: " + fraction + ", start: 2024-01, end: " + end +
         "}\n";
}

}  // namespace

TEST_CASE("a measure that rests for all of its life counts as one of severity 0", "[property]") {
  for (const std::string& measure : {ban, tariff}) {
    INFO(measure);
    CHECK(felt(measure, treaty("2026-01")) == felt(measure + ", severity: 0", treaty("2026-01")));
    CHECK(felt(measure, relief("1", "2026-01")) == felt(measure + ", severity: 0", relief("1", "2026-01")));
    CHECK(felt(measure, "") != felt(measure + ", severity: 0", ""));
  }
}

TEST_CASE("a measure eased in part counts in part, and the rest when it wakes", "[property]") {
  const std::vector<Felt> none = felt(ban + ", severity: 0", ""), whole = felt(ban, ""),
                          half = felt(ban, relief("0.5", "2024-09")), rests = felt(ban, treaty("2024-09"));
  const auto at = [](const std::vector<Felt>& f, Month m) { return f[static_cast<std::size_t>(m - begins)]; };
  const double rung = at(whole, begins).restriction - at(none, begins).restriction;
  REQUIRE(rung > 0);
  CHECK(at(whole, begins).taken == 1);
  CHECK(at(half, begins).restriction - at(none, begins).restriction == Approx(rung / 2));
  CHECK(at(half, begins).taken == Approx(0.5));
  CHECK(at(half, wakes).taken == Approx(0.5));
  CHECK(at(rests, wakes - 1).restriction == at(none, wakes - 1).restriction);
  CHECK(at(rests, wakes).restriction - at(none, wakes).restriction == Approx(rung));
  CHECK(at(rests, wakes).taken == 1);
  CHECK(at(rests, wakes + 1).taken == 0);
}

}  // namespace suspended_test
