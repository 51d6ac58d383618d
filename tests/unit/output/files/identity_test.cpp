// Names of results and of their folders.
#include "output/files/identity.hpp"

#include "output/files/result_folder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace identity_test {

using namespace chokepoint;
using namespace chokepoint::output;
using namespace chokepoint::test;

TEST_CASE("names become folders that a shell takes as they are, short enough, and different for different names",
          "[unit]") {
  CHECK(folder_name("chip_ban") == "chip_ban");
  CHECK(folder_name("chip_ban + strict_enforcement + controls.enforcement = 0.75") ==
        "chip_ban+strict_enforcement+controls.enforcement=0.75");
  CHECK(folder_name("Übung") == "Übung");
  const std::string slash = folder_name("a + x = b/c"), bar = folder_name("a + x = b|c");
  CHECK(slash != bar);
  CHECK(slash.starts_with("a+x=b_c~"));
  const std::string many = "a" + std::string(500, 'x');
  CHECK(folder_name(many + "1").size() <= 160);
  CHECK(folder_name(many + "1") != folder_name(many + "2"));
  std::string umlauts;
  for (int k = 0; k < 200; ++k) umlauts += "ü";
  for (const std::string& name : {umlauts, "a" + umlauts})
    CHECK((static_cast<unsigned char>(folder_name(name)[folder_name(name).find('~') - 1]) & 0xC0U) ==
          0x80U);  // ends with a whole letter
}

TEST_CASE("what the command line puts on top is in the name; what the file says is not", "[unit]") {
  CHECK(shipped("chip_ban").name() == "chip_ban");
  const Scenario set =
      shipped("chip_ban", "2030-12",
              {override_of("parameters.controls.enforcement", "0.75"), override_of("parameters.chips.price", "40")});
  CHECK(set.name() ==
        "chip_ban + chips.price = 40 + controls.enforcement = 0.75");  // by path, in whatever order they were typed
  CHECK(set.plain_name() == "chip_ban");
  ScenarioOptions how = options();
  how.policies = {source_folder() / "scenarios/policies/strict_enforcement.yaml"};
  const Scenario strict = load_scenario(source_folder() / "scenarios/baseline.yaml", how);
  CHECK(strict.name() == "baseline + strict_enforcement");
  CHECK(strict.question.empty());  // asks what happens if the rules stay as they are
  CHECK_FALSE(shipped("baseline").question.empty());
  CHECK_FALSE(shipped("baseline", "2030-12", {override_of("parameters.chips.price", "40")}).question.empty());
  const TemporaryFolder folder;
  folder.write(
      "f.yaml",
      "scenario: {name: f, extends: baseline.yaml}\nevents: []\nvary: {parameters.controls.enforcement: [0.1, 0.2]}\n");
  CHECK(load_family(folder.path() / "f.yaml", how)[1].name() == "f + strict_enforcement/enforcement=0.2");
}

TEST_CASE("a scenario does not ask what the one it extends asks", "[unit]") {
  CHECK(variant("baseline", "events: []\n").question.empty());
  for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "scenarios"))
    if (entry.path().extension() == ".yaml")
      for (const Scenario& scenario : load_family(entry.path(), options())) {
        INFO(entry.path());
        CHECK_FALSE(scenario.question.empty());  // each that came with the program asks its own
      }
}

TEST_CASE("namesakes beside each other are distinguished", "[unit]") {
  std::vector<Scenario> some{shipped("baseline"), shipped("no_ban"), shipped("baseline")};
  tell_apart(some);
  CHECK(some[0].name() == "baseline (1)");
  CHECK(some[1].name() == "no_ban");
  CHECK(some[2].name() == "baseline (2)");
  const TemporaryFolder folder;
  folder.write("mine.yaml", "scenario: {name: no_ban, extends: no_ban.yaml}\nevents: []\n");
  std::vector<Scenario> files{shipped("no_ban"), load_scenario(folder.path() / "mine.yaml", options())};
  tell_apart(files);
  CHECK(files[0].name().ends_with("scenarios/no_ban.yaml)"));
  CHECK(files[1].name().ends_with("mine.yaml)"));
}

}  // namespace identity_test
