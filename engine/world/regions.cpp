// Names of nations and regions, and the nations that they stand for.
#include "engine/world/regions.hpp"

#include "engine/world/world.hpp"

namespace chokepoint {

void NationList::join(NationId n, double part) {
  const auto at = std::ranges::find(nations_, n);
  if (at != nations_.end()) {
    parts_[static_cast<std::size_t>(at - nations_.begin())] += part;
    return;
  }
  nations_.push_back(n);
  parts_.push_back(part);
}

void NationList::add(NationId n) {
  names_.push_back({n, {}, {}});
  join(n, 1);
}

void NationList::add(RegionId region, const WorldData& data) {
  names_.push_back({{}, region, {}});
  const auto& members = data.regions[region].members;
  double total = 0;
  for (const NationId n : members) total += data.gdp_2017[n];
  for (const NationId n : members)
    join(n, total > 0 ? data.gdp_2017[n] / total : 1.0 / static_cast<double>(members.size()));
}

void NationList::add(const std::string& bloc, const NationList& members) {
  names_.push_back({{}, {}, bloc});
  for (std::size_t k = 0; k < members.nations_.size(); ++k) join(members.nations_[k], members.parts_[k]);
}

bool NationList::leave_out(NationId n) {
  const auto at = std::ranges::find(nations_, n);
  if (at == nations_.end()) return true;
  if (std::ranges::any_of(names_, [&](const Name& name) { return name.nation == n; })) return false;
  parts_.erase(parts_.begin() + (at - nations_.begin()));
  nations_.erase(at);
  double left = 0;
  for (const double part : parts_) left += part;
  // One region: its amount goes to the members that are left.
  if (names_.size() == 1 && names_[0].region.exists() && left > 0)
    for (double& part : parts_) part /= left;
  return true;
}

void NationList::add_all_but(const NationList& few, const WorldData& data) {
  names_.push_back({});
  for (const NationId n : data.nation_ids())
    if (!few.contains(n)) join(n, 1);
}

double NationList::part(NationId n) const {
  const auto at = std::ranges::find(nations_, n);
  return at == nations_.end() ? 1.0 : parts_[static_cast<std::size_t>(at - nations_.begin())];
}

std::vector<std::string> NationList::names(const WorldData& data) const {
  std::vector<std::string> out;
  for (const Name& name : names_)
    out.push_back(name.nation.exists()   ? data.nations.text[name.nation.index()]
                  : name.region.exists() ? data.regions[name.region].name
                  : !name.bloc.empty()   ? name.bloc
                                         : "foreign");
  return out;
}

std::vector<std::string> NationList::labels(const WorldData& data) const {
  std::vector<std::string> out;
  for (const Name& name : names_)
    out.push_back(name.nation.exists()   ? data.nation_labels[name.nation.index()]
                  : name.region.exists() ? data.regions[name.region].label
                  : !name.bloc.empty()   ? name.bloc
                                         : "all other nations");
  return out;
}

}  // namespace chokepoint
