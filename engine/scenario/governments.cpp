// Reading `governments`.
#include "engine/scenario/governments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "engine/world/nation_names.hpp"

namespace chokepoint {
namespace {

/// What is said of who governs.
class GovernmentReader {
 public:
  GovernmentReader(const WorldData& data, Mistakes& mistakes)
      : data_(data), mistakes_(mistakes), known_(data.nations.text) {
    for (const Region& region : data.regions.cells()) known_.push_back(region.name);
    known_.insert(known_.end(), {"default", "switch_date"});
  }

  void read(const Override& said) {
    static const std::vector<std::string> modes = {"scripted", "rule", "hybrid"};
    const std::string key = key_of(said.path.as<GovernmentPath>()->key);
    if (std::ranges::find(known_, key) == known_.end()) {
      mistakes_.add(said.place, fmt::format("no nation or region is called '{}'{}", key, suggestion(key, known_)));
    } else if (key == "switch_date") {
      read_switch_date(said);
    } else if (std::ranges::find(modes, said.value.scalar) == modes.end()) {
      mistakes_.add(said.place, fmt::format("a government is scripted, rule or hybrid, found {}{}",
                                            said.value.describe(), suggestion(said.value.scalar, modes)));
    } else {
      mode_[key] = said.value.scalar;
      place_of_[key] = said.place;
      if (said.value.scalar == "hybrid") asks_for_date_ = said.place;
    }
  }

  void check_switch_date(const std::vector<Override>& all) {
    const bool hybrid = std::ranges::any_of(mode_, [](const auto& m) { return m.second == "hybrid"; });
    if (hybrid && !switch_date_ &&
        std::ranges::none_of(all, [](const Override& o) { return o.path == "governments.switch_date"; }))
      mistakes_.add(asks_for_date_,
                    "'hybrid' needs a 'switch_date': the month from which the government decides by itself");
  }

  [[nodiscard]] Column<NationId, Month> by_nation() {
    Column<NationId, Month> out(data_.nations.count(),
                                mode_.contains("default") ? from(mode_["default"]) : EventClock::never);
    add_regions(out);
    for (const NationId n : out.ids())  // a nation's own word is more than that of its region
      if (const auto own = mode_.find(data_.nations.text[n.index()]); own != mode_.end()) out[n] = from(own->second);
    return out;
  }

 private:
  [[nodiscard]] std::string key_of(const std::string& word) const {
    if (const NationId n = find_nation(data_, word); n.exists()) return data_.nations.text[n.index()];
    if (const RegionId r = find_region(data_, word); r.exists()) return data_.regions[r].name;
    return word;
  }

  void read_switch_date(const Override& said) {
    switch_date_ = Month::parse(said.value.scalar);
    if (!switch_date_)
      mistakes_.add(said.place,
                    fmt::format("'switch_date' should be a month like 2026-01, found {}", said.value.describe()));
    else if (*switch_date_ < Month{0})
      mistakes_.add(said.place, fmt::format("'switch_date' is {}, before the world begins in {}", switch_date_->text(),
                                            Month{0}.text()));
  }

  [[nodiscard]] Month from(const std::string& mode) const {
    return mode == "rule" ? Month{0} : mode == "hybrid" ? switch_date_.value_or(EventClock::never) : EventClock::never;
  }

  void add_regions(Column<NationId, Month>& out) {
    Column<NationId, std::optional<std::pair<std::string, std::string>>> said_of(
        data_.nations.count());  // region and mode
    for (const Region& region : data_.regions.cells())
      if (const auto group = mode_.find(region.name); group != mode_.end())
        for (const NationId n : region.members) {
          if (said_of[n] && said_of[n]->second != group->second && !mode_.contains(data_.nations.text[n.index()]))
            mistakes_.add(place_of_[region.name],
                          fmt::format("{} is {} as part of {} and {} as part of {}: say which, by '{}: ...'",
                                      data_.nations.text[n.index()], said_of[n]->second, said_of[n]->first,
                                      group->second, region.name, data_.nations.text[n.index()]));
          said_of[n] = *group;
          out[n] = from(group->second);
        }
  }

  const WorldData& data_;
  Mistakes& mistakes_;
  std::vector<std::string> known_;
  std::map<std::string, std::string> mode_;
  std::map<std::string, Place> place_of_;
  std::optional<Month> switch_date_;
  Place asks_for_date_;
};

}  // namespace

Column<NationId, Month> read_governments(const Composition& composition, const WorldData& data, Mistakes& mistakes) {
  GovernmentReader reader(data, mistakes);
  for (const Override& said : composition.governments) reader.read(said);
  reader.check_switch_date(composition.governments);
  return reader.by_nation();
}

std::string government_mode(Month agent_from) {
  return agent_from >= EventClock::never ? "scripted"
         : agent_from <= Month{0}        ? "rule"
                                         : "hybrid from " + agent_from.text();
}

}  // namespace chokepoint
