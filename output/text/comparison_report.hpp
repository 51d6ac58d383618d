// A comparison told: tables for the terminal.
#pragma once

#include <string>
#include <vector>

#include "analysis/compare/findings.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

/// Tables for a person.
[[nodiscard]] std::string comparison_text(const ComparisonFindings& findings, const TextStyle& style);

/// A line of eight heights for values from lowest to highest; empty for fewer than two values or none that differ.
[[nodiscard]] std::string sparkline(const std::vector<double>& values);

}  // namespace chokepoint::output
