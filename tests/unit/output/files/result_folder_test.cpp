// Folders of results: whole or not at all, never in the place of what is another's, and read back as written.
#include "output/files/result_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/files/identity.hpp"
#include "output/files/run_record.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"
#include "tests/support/text.hpp"

namespace result_folder_test {

namespace fs = std::filesystem;
using namespace chokepoint;
using namespace chokepoint::output;
using namespace chokepoint::test;

namespace {

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder)) out.push_back(entry.path().filename().string());
  std::ranges::sort(out);
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a folder is made with its parents and replaced as a whole", "[unit]") {
  const TemporaryFolder root;
  const fs::path folder = root.path() / "deep" / "result";
  write_files({{"a.txt", "one"}, {"b.txt", "two"}}, folder);
  CHECK(names_in(folder) == Names{"a.txt", "b.txt"});
  CHECK(text_of(folder / "b.txt") == "two");
  write_files({{"c.txt", "three"}}, folder);
  CHECK(names_in(folder) == Names{"c.txt"});
  CHECK(names_in(root.path() / "deep") == Names{"result"});  // nothing of the making is left
  const fs::path empty = root.path() / "empty";
  fs::create_directory(empty);
  write_files({{"d.txt", ""}}, empty);
  CHECK(names_in(empty) == Names{"d.txt"});
}

TEST_CASE("what fails while a folder is filled leaves the earlier result as it was, and nothing half-written",
          "[unit]") {
  const TemporaryFolder root;
  const fs::path folder = root.path() / "result", empty = root.path() / "empty";
  write_files({{"a.txt", "one"}}, folder);
  fs::create_directory(empty);
  const auto fails = [](const fs::path& making) {
    write_file(making / "new.txt", "half");
    throw OutputError("the disk is full");
  };
  for (const fs::path& at : {folder, empty, root.path() / "fresh"})
    CHECK_THROWS_WITH(write_folder(at, fails), "the disk is full");
  CHECK(names_in(root.path()) == Names{"empty", "result"});
  CHECK(names_in(folder) == Names{"a.txt"});
  CHECK(text_of(folder / "a.txt") == "one");
  CHECK(names_in(empty).empty());
}

TEST_CASE("a place where nothing can be written is told", "[unit]") {
  const TemporaryFolder root;
  root.write("file", "mine");
  try {
    write_files({{"a.txt", "one"}}, root.path() / "file" / "result");
    FAIL("written below a file");
  } catch (const OutputError& error) {
    CHECK(has(error.what(), "cannot create " + (root.path() / "file").string()));
  }
  CHECK(text_of(root.path() / "file") == "mine");
  CHECK_THROWS_AS(write_files({{"no/such/a.txt", "one"}}, root.path() / "result"), OutputError);
  CHECK(names_in(root.path()) == Names{"file"});
}

TEST_CASE("a result replaces its like, and nothing else without --force", "[unit]") {
  const MadePair pair;
  const TemporaryFolder root;
  const fs::path folder = root.path() / "result";
  Results results = pair.results();
  results.asked.file = "made.yaml";
  write_results(results, folder, {});
  const std::optional<Identity> there = identity_in(folder);
  REQUIRE(there);
  CHECK(there->name == "made");
  CHECK(there->file == "made.yaml");
  CHECK_NOTHROW(require_folder(folder, *there, false));
  CHECK_THROWS_WITH(require_folder(folder, {"other", "made.yaml"}, false),
                    Catch::Contains("holds another result, 'made'; this one is 'other'"));
  CHECK_THROWS_WITH(require_folder(folder, {"made", "elsewhere/made.yaml"}, false),
                    Catch::Contains("holds the result of another 'made', of made.yaml"));
  CHECK_NOTHROW(require_folder(folder, {"other", "made.yaml"}, true));
  root.write("notes.txt", "mine");
  CHECK_THROWS_WITH(require_folder(root.path(), *there, true), Catch::Contains("other files than those of a result"));
  CHECK_THROWS_WITH(require_folder(root.path() / "notes.txt", *there, true), Catch::Contains("is no folder"));
  CHECK_NOTHROW(require_folder(root.path() / "none", *there, false));
  CHECK(free_folder(folder, *there) == folder);
  CHECK(free_folder(folder, {"other", "made.yaml"}) == fs::path(folder.string() + "-2"));
  CHECK(free_folder(root.path() / "none", *there) == root.path() / "none");
}

TEST_CASE("a result is the files that docs/how_to/read_a_result.md names, runs only if asked for", "[unit]") {
  const MadePair pair;
  const TemporaryFolder root;
  write_results(pair.results(), root.path() / "plain", {});
  CHECK(names_in(root.path() / "plain") == Names{"events.csv", "run.yaml", "series.csv", "summary.json", "summary.md"});
  FileOptions how;
  how.members = true, how.metrics = {"eci_gap"}, how.more = {{"report.json", "{}"}};
  write_results(pair.results(), root.path() / "runs", how);
  CHECK(names_in(root.path() / "runs") == Names{"events.csv", "fired.csv", "members.csv", "report.json", "run.yaml",
                                                "series.csv", "summary.json", "summary.md"});
  const std::string told = text_of(root.path() / "runs" / "summary.md");
  CHECK(told.starts_with("```text\nmade — 3 runs to 2017-03, seed 7\n"));
  CHECK(told.ends_with("\nMade by: simulate made.yaml --seed 7\n```\n"));
}

TEST_CASE("summary.json: units, labels without them, differences with odds; null for what is not told", "[unit]") {
  const MadePair pair;
  const auto json = read_json(summary_json(pair.results()));
  REQUIRE(json);
  CHECK(json->at("scenario") == "made");
  CHECK(json->at("compared_with") == "other");
  CHECK((json->at("runs") == 3 && json->at("seed") == 7 && json->at("version") == "9.9.9"));
  CHECK(json->at("last_month") == "2017-03");
  const auto& gap = json->at("metrics").at(0);
  CHECK((gap["metric"] == "eci_gap" && gap["unit"] == "ECI" && gap["kind"] == "world"));
  CHECK(gap["label"] == "Capability gap, US less China");
  const auto& level = gap["level"]["2017-03"];
  CHECK((level["median"] == 2 && level["mean"] == 2 && level["p05"].get<double>() == Approx(1.1) &&
         level["p95"].get<double>() == Approx(2.9)));
  const auto& change = gap["difference"]["2017-03"];
  CHECK((change["mean"] == 1 && change["median"] == 1));
  CHECK(change["probability_more"].get<double>() == Approx(2.0 / 3));
  CHECK(change["standard_error"].get<double>() == Approx(std::sqrt(1.0 / 3)));  // deviation 1 over the root of 3
  Results one = pair.results();
  one.main = MadeRuns(pair.made, *pair.layout, 1).set("eci_gap", "", {1}).ensemble();
  one.other = MadeRuns(pair.other, *pair.layout, 1).ensemble();
  CHECK(read_json(summary_json(one))->at("metrics")[0]["difference"]["2017-03"]["standard_error"].is_null());
  CHECK_FALSE(read_json(summary_json(pair.results(false)))->contains("compared_with"));
  CHECK_FALSE(read_json(summary_json(pair.results(false)))->at("metrics")[0].contains("difference"));
}

TEST_CASE("run.yaml is read back as it was written, and is a scenario", "[unit]") {
  MadePair pair;
  const TemporaryFolder root;
  Results results = pair.results();
  results.asked.file = "a b/made.yaml", results.asked.commit = "abc-dirty", results.asked.metrics = {"eci_gap"};
  results.asked.command = "simulate 'a b/made.yaml' --set x=\"1: # 2\"", results.asked.members = true;
  results.asked.parameters = "prior", results.parameters = {"prior", 2, 0xfedcba9876543210ULL};
  results.selection = {"fired(answer)", 9};
  const fs::path file = root.write("run.yaml", run_yaml(results));
  Mistakes mistakes;
  const auto record = read_run_record(file, mistakes);
  REQUIRE(record);
  CHECK_FALSE(mistakes.any());
  CHECK((record->name == "made" && record->member.empty() && record->scenario_file == "a b/made.yaml"));
  CHECK(record->command == results.asked.command);
  CHECK((record->seed == 7 && record->runs == 3 && record->members));
  CHECK((record->version == "9.9.9" && record->commit == "abc-dirty" && !record->sources.empty()));
  CHECK((record->parameters == "prior" && record->sets_hash == 0xfedcba9876543210ULL));
  CHECK(record->given == "fired(answer)");
  CHECK(record->metrics == Names{"eci_gap"});
  CHECK(record->data_hashes.size() == pair.made.data_hashes.size());
  CHECK(record->state_hash == fmt::format("{:016x}", results.main->hash()));
  CHECK(record->compared_with_state_hash == fmt::format("{:016x}", results.other->hash()));
  REQUIRE(record->compared_with);
  const Scenario again = load_scenario(file, options());
  CHECK(again.end == pair.made.end);
  CHECK(hash_of(again) == hash_of(pair.made));
}

TEST_CASE("a record with slips is a mistake for each; a scenario without a record is none", "[unit]") {
  const MadePair pair;
  const TemporaryFolder root;
  Mistakes none;
  CHECK_FALSE(read_run_record(root.write("plain.yaml", "scenario: {name: x}\nevents: []\n"), none));
  CHECK_FALSE(none.any());
  std::string text = run_yaml(pair.results());
  const auto change = [&](const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != std::string::npos);
    text.replace(text.find(from), from.size(), to);
  };
  change("seed: 7", "seed: -1"), change("runs: 3", "runs: many"), change("state_hash:", "statehash:");
  Mistakes mistakes;
  (void)read_run_record(root.write("run.yaml", text), mistakes);
  REQUIRE(mistakes.count() == 3);
  try {
    mistakes.throw_if_any();
  } catch (const ScenarioError& error) {
    CHECK(has(error.what(), "'seed' should be a whole number between 0 and 2000000000, found '-1'"));
    CHECK(has(error.what(), "'runs' should be a whole number between 1 and 1000000, found 'many'"));
    CHECK(has(error.what(), "statehash"));
  }
}

TEST_CASE("what a scenario is made of: the plain name, policies and overrides on top of it", "[unit]") {
  MadePair pair;
  pair.made.on_top.policies = {"strict"};
  pair.made.on_top.overrides["parameters.chips.price"] = "40";
  nlohmann::ordered_json out;
  add_made_of(out, pair.made);
  CHECK(json_text(out) ==
        R"({"base_scenario":"made","policies":["strict"],"overrides":{"parameters.chips.price":"40"}})");
}

}  // namespace result_folder_test
