// The report page of a comparison or a run: gathering what goes on it, and the template it stands in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/common/options.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"
#include "output/page/page_data.hpp"

namespace chokepoint::app {

/// The template, built from output/report/ and kept there; none if an installation has lost it.
[[nodiscard]] std::optional<std::string> page_template();
/// Where it is missed if there is none.
[[nodiscard]] std::string how_to_get_the_page();

/// Data of the page and, if there is a template, the page: report.json and report.html. Adds the record, and one run of
/// each scenario for the map and the supply chain, to `parts`.
[[nodiscard]] std::vector<File> page_files(const Comparison& comparison, output::PageParts parts,
                                           const ParameterSets& sets, const RunOptions& options);

/// Which events of a scenario do nothing in its first run.
[[nodiscard]] IdleEvents idle_events_of(const Scenario& scenario, const ParameterSets& sets, const RunOptions& options);

/// `Files: FOLDER/ (a, b)`, and why there is no page if there is none.
[[nodiscard]] std::string files_line(const std::filesystem::path& folder, const std::vector<std::string>& names);

}  // namespace chokepoint::app
