// simulate sweep analyse
#include <fmt/format.h>

#include "app/common/page_files.hpp"
#include "app/sweep/session.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/files/result_folder.hpp"
#include "output/page/study_page.hpp"
#include "output/text/study_report.hpp"

namespace chokepoint::app {

int sweep_analyse(const SweepOptions& options) {
  const SweepFiles files{options.study};
  PlanSpec spec = locked_plan(files);
  if (!options.questions.empty()) {  // other cases and objectives than those that were locked
    SweepOptions again = options;
    again.study = options.questions;
    const SweepStudy asked = load_sweep(again);
    spec.cases = asked.spec.cases, spec.objectives = asked.spec.objectives;
  }
  const Plan plan(std::move(spec));
  const SweepTable table = tabulate(plan, RunIndex(files.logs()));
  const output::SweepAnalysis analysis = output::analyse_sweep(plan, table, options.resamples);
  fmt::print("{}", options.json ? analysis.json : analysis.text);
  std::filesystem::create_directories(files.results());
  write_text(files.results() / "analysis.md", analysis.text);
  write_text(files.results() / "analysis.json", analysis.json);
  const std::string json =
      output::sweep_page_json(parse_json(analysis.json, "analysis.json"), plan.spec(),
                              read_bytes(files.results() / "provenance.json").value_or(""), CHOKEPOINT_VERSION);
  write_text(files.results() / "report.json", json);
  if (const auto page = page_template()) write_text(files.results() / "report.html", output::fill_page(*page, json));
  return 0;
}

}  // namespace chokepoint::app
