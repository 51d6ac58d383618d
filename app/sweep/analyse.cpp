// simulate sweep analyse
#include <fmt/format.h>

#include "app/common/data_tables.hpp"
#include "app/common/page_files.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "app/sweep/session.hpp"
#include "engine/base/file.hpp"
#include "output/files/findings_json.hpp"
#include "output/files/result_folder.hpp"
#include "output/page/study_page.hpp"
#include "output/text/study_report.hpp"

namespace chokepoint::app {
namespace {

/// What parameters mean; a study that was run elsewhere is analysed without it too.
std::optional<ParameterTable> parameters_at_hand() {
  try {
    return parameter_table(home_folder() / "data");
  } catch (const ScenarioError&) {
    return std::nullopt;
  }
}

}  // namespace

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
  const SweepFindings found = find_in_sweep(plan, table, options.resamples);
  const std::optional<ParameterTable> parameters = parameters_at_hand();
  const output::StudyNames names(plan.spec(), parameters ? &*parameters : nullptr);
  const std::string text = output::sweep_text(found, names), data = output::sweep_json(found, plan.spec());
  const std::size_t width = terminal_width();
  fmt::print("{}", options.json ? data : output::fitted(output::sweep_text(found, names, {false, width}), width));
  std::filesystem::create_directories(files.results());
  write_text(files.results() / "analysis.md", text);
  write_text(files.results() / "analysis.json", data);
  const std::string json = output::sweep_page_json(
      {plan, table, found, names}, read_bytes(files.results() / "provenance.json").value_or(""), CHOKEPOINT_VERSION);
  write_text(files.results() / "report.json", json);
  if (const auto page = page_template()) write_text(files.results() / "report.html", output::fill_page(*page, json));
  return 0;
}

}  // namespace chokepoint::app
