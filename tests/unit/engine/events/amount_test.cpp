// Amounts as people write them, in the units of fields.
#include "engine/events/amount.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace amount_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("amount: numbers, powers of ten, things and periods", "[unit]") {
  const auto is = [](const char* text, const char* unit, double value) {
    INFO(text << " as " << unit);
    const auto amount = amount_in(text, unit);
    REQUIRE(std::holds_alternative<double>(amount));
    CHECK(std::get<double>(amount) == Approx(value));
  };
  is("150 bn a year", "M$/month", 12500);
  is("1.5 bn $ a month", "M$/month", 1500);
  is("2 M$/month", "M$/month", 2);
  is("12 bn$ per year", "M$/month", 1000);
  is("40 million", "M$", 40);
  is("5 GW a year", "MW/year", 5000);
  is("500k", "H100e", 500000);
  is("75 k H100e a month", "H100e/month", 75000);
  is("25 %", "share", 0.25);
  is("25%", "share", 0.25);
  is("2 years", "months", 24);
  is("18 months", "months", 18);
}

TEST_CASE("amount: what means two things or nothing is none", "[unit]") {
  const auto why = [](const char* text, const char* unit) { return std::get<std::string>(amount_in(text, unit)); };
  CHECK(why("150 bn", "M$/month") == "say 'a month' or 'a year', as in '150 bn a year'");
  for (const char* text : {"", "bn", "150", "150 apples", "bn 150", "150 bn a day", "150 bn bn a year", "1.5.2 bn"}) {
    INFO(text);
    CHECK(why(text, "M$/month").empty());
  }
  CHECK(why("5 GW", "TPP").empty());
  CHECK(why("5 k", "share").empty());
}

TEST_CASE("amount: events take them where they take numbers, within the same range", "[unit]") {
  const auto scenario = [](const std::string& fields) {
    return variant("no_ban",
                   "events:\n  - {id: e, type: subsidy, issuer: CN, target: fab, start: 2018-01, duration: 2 years, "
                   "source: x, " +
                       fields + "}\n",
                   "2018-02");
  };
  const auto monthly = [&](const std::string& amount) {
    const Scenario s = scenario("amount: " + amount);
    return s.calendar->events()[s.calendar->find("e").index()]->monthly_cost();
  };
  CHECK(monthly("150 bn a year") == 12500);
  CHECK(monthly("12500") == 12500);
  const auto refused = [&](const std::string& field) {
    try {
      (void)scenario("amount: 1, " + field);
    } catch (const ScenarioError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(refused("efficiency: 150 %").find("between 0 and 1") != std::string::npos);
  CHECK(refused("severity: 150 %").find("between 0 and 1") != std::string::npos);
}

}  // namespace amount_test
