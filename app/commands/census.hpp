// What the world consists of: rows and grades of its tables, links by good.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace chokepoint::app {

/// One row a table of data/world, parameters and targets: rows, and how many rest on a published figure (A), an
/// indirect one (B), judgement (C). Then one row a good of the trade graph: its links, suppliers and buyers.
[[nodiscard]] nlohmann::ordered_json census(const std::filesystem::path& data);

}  // namespace chokepoint::app
