// Published estimates beside the model's: for a terminal, as JSON, as a page with its picture.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analysis/record/effects.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

struct BenchmarkRow {
  Benchmark benchmark;
  Summary model;
};

/// How many of the estimates that set nothing the model's median lies inside.
[[nodiscard]] std::string benchmarks_sentence(const std::vector<BenchmarkRow>& rows);
[[nodiscard]] std::string benchmarks_text(const std::vector<BenchmarkRow>& rows, const TextStyle& style);
[[nodiscard]] nlohmann::ordered_json benchmarks_json(const std::vector<BenchmarkRow>& rows);
/// A page of Markdown; `command` made it.
[[nodiscard]] std::string benchmarks_page(const std::vector<BenchmarkRow>& rows, const std::string& command);
/// Each estimate as 1: its published range, and the model's median and 90 % of runs, on a logarithmic axis.
[[nodiscard]] std::string benchmarks_picture(const std::vector<BenchmarkRow>& rows);

}  // namespace chokepoint::output
