// A world in which one rule at a time is called, by hand or under the rules that events make.
#pragma once

#include "tests/support/runs.hpp"

namespace chokepoint::test {

/// The world of January 2017 with no rule in force; tests change what they need and call one rule.
struct Bench {
  Scenario scenario = shipped("history", "2017-01", pencil_values());
  World world = scenario.initial->world;
  Parameters p = scenario.initial->parameters;
  const WorldData& data = *world.data;
  Regimes regimes{data};
  RandomStream random{1, 0};

  Bench() = default;
  /// With the record and these events (YAML, one a line), whose rules `enforce` puts in force.
  explicit Bench(const std::string& events)
      : scenario(variant("history", "events:\n" + events, "2017-12", pencil_values())) {}

  /// Lets the clocks of all events run from the first month to this one, and compiles its rules and parameters.
  void enforce(Month month) {
    const Calendar& calendar = *scenario.calendar;
    calendar.start_clocks(world);
    for (world.month = Month{0}; world.month < month; world.month = world.month + 1)
      calendar.advance(world, p, nullptr, random);
    calendar.advance(world, p, nullptr, random);
    calendar.compile(world, scenario.initial->parameters, random, regimes, p);
    calendar.strike(world, random);
  }

  MonthView view(Month month) {
    world.month = month;
    return {world, p, regimes, random, month, month.year()};
  }
  template <class I>
  void call(Rule rule, Month month, I id) {
    rule(view(month), id.index(), id.index() + 1);
  }
  NationId nation(const char* name) const { return called<NationId>(data.nations, name); }
  FirmId firm(const char* name) const { return called<FirmId>(data.firms, name); }
  DesignerId designer(const char* name) const { return called<DesignerId>(data.designers, name); }
  FoundryId foundry(const char* name) const { return called<FoundryId>(data.foundries, name); }
  MemoryMakerId memory_maker(const char* name) const { return called<MemoryMakerId>(data.memory_makers, name); }
  ToolmakerId toolmaker(const char* name) const { return called<ToolmakerId>(data.toolmakers, name); }
  EdgeId link(VertexId from, VertexId to, Good good) const {
    for (const EdgeId e : world.trade.sales(from, good))
      if (world.trade.buyer(e) == to) return e;
    return {};
  }
};

}  // namespace chokepoint::test
