// The pages of the documentation that are made from the program's own tables.
#pragma once

#include <filesystem>
#include <string>

#include "engine/events/event.hpp"

namespace chokepoint::output {

/// docs/scenario_language.md: fields, triggers, composition, and every type of event with an example that the tests
/// run.
[[nodiscard]] std::string language_page();

/// A type of event for the terminal: what it is and does, each of its fields with kind, range, unit and default, an
/// example.
[[nodiscard]] std::string event_type_text(const EventType& type);

/// docs/scenarios.md: a line for each scenario and each policy in a folder.
[[nodiscard]] std::string scenarios_page(const std::filesystem::path& folder);

}  // namespace chokepoint::output
