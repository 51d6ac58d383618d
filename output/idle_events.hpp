// Which events of a scenario do nothing, told by the same run without each of them; and why.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "output/ensemble.hpp"

namespace chokepoint::output {

/// A world of more firms, or a scenario of more events, is not tried: it would take long.
inline constexpr std::size_t most_firms_tried = 2'000, most_events_tried = 1'000;

/// What is different in a run without the event. The first is none of the others' business: such events are not idle.
enum class Effect {
  acts,       ///< some quantity or rate
  trust,      ///< nations' trust in each other, and nothing else in the whole run
  tension,    ///< what is counted of measures between governments, and nothing else
  none,       ///< no bit in any month
  not_fired,  ///< nothing, because its condition did not hold in the run tried
  too_late,   ///< nothing, because the run ends before it can begin
};
inline constexpr std::string_view effect_names[] = {"acts", "trust only",   "tension only",
                                                    "none", "did not fire", "after the end"};

struct IdleEvent {
  EventId event;
  Effect effect = Effect::none;
  bool own = false;      ///< said by the scenario or a policy of it, not by what it extends
  std::string why = {};  ///< of its own events: without a full stop
  friend bool operator==(const IdleEvent&, const IdleEvent&) = default;
};

/// The run that is tried.
struct Trial {
  std::uint64_t seed = 1, replicate = 0;
  const Parameters* parameters = nullptr;  ///< else the scenario's own
  int threads = 0;                         ///< the result is the same with any number
};

struct IdleEvents {
  bool checked = true;            ///< a world of very many firms, or very many events, are not
  std::vector<IdleEvent> events;  ///< in the order of the calendar
  /// Those of the scenario's own that do nothing, but for what merely did not fire.
  [[nodiscard]] std::vector<IdleEvent> own() const;
  [[nodiscard]] std::vector<IdleEvent> inherited() const;
  [[nodiscard]] std::vector<IdleEvent> not_fired() const;
};

/// Runs one replicate of the scenario, and the same again without each event from the month in which it first does
/// anything until something differs. Dated facts are no events in this sense. Deterministic.
[[nodiscard]] IdleEvents idle_events(const Scenario& scenario, std::span<const Phase> phases, const Trial& trial = {});

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

}  // namespace chokepoint::output
