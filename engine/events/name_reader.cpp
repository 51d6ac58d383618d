// Names in fields: nations, firms, suppliers, parameters; each resolved, or told with the nearest that there is.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/events/event_reader.hpp"
#include "engine/world/nation_names.hpp"

namespace chokepoint {

using config::Node;

std::optional<std::size_t> EventReader::find_name(const std::string& word, const Words& names, std::string_view kind,
                                                  const Place& place) {
  const auto at = std::ranges::lower_bound(names, word);
  if (at != names.end() && *at == word) return static_cast<std::size_t>(at - names.begin());
  map_.mistakes().add(place, fmt::format("no {} is called '{}'{}", kind, word, suggestion(word, names)));
  return std::nullopt;
}

std::optional<std::string> EventReader::word(const Node* value, std::string_view key, std::string_view kind) {
  if (!value) return std::nullopt;
  if (value->kind == Node::Kind::scalar && !value->scalar.empty()) return value->scalar;
  const bool one_of_one =
      value->kind == Node::Kind::sequence && value->items.size() == 1 && value->items[0].kind == Node::Kind::scalar;
  const std::string found = value->kind == Node::Kind::scalar ? "an empty text" : value->describe();
  map_.mistakes().add(value->place(),
                      fmt::format("'{}' should name one {}, found {}{}", key, kind, found,
                                  one_of_one ? fmt::format(": write {}: {}", key, value->items[0].scalar) : ""));
  return std::nullopt;
}

// --- nations --------------------------------------------------------------------------------------------------------

NationList EventReader::listed(const Node& value, const Words& words) {
  NationList out;
  std::set<std::string> read;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const Place place = i < value.items.size() ? value.items[i].place() : value.place();
    const NationId n = find_nation(data, word);
    const RegionId region = n.exists() ? RegionId{} : find_region(data, word);
    const std::string id = n.exists()        ? data.nations.text[n.index()]
                           : region.exists() ? data.regions[region].name
                                             : word;
    if (!read.insert(id).second)
      map_.mistakes().add(place, fmt::format("duplicate '{}'", word));
    else if (n.exists())
      out.add(n);
    else if (region.exists())
      out.add(region, data);
    else if (context_.blocs && context_.blocs->contains(word))
      out.add(word, context_.blocs->find(word)->second);
    else {
      std::vector<std::string> known = data.nations.text;
      if (context_.blocs)
        for (const auto& [bloc, members] : *context_.blocs) known.push_back(bloc);
      for (const Region& r : data.regions.cells()) known.push_back(r.name), known.push_back(r.label);
      known.insert(known.end(), data.nation_labels.begin(), data.nation_labels.end());
      const std::string near = nearest(word, known);
      map_.mistakes().add(
          place, fmt::format("no nation or region is called '{}'{}", word,
                             near.empty() ? " (see: simulate list nations)" : " (did you mean '" + near + "'?)"));
    }
  }
  return out;
}

void EventReader::read(const EventField& f, NationList& into) {
  if (const Node* said = value(f)) into = several_nations(f, *said);
}

NationList EventReader::several_nations(const EventField& f, const Node& said) {
  const Words list = map_.words(f.name);
  if (list.size() != 1 || list[0] != "foreign" || f.name == "issuer") return listed(said, list);
  const EventType* type = find_event_type(map_.text("type"));
  if (!has("issuer") && !(type && type->needs_field("issuer")))  // of a type that needs one this is told elsewhere
    map_.mistakes().add(said.place(), "'foreign' needs an 'issuer': it stands for all others");
  if (has("allied"))
    map_.mistakes().add(said.place(),
                        "'foreign' is resolved for the issuer alone: name the nations if allies take the measure too");
  NationList out;
  out.add_all_but(header_.issuers, data);
  return out;
}

// --- firms, and what they make --------------------------------------------------------------------------------------

template <class I>
std::vector<I> EventReader::several(const Node& value, const Words& list, const Words& names, std::string_view kind) {
  std::vector<I> out;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Place place = i < value.items.size() ? value.items[i].place() : value.place();
    const auto at = find_name(list[i], names, kind, place);
    if (at && std::ranges::find(out, I{*at}) != out.end())
      map_.mistakes().add(place, fmt::format("duplicate '{}'", list[i]));
    else if (at)
      out.push_back(I{*at});
  }
  return out;
}

void EventReader::read(const EventField& f, FirmId& into) {
  const Node* said = value(f);
  const auto name = word(said, f.name, "AI firm");
  if (!name) return;
  if (const FirmRow* sector = data.find_sector(*name)) {
    map_.mistakes().add(
        said->place(),
        fmt::format("'{}' is split into {} firms here and '{}' takes one: name a member, as {}", sector->name,
                    sector->members.size(), f.name, data.firms.text[(*sector->members.begin()).index()]));
  } else if (const auto at = find_name(*name, data.firms.text, "AI firm", said->place())) {
    into = FirmId{*at};
  }
}

void EventReader::read(const EventField& f, std::vector<FirmId>& into) {
  const Node* said = value(f);
  if (!said) return;
  Words names;
  std::vector<FirmId> members;
  for (const std::string& word : map_.words(f.name))
    if (const FirmRow* sector = data.find_sector(word)) {
      for (const FirmId member : sector->members) members.push_back(member);
    } else {
      names.push_back(word);
    }
  into = several<FirmId>(*said, names, data.firms.text, "AI firm");
  into.insert(into.end(), members.begin(), members.end());
}

void EventReader::read(const EventField& f, DesignerId& into) {
  const Node* said = value(f);
  if (const auto name = word(said, f.name, "designer"))
    if (const auto at = find_name(*name, data.designers.text, "designer", said->place())) into = DesignerId{*at};
}

void EventReader::read(const EventField& f, ChipId& into) {
  const Node* said = value(f);
  const auto name = word(said, f.name, "chip");
  if (!name) return;
  const auto at = std::ranges::find(data.chip_names, *name);
  if (at != data.chip_names.end()) {
    into = ChipId{static_cast<std::size_t>(at - data.chip_names.begin())};
    return;
  }
  const std::string near = nearest(*name, data.chip_names);
  map_.mistakes().add(said->place(),
                      fmt::format("no chip is called '{}'{}", *name,
                                  near.empty() ? " (see data/world/chips.csv)" : " (did you mean '" + near + "'?)"));
}

void EventReader::read(const EventField& f, VertexId& into) {
  const Node* said = value(f);
  const auto name = word(said, f.name, "supplier");
  if (!name) return;
  Words known;
  const auto find_in = [&]<class I>(const Names& names, I) -> VertexId {
    known.insert(known.end(), names.text.begin(), names.text.end());
    const I found = names.find<I>(*name);
    return found.exists() ? data.vertex(found) : VertexId{};
  };
  for (const VertexId found : {find_in(data.designers, DesignerId{}), find_in(data.foundries, FoundryId{}),
                               find_in(data.memory_makers, MemoryMakerId{}), find_in(data.toolmakers, ToolmakerId{}),
                               find_in(data.suppliers, SupplierId{})})
    if (found.exists()) {
      into = found;
      return;
    }
  map_.mistakes().add(said->place(), fmt::format("no supplier is called '{}'{}", *name, suggestion(*name, known)));
}

void EventReader::read(const EventField& f, std::vector<MaterialId>& into) {
  if (const Node* said = value(f))
    into = several<MaterialId>(*said, map_.words(f.name), data.materials.text, "material");
}

void EventReader::read(const EventField& f, ParameterName& into) {
  const Node* said = value(f);
  const auto name = word(said, f.name, "parameter");
  if (!name) return;
  if (const auto offset = parameters.offset(*name)) {
    into = {*name, *offset};
    return;
  }
  const std::string near = nearest(*name, parameters.names());
  map_.mistakes().add(said->place(), fmt::format("no parameter is called '{}'{}", *name,
                                                 near.empty() ? " (see: simulate list parameters)"
                                                              : " (did you mean '" + near + "'?)"));
}

// --- numbers by name ------------------------------------------------------------------------------------------------

template <class I>
NumbersBy<I> EventReader::numbers(const EventField& f, const Words& names, std::string_view what) {
  const Node* map = value(f);
  NumbersBy<I> out;
  if (!map) return out;
  if (map->kind != Node::Kind::map) {
    map_.mistakes().add(map->place(),
                        fmt::format("'{}' should be a map of {} to number, found {}", f.name, what, map->describe()));
    return out;
  }
  config::MapReader values(*map, std::string(f.name), map_.mistakes());
  for (const Node::Entry& entry : map->entries) {
    const auto at = find_name(entry.key, names, what, {map->place().file, entry.line, entry.column});
    const double number = values.number(entry.key, 0, f.range);
    if (at) out.emplace_back(I{*at}, number);
  }
  return out;
}

void EventReader::read(const EventField& f, NumbersBy<FirmId>& into) {
  into = numbers<FirmId>(f, data.firms.text, "AI firm");
}

void EventReader::read(const EventField& f, NumbersBy<ToolmakerId>& into) {
  into = numbers<ToolmakerId>(f, data.toolmakers.text, "toolmaker");
}

}  // namespace chokepoint
