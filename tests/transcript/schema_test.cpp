// Every shipped scenario and policy passes an independent JSON Schema validator; wrong ones do not.
#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace schema_test {

using namespace chokepoint::test;

namespace {

/// What python3-jsonschema says of the files.
Said validated(const TemporaryFolder& folder, const std::string& kind, const std::string& files) {
  const Said schema = simulate(folder, "schema " + kind);
  REQUIRE(schema.code == 0);
  folder.write("schema.json", schema.out);
  return shell(folder, in_quotes(python()) + " " + in_quotes(source_folder() / "tests" / "support" / "validate.py") +
                           " schema.json " + files);
}

}  // namespace

TEST_CASE("shipped scenarios and policies are valid by the schema", "[transcript]") {
  const TemporaryFolder folder;
  const Said scenarios = validated(folder, "scenario", in_quotes(source_folder() / "scenarios") + "/*.yaml");
  INFO(scenarios.out << scenarios.err);
  CHECK(scenarios.code == 0);
  const Said parts = validated(folder, "scenario",
                               in_quotes(source_folder() / "scenarios" / "patterns") + "/*.yaml " +
                                   in_quotes(source_folder() / "studies" / "scenarios") + "/*.yaml");
  INFO(parts.out << parts.err);
  CHECK(parts.code == 0);
  const Said policies = validated(folder, "policy", in_quotes(source_folder() / "scenarios" / "policies") + "/*.yaml");
  INFO(policies.out << policies.err);
  CHECK(policies.code == 0);
}

TEST_CASE("the schema refuses what the program refuses", "[transcript]") {
  const TemporaryFolder folder;
  const std::string head = "scenario: {name: x}\n", event = "events:\n  - {id: a, start: 2027-01, ";
  for (const std::string& wrong :
       {std::string("scenario: {nam: x}\n"), std::string("events: []\n"), head + "evnts: []\n",
        head + event + "type: chip_export_bann}\n",
        head + event + "type: subsidy, issuer: CN, target: fabs, amount: 5}\n",
        head + event + "type: subsidy, issuer: CN, target: fab, amount: -5}\n",
        head + event + "type: subsidy, issuer: CN, target: fab}\n",
        head + event + "type: hbm_ban, issuer: UX, targets: [CN]}\n",
        head + event + "type: hbm_ban, issuer: US, targets: [CN], severity: 2}\n",
        head + event + "type: note, text: x, trigger: {wen: x}}\n",
        head + "events:\n  - {id: a, type: note, text: x}\n", head + "branch: {at: 2026-01}\n"}) {
    INFO(wrong);
    folder.write("wrong.yaml", wrong);
    const Said said = validated(folder, "scenario", "wrong.yaml");
    CHECK(said.code == 1);
    CHECK(has(said.out + said.err, "wrong.yaml"));
  }
  folder.write("right.yaml",
               head + event + "type: note, text: x, trigger: {any: [{when: \"eci_gap < 2\"}, {hazard: 0.1}]}}\n");
  CHECK(validated(folder, "scenario", "right.yaml").code == 0);
}

}  // namespace schema_test
