// simulate sweep analyse
#include <fmt/format.h>

#include "app/page.hpp"
#include "app/sweep_session.hpp"
#include "engine/base/json_text.hpp"
#include "output/files.hpp"
#include "output/sweep_analysis.hpp"
#include "output/sweep_page.hpp"

namespace chokepoint::app {

int sweep_analyse(const SweepOptions& options) {
  const SweepFiles files{options.study};
  PlanSpec spec = locked_plan(files);
  if (!options.questions.empty()) {  // other cases and objectives than those that were locked
    SweepOptions again = options;
    again.study = options.questions;
    const output::SweepStudy asked = load_sweep(again);
    spec.cases = asked.spec.cases, spec.objectives = asked.spec.objectives;
  }
  const Plan plan(std::move(spec));
  const output::SweepTable table = output::tabulate(plan, Ledger(files.logs()));
  const output::SweepAnalysis analysis = output::analyse_sweep(plan, table, options.resamples);
  fmt::print("{}", options.json ? analysis.json : analysis.text);
  std::filesystem::create_directories(files.results());
  output::write_text(files.results() / "analysis.md", analysis.text);
  output::write_text(files.results() / "analysis.json", analysis.json);
  const std::string json = output::sweep_page_json(parse_json(analysis.json, "analysis.json"), plan.spec(), output::read_bytes(files.results() / "provenance.json").value_or(""), CHOKEPOINT_VERSION);
  output::write_text(files.results() / "report.json", json);
  if (const auto page = page_template()) output::write_text(files.results() / "report.html", output::fill_page(*page, json));
  return 0;
}

}  // namespace chokepoint::app
