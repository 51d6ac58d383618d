// The prose of the page of the scenario language; inside output/reference only.
#pragma once

#include <string>
#include <string_view>

namespace chokepoint::output {

/// Before the table of the fields that all events have.
[[nodiscard]] std::string language_introduction();
/// Between it and the types of events: triggers, governments, populations, families.
[[nodiscard]] std::string language_of_triggers();

}  // namespace chokepoint::output
