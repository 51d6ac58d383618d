// Reading `governments`.
#include "engine/scenario/governments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "engine/world/nation_names.hpp"

namespace chokepoint {

Column<NationId, Month> read_governments(const Composition& composition, const WorldData& data, Mistakes& mistakes) {
  static const std::vector<std::string> modes = {"scripted", "rule", "hybrid"};
  std::map<std::string, std::string> mode;
  std::map<std::string, Place> place_of;
  std::optional<Month> switch_date;
  Place asks_for_date;
  std::vector<std::string> known = data.nations.text;
  for (const Region& region : data.regions.cells()) known.push_back(region.name);
  known.insert(known.end(), {"default", "switch_date"});
  for (const Override& said : composition.governments) {
    const std::string word = said.path.substr(said.path.find('.') + 1);
    const NationId nation = find_nation(data, word);
    const RegionId region = nation.exists() ? RegionId{} : find_region(data, word);
    const std::string key = nation.exists()   ? data.nations.text[nation.index()]
                            : region.exists() ? data.regions[region].name
                                              : word;
    if (std::ranges::find(known, key) == known.end()) {
      mistakes.add(said.place, fmt::format("no nation or region is called '{}'{}", key, suggestion(key, known)));
    } else if (key == "switch_date") {
      switch_date = Month::parse(said.value.scalar);
      if (!switch_date)
        mistakes.add(said.place,
                     fmt::format("'switch_date' should be a month like 2026-01, found {}", said.value.describe()));
      else if (*switch_date < Month{0})
        mistakes.add(said.place, fmt::format("'switch_date' is {}, before the world begins in {}", switch_date->text(),
                                             Month{0}.text()));
    } else if (std::ranges::find(modes, said.value.scalar) == modes.end()) {
      mistakes.add(said.place, fmt::format("a government is scripted, rule or hybrid, found {}{}",
                                           said.value.describe(), suggestion(said.value.scalar, modes)));
    } else {
      mode[key] = said.value.scalar;
      place_of[key] = said.place;
      if (said.value.scalar == "hybrid") asks_for_date = said.place;
    }
  }
  const bool hybrid = std::ranges::any_of(mode, [](const auto& m) { return m.second == "hybrid"; });
  if (hybrid && !switch_date && std::ranges::none_of(composition.governments, [](const Override& o) {
        return o.path == "governments.switch_date";
      }))
    mistakes.add(asks_for_date,
                 "'hybrid' needs a 'switch_date': the month from which the government decides by itself");

  constexpr Month never = EventClock::never;
  const auto from = [&](const std::string& word) {
    return word == "rule" ? Month{0} : word == "hybrid" ? switch_date.value_or(never) : never;
  };
  Column<NationId, Month> out(data.nations.count(), mode.contains("default") ? from(mode["default"]) : never);
  Column<NationId, std::optional<std::pair<std::string, std::string>>> said_of(
      data.nations.count());  // region and mode
  for (const Region& region : data.regions.cells())
    if (const auto group = mode.find(region.name); group != mode.end())
      for (const NationId n : region.members) {
        if (said_of[n] && said_of[n]->second != group->second && !mode.contains(data.nations.text[n.index()]))
          mistakes.add(place_of[region.name],
                       fmt::format("{} is {} as part of {} and {} as part of {}: say which, by '{}: ...'",
                                   data.nations.text[n.index()], said_of[n]->second, said_of[n]->first, group->second,
                                   region.name, data.nations.text[n.index()]));
        said_of[n] = *group;
        out[n] = from(group->second);
      }
  for (const NationId n : out.ids())  // a nation's own word is more than that of its region
    if (const auto own = mode.find(data.nations.text[n.index()]); own != mode.end()) out[n] = from(own->second);
  return out;
}

std::string government_mode(Month agent_from) {
  return agent_from >= EventClock::never ? "scripted"
         : agent_from <= Month{0}        ? "rule"
                                         : "hybrid from " + agent_from.text();
}

}  // namespace chokepoint
