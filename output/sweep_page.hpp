// The page of a batch study: what its analysis found.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace chokepoint::output {

/// The page's data (output/report/src/data.ts) from the JSON of analyse_sweep and the provenance that `collect` writes (may be empty).
[[nodiscard]] std::string sweep_page_json(const nlohmann::json& analysis, const std::string& question, const nlohmann::json& provenance, const std::string& version, const std::string& command);

}  // namespace chokepoint::output
