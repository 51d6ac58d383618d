// Every shipped scenario and policy passes an independent JSON Schema validator; wrong ones do not.
#include <cstdlib>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

using namespace chokepoint::test;

namespace {

/// Whether python3-jsonschema accepts the files; its words go to `out.txt` in the folder.
bool valid(const TemporaryFolder& folder, const std::string& kind, const std::string& files) {
  REQUIRE_FALSE(python().empty());
  const std::string command = "'" + simulate_binary() + "' schema " + kind + " > '" + (folder.path() / "schema.json").string() + "' && '" + python() + "' '" +
                              (source_folder() / "tests" / "support" / "validate.py").string() + "' '" + (folder.path() / "schema.json").string() + "' " + files + " > '" +
                              (folder.path() / "out.txt").string() + "' 2>&1";
  return std::system(command.c_str()) == 0;
}

std::string words(const TemporaryFolder& folder) {
  std::ifstream in(folder.path() / "out.txt");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("shipped scenarios and policies are valid by the schema", "[transcript]") {
  const TemporaryFolder folder;
  const bool scenarios = valid(folder, "scenario", "'" + (source_folder() / "scenarios").string() + "'/*.yaml");
  INFO(words(folder));
  CHECK(scenarios);
  const bool parts = valid(folder, "scenario", "'" + (source_folder() / "scenarios" / "patterns").string() + "'/*.yaml '" + (source_folder() / "studies" / "scenarios").string() + "'/*.yaml");
  INFO(words(folder));
  CHECK(parts);
  const bool policies = valid(folder, "policy", "'" + (source_folder() / "scenarios" / "policies").string() + "'/*.yaml");
  INFO(words(folder));
  CHECK(policies);
}

TEST_CASE("the schema refuses what the program refuses", "[transcript]") {
  const TemporaryFolder folder;
  const std::string head = "scenario: {name: x}\n", event = "events:\n  - {id: a, start: 2027-01, ";
  for (const std::string& wrong :
       {std::string("scenario: {nam: x}\n"), std::string("events: []\n"), head + "evnts: []\n", head + event + "type: chip_export_bann}\n", head + event + "type: subsidy, issuer: CN, target: fabs, amount: 5}\n",
        head + event + "type: subsidy, issuer: CN, target: fab, amount: -5}\n", head + event + "type: subsidy, issuer: CN, target: fab}\n", head + event + "type: hbm_ban, issuer: UX, targets: [CN]}\n",
        head + event + "type: hbm_ban, issuer: US, targets: [CN], severity: 2}\n", head + event + "type: note, text: x, trigger: {wen: x}}\n", head + "events:\n  - {id: a, type: note, text: x}\n",
        head + "branch: {at: 2026-01}\n"}) {
    INFO(wrong);
    folder.write("wrong.yaml", wrong);
    CHECK_FALSE(valid(folder, "scenario", "'" + (folder.path() / "wrong.yaml").string() + "'"));
  }
  folder.write("right.yaml", head + event + "type: note, text: x, trigger: {any: [{when: \"eci_gap < 2\"}, {hazard: 0.1}]}}\n");
  CHECK(valid(folder, "scenario", "'" + (folder.path() / "right.yaml").string() + "'"));
}
