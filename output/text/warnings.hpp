// What a person is told beside a result: events without effect, a horizon beyond what was judged, the runs left out.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "analysis/compare/condition.hpp"
#include "analysis/why/idle_events.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

/// `file.yaml:12:5`, `has no effect: it starts in ...`: what is said of one event after its name.
[[nodiscard]] std::string idle_sentence(const IdleEvent& idle);

/// What is not said event by event: how many of the record do nothing, what did not fire.
[[nodiscard]] std::vector<std::string> idle_remarks(const Scenario& scenario, const IdleEvents& idle,
                                                    bool with_not_fired);

/// Own events as rows: id, effect, why, file, line, column.
[[nodiscard]] nlohmann::ordered_json idle_json(const Scenario& scenario, const IdleEvents& idle);

/// Lines for a person on what has no effect and on how far the run goes, or "" if there is nothing to say.
[[nodiscard]] std::string warnings_text(const Scenario& scenario, const IdleEvents& idle, std::size_t width);

/// The same of a result, and whether no run of it differs from the scenario compared with.
[[nodiscard]] std::string warnings_text(const Results& results, std::size_t width);

[[nodiscard]] nlohmann::ordered_json warnings_json(const Results& results);

/// A line that says how many of how many runs are told of, or nothing.
[[nodiscard]] std::string selection_text(const Selection& selection, std::size_t runs, const TextStyle& style);

}  // namespace chokepoint::output
