// simulate SCENARIO
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/commands.hpp"
#include "app/ensemble.hpp"
#include "app/page.hpp"
#include "app/terminal.hpp"
#include "output/family.hpp"
#include "output/files.hpp"
#include "output/report.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// A member's name as the name of a folder.
std::string folder_name(std::string member) {
  std::erase(member, ' ');
  return member;
}

/// The folder of the results: as asked for, or by the scenario's name.
fs::path results_folder(const Cast& cast, const RunOptions& options) {
  if (options.out.empty()) return fs::path("results") / cast.members[0].family;
  const fs::path asked(options.out);
  return asked.has_filename() ? asked : asked.parent_path();  // `results/x/` is `results/x`
}

void print_hashes(const Cast& cast, const RunOptions& options) {
  const auto print = [&](const output::Ensemble& ensemble) {
    fmt::print("{:016x}  {}  {} runs to {}\n", ensemble.hash(), ensemble.scenario->name(), ensemble.hashes.size(), ensemble.scenario->end.text());
  };
  bool first = true;
  run_cast(cast, options, [&](const output::Results& results) {
    print(*results.main);
    if (first && results.other && cast.other) print(*results.other);
    first = false;
  });
}

/// The results with what has no effect in them.
output::Results with_idle(output::Results results, const Cast& cast, const RunOptions& options) {
  results.idle = std::make_shared<const output::IdleEvents>(idle_events_of(*results.main->scenario, cast.sets, options));
  return results;
}

void run_one(const Cast& cast, const RunOptions& options) {
  const fs::path folder = results_folder(cast, options);
  output::require_folder(folder, output::FolderOf::scenario);
  std::vector<output::File> page;
  run_cast(cast, options, [&](const output::Results& plain) {
    const output::Results results = with_idle(plain, cast, options);
    output::Comparison comparison(results);
    comparison.command = options.command;
    std::vector<output::IdleEvents> idle(comparison.ensembles.size());
    idle.back() = *results.idle;
    page = page_files(comparison, {.asked = {"eci_gap", "", "Capability gap, US less China (ECI)", 1, 1}, .at = comparison.end(), .idle = std::move(idle)}, cast.sets, options);
    output::write_results(results, folder, {options.members, options.metrics, page});
    if (options.json) fmt::print("{}", output::summary_json(results));
    else if (!options.quiet) fmt::print("{}", output::text_report(results, {is_terminal(STDOUT_FILENO), terminal_width()}));
  });
  if (options.json || options.quiet) return;
  std::vector<std::string> names{"summary.md", "summary.json", "series.csv", "events.csv", "run.yaml"};
  if (options.members) names.emplace_back("members.csv");
  for (const output::File& file : page) names.push_back(file.name);
  fmt::print("\n{}", files_line(folder, names));
}

void run_family(const Cast& cast, const RunOptions& options) {
  const std::string& family = cast.members[0].family;
  const fs::path folder = results_folder(cast, options);
  output::require_folder(folder, output::FolderOf::family);
  output::FamilyTable table;
  std::string json;
  run_cast(cast, options, [&](const output::Results& plain) {
    const output::Results results = with_idle(plain, cast, options);
    output::write_results(results, folder / folder_name(results.main->scenario->member), {options.members, options.metrics});
    table.add(results);
    if (options.json) json += (json.empty() ? "[" : ",\n") + output::summary_json(results);
  });
  output::write_text(folder / "family.csv", table.csv());
  if (options.json) fmt::print("{}]\n", json);
  else if (!options.quiet) {
    fmt::print("{}: {} scenarios, {} runs each, seed {}\n{}\n\n", family, cast.members.size(), options.runs, options.seed, cast.members[0].question);
    fmt::print("{}", table.text({is_terminal(STDOUT_FILENO), terminal_width()}));
    fmt::print("\nConditional projections, not a forecast. Files: {}/ (family.csv, and a folder for each scenario)\n", folder.string());
  }
}

}  // namespace

int run_command(const RunOptions& options) {
  Mistakes mistakes;
  for (const std::string& metric : options.metrics)
    if (!output::find_metric(metric)) mistakes.add({"--metrics"}, fmt::format("no metric is called '{}'{}", metric, suggestion(metric, output::metric_names())));
  mistakes.throw_if_any();
  const Cast cast = load_cast(options);
  if (options.hash) print_hashes(cast, options);
  else if (cast.members.size() == 1) run_one(cast, options);
  else run_family(cast, options);
  return 0;
}

}  // namespace chokepoint::app
