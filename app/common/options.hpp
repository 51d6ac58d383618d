// The commands of the front door. Each returns the program's exit code; ScenarioError and OutputError are told by main.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"

namespace chokepoint::output {
struct ResultRecord;
}

namespace chokepoint::app {

/// Set by Ctrl-C.
extern std::atomic<bool> interrupted;

/// A person stopped the program: exit code 130.
struct Interrupted {};

struct RunOptions {
  std::string scenario;
  std::size_t runs = 64;
  std::uint64_t seed = 1;
  std::string until, out, data;
  std::string given;       ///< only runs in which this holds are reported; empty: all
  std::string parameters;  ///< `point`, `prior`, `posterior`, or a file of parameter sets; empty: posterior where the
                           ///< data hold one, else point
  int threads = 0;
  bool json = false, quiet = false, hash = false, members = false, no_compare = false, force = false;
  std::vector<std::string> set, policies, metrics;
  std::string command;                                  ///< as typed, for the record
  std::vector<std::string> typed;                       ///< names of the options that were typed, without dashes
  std::shared_ptr<const output::ResultRecord> repeats;  ///< the record of an earlier run that is run again
  bool as_recorded = false;                             ///< nothing was typed that makes it another run
};

/// `simulate SCENARIO`: runs the scenario and, paired by seed, the one it is compared with; writes and reports.
int run_command(const RunOptions& options);

struct CompareOptions {
  std::vector<std::string> scenarios;
  std::string baseline;                       ///< empty: the first
  std::string metric = "eci_gap", agent, at;  ///< the metric shown in full
  double precision = 0;  ///< half-width of the 95 % interval of its mean difference; 0: as many runs as asked
  std::size_t most_runs = 2000;
  std::string objectives;           ///< file; empty: the shipped one
  bool attribute = false;           ///< split the differences over what the scenarios differ in
  std::string parts_by = "policy";  ///< `policy`, `tag` or `event`
};

/// `simulate compare A B ...`: scenarios on the same random numbers and parameters, run by run.
int compare_command(const CompareOptions& how, const RunOptions& options);

struct ReportOptions {
  std::vector<std::string> results;  ///< folders of results, or their report.json
  std::string out, format = "html", chart, scenario;
  bool differences = false;
  int width = 720, height = 0;  ///< of a chart, pixels; 0: what suits it
};

/// `simulate report RESULTS...`: one page of one or more results, or one chart of it as a picture.
int report_command(const ReportOptions& how);

/// `simulate list KIND [NAME]`: metrics, parameters, events, scenarios or policies; one of them in full.
int list_command(const std::string& kind, const std::string& name, bool json, bool names_only, const std::string& data);

/// `simulate check FILE...`: every mistake of every file; 2 if there are any.
int check_command(const std::vector<std::string>& files, const RunOptions& options);
/// `simulate explain WORD`: what it means; `simulate explain SCENARIO KEY`: the final value, its unit, where it came
/// from and what it overrode.
int explain_command(const std::string& key, const RunOptions& options);
/// `simulate timeline SCENARIO`: what will happen when.
int timeline_command(bool notes, const RunOptions& options);
/// `simulate diff A B`: what two scenarios differ in.
int diff_command(const std::string& left, const std::string& right, const RunOptions& options);
/// `simulate new NAME`: a commented starting file.
int new_command(const std::string& name, const RunOptions& options);
/// `simulate schema [KIND]`: JSON Schema of scenarios, policies, studies, calibrations, objectives or claims.
int schema_command(const std::string& kind, const RunOptions& options);
/// `simulate docs PAGE`: a generated page of the documentation, as Markdown.
int docs_command(const std::string& page, const RunOptions& options);
/// `simulate completion SHELL`: a script that completes commands, options and names.
int completion_command(const std::string& shell, const std::vector<std::string>& commands);

/// Prints the mistakes, one a line, to a file descriptor.
void tell_mistakes(const ScenarioError& error, int file);

struct GraphOptions {
  std::string good, format = "table";
  int every = 0;  ///< months; 0: those of `at`
  std::uint64_t replicate = 0;
  std::vector<std::string> at, without;
};

/// `simulate graph SCENARIO`: the supply network of one month of one run, its chokepoints and what the rules close; or
/// of several months, how they change.
int graph_command(const GraphOptions& graph, const RunOptions& options);

struct WhyOptions {
  std::vector<std::string> scenarios;
  std::string metric = "eci_gap", agent, at;
  std::optional<std::uint64_t> replicate;
  bool all = false;
};

/// `simulate why A B`: why the same run comes out differently under two scenarios.
int why_command(const WhyOptions& why, const RunOptions& options);

/// `simulate fit SCENARIO`: the model against the targets in data/targets.csv.
int fit_command(const RunOptions& options);

/// `simulate hypotheses [FILE]`: claims judged by runs, component by component.
int hypotheses_command(const std::string& file, const RunOptions& options);

/// `simulate validate`: hindcasts against reference predictions, patterns, placebo.
int validate_command(bool markdown, const RunOptions& options);

/// `simulate forecast --as-of DATE`: quantiles of what the record tells of, by quarter, for the year after.
int forecast_command(const std::string& as_of, const std::string& file, const RunOptions& options);

/// `simulate patterns`: measured effects of measures and shocks, data/patterns.csv, beside the model's.
int patterns_command(const RunOptions& options);

struct CalibrateOptions {
  std::string study, work, out, report;
};

/// `simulate calibrate STUDY`: parameter sets that the record leaves possible, with the record of how they were made.
int calibrate_command(const CalibrateOptions& how, const RunOptions& options);

}  // namespace chokepoint::app
