// simulate SCENARIO
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/common/load_scenarios.hpp"
#include "app/common/options.hpp"
#include "app/common/page_files.hpp"
#include "app/common/repeat.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"
#include "output/text/family_report.hpp"
#include "output/text/run_report.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// The folder of the results: as asked for, or by the name of what is run. A folder of that name with another result in
/// it is left alone.
fs::path results_folder(const ScenarioSet& cast, const RunOptions& options) {
  const fs::path asked(options.out);
  const fs::path folder = asked.has_filename() ? asked : asked.parent_path();  // `results/x/` is `results/x`
  if (options.out.empty() && !options.force)
    return output::free_folder(fs::path("results") / output::folder_name(cast.identity.name), cast.identity);
  const fs::path out = options.out.empty() ? fs::path("results") / output::folder_name(cast.identity.name) : folder;
  output::require_folder(out, cast.identity, options.force);
  return out;
}

void print_hashes(const ScenarioSet& cast, const RunOptions& options) {
  const auto print = [&](const Ensemble& ensemble) {
    fmt::print("{:016x}  {}  {} runs to {}\n", ensemble.hash(), ensemble.scenario->name(), ensemble.hashes.size(),
               ensemble.scenario->end.text());
  };
  bool first = true;
  run_scenario_set(cast, options, [&](const Results& results) {
    print(*results.main);
    if (first && results.other && cast.other) print(*results.other);
    first = false;
  });
}

/// The results with what has no effect in them.
Results with_idle(Results results, const ScenarioSet& cast, const RunOptions& options) {
  results.idle = std::make_shared<const IdleEvents>(idle_events_of(*results.main->scenario, cast.sets, options));
  return results;
}

void run_one(const ScenarioSet& cast, const RunOptions& options) {
  const fs::path folder = results_folder(cast, options);
  std::vector<File> page;
  std::string again;
  run_scenario_set(cast, options, [&](const Results& plain) {
    const Results results = with_idle(plain, cast, options);
    const Comparison comparison(results);
    std::vector<IdleEvents> idle(comparison.ensembles.size());
    idle.back() = *results.idle;
    page = page_files(comparison,
                      {.asked = {"eci_gap", "", "Capability gap, US less China (ECI)", 1, 1},
                       .at = comparison.end(),
                       .idle = std::move(idle)},
                      cast.sets, options);
    output::write_results(results, folder, {options.members, options.metrics, page});
    again = repeated(options, results);
    if (options.json)
      fmt::print("{}", output::summary_json(results));
    else if (!options.quiet)
      fmt::print("{}", output::text_report(results, {is_terminal(STDOUT_FILENO), terminal_width()}));
  });
  if (options.json || options.quiet) return;
  std::vector<std::string> names{"summary.md", "summary.json", "series.csv", "events.csv", "run.yaml"};
  if (options.members) names.insert(names.end(), {"members.csv", "fired.csv"});
  for (const File& file : page) names.push_back(file.name);
  fmt::print("\n{}{}", files_line(folder, names), again);
}

void run_family(const ScenarioSet& cast, const RunOptions& options) {
  const fs::path folder = results_folder(cast, options);
  output::FamilyTable table;
  std::string json;
  output::write_folder(folder, [&](const fs::path& making) {
    run_scenario_set(cast, options, [&](const Results& plain) {
      const Results results = with_idle(plain, cast, options);
      const fs::path member = making / output::folder_name(results.main->scenario->member);
      fs::create_directory(member);
      output::write_results_into(results, member, {options.members, options.metrics});
      table.add(results);
      if (options.json) json += (json.empty() ? "[" : ",\n") + output::summary_json(results);
    });
    write_text(making / "family.csv", table.csv());
  });
  if (options.json)
    fmt::print("{}]\n", json);
  else if (!options.quiet) {
    const std::string& question = cast.members[0].question;
    fmt::print("{}: {} scenarios, {} runs each, seed {}\n{}\n", cast.identity.name, cast.members.size(), options.runs,
               options.seed, question.empty() ? "" : question + "\n");
    fmt::print("{}", table.text({is_terminal(STDOUT_FILENO), terminal_width()}));
    fmt::print("\nConditional projections, not a forecast. Files: {}/ (family.csv, and a folder for each scenario)\n",
               folder.string());
  }
}

}  // namespace

int run_command(const RunOptions& typed) {
  const RunOptions options = with_record(typed);
  Mistakes mistakes;
  for (const std::string& metric : options.metrics)
    if (!find_metric(metric))
      mistakes.add({"--metrics"},
                   fmt::format("no metric is called '{}'{}", metric, suggestion(metric, metric_names())));
  if (options.hash && !options.given.empty()) mistakes.add({"--given"}, "goes with reports: '--hash' is of all runs");
  mistakes.throw_if_any();
  const ScenarioSet cast = load_scenario_set(options);
  if (cast.given && cast.members.size() > 1)
    mistakes.add({"--given"},
                 fmt::format("goes with one scenario, and '{}' is a family of {}: simulate compare takes it whole",
                             options.scenario, cast.members.size()));
  mistakes.throw_if_any();
  if (!options.quiet) tell_what_changed(options, cast);
  if (options.hash)
    print_hashes(cast, options);
  else if (cast.members.size() == 1)
    run_one(cast, options);
  else
    run_family(cast, options);
  return 0;
}

}  // namespace chokepoint::app
