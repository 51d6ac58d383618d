// Guidance, service bans and restrictions on open weights: stronger or earlier never helps whom they keep out.
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace market_access_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

/// A metric at a month under a scenario with one more event, or with none.
double with(const std::string& base, const std::string& event, std::string_view metric, std::string_view agent,
            Month at, std::uint64_t seed) {
  const Scenario scenario = variant(base, event.empty() ? "" : "events:\n  - {id: e, " + event + "}\n", at.text());
  Watch watch(scenario);
  simulation(scenario, 0, seed, &watch.recorder()).run();
  return watch.value(metric, agent, at);
}

/// In the mean of some runs: where a release more or less in one of two runs moves more than the measure.
void never_rises_in_the_mean(const std::vector<std::string>& events, std::string_view metric, std::string_view agent,
                             Month at) {
  double before = no_limit;
  for (const std::string& event : events) {
    double now = 0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) now += with("baseline", event, metric, agent, at, seed) / 8;
    INFO(event);
    CHECK(now <= before * (1 + 1e-9));
    before = now;
  }
}

void never_rises(const std::vector<std::string>& events, std::string_view metric, std::string_view agent, Month at,
                 const std::string& base = "baseline") {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    double before = with(base, events[0], metric, agent, at, seed);
    for (std::size_t e = 1; e < events.size(); ++e) {
      const double now = with(base, events[e], metric, agent, at, seed);
      INFO(events[e] << ", seed " << seed);
      CHECK(now <= before * (1 + 1e-9));
      before = now;
    }
  }
}

}  // namespace

TEST_CASE("guidance: stronger or earlier, fewer foreign accelerators bought", "[property]") {
  const auto guidance = [](const char* strength, const char* start) {
    return std::string("type: import_guidance, issuer: CN, strength: ") + strength + ", start: " + start;
  };
  // In a world without chip rules: under the baseline's licence the quota binds, and guidance takes only from what lies
  // above it.
  never_rises({"", guidance("0.3", "2026-09"), guidance("0.6", "2026-09"), guidance("0.9", "2026-09"),
               guidance("0.9", "2026-06")},
              "foreign_chip_revenue_cn_12m", "", Month::of(2027, 5), "no_ban");
}

TEST_CASE("a service ban: stronger or earlier, less use of those kept out", "[property]") {
  const auto ban = [](const char* severity, const char* start) {
    return std::string("type: service_ban, issuer: IN, origins: [US], severity: ") + severity + ", start: " + start;
  };
  never_rises({"", ban("0.3", "2026-09"), ban("0.9", "2026-09"), ban("1", "2026-09"), ban("1", "2026-06")}, "share_us",
              "IN", Month::of(2027, 5));
}

TEST_CASE("open weights kept from a market: stronger, no more use of those who sell at the open price", "[property]") {
  const auto closed = [](const char* severity) {
    return std::string("type: open_restriction, issuer: IN, scope: use, start: 2026-06, severity: ") + severity;
  };
  never_rises_in_the_mean({"", closed("0.3"), closed("0.9"), closed("1")}, "share_cn", "IN", Month::of(2027, 5));
}

TEST_CASE("labs kept from opening weights: the best open Chinese model falls behind", "[property]") {
  const auto closed = [](const char* severity, const char* start) {
    return std::string("type: open_restriction, issuer: CN, scope: labs, start: ") + start + ", severity: " + severity;
  };
  never_rises({"", closed("1", "2026-09"), closed("1", "2026-06")}, "top20_cn_open", "", Month::of(2027, 8));
}

}  // namespace market_access_test
