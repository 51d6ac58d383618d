// The command line as people type it: slips are told with what was meant, help is where it is looked for, nothing hangs
// or aborts.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace command_line_test {

using namespace chokepoint::test;

namespace {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// The commands that a page of help lists, with what stands before them.
std::vector<std::string> commands_in(const std::string& help, const std::string& before) {
  std::vector<std::string> out;
  bool listed = false;
  for (const std::string& line : lines_of(help)) {
    if (line == "Subcommands:")
      listed = true;
    else if (line.empty() || line.starts_with("Examples:"))
      listed = false;
    else if (std::smatch found; listed && std::regex_search(line, found, std::regex(R"(^  (\S+)\s)")))
      out.push_back(before + found[1].str());
  }
  return out;
}

/// Every command and every verb of a command.
std::vector<std::string> all_commands(const TemporaryFolder& folder) {
  std::vector<std::string> out{""};
  for (const std::string& command : commands_in(simulate(folder, "help").out, "")) {
    out.push_back(command);
    for (const std::string& verb : commands_in(simulate(folder, "help " + command).out, command + " "))
      out.push_back(verb);
  }
  return out;
}

/// Lines under `Examples:`.
std::vector<std::string> examples_in(const std::string& help) {
  std::vector<std::string> out;
  bool listed = false;
  for (const std::string& line : lines_of(help)) {
    if (line.starts_with("Examples:"))
      listed = true;
    else if (listed && line.starts_with("  simulate"))
      out.push_back(line.substr(2));
  }
  return out;
}

}  // namespace

TEST_CASE("four wrong seeds are four mistakes, each with option, value and range", "[transcript]") {
  const TemporaryFolder folder;
  for (const char* seed : {"18446744073709551616", "123456789012345678901", "99999999999999999999999", "-1",
                           "2000000001", "1.5", "0x10", "seven", "''", "'7 '", "1e300", "nan", "inf", "1,000"}) {
    const Said said =
        simulate(folder, std::string("baseline --runs 1 --no-compare --until 2018-12 --hash --seed ") + seed);
    INFO(seed << "\n" << said.err);
    CHECK(said.code == 2);
    CHECK(said.out.empty());
    CHECK(said.err.find("--seed: '") == 0);
    CHECK(said.err.find("should be a whole number from 0 to 2000000000") != std::string::npos);
  }
}

TEST_CASE("seeds at both ends of the range are different runs, and 1e3 is 1000 as in a file", "[transcript]") {
  const TemporaryFolder folder;
  std::set<std::string> hashes;
  const auto hash = [&](const std::string& seed) {
    const Said said = simulate(folder, "baseline --runs 1 --no-compare --until 2018-12 --hash --seed " + seed);
    CHECK(said.code == 0);
    return said.out;
  };
  for (const char* seed : {"0", "1", "2000000000", "1000"}) hashes.insert(hash(seed));
  CHECK(hashes.size() == 4);
  CHECK(hash("1e3") == hash("1000"));
  CHECK(hash("007") == hash("7"));
}

TEST_CASE("every number that any command takes is checked: option, value and range are told", "[transcript]") {
  const TemporaryFolder folder;
  std::size_t numbers = 0;
  for (const std::string& command : all_commands(folder)) {
    for (const std::string& line : lines_of(simulate(folder, "help " + command).out)) {
      std::smatch found;
      INFO(command << ": " << line);
      CHECK_FALSE(
          std::regex_search(line, std::regex(R"(^  \S.* (INT|UINT|FLOAT|INT64)\b)")));  // a number without a range
      if (!std::regex_search(line, found, std::regex(R"(^  (?:-\w,)?(--[\w-]+) (-?[0-9.e+-]+)\.\.\.([0-9.e+-]+))")))
        continue;
      const std::string option = found[1];
      for (const char* wrong : {"18446744073709551616", "-1000000000000", "nan", "1e400", "x", "0x10"}) {
        const Said said = simulate(folder, command + " " + option + "=" + wrong);
        INFO(said.err);
        CHECK(said.code == 2);
        CHECK(first_line(said.err).starts_with(option + ": '"));
        CHECK(said.err.find(" from " + found[2].str() + " to " + found[3].str()) != std::string::npos);
      }
      ++numbers;
    }
  }
  CHECK(numbers > 40);
}

TEST_CASE("a misspelt command, option or word is told with the nearest", "[transcript]") {
  const TemporaryFolder folder;
  const std::pair<const char*, const char*> cases[] = {
      {"comprae", "'comprae' is no command, no file and no shipped scenario (did you mean 'compare'?)"},
      {"comprae baseline no_ban", "'comprae' is no command, no file and no shipped scenario (did you mean 'compare'?)"},
      {"comprae baseline --metric eci_gap",
       "'comprae' is no command, no file and no shipped scenario (did you mean 'compare'?)"},
      {"chip_bann", "'chip_bann' is no command, no file and no shipped scenario (did you mean 'chip_ban'?)"},
      {"baseline --rnus 4", "simulate has no option '--rnus' (did you mean '--runs'?)"},
      {"baseline --rnus=4", "simulate has no option '--rnus' (did you mean '--runs'?)"},
      {"--rnus 4 baseline", "simulate has no option '--rnus' (did you mean '--runs'?)"},
      {"compare baseline no_ban --rnus 4", "simulate compare has no option '--rnus' (did you mean '--runs'?)"},
      {"compare baseline no_ban --metrc eci_gap",
       "simulate compare has no option '--metrc' (did you mean '--metric'?)"},
      {"baseline --metric eci_gap", "simulate has no option '--metric' (did you mean '--metrics'?)"},
      {"timeline baseline --precision 0.1", "simulate timeline has no option '--precision' (these have it: compare)"},
      {"baseline no_ban",
       "'no_ban' was not expected: one scenario is run at a time (simulate compare A B compares several)"},
      {"sweep rnu study.yaml", "simulate sweep has no command 'rnu' (did you mean 'run'?)"},
      {"sweep run s.yaml --shrad 0/2", "simulate sweep run has no option '--shrad' (did you mean '--shard'?)"},
      {"list metrcs",
       "kind: 'metrcs' is not one of metrics, parameters, events, scenarios, policies, priors, nations, regions, world "
       "(did you mean 'metrics'?)"},
      {"list metrics eci_gapp", "list metrics: 'eci_gapp' is not among them (did you mean 'eci_gap'?)"},
      {"graph baseline --format grpahml",
       "--format: 'grpahml' is not one of table, graphml, dot, json, csv (did you mean 'graphml'?)"},
      {"help comprae", "help: simulate has no command 'comprae' (did you mean 'compare'?)"},
      {"explain eci_gapp",
       "explain: 'eci_gapp' is not a metric, parameter, type of event, nation, region, scenario or policy (did you "
       "mean "
       "'eci_gap'?)"},
      {"diff baseline", "2 required"},
      {"new", "name is required"},
  };
  for (const auto& [words, wanted] : cases) {
    const Said said = simulate(folder, words);
    INFO(words << "\n" << said.err);
    CHECK(said.code == 2);
    CHECK(said.out.empty());
    CHECK(first_line(said.err).find(wanted) != std::string::npos);
    CHECK(lines_of(said.err).size() == 2);  // the slip, and where help is
  }
}

TEST_CASE("help is had by the word and by the option, and ends with examples of the command", "[transcript]") {
  const TemporaryFolder folder;
  std::size_t commands = 0;
  for (const std::string& command : all_commands(folder)) {
    INFO(command);
    const Said word = simulate(folder, "help " + command), option = simulate(folder, command + " --help");
    CHECK(word.code == 0);
    CHECK(option.code == 0);
    CHECK(word.out == option.out);
    const auto examples = examples_in(word.out);
    CHECK_FALSE(examples.empty());
    const std::vector<std::string> lines = lines_of(word.out);
    const auto last = std::find_if(lines.rbegin(), lines.rend(), [](const std::string& line) { return !line.empty(); });
    REQUIRE(last != lines.rend());
    CHECK(last->starts_with("  simulate"));
    CHECK(examples.at(0).starts_with("simulate" + (command.empty() ? "" : " " + command)));
    ++commands;
  }
  CHECK(commands > 25);
  CHECK(simulate(folder, "").code == 2);
}

TEST_CASE("a word is explained: metric, parameter, type of event, nation, scenario, policy", "[transcript]") {
  const TemporaryFolder folder;
  const std::pair<const char*, std::vector<const char*>> cases[] = {
      {"explain eci_gap", {"eci_gap (metric)", "unit", "ECI", "computed", "engine/measure/metrics/"}},
      {"explain compute_share", {"each nation", "--agent CN", "of a region"}},
      {"explain controls.enforcement",
       {"controls.enforcement (parameter)", "range", "grade", "source", "--set parameters.controls.enforcement"}},
      {"explain parameters.controls.enforcement", {"controls.enforcement (parameter)"}},
      {"explain chip_export_ban", {"chip_export_ban (measure)", "tpp_max", "TPP", "Example", "issuer"}},
      {"list events chip_export_ban", {"chip_export_ban (measure)", "tpp_max", "Example"}},
      {"list metrics eci_gap", {"eci_gap (metric)"}},
      {"list parameters chips.price", {"chips.price (parameter)"}},
      {"list nations China", {"CN (nation)"}},
      {"list regions EU", {"EU (region)", "Germany"}},
      {"explain China", {"CN (nation)", "AI firms"}},
      {"explain USA", {"US (nation)"}},
      {"explain chip_ban", {"chip_ban (scenario)", "compared"}},
      {"explain strict_enforcement", {"strict_enforcement (policy)", "--policy strict_enforcement"}},
      {"explain chip_ban controls.enforcement", {"parameters.controls.enforcement = ", "meaning"}},
  };
  for (const auto& [words, wanted] : cases) {
    const Said said = simulate(folder, words);
    INFO(words << "\n" << said.out << said.err);
    CHECK(said.code == 0);
    for (const char* part : wanted) CHECK(said.out.find(part) != std::string::npos);
  }
  for (const char* kind : {"metrics", "parameters", "events", "scenarios", "policies", "regions"})
    for (const std::string& name : lines_of(simulate(folder, std::string("list ") + kind + " --names").out)) {
      if (std::string(kind) == "parameters" && name.find("chips.") != 0) continue;  // each reads the world
      if (std::string(kind) == "scenarios" && name.find('a') != 0) continue;
      INFO(kind << " " << name);
      CHECK(simulate(folder, std::string("list ") + kind + " '" + name + "'").code == 0);
    }
}

TEST_CASE("a value in a scenario is told with its unit", "[transcript]") {
  const TemporaryFolder folder;
  REQUIRE(simulate(folder, "new mine").code == 0);
  CHECK(first_line(simulate(folder, "explain mine.yaml my-first-rule.tpp_max").out)
            .starts_with("events.my-first-rule.tpp_max = 1600 TPP  (mine.yaml:"));
  CHECK(first_line(simulate(folder, "explain baseline chips.price").out).find("k$") != std::string::npos);
}

TEST_CASE("nations go by their names on the command line", "[transcript]") {
  const TemporaryFolder folder;
  const auto hash = [&](const std::string& words) {
    const Said said = simulate(folder, "baseline --runs 1 --no-compare --until 2018-12 --hash " + words);
    INFO(said.err);
    CHECK(said.code == 0);
    return said.out.substr(0, 16);  // the title tells what was typed
  };
  CHECK(hash("--set 'nations.United States.growth=0.1'") == hash("--set nations.US.growth=0.1"));
  CHECK(hash("--set nations.USA.growth=0.1") == hash("--set nations.US.growth=0.1"));
  CHECK(hash("--set nations.USA.growth=0.1") != hash(""));
  CHECK(hash("--set governments.China=rule --policy instruments") ==
        hash("--set governments.CN=rule --policy instruments"));
  CHECK(
      first_line(simulate(folder, "explain baseline nations.China.growth").out).starts_with("nations.China.growth = "));
  const Said compared = simulate(
      folder, "compare no_ban chip_ban --runs 2 --until 2019-12 --metric compute_share --agent China --json --out c");
  INFO(compared.err);
  CHECK(compared.code == 0);
  const Said slip =
      simulate(folder, "compare no_ban chip_ban --runs 2 --until 2019-12 --metric compute_share --agent Chyna");
  CHECK(slip.code == 2);
}

TEST_CASE("a policy is added to each of the scenarios compared", "[transcript]") {
  const TemporaryFolder folder;
  const Said said =
      simulate(folder, "compare baseline no_ban --policy strict_enforcement --runs 2 --until 2019-12 --out c");
  INFO(said.err);
  CHECK(said.code == 0);
  const Said wrong =
      simulate(folder, "compare baseline no_ban --policy strict_enforcment --runs 2 --until 2019-12 --out d");
  CHECK(wrong.code == 2);
  CHECK(wrong.err.find("did you mean 'strict_enforcement.yaml'?") != std::string::npos);
}

TEST_CASE("one slip in --set is one line", "[transcript]") {
  const TemporaryFolder folder;
  const std::pair<const char*, const char*> cases[] = {
      {"parameters.chips.price=35,5", "should be a number, found '35,5': write 35.5, with a point"},
      {"parameters.chips.price=[35]", "should be a number, found a list"},
      {"parameters.chips.price=", "is empty"},
      {"parameters.chips.price=35 k$", "without the unit"},
      {"parameters.chips.price='\"35\"'", "in quotes"},
      {"parameters.chips.price=900", "outside its own range"},
      {"parameters.chips.prise=35", "did you mean 'chips.price'?"},
      {"nations.Chinaa.growth=0.1", "has no row 'Chinaa'"},
      {"nations.CN.groth=0.1", "did you mean 'growth'?"},
      {"events.us-2022-10.tpp_max=1600", "no event is called"},
      {"prices.chips=35", "unknown path"},
      {"=35", "should be path=value"},
      {"parameters.chips.price", "should be path=value"},
  };
  for (const auto& [assignment, wanted] : cases) {
    const Said said = simulate(folder, std::string("baseline --runs 1 --hash --set \"") + assignment + "\"");
    INFO(assignment << "\n" << said.err);
    CHECK(said.code == 2);
    CHECK(said.err.find(wanted) != std::string::npos);
    CHECK(lines_of(said.err).size() == 2);
  }
}

TEST_CASE("closed standard files abort nothing, and nothing is written into a result by them", "[transcript]") {
  const TemporaryFolder folder;
  const auto run = [&](const std::string& words, const std::string& redirections) {
    const std::string command =
        "cd '" + folder.path().string() + "' && '" + simulate_binary() + "' " + words + " " + redirections;
    return WEXITSTATUS(std::system(command.c_str()));
  };
  for (const char* words :
       {"list metrics", "explain eci_gap", "help", "--help", "--version", "check baseline", "timeline chip_ban",
        "explain chip_ban chips.price", "schema", "baseline --runs 1 --until 2017-06 --out r"}) {
    INFO(words);
    CHECK(run(words, "<&- >/dev/null 2>&1") <= 1);
    const int without_out = run(words, "</dev/null >&- 2>err");
    CHECK(without_out == 1);
    CHECK(run(words, "</dev/null >/dev/null 2>&-") <= 1);
    CHECK(run(words, "<&- >&- 2>&-") <= 1);
    CHECK(run(words, "</dev/null >/dev/full 2>err") <= 1);
  }
  for (const char* words : {"nothing_of_the_kind", "baseline --seed -1", "list nothing", "explain nothing_of_the_kind",
                            "check nowhere.yaml"}) {
    INFO(words);
    CHECK(run(words, "<&- >&- 2>&-") == 2);
    CHECK(run(words, "2>/dev/full >/dev/null") == 2);
    CHECK(run(words, "2>&- >/dev/null") == 2);
  }
  REQUIRE(run("baseline --runs 1 --until 2017-06 --out closed", "<&- >&- 2>&-") <= 1);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path() / "closed"))
    if (entry.is_regular_file())
      CHECK(text_of(entry.path()).find("Conditional projections, not a forecast. Files") == std::string::npos);
}

TEST_CASE("more threads than a machine has use for are a mistake, as many as it may use are not", "[transcript]") {
  const TemporaryFolder folder;
  const auto begin = std::chrono::steady_clock::now();
  CHECK(simulate(folder, "baseline --runs 2 --no-compare --until 2018-12 --hash --threads 4096").code == 2);
  CHECK(simulate(folder, "baseline --runs 2 --no-compare --until 2018-12 --hash --threads 64").code == 0);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));
}

TEST_CASE("speed is measured by a program of its own, and the word that was its command says so", "[transcript]") {
  const TemporaryFolder folder;
  const Said moved = simulate(folder, "bench --quick --only neutral_1000");
  CHECK(moved.code == 2);
  CHECK(has(moved.err, "bench: is a program of its own: simulate-bench --quick --only neutral_1000"));
  CHECK(has(simulate(folder, "bench").err, "simulate-bench --quick"));
  const std::regex word("\\bbench\\b");
  CHECK_FALSE(std::regex_search(simulate(folder, "help").out, word));
  CHECK_FALSE(std::regex_search(simulate(folder, "completion bash").out, word));
  const std::string bench = in_quotes(std::filesystem::path(simulate_binary()).parent_path() / "simulate-bench") + " ";
  const Said list = shell(folder, bench + "--list");
  CHECK(list.code == 0);
  for (const char* workload : {"world_run", "synthetic_", "neutral_1000", "neutral_ensemble"})
    CHECK(has(list.out, workload));
  const Said wrong = shell(folder, bench + "--only neutral_100O --quikc");
  CHECK(wrong.code == 2);
  CHECK(has(wrong.err, "'--quikc'"));
  CHECK(has(wrong.err, "Help: simulate-bench --help"));
  const Said unknown = shell(folder, bench + "--only neutral_100O --list");
  CHECK(unknown.code == 2);
  CHECK(has(unknown.err, "--only: no workload is called 'neutral_100O'"));
  CHECK(shell(folder, bench + "nothing").code == 2);
}

TEST_CASE("the examples of every command's help run", "[transcript]") {
  const TemporaryFolder folder;
  for (const char* name : {"scenarios", "studies"})
    std::filesystem::create_directory_symlink(source_folder() / name, folder.path() / name);
  std::filesystem::create_directory_symlink(source_folder() / "data", folder.path() / "data");
  folder.write("my_study.yaml",
               "scenario: baseline\nuntil: 2017-06\nreplicates: 2\nfactors: {price: {set: parameters.chips.price, "
               "uniform: [31, 44]}}\ndesign: {kind: sobol, points: 8}\noutputs: [{metric: eci_gap}]\n");
  folder.write("mine.yaml", text_of(source_folder() / "scenarios" / "claims" / "objectives.yaml"));
  REQUIRE(simulate(folder, "new my_policy").code == 0);
  for (const char* scenario : {"chip_ban", "taiwan_12_months"})
    REQUIRE(simulate(folder, std::string(scenario) + " --runs 2 --quiet").code == 0);
  REQUIRE(simulate(folder, "sweep run my_study.yaml --out study --quiet").code == 0);
  REQUIRE(simulate(folder, "sweep collect study --quiet").code == 0);
  folder.write("mine.csv", "chips.price\n35\n36\n");
  // Minutes each, or with a browser or the engine for one: their words are read, and the same is run by tests of their
  // own.
  const std::set<std::string> long_ones = {"calibrate", "validate",   "hypotheses",
                                           "patterns",  "benchmarks", "playground"};
  std::set<std::string> done;
  for (const std::string& command : all_commands(folder))
    for (const std::string& example : examples_in(simulate(folder, "help " + command).out)) {
      std::string words = example.substr(9);
      words =
          words.substr(0, std::min(words.find("  "), words.find(" | ")));  // without what it says of it, or hands on to
      const std::string verb = words.substr(0, words.find(' '));
      if (!done.insert(words).second || long_ones.contains(verb) || words.find("--chart") != std::string::npos ||
          words.starts_with("sweep run studies/") || words == "new my_policy")
        continue;
      if (words.find("--precision") != std::string::npos) words += " --max-runs 4";
      const bool has_runs =
          std::set<std::string>{"compare", "why", "fit", "forecast"}.contains(verb) || words.starts_with("-") ||
          std::filesystem::exists(source_folder() / "scenarios" / (verb + ".yaml")) || verb.ends_with(".yaml");
      words = std::regex_replace(words, std::regex(" --runs [0-9]+"), "");
      if (has_runs) words += " --runs 2";
      const Said said = simulate(folder, words);
      INFO(words << "\n" << said.err);
      CHECK(said.code == 0);
      CHECK(said.err.empty());
    }
  CHECK(done.size() > 60);
}

}  // namespace command_line_test
