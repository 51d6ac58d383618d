// Several results on one page.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/base/error.hpp"

namespace chokepoint::output {

/// The data of one result's page, report.json.
struct PageData {
  std::string file;
  nlohmann::ordered_json json;
};

/// Reads the data of a result; a file that is none, or of another format, is a mistake.
[[nodiscard]] PageData read_page(const std::string& file, Mistakes& mistakes);

/// One page with the scenarios of all, in order, each called so that it is told from the others, and the commands of
/// all results; a scenario whose runs are already there is not shown twice. Levels stand beside each other; differences
/// are those of each result, kept where they are taken from the same runs as the first result's. Results must agree in
/// months, version and sources of the program, seed, runs and parameters, else they would differ in more than the
/// scenarios: mistakes.
[[nodiscard]] std::string merge_pages(std::vector<PageData> pages, Mistakes& mistakes);

}  // namespace chokepoint::output
