// The reference of the state, from the tables of columns and the schedule.
#include "output/reference/state.hpp"

#include <fmt/format.h>

#include "engine/world/world.hpp"

namespace chokepoint::output {
namespace {

std::string_view role_text(ColumnRole role) {
  switch (role) {
    case ColumnRole::given:
      return "given";
    case ColumnRole::state:
      return "state";
    case ColumnRole::working:
      return "working";
    case ColumnRole::cached:
      return "cached";
  }
  return "";
}

constexpr std::string_view column_heading = "| column | role | unit | meaning |\n|---|---|---|---|\n";

std::string column_row(const ColumnInfo& info, const std::string& name) {
  return fmt::format("| `{}` | {} | {} | {} |\n", name, role_text(info.role), info.unit, info.meaning);
}

std::string columns_text() {
  std::string out;
  std::string_view kind;
  World::for_each_member([&](const ColumnInfo& info) {
    if (info.kind != kind) out += fmt::format("\n### {}\n\n{}", info.kind, column_heading);
    kind = info.kind;
    out += column_row(info, info.text());
  });
  return out;
}

std::string rules_text() {
  std::string out(column_heading);
  rule_columns([&](const auto& row) {
    const ColumnInfo info = row.info("rule");
    out += column_row(info, std::string(info.name));
  });
  return out;
}

std::string phases_text(std::span<const Phase> schedule) {
  std::string out;
  for (const Phase& phase : schedule)
    out += fmt::format("\n**{} {}**\n\n- reads: {}\n- writes: {}\n", phase.step, phase.name, phase.reads, phase.writes);
  return out;
}

}  // namespace

std::string state_page(std::span<const Phase> schedule) {
  return fmt::format(R"(# State of the world

Made by `simulate docs state` from the tables of columns beside the structs (`engine/world/`) and from `agents/schedule.cpp`. Roles: *given*, an input that no phase writes; *state*,
carried from month to month and part of the state hash; *working*, made anew in each month before it is read; *cached*, made anew when what it depends on changes. Tests hold all four, and
that no phase writes a column that it does not name.

## Columns
{}
## Rules of the policy state

*State*: what the measures in force say, by which two scenarios are compared; *working*: what follows from it. Rebuilt whenever a measure begins, ends or varies.

{}
## Phases of the month
{})",
                     columns_text(), rules_text(), phases_text(schedule));
}

}  // namespace chokepoint::output
