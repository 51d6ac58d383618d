// Numbers into text, for tables of many rows.
#pragma once

#include <string>

namespace chokepoint::output {

/// Appends a number with at most so many significant digits, as `{:.Ng}` of fmt writes it: `0.25`, `1.2e+07`, `inf`.
void append_number(std::string& out, double value, int digits);

}  // namespace chokepoint::output
