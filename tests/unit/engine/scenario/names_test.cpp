// Files and nations by what people call them.
#include "engine/world/nation_names.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace names_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

Scenario load(const std::string& text) {
  const TemporaryFolder folder;
  return load_scenario(folder.write("mine.yaml", text), options(Month::parse("2018-12")));
}

std::string told(const std::string& text) {
  try {
    (void)load(text);
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("shipped scenarios and policies go by their names, with or without .yaml", "[unit]") {
  const Scenario with = load(
      "scenario: {name: x, extends: baseline.yaml, compare_to: no_ban.yaml}\npolicies: "
      "[policies/strict_enforcement.yaml]\n");
  for (const char* policy : {"policies/strict_enforcement", "strict_enforcement", "strict_enforcement.yaml"}) {
    const Scenario without =
        load(std::string("scenario: {name: x, extends: baseline, compare_to: no_ban}\npolicies: [") + policy + "]\n");
    CHECK(hash_of(with) == hash_of(without));
    CHECK(without.compare_to == with.compare_to);
  }
  CHECK(
      told("scenario: {name: x, extends: basline}\n").find("'basline': no such file (did you mean 'baseline.yaml'?)") !=
      std::string::npos);
  CHECK(told("scenario: {name: x, extends: baseline}\npolicies: [strict_enforcment]\n")
            .find("did you mean 'strict_enforcement.yaml'?") != std::string::npos);
  CHECK(told("scenario: {name: x, extends: watch_hubs}\n").find("no such file") !=
        std::string::npos);  // a policy is no scenario
}

TEST_CASE("a file beside the one that names it goes before one of the library", "[unit]") {
  const TemporaryFolder folder;
  folder.write("baseline.yaml", "scenario: {name: of_my_own, extends: history}\n");
  const auto file = folder.write("mine.yaml", "scenario: {name: mine, extends: baseline}\n");
  CHECK(load_scenario(file, options(Month::parse("2018-12"))).files[1] == (folder.path() / "baseline.yaml").string());
}

TEST_CASE("choices of families find policies by their names", "[unit]") {
  const TemporaryFolder folder;
  const auto file = folder.write(
      "f.yaml",
      "scenario: {name: f, extends: baseline}\nmatrix: {enforced: {no: [], strictly: [strict_enforcement]}}\n");
  CHECK(load_family(file, options(Month::parse("2018-12"))).size() == 2);
}

TEST_CASE("every nation and region goes by its id, its printed name and its ISO code, in any case", "[unit]") {
  const Scenario scenario = shipped("baseline", "2018-12");
  const WorldData& data = *scenario.initial->world.data;
  for (const NationId n : data.nation_ids()) {
    const std::string& label = data.nation_labels[n.index()];
    std::string loud = label;
    for (char& c : loud) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    INFO(label);
    CHECK(find_nation(data, data.nations.text[n.index()]) == n);
    CHECK(find_nation(data, label) == n);
    CHECK(find_nation(data, loud) == n);
  }
  for (const RegionId r : data.regions.ids()) {
    CHECK(find_region(data, data.regions[r].name) == r);
    CHECK(find_region(data, data.regions[r].label) == r);
  }
  const std::pair<const char*, const char*> codes[] = {{"USA", "US"}, {"CHN", "CN"}, {"GBR", "GB"}, {"UK", "GB"},
                                                       {"DEU", "DE"}, {"ARE", "AE"}, {"UAE", "AE"}, {"IDN", "ID"},
                                                       {"IND", "IN"}, {"prc", "CN"}};
  for (const auto& [code, id] : codes) CHECK(find_nation(data, code) == data.nations.find<NationId>(id));
  for (const char* none : {"", "XX", "Atlantis", "EU", "U", "United"}) CHECK_FALSE(find_nation(data, none).exists());
}

TEST_CASE("names of nations hold in overrides, governments, conditions and families", "[unit]") {
  const auto same = [](const std::string& by_id, const std::string& by_name) {
    const std::string head = "scenario: {name: x, extends: baseline}\n";
    return hash_of(load(head + by_id)) == hash_of(load(head + by_name));
  };
  CHECK(same("overrides: {nations.CN.growth: 0.2}\n", "overrides: {nations.China.growth: 0.2}\n"));
  CHECK(same("overrides: {nations.CN.growth: 0.2}\n", "overrides: {nations: {CHN: {growth: 0.2}}}\n"));
  CHECK_FALSE(same("overrides: {nations.CN.growth: 0.2}\n", "overrides: {nations.Japan.growth: 0.2}\n"));
  CHECK(same("governments: {CN: rule}\npolicies: [instruments]\n",
             "governments: {China: rule}\npolicies: [instruments]\n"));
  CHECK(same("governments: {EU: rule}\npolicies: [instruments]\n",
             "governments: {European Union: rule}\npolicies: [instruments]\n"));
  const auto when = [](const std::string& condition) {
    return "events:\n  - {id: e, type: parameter_shock, parameter: controls.enforcement, value: 0.7, source: "
           "hypothetical, trigger: {when: \"" +
           condition + "\"}}\n";
  };
  CHECK(same(when("compute_share[CN] > 0"), when("compute_share[China] > 0")));
  CHECK(same(when("compute_share[EU] > 0"), when("compute_share[European Union] > 0")));
  CHECK(told("scenario: {name: x, extends: baseline}\noverrides: {nations.Chine.growth: 0.2}\n")
            .find("'nations' has no row 'Chine'") != std::string::npos);
}

TEST_CASE("a series is found by what its nation is called", "[unit]") {
  const Scenario scenario = shipped("baseline", "2018-12");
  const Layout layout(*scenario.initial->world.data);
  CHECK(layout.find("compute_share", "China") == layout.find("compute_share", "CN"));
  CHECK(layout.find("compute_share", "USA") == layout.find("compute_share", "US"));
  CHECK(layout.find("compute_share", "European Union") == layout.find("compute_share", "EU"));
  CHECK(layout.find("compute_share", "China") != Layout::npos);
  CHECK(layout.find("compute_share", "Atlantis") == Layout::npos);
  CHECK(layout.find("eci_gap", "China") == Layout::npos);
}

}  // namespace names_test
