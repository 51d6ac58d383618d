// A phase of the month: for which agents it runs, what it reads and writes, and the rule itself.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/world/month_view.hpp"

namespace chokepoint {

/// Whom a phase is called for. `world` phases run once, serially, and write what all share.
enum class Domain { world, nations, firms, designers, foundries, memory_makers, sellers };

/// A rule over agents [first, last) of its domain. Reads a frozen month, writes only those agents' slots.
using Rule = void (*)(const MonthView& view, std::size_t first, std::size_t last);

struct Phase {
  std::string_view step;  ///< of the schedule in docs/model.md: P1, P2, ...
  std::string_view name;
  Domain domain;
  std::string_view reads, writes;  ///< columns of state (ColumnInfo::text()), parted by spaces; tests hold both
  Rule rule;
};

}  // namespace chokepoint
