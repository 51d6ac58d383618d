// Which events are acts of governments, how grave each type is and what it works through: events as governments see
// them.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "engine/events/event.hpp"
#include "engine/world/governments.hpp"

namespace chokepoint {

/// How a type of event stands on the ladder of escalation, and what it works through.
struct PolicyTraits {
  std::string_view type;
  double Parameters::*ladder = nullptr;
  Leverage::Side side = Leverage::Side::exports;
  std::array<std::optional<Good>, 2> goods = {};
  bool materials = false;
};

/// The types that governments count as measures against others. Types that stand nowhere here are no strikes.
[[nodiscard]] std::span<const PolicyTraits> ladder_of_escalation();

/// Whether a government that decides by itself would not take the event as written: a measure that has the nation as
/// its issuer, is no instrument, and is not the work of firms or of no one.
[[nodiscard]] bool is_written_policy(const Event& event);

/// What is wrong with an event as an instrument of its kind, if anything: a truce that is no treaty, a measure against
/// no one.
[[nodiscard]] std::optional<std::string> wrong_instrument(const Event& event);

/// What governments can do with these events. `agent_from`: by nation, empty if all keep to what is written.
[[nodiscard]] std::shared_ptr<const Statecraft> make_statecraft(std::span<const std::shared_ptr<Event>> events,
                                                                const Column<NationId, Month>& agent_from);

/// Governments at the beginning of a world: no history, no opinion of each other yet.
[[nodiscard]] Governments initialise_governments(std::shared_ptr<const Statecraft> craft, const World& world,
                                                 std::size_t events);

/// The same for governments that have come to a month under other events: what they know of each other goes on.
void keep_in_office(Governments& now, const Governments& before);

/// What an event is to a reader of the calendar: `restriction`, `retaliation`, `relief`, `support`, `shock` or `fact`.
[[nodiscard]] std::string_view kind_in_words(const Event& event);

}  // namespace chokepoint
