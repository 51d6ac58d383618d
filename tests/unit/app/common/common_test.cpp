// What commands share: places of files, words for a shell, memory, what is put on top of scenarios.
#include <nlohmann/json.hpp>

#include "app/common/commit.hpp"
#include "app/common/data_tables.hpp"
#include "app/common/describe.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/memory.hpp"
#include "app/common/places.hpp"
#include "app/common/run_scenarios.hpp"
#include "app/common/run_settings.hpp"
#include "app/common/terminal.hpp"
#include "output/page/page_observer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"

namespace common_test {

namespace fs = std::filesystem;
using namespace chokepoint;
using namespace chokepoint::app;
using namespace chokepoint::test;

namespace {

/// All that a wrong command line or file is told.
template <class Call>
std::string mistakes_of(Call&& call) {
  try {
    (void)call();
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("files are found as typed, below the home folder, or by their bare names", "[unit]") {
  const fs::path home = fs::weakly_canonical(source_folder());
  CHECK(home_folder() == home);
  CHECK(scenario_file("chip_ban") == home / "scenarios/chip_ban.yaml");
  CHECK(scenario_file("chip_ban.yaml") == home / "scenarios/chip_ban.yaml");
  CHECK(scenario_file("/none/x.yaml") == "/none/x.yaml");
  CHECK(scenario_file("none/x.yaml") == "none/x.yaml");
  CHECK(scenario_file("nonesuch") == home / "scenarios/nonesuch.yaml");  // so that the nearest can be named
  CHECK(policy_file("truce") == home / "scenarios/policies/truce.yaml");
  CHECK(policy_file("mine/x.yaml") == "mine/x.yaml");
  const TemporaryFolder folder;
  const fs::path mine = folder.write("mine.yaml", "");
  CHECK(scenario_file(mine.string()) == mine);
  CHECK(output_file("", "report.html") == "report.html");
  CHECK(output_file(folder.path().string(), "a/report.html") == folder.path() / "report.html");
  CHECK(output_file("both.html", "a/report.html") == "both.html");
  CHECK(file_label(home / "scenarios/chip_ban.yaml") == "chokepoint:scenarios/chip_ban.yaml");
  CHECK(file_label("./mine.yaml") == "mine.yaml");
}

TEST_CASE("words are quoted only where a shell would take them apart", "[unit]") {
  CHECK(quoted("a b") == "'a b'");
  CHECK(quoted("it's") == "'it'\\''s'");
  CHECK(shell_word("parameters.chips.price=40") == "parameters.chips.price=40");
  CHECK(shell_word("a b") == "'a b'");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("$HOME") == "'$HOME'");
  CHECK(shell_word("x;y") == "'x;y'");
  CHECK(shown_place({fs::current_path().string() + "/a.yaml", 3, 5}) == "a.yaml:3:5");
  CHECK(shown_place({"/etc/a.yaml", 0, 0}) == "/etc/a.yaml");
  CHECK(typed_name() == "simulate");  // this program is called otherwise
}

TEST_CASE("memory is told in two digits or so, and asked before runs begin", "[unit]") {
  CHECK(memory_text(0) == "0.0 MB");
  CHECK(memory_text(9'940'000) == "9.9 MB");
  CHECK(memory_text(9'960'000) == "10 MB");
  CHECK(memory_text(999'600'000) == "1.0 GB");
  CHECK(memory_text(29'000'000'000) == "29 GB");
  CHECK(available_memory() > 0);
  MemoryNeed need;
  need.runs = 10, need.a_run = 3, need.once = 5;
  CHECK(need.total() == 35);
  CHECK_NOTHROW(require_memory(need, true));
  need.a_run = std::size_t{1} << 50, need.scenarios = 2;
  const std::string said = mistakes_of([&] {
    require_memory(need, true);
    return 0;
  });
  CHECK(has(said, "--runs: 10 runs of 2 scenarios need about "));
  CHECK(has(said, " a pair; "));
}

TEST_CASE("the command line is put on top of scenarios; slips are told at their options, all at once", "[unit]") {
  RunOptions typed;
  typed.set = {"parameters.chips.price=40", "events.x.start=2026-01"};
  typed.until = "2028";
  const ScenarioOptions how = scenario_options(typed);
  REQUIRE(how.overrides.size() == 2);
  CHECK((how.overrides[0].path == "parameters.chips.price" && how.overrides[0].value.scalar == "40"));
  CHECK(how.overrides[0].place.file == "--set parameters.chips.price=40");
  CHECK(how.until == Month::of(2028, 12));
  CHECK(how.data_label.empty());
  CHECK(options_of_other(how).overrides.size() == 1);  // what is said of events is what is asked about
  CHECK(on_top_of_all(typed).overrides.at("parameters.chips.price") == "40");
  typed.data = "my data";
  CHECK(options_of_all(typed) == " --set parameters.chips.price=40 --set events.x.start=2026-01 --data 'my data'");
  typed = {};
  typed.set = {"chips.price", "=3"}, typed.until = "soon";
  const std::string said = mistakes_of([&] { return scenario_options(typed); });
  CHECK(has(said, "--set: 'chips.price' should be path=value, as parameters.chips.price=35"));
  CHECK(has(said, "--set: '=3' should be path=value"));
  CHECK(has(said, "--until: 'soon' should be a month like 2030-12 or a year"));
}

TEST_CASE("parameter sets: none, drawn, the data's own, or a file that has to be there", "[unit]") {
  const Scenario scenario = three_months();
  RunOptions typed;
  typed.runs = 5;
  CHECK(parameters_source(typed) == "posterior");  // the shipped data hold one
  const TemporaryFolder folder;
  typed.data = folder.path().string();
  CHECK(parameters_source(typed) == "point");
  CHECK(parameter_sets(typed, scenario).empty());
  typed.parameters = "prior";
  CHECK(parameter_sets(typed, scenario).rows() == 3);  // two runs share a set
  typed.parameters = folder.write("sets.csv", "chips.price\n40\n41\n").string();
  CHECK(parameter_sets(typed, scenario).rows() == 2);
  typed.parameters = "priro";
  CHECK(has(mistakes_of([&] { return parameter_sets(typed, scenario); }),
            "--parameters: 'priro' is no file and none of point, prior, posterior (did you mean 'prior'?)"));
}

TEST_CASE("a set of scenarios: the members, and what they are compared with unless a person wants none", "[unit]") {
  RunOptions typed;
  typed.scenario = "chip_ban", typed.until = "2017-03", typed.parameters = "point";
  const ScenarioSet pair = load_scenario_set(typed);
  REQUIRE(pair.members.size() == 1);
  REQUIRE(pair.reference());
  CHECK(pair.reference()->name() == "no_ban");
  CHECK((pair.identity.name == "chip_ban" && pair.sets.empty()));
  typed.no_compare = true;
  CHECK_FALSE(load_scenario_set(typed).reference());
  typed.runs = 2, typed.quiet = true, typed.seed = 3, typed.no_compare = false, typed.metrics = {"eci_gap"};
  std::vector<std::string> seen;
  run_scenario_set(load_scenario_set(typed), typed, [&](const Results& results) {
    seen.push_back(results.main->scenario->name());
    CHECK((results.main->records.size() == 2 && results.seed == 3 && results.other));
  });
  CHECK(seen == std::vector<std::string>{"chip_ban"});
}

TEST_CASE("replicates are each run once, on any threads; figures stand by figure, then replicate", "[unit]") {
  RunOptions typed;
  typed.quiet = true, typed.threads = 2, typed.runs = 3;
  std::vector<int> times(7);
  for_each_replicate(run_settings(typed), "test", 2, 7, [&](std::size_t r) { ++times[r]; });
  CHECK(times == std::vector<int>{0, 0, 1, 1, 1, 1, 1});
  const Scenario scenario = three_months();
  const std::vector<Figure> figures = {{"compute_share", "CN", Month{1}}, {"compute_share", "US", Month{2}}};
  const auto found = sample_figures(scenario, figures, {}, run_settings(typed));
  REQUIRE((found.size() == 2 && found[0].size() == 3));
  const Layout layout(*scenario.initial->world.data);
  const Measured second = measure_run(scenario, agents::monthly_schedule(), layout, typed.seed, 1);
  CHECK(found[0][1] == Approx(second.record.at(1, layout.find("compute_share", "CN"))).epsilon(1e-6));
  CHECK(found[1][1] == Approx(second.record.at(2, layout.find("compute_share", "US"))).epsilon(1e-6));
}

TEST_CASE("what the page sees is of the first run that is shown, also where a condition leaves out the first",
          "[unit]") {
  const TemporaryFolder folder;
  RunOptions typed;
  typed.scenario =
      folder
          .write("quakes.yaml",
                 "scenario: {name: quakes, extends: " + (source_folder() / "scenarios" / "no_ban.yaml").string() +
                     ", end: 2018-06}\nevents:\n  - {id: quake, type: supply_shock, nation: "
                     "TW, severity: 0.4, duration: 9, trigger: {hazard: {per_month: 0.04}}}\n")
          .string();
  typed.quiet = true, typed.runs = 40, typed.parameters = "point", typed.no_compare = true;
  bool first_left_out = false;
  for (const char* given : {"fired(quake)", "not fired(quake)"}) {
    typed.given = given;
    const ScenarioSet set = load_scenario_set(typed);
    PageView view(set.members[0]);
    std::vector<std::size_t> shown;
    const auto told = [&](const Results& results) {
      for (std::size_t r = 0; r < std::min<std::size_t>(16, results.main->records.size()); ++r)
        shown.push_back(results.main->replicate(r));
    };
    run_scenario_set(set, typed, told, &view);
    first_left_out = first_left_out || shown[0] != 0;
    output::PageWorld alone(*set.members[0].initial->world.data, set.members[0].end);
    std::vector<std::string> touches;
    for (const std::size_t r : shown) {
      output::PageObserver observer(alone, set.members[0], RandomStream(typed.seed, r),
                                    set.members[0].initial->parameters);
      simulation(set.members[0], r, typed.seed).run([&](const Simulation& run) { observer.month_ended(run); });
      alone.add({observer.seen()});
      if (touches.empty()) touches = observer.touches();
    }
    INFO(given);
    CHECK(view.world().map() == alone.map());
    CHECK(view.touches() == std::vector<std::vector<std::string>>{touches});
  }
  CHECK(first_left_out);
}

TEST_CASE("every kind of word is listed, and every name of it explained", "[unit]") {
  const fs::path data = data_folder();
  for (const std::string& kind : kinds_of_words()) {
    const std::vector<std::string> names = names_of_kind(kind, data);
    INFO(kind);
    REQUIRE_FALSE(names.empty());
    for (const std::string& name : {names.front(), names.back()}) CHECK_FALSE(described(kind, name, data).empty());
    CHECK(described(kind, "nonesuch", data).empty());
  }
  CHECK(described("metrics", "eci_gap", data).starts_with("eci_gap (metric)\n  meaning     "));
  CHECK(described("parameters", "parameters.chips.price", data) == described("parameters", "chips.price", data));
  CHECK(described("scenarios", "../scenarios/chip_ban", data).empty());  // a name, no path
  CHECK(parameter_table(data).find("chips.price"));
  CHECK(world_data(data)->nations.find<NationId>("CN").exists());
  const TemporaryFolder empty;
  CHECK(has(mistakes_of([&] { return parameter_table(empty.path()); }), "parameters.yaml"));
  CHECK_FALSE(mistakes_of([&] { return world_data(empty.path()); }).empty());
}

TEST_CASE("the page's template, the line of files", "[unit]") {
  REQUIRE(page_template());
  CHECK(has(*page_template(), "__REPORT_DATA__"));
  CHECK(files_line("out", {"a.csv", "report.html"}) == "Files: out/ (a.csv, report.html)");
  CHECK(files_line("out", {"a.csv"}) == "Files: out/ (a.csv) No report.html: " + how_to_get_the_page());
  CHECK_FALSE(commit().empty());
  CHECK_FALSE(is_terminal(-1));
  CHECK(terminal_width() >= 60);
}

TEST_CASE("events without effect are those of the run that is made", "[unit]") {
  const Scenario scenario = three_months(
      "late",
      "  - {id: late, type: chip_export_ban, issuer: US, targets: [CN], start: 2020-01, tpp_max: 1, source: made}\n");
  const IdleEvents idle = idle_events_of(scenario, {}, {});
  REQUIRE(idle.own().size() == 1);
  CHECK(idle.own()[0].effect == Effect::too_late);
}

}  // namespace common_test
