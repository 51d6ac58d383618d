// Groups of nations that a scenario defines for itself.
#include "engine/scenario/blocs.hpp"

#include "engine/base/config.hpp"
#include "engine/scenario/account.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace blocs_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

const std::string tariff =
    "events:\n  - {id: t, type: tariff, issuer: trilateral, targets: [CN, rest], goods: [mature_chip], rate: 0.5, "
    "start: 2020-01}\n";

const EventHeader& header(const Scenario& scenario, const char* id) {
  return scenario.calendar->events()[scenario.calendar->find(id).index()]->header;
}

std::string refused(const std::string& body) {
  try {
    (void)variant("history", body, "2020-12");
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "read";
}

}  // namespace

TEST_CASE("a bloc stands for its members wherever nations are named", "[unit]") {
  const Scenario scenario =
      variant("history", "blocs: {trilateral: [US, NL, Japan], rest: [GULF, RU]}\n" + tariff, "2020-12");
  const WorldData& data = *scenario.initial->world.data;
  const EventHeader& h = header(scenario, "t");
  CHECK(h.issuers.size() == 3);
  CHECK(h.issuers.contains(called<NationId>(data.nations, "JP")));
  CHECK(h.issuers.names(data) == std::vector<std::string>{"trilateral"});
  CHECK(nation_list(data, h.targets) == "China and rest");
  CHECK(h.targets.contains(called<NationId>(data.nations, "AE")));
  // An amount is each one's on a list; of a region in a bloc it is divided.
  CHECK(h.issuers.part(called<NationId>(data.nations, "US")) == 1);
  CHECK(h.targets.part(called<NationId>(data.nations, "AE")) < 1);
  // The bloc as a target leaves out who takes the measure, as a region does.
  const Scenario within = variant("history",
                                  "blocs: {trilateral: [US, NL, JP]}\nevents:\n  - {id: t, type: tariff, issuer: US, "
                                  "targets: trilateral, rate: 0.5, goods: [lithography_tool], start: 2020-01}\n",
                                  "2020-12");
  CHECK(header(within, "t").targets.size() == 2);
}

TEST_CASE("a list of issuers does what as many events would", "[unit]") {
  const auto with = [](const std::string& issuers) { return hash_of(variant("history", issuers, "2019-12")); };
  const std::string rest = ", targets: [CN], goods: [mature_chip, graphite], rate: 0.5, start: 2018-01}\n";
  const std::string head = "events:\n  - {id: t, type: tariff, issuer: ";
  const std::uint64_t listed = with(head + "[US, JP]" + rest);
  CHECK(listed == with(head + "US" + rest + "  - {id: u, type: tariff, issuer: JP" + rest));
  CHECK(listed == with("blocs: {two: [JP, US]}\n" + head + "two" + rest));
  CHECK(listed != with(head + "US" + rest));
}

TEST_CASE("blocs are recorded, and a record runs again", "[unit]") {
  const Scenario scenario = variant("history", "blocs: {trilateral: [US, NL, JP], rest: [RU]}\n" + tariff, "2018-06");
  Mistakes mistakes;
  const config::Node* blocs = scenario.resolved.find("blocs");
  REQUIRE(blocs);
  CHECK(blocs->entries.size() == 2);
  CHECK(final_values(*scenario.composition).at("blocs.rest").find("RU") != std::string::npos);
  const Scenario again = ScenarioLoader(options(Month::parse("2018-06"))).load(scenario.resolved, "run.yaml").front();
  CHECK(header(again, "t").issuers.size() == 3);
}

TEST_CASE("blocs: mistakes teach", "[unit]") {
  CHECK(refused("blocs: {trilateral: [US, NK], rest: [RU]}\n" + tariff).find("no nation or region is called 'NK'") !=
        std::string::npos);
  CHECK(refused("blocs: {EU: [FR]}\n").find("'EU' is a nation or region") != std::string::npos);
  CHECK(refused("blocs: {Quad: [US]}\n").find("no name for a bloc: small letters") != std::string::npos);
  CHECK(refused("blocs: {none: []}\n").find("'none' has no members") != std::string::npos);
  CHECK(refused("blocs: [US]\n").find("a map of names to nations") != std::string::npos);
  CHECK(refused("blocs: {trilaterl: [US, NL, JP], rest: [RU]}\n" + tariff).find("did you mean 'trilaterl'?") !=
        std::string::npos);
}

}  // namespace blocs_test
