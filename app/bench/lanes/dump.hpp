// What two markets of one replicate read and write, as arrays in a file: for the same rules in other languages.
#pragma once

#include <filesystem>

#include "app/bench/lanes/moment.hpp"

namespace chokepoint::app::lanes {

/// Writes the state before the market for AI services and before orders for goods, and what the engine makes of it in
/// one month. Each array: a line with its name and length, then its doubles.
void dump(const std::filesystem::path& file, Moment services, Moment goods);

}  // namespace chokepoint::app::lanes
