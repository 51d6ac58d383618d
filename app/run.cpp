// simulate SCENARIO
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/commands.hpp"
#include "app/ensemble.hpp"
#include "app/terminal.hpp"
#include "output/files.hpp"
#include "output/report.hpp"

namespace chokepoint::app {

int run_command(const RunOptions& options) {
  const auto results = run_ensemble(options);
  if (options.hash) {
    const auto print = [&](const output::Ensemble& ensemble) {
      std::uint64_t all = 0;
      for (const std::uint64_t h : ensemble.hashes) all = all * 0x100000001b3ULL ^ h;
      fmt::print("{:016x}  {}  {} runs to {}\n", all, ensemble.scenario->name, ensemble.hashes.size(), ensemble.scenario->end.text());
    };
    print(results->results.main);
    if (results->results.other) print(*results->results.other);
    return 0;
  }
  const std::filesystem::path folder = options.out.empty() ? std::filesystem::path("results") / results->results.main.scenario->name : std::filesystem::path(options.out);
  output::write_results(results->results, folder, {options.members});
  if (options.json) fmt::print("{}", output::summary_json(results->results));
  else if (!options.quiet) {
    fmt::print("{}", output::text_report(results->results, {is_terminal(STDOUT_FILENO), terminal_width()}));
    fmt::print("\nFiles: {}/ (summary.md, summary.json, series.csv, events.csv, run.yaml{})\n", folder.string(), options.members ? ", members.csv" : "");
  }
  return 0;
}

}  // namespace chokepoint::app
