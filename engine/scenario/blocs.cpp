// Names of blocs and of their members.
#include "engine/scenario/blocs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/world/nation_names.hpp"

namespace chokepoint {
namespace {

using config::Node;

bool is_bloc_name(const std::string& name) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  return !name.empty() && small(name[0]) && name != "foreign" && name != "auto" &&
         std::ranges::all_of(name, [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

NationList members_of(const Node& list, const WorldData& data, Mistakes& mistakes) {
  NationList out;
  std::vector<std::string> known = data.nations.text;
  for (const Region& region : data.regions.cells()) known.push_back(region.name);
  const std::vector<Node> one = {list};
  for (const Node& item : list.kind == Node::Kind::sequence ? list.items : one) {
    const NationId n = find_nation(data, item.scalar);
    const RegionId region = find_region(data, item.scalar);
    if (item.kind != Node::Kind::scalar || item.scalar.empty())
      mistakes.add(item.place(), fmt::format("a bloc lists nations and regions, found {}", item.describe()));
    else if (n.exists())
      out.add(n);
    else if (region.exists())
      out.add(region, data);
    else
      mistakes.add(item.place(),
                   fmt::format("no nation or region is called '{}'{}", item.scalar, suggestion(item.scalar, known)));
  }
  return out;
}

}  // namespace

Blocs blocs_of(const Composition& composition, const WorldData& data, Mistakes& mistakes) {
  Blocs out;
  for (const auto& [name, list] : composition.blocs) {
    const std::size_t before = mistakes.count();
    if (find_nation(data, name).exists() || find_region(data, name).exists())
      mistakes.add(list.place(), fmt::format("'{}' is a nation or region: a bloc has a name of its own", name));
    else if (!is_bloc_name(name))
      mistakes.add(list.place(), fmt::format("'{}' is no name for a bloc: small letters, digits, _ and -", name));
    NationList members = members_of(list, data, mistakes);
    if (members.empty() && mistakes.count() == before)
      mistakes.add(list.place(), fmt::format("the bloc '{}' has no members", name));
    out.emplace(name, std::move(members));
  }
  return out;
}

}  // namespace chokepoint
