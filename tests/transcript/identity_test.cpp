// What a result is of stands in its folder's name, its files and its page; a run that was changed never passes for the
// plain one.
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace identity_test {

using namespace chokepoint::test;

namespace {

namespace fs = std::filesystem;

nlohmann::json json_of(const fs::path& file) { return nlohmann::json::parse(text_of(file), nullptr, false); }

/// All files of a folder with what they hold.
std::map<std::string, std::string> files_in(const fs::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) out[fs::relative(entry.path(), folder).string()] = text_of(entry.path());
  return out;
}

/// Runs what must succeed.
Said run(const TemporaryFolder& folder, const std::string& words) {
  const Said said = simulate(folder, words);
  INFO(words << "\n" << said.err);
  REQUIRE(said.code == 0);
  return said;
}

constexpr const char* brief = " --runs 2 --until 2018";

/// The folder `mine`, with the data of the project.
void copy_of_data(const TemporaryFolder& folder) {
  fs::copy(data_folder(), folder.path() / "mine", fs::copy_options::recursive);
}

}  // namespace

TEST_CASE("whatever is put on top of a scenario stands in folder, title, every summary and the page", "[transcript]") {
  const TemporaryFolder folder;
  copy_of_data(folder);
  run(folder, std::string("chip_ban --quiet") + brief);
  const auto plain = files_in(folder.path() / "results/chip_ban");
  struct Change {
    std::string words, folder, name;
  };
  const std::vector<Change> changes = {
      {"--policy strict_enforcement", "chip_ban+strict_enforcement", "chip_ban + strict_enforcement"},
      {"--set parameters.controls.enforcement=0.75", "chip_ban+controls.enforcement=0.75",
       "chip_ban + controls.enforcement = 0.75"},
      {"--policy strict_enforcement --set parameters.controls.enforcement=0.75",
       "chip_ban+strict_enforcement+controls.enforcement=0.75",
       "chip_ban + strict_enforcement + controls.enforcement = 0.75"},
      {"--set firms.Meta.openness=0.9", "chip_ban+firms.Meta.openness=0.9", "chip_ban + firms.Meta.openness = 0.9"},
      {"--set events.us-2022-10-chips.severity=0.5", "chip_ban+events.us-2022-10-chips.severity=0.5",
       "chip_ban + events.us-2022-10-chips.severity = 0.5"},
      {"--set world.synthesize.firms=200", "chip_ban+world.synthesize.firms=200",
       "chip_ban + world.synthesize.firms = 200"},
      {"--data mine", "chip_ban+data=mine", "chip_ban + data = mine"}};
  std::set<std::string> titles;
  for (const Change& change : changes) {
    INFO(change.words);
    const Said said = run(folder, "chip_ban " + change.words + brief);
    const fs::path result = folder.path() / "results" / change.folder;
    REQUIRE(fs::is_directory(result));
    CHECK(said.out.starts_with(change.name + " against no_ban"));
    CHECK(has(text_of(result / "summary.md"), change.name));
    const auto summary = json_of(result / "summary.json");
    CHECK(summary["scenario"] == change.name);
    CHECK(summary["base_scenario"] == "chip_ban");
    CHECK(summary["command"] == "simulate chip_ban " + change.words + brief);
    CHECK(summary["policies"].size() == (has(change.words, "--policy") ? 1U : 0U));
    CHECK(summary["overrides"].size() == (has(change.words, "--set") ? 1U : 0U));
    const auto page = json_of(result / "report.json");
    CHECK(page["scenarios"].back()["name"] == change.name);
    CHECK(page["provenance"]["commands"][0]["command"] == summary["command"]);
    titles.insert(page["title"].get<std::string>());
    CHECK(has(text_of(result / "run.yaml"), change.name));
  }
  CHECK(titles.size() == changes.size());
  CHECK(files_in(folder.path() / "results/chip_ban") == plain);
}

TEST_CASE("values that fit no folder's name, and very long lists of them, are told in names of their own",
          "[transcript]") {
  const TemporaryFolder folder;
  run(folder, std::string("chip_ban --quiet --set 'events.us-2022-10-chips.source=a/b'") + brief);
  run(folder, std::string("chip_ban --quiet --set 'events.us-2022-10-chips.source=a|b'") + brief);
  std::string many;
  for (const char* field : {"severity=0.9", "source=someone", "tpp_max=4700", "enforcement=0.4", "start=2022-11"})
    many += std::string(" --set events.us-2022-10-chips.") + field;
  run(folder, "chip_ban --quiet" + many + brief);
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder.path() / "results")) {
    ++count;
    CHECK(entry.path().filename().string().size() <= 160);
    CHECK(entry.path().filename().string().find_first_of("/|*? ") == std::string::npos);
  }
  CHECK(count == 3);
}

TEST_CASE("a folder that holds another result is not replaced without --force; the same result is", "[transcript]") {
  const TemporaryFolder folder;
  run(folder, std::string("chip_ban --quiet --out a") + brief);
  const auto before = files_in(folder.path() / "a");
  for (const char* words :
       {"chip_ban --policy strict_enforcement", "chip_ban --set parameters.controls.enforcement=0.75", "no_ban",
        "controls_decomposition", "compare chip_ban no_ban"}) {
    INFO(words);
    const Said said = simulate(folder, std::string(words) + " --quiet --out a" + brief);
    CHECK(said.code == 1);
    CHECK(has(said.err, "holds another result, 'chip_ban'"));
    CHECK(has(said.err, "--force"));
    CHECK(files_in(folder.path() / "a") == before);
  }
  run(folder, "chip_ban --quiet --out a --runs 4 --until 2018 --seed 2");
  CHECK(json_of(folder.path() / "a/summary.json")["runs"] == 4);
  run(folder, std::string("no_ban --quiet --out a --force") + brief);
  CHECK(json_of(folder.path() / "a/summary.json")["scenario"] == "no_ban");
  folder.write("a/letter", "dear");
  fs::remove(folder.path() / "a/run.yaml");
  CHECK(simulate(folder, std::string("no_ban --quiet --out a --force") + brief).code == 1);
  CHECK(fs::exists(folder.path() / "a/letter"));
}

TEST_CASE("a file of one's own under a shipped name gets a folder of its own, and the same one again", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("mine.yaml", "scenario: {name: chip_ban, extends: chip_ban.yaml}\nevents: []\n");
  run(folder, std::string("chip_ban --quiet") + brief);
  const auto before = files_in(folder.path() / "results/chip_ban");
  for (int again = 0; again < 2; ++again) run(folder, std::string("mine.yaml --quiet") + brief);
  CHECK(files_in(folder.path() / "results/chip_ban") == before);
  CHECK(fs::exists(folder.path() / "results/chip_ban-2/run.yaml"));
  CHECK_FALSE(fs::exists(folder.path() / "results/chip_ban-3"));
}

TEST_CASE("a scenario that becomes a family, or is one no more, takes its folder along", "[transcript]") {
  const TemporaryFolder folder;
  const std::string head = "scenario: {name: mine, extends: no_ban.yaml}\nevents: []\n";
  folder.write("mine.yaml", head);
  run(folder, std::string("mine.yaml --quiet") + brief);
  folder.write("mine.yaml", head + "vary: {parameters.controls.enforcement: [0.2, 0.4]}\n");
  run(folder, std::string("mine.yaml --quiet") + brief);
  CHECK(fs::exists(folder.path() / "results/mine/family.csv"));
  CHECK(fs::exists(folder.path() / "results/mine/enforcement=0.4/run.yaml"));
  CHECK_FALSE(fs::exists(folder.path() / "results/mine/run.yaml"));
  folder.write("mine.yaml", head + "vary: {parameters.controls.enforcement: [0.2, 0.3]}\n");
  run(folder, std::string("mine.yaml --quiet") + brief);
  CHECK_FALSE(fs::exists(folder.path() / "results/mine/enforcement=0.4"));  // no member of an earlier family is left
  folder.write("mine.yaml", head);
  run(folder, std::string("mine.yaml --quiet") + brief);
  CHECK_FALSE(fs::exists(folder.path() / "results/mine/family.csv"));
}

TEST_CASE("a page of several results tells its scenarios apart and keeps the command of each", "[transcript]") {
  const TemporaryFolder folder;
  run(folder, "chip_ban --runs 2 --until 2024 --quiet --out A");
  run(folder, "chip_ban --set parameters.controls.enforcement=0.75 --runs 2 --until 2024 --quiet --out B");
  folder.write("mine.yaml",
               "scenario: {name: chip_ban, extends: chip_ban.yaml, compare_to: no_ban.yaml}\nwithout: {tags: "
               "[tool-control]}\nevents: []\n");
  run(folder, "mine.yaml --runs 2 --until 2024 --quiet --out C");
  const Said said = simulate(folder, "report A B C -o all.html");
  if (said.code == 1 && has(said.err, "Node")) return;  // the page was not built here
  REQUIRE(said.code == 0);
  const std::string page = text_of(folder.path() / "all.html");
  const std::size_t at = page.find(R"({"format":"chokepoint-report-1")");
  REQUIRE(at != std::string::npos);
  const auto data = nlohmann::json::parse(page.substr(at, page.find("</script>", at) - at));
  std::set<std::string> names;
  for (const auto& scenario : data["scenarios"]) names.insert(scenario["name"]);
  CHECK(names ==
        std::set<std::string>{"no_ban", "chip_ban (A)", "chip_ban + controls.enforcement = 0.75", "chip_ban (C)"});
  CHECK(data["scenarios"].size() == names.size());
  std::vector<std::string> commands;
  for (const auto& command : data["provenance"]["commands"]) commands.push_back(command["command"]);
  CHECK(commands ==
        std::vector<std::string>{
            "simulate chip_ban --runs 2 --until 2024 --quiet --out A",
            "simulate chip_ban --set parameters.controls.enforcement=0.75 --runs 2 --until 2024 --quiet --out B",
            "simulate mine.yaml --runs 2 --until 2024 --quiet --out C"});
  for (const std::string& name : names) CHECK(has(data["title"].get<std::string>(), name));
  // Where what is put on top leaves the scenario compared with as it was, its runs stand once and the differences of
  // both stay.
  for (const auto& chart : data["charts"])
    if (chart["id"] == "eci_gap") CHECK(chart["levels"].size() == 4);
}

TEST_CASE("compare names what is put on top of all, and tells namesakes apart", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("mine.yaml", "scenario: {name: no_ban, extends: no_ban.yaml}\nevents: []\n");
  const Said said =
      run(folder, std::string("compare baseline no_ban mine.yaml --set parameters.controls.enforcement=0.75") + brief);
  CHECK(has(said.out, "against baseline + controls.enforcement = 0.75"));
  const auto json =
      json_of(folder.path() / "results/compare-baseline-no_ban-no_ban+controls.enforcement=0.75/compare.json");
  std::set<std::string> names;
  for (const auto& scenario : json["scenarios"]) {
    names.insert(scenario["name"]);
    CHECK(scenario["overrides"]["parameters.controls.enforcement"] == "0.75");
  }
  CHECK(names.size() == 3);
  CHECK(has(text_of(folder.path() / "results/compare-baseline-no_ban-no_ban+controls.enforcement=0.75/summary.md"),
            "Made by: simulate compare"));
}

TEST_CASE("commands that run several scenarios say what was put on top of all", "[transcript]") {
  const TemporaryFolder folder;
  const std::string set = " --set parameters.controls.enforcement=0.75 --runs 2";
  const std::string name = " + controls.enforcement = 0.75";
  CHECK(has(run(folder, "fit" + set).out, "history" + name));
  CHECK(has(run(folder, "patterns" + set).out, "All scenarios" + name));
  CHECK(has(run(folder, "hypotheses" + set).out, "All scenarios" + name));
  CHECK(has(run(folder, "validate" + set).out, "history" + name));
  const std::string forecast = run(folder, "forecast --as-of 2025-12-31" + set).out;
  CHECK(has(forecast, "the scenario baseline" + name));
  CHECK(has(forecast, "--set parameters.controls.enforcement=0.75"));
  CHECK(has(run(folder, "graph baseline --set parameters.controls.enforcement=0.75").out, "baseline" + name));
  CHECK(has(run(folder, "timeline baseline --set parameters.controls.enforcement=0.75").out, "baseline" + name));
  CHECK(has(run(folder, "why no_ban chip_ban --at 2020" + set).out, "no_ban" + name));
}

TEST_CASE("a folder that is there and empty takes a result of every command", "[transcript]") {
  const TemporaryFolder folder;
  const auto empty = [&](const char* name) {
    fs::create_directory(folder.path() / name);
    fs::permissions(folder.path() / name, fs::perms::owner_all);
    return std::string(" --out ") + name;
  };
  run(folder, std::string("chip_ban --quiet") + empty("one") + brief);
  CHECK(fs::exists(folder.path() / "one/run.yaml"));
  CHECK(fs::status(folder.path() / "one").permissions() == fs::perms::owner_all);
  run(folder, std::string("controls_decomposition --quiet") + empty("family") + brief);
  CHECK(fs::exists(folder.path() / "family/family.csv"));
  run(folder, std::string("compare baseline no_ban --quiet") + empty("both") + brief);
  CHECK(fs::exists(folder.path() / "both/compare.csv"));
  run(folder, "forecast --as-of 2025-12-31 --runs 2" + empty("future"));
  CHECK(fs::exists(folder.path() / "future/forecast.csv"));
  if (const Said said = simulate(folder, "report one" + empty("page")); !has(said.err, "Node")) {
    CHECK(said.code == 0);
    CHECK(fs::exists(folder.path() / "page/report.html"));
  }
  fs::create_directory(folder.path() / "here");
  const std::string here = "'" + simulate_binary() + "' chip_ban --quiet --out ." + brief;
  CHECK(
      std::system(("cd '" + (folder.path() / "here").string() + "' && " + here + " && " + here + " && test -f run.yaml")
                      .c_str()) == 0);
  fs::create_directory(folder.path() / "far");
  fs::create_directory_symlink("far", folder.path() / "link");
  run(folder, std::string("chip_ban --quiet --out link") + brief);
  CHECK(fs::is_symlink(folder.path() / "link"));
  CHECK(fs::exists(folder.path() / "far/run.yaml"));
}

TEST_CASE("run.yaml repeats the run bit for bit, however it was asked for", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("sets.csv", "controls.enforcement,chips.price\n0.3,40\n0.5,45\n0.4,38\n");
  folder.write("mine.yaml",
               "scenario: {name: mine, question: \"Is it: \\\"so\\\", or not?\", extends: chip_ban.yaml, compare_to: "
               "baseline.yaml}\nwithout: {tags: [tool-control]}\n"
               "governments: {US: hybrid, switch_date: 2026-01}\npolicies: [policies/instruments.yaml]\noverrides: "
               "{events.us-2022-10-chips.severity: 0.5}\n"
               "events:\n  - {id: e, type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 1600, trigger: {when: "
               "{expr: \"eci_gap < 30\", for_months: 3}}, source: \"it's: a # test\"}\n");
  copy_of_data(folder);
  const std::vector<std::string> all = {
      "chip_ban --runs 4 --until 2024",
      "chip_ban --runs 2 --until 2026-06 --seed 2000000000 --parameters prior",
      "chip_ban --runs 3 --until 2024 --parameters point --metrics eci_gap,share_cn --members",
      "chip_ban --runs 4 --until 2024 --parameters sets.csv --no-compare",
      "baseline --runs 2 --until 2027 --policy strict_enforcement --set parameters.controls.enforcement=0.75 --set "
      "events.us-2022-10-chips.severity=0.25",
      "chip_ban --runs 2 --until 2024 --set world.synthesize.firms=150 --set world.synthesize.seed=7",
      "mine.yaml --runs 3 --until 2028",
      "chip_ban --runs 2 --until 2020 --data mine"};
  for (const std::string& words : all) {
    INFO(words);
    run(folder, words + " --quiet --out a --force");
    const Said said = run(folder, "a/run.yaml --out b --force --threads 1");
    CHECK(said.err.empty());
    CHECK(has(said.out, "The runs are those of a/run.yaml, bit for bit."));
    const auto first = files_in(folder.path() / "a"), second = files_in(folder.path() / "b");
    for (const auto& [name, text] : first)
      if (name == "series.csv" || name == "members.csv") CHECK(second.at(name) == text);
    const auto before = json_of(folder.path() / "a/summary.json"), after = json_of(folder.path() / "b/summary.json");
    for (const char* key : {"scenario", "policies", "overrides", "command", "runs", "seed", "parameters", "metrics"})
      CHECK(before[key] == after[key]);
    const auto hashes = [](const std::string& text) { return text.substr(text.find("  state_hash: "), 100); };
    CHECK(hashes(first.at("run.yaml")) == hashes(second.at("run.yaml")));
    const std::string record = text_of(folder.path() / "a/run.yaml");
    for (const char* told : {"commit: ", "sources_hash: ", "state_hash: ", "version: "}) CHECK(has(record, told));
    fs::remove_all(folder.path() / "b");
  }
}

TEST_CASE("a member of a family and a branch are repeated by their records", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("branches.yaml",
               "scenario: {name: branches, extends: baseline.yaml}\nevents: []\nbranch: {at: 2026-06, policies: {none: "
               "[], strict: [policies/strict_enforcement.yaml]}}\n");
  run(folder, "branches.yaml --runs 2 --until 2027 --quiet --out f");
  const Said said = run(folder, "f/strict/run.yaml --out again");
  CHECK(has(said.out, "bit for bit"));
  for (const char* file : {"series.csv", "summary.json"})
    CHECK(text_of(folder.path() / "f/strict" / file) == text_of(folder.path() / "again" / file));
  CHECK(has(said.out, "branches/strict against branches/none, December 2027, 2 paired runs"));
}

TEST_CASE("a record is a scenario like any other, and says what has changed since", "[transcript]") {
  const TemporaryFolder folder;
  run(folder, std::string("chip_ban --policy strict_enforcement --quiet --out a") + brief);
  CHECK(run(folder, "check a/run.yaml").err.empty());
  run(folder, std::string("compare baseline a/run.yaml --quiet --out c") + brief);
  const Said changed = run(folder, "a/run.yaml --seed 2 --set parameters.controls.enforcement=0.7 --out b");
  CHECK(json_of(folder.path() / "b/summary.json")["scenario"] ==
        "chip_ban + strict_enforcement + controls.enforcement = 0.7");
  CHECK_FALSE(has(changed.out, "bit for bit"));
  std::string record = text_of(folder.path() / "a/run.yaml");
  const auto spoil = [&](const std::string& key) { record[record.find(key) + key.size()] = 'x'; };
  spoil("sources_hash: \""), spoil("parameters.yaml: \"");
  folder.write("other.yaml", record);
  const Said warned = run(folder, "other.yaml --out d");
  CHECK(has(warned.err, "other sources"));
  CHECK(has(warned.err, "the data are not those"));
  CHECK(has(warned.err, "parameters.yaml"));
  folder.write("broken.yaml",
               "record: {result: a, seed: -1, runs: many}\nscenario: {name: a, extends: baseline.yaml}\nevents: []\n");
  const Said broken = simulate(folder, "broken.yaml");
  CHECK(broken.code == 2);
  CHECK(has(broken.err, "'seed' should be a whole number"));
  CHECK(has(broken.err, "'runs' should be a whole number"));
}

TEST_CASE("what does not fit in memory is refused before it is begun, with a way out", "[transcript]") {
  const TemporaryFolder folder;
  const auto limited = [&](const std::string& words) {
    return shell(folder, "ulimit -v 3000000 && " + in_quotes(simulate_binary()) + " " + words);
  };
  const Said runs = limited("chip_ban --runs 100000 --until 2020");
  CHECK(runs.code == 2);
  CHECK(has(runs.err, "100000 runs of 2 scenarios need about"));
  CHECK(has(runs.err, "--metrics"));
  const Said compared = limited("compare baseline no_ban chip_ban --runs 200000 --until 2020");
  CHECK(compared.code == 2);
  CHECK(has(compared.err, "of 3 scenarios need about"));
  folder.write("many.yaml",
               "scenario: {name: many, extends: baseline.yaml}\nworld: {synthesize: {firms: 10000000}}\nevents: []\n");
  const Said firms = limited("many.yaml --runs 1");
  CHECK(firms.code == 2);
  CHECK(has(firms.err, "many.yaml:2:29: 10000000 firms"));
  CHECK_FALSE(fs::exists(folder.path() / "results"));
}

}  // namespace identity_test
