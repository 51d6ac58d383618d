// Which events of a scenario do nothing, told by the same run without each of them; and why.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/runs/ensemble.hpp"

namespace chokepoint {

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
struct TriedRun {
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
[[nodiscard]] IdleEvents idle_events(const Scenario& scenario, std::span<const Phase> phases,
                                     const TriedRun& trial = {});

}  // namespace chokepoint
