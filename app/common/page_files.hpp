// The report page of a comparison or a run: gathering what goes on it, and the template it stands in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/runs/paired_runs.hpp"
#include "app/common/options.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"
#include "output/page/page_data.hpp"
#include "output/page/page_world.hpp"

namespace chokepoint::app {

/// The template, built from output/report/ and kept there; none if an installation has lost it.
[[nodiscard]] std::optional<std::string> page_template();
/// Where it is missed if there is none.
[[nodiscard]] std::string how_to_get_the_page();

/// Looks at the runs that a page shows, as they go: the first of each scenario, for the map and what events touch.
/// Stays where it is: those who look point to it.
class PageView {
 public:
  /// `scenario`: of the world and the months that all have.
  explicit PageView(const Scenario& scenario);
  PageView(const PageView&) = delete;
  PageView& operator=(const PageView&) = delete;

  /// Has the first runs looked at.
  void watch(PairedRuns& runs, std::uint64_t seed) const;
  /// Takes what was seen of the first runs that are told, those of `told`.
  void take(PairedRuns& runs, const Ensemble& told);

  [[nodiscard]] const output::PageWorld& world() const { return world_; }
  /// By scenario and event; empty in a world of very many firms.
  [[nodiscard]] const std::vector<std::vector<std::string>>& touches() const { return touches_; }

 private:
  void take(const std::vector<std::unique_ptr<RunObserver>>& seen);

  output::PageWorld world_;
  std::size_t first_ = 0;  ///< the run of which it is told what events touch
  std::vector<std::vector<std::string>> touches_;
};

/// Data of the page and, if there is a template, the page: report.json and report.html. Adds the record, and what was
/// seen of the runs, to `parts`.
[[nodiscard]] std::vector<File> page_files(const Comparison& comparison, output::PageParts parts, const PageView& view,
                                           const ParameterSets& sets, const RunOptions& options);

/// Writes report.json and, with a template, report.html into a folder, and says so on standard error.
void write_page(const std::string& json, const std::filesystem::path& folder);

/// Which events of a scenario do nothing in its first run.
[[nodiscard]] IdleEvents idle_events_of(const Scenario& scenario, const ParameterSets& sets, const RunOptions& options);

/// `Files: FOLDER/ (a, b)`, and why there is no page if there is none.
[[nodiscard]] std::string files_line(const std::filesystem::path& folder, const std::vector<std::string>& names);

}  // namespace chokepoint::app
