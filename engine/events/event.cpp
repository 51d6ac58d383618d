// Reading events of any type.
#include "engine/events/event.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chokepoint {

EventReader::EventReader(const config::Node& node, const WorldData& world_data, const ParameterTable& table, Mistakes& mistakes)
    : MapReader(node, "event", mistakes), data(world_data), parameters(table) {}

EventHeader EventReader::header() {
  EventHeader h;
  h.place = node().place();
  h.id = required_text("id");
  h.type = text("type");
  h.issuer = nation("issuer", false);
  h.targets = nations("targets");
  h.announce = month("announce");
  const bool has_start = require("start") != nullptr;
  const auto start = month("start");
  h.start = start.value_or(Month{0});
  h.end = month("end");
  h.severity = number("severity", 1, config::share);
  h.enforcement = optional_number("enforcement", config::share);
  h.priority = integer("priority", 0, -1000, 1000);
  h.tags = words("tags");
  h.source = text("source");
  h.note = text("note");
  if (has_start && start) {
    if (h.start < Month{0}) mistake("start", fmt::format("event '{}' starts in {}, before the world begins in {}", h.id, h.start.text(), Month{0}.text()));
    if (h.end && *h.end <= h.start) mistake("end", fmt::format("event '{}' ends in {}, not after its start in {}", h.id, h.end->text(), h.start.text()));
    if (h.announce && *h.announce > h.start) mistake("announce", fmt::format("event '{}' is announced in {}, after its start in {}", h.id, h.announce->text(), h.start.text()));
  }
  return h;
}

std::optional<std::size_t> EventReader::find_name(const std::string& word, const Names& names, std::string_view kind, const Place& place) {
  const auto at = std::ranges::lower_bound(names.text, word);
  if (at != names.text.end() && *at == word) return static_cast<std::size_t>(at - names.text.begin());
  mistakes().add(place, fmt::format("no {} is called '{}'{}", kind, word, suggestion(word, names.text)));
  return std::nullopt;
}

NationId EventReader::nation(std::string_view key, bool required) {
  const config::Node* value = required ? require(key) : find(key);
  if (!value) return {};
  const auto at = find_name(text(key), data.nations, "nation", value->place());
  return at ? NationId{*at} : NationId{};
}

std::vector<NationId> EventReader::nations(std::string_view key) {
  std::vector<NationId> out;
  const config::Node* value = find(key);
  if (!value) return out;
  const auto list = words(key);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Place place = i < value->items.size() ? value->items[i].place() : value->place();
    if (const auto at = find_name(list[i], data.nations, "nation", place)) out.push_back(NationId{*at});
  }
  return out;
}

FirmId EventReader::firm(std::string_view key) {
  const config::Node* value = require(key);
  if (!value) return {};
  const auto at = find_name(text(key), data.firms, "AI firm", value->place());
  return at ? FirmId{*at} : FirmId{};
}

DesignerId EventReader::designer(std::string_view key) {
  const config::Node* value = require(key);
  if (!value) return {};
  const auto at = find_name(text(key), data.designers, "designer", value->place());
  return at ? DesignerId{*at} : DesignerId{};
}

ChipId EventReader::chip(std::string_view key) {
  const config::Node* value = find(key);
  if (!value) return {};
  const std::string word = text(key);
  const auto at = std::ranges::find(data.chip_names, word);
  if (at != data.chip_names.end()) return ChipId{static_cast<std::size_t>(at - data.chip_names.begin())};
  const std::string near = nearest(word, data.chip_names);
  mistakes().add(value->place(), fmt::format("no chip is called '{}'{}", word, near.empty() ? " (see data/world/chips.csv)" : " (did you mean '" + near + "'?)"));
  return {};
}

VertexId EventReader::supplier(std::string_view key) {
  const config::Node* value = require(key);
  if (!value) return {};
  const std::string word = text(key);
  std::vector<std::string> known;
  const auto find_in = [&]<class I>(const Names& names, I) -> VertexId {
    known.insert(known.end(), names.text.begin(), names.text.end());
    const auto at = std::ranges::lower_bound(names.text, word);
    return at != names.text.end() && *at == word ? data.vertex(I{static_cast<std::size_t>(at - names.text.begin())}) : VertexId{};
  };
  for (const VertexId v : {find_in(data.designers, DesignerId{}), find_in(data.foundries, FoundryId{}), find_in(data.memory_makers, MemoryMakerId{}),
                           find_in(data.toolmakers, ToolmakerId{})})
    if (v.exists()) return v;
  mistakes().add(value->place(), fmt::format("no supplier is called '{}'{}", word, suggestion(word, known)));
  return {};
}

void EventReader::require_issuer(const EventHeader& header) {
  if (!header.issuer.exists() && !find("issuer")) mistake("issuer", fmt::format("event '{}' lacks an 'issuer': the nation that takes the measure", header.id));
}

void EventReader::require_targets(const EventHeader& header) {
  require_issuer(header);
  if (header.targets.empty() && !find("targets")) mistake("targets", fmt::format("event '{}' lacks 'targets': the nations it is aimed at", header.id));
}

std::unique_ptr<Event> read_event(const config::Node& node, const WorldData& data, const ParameterTable& parameters, Mistakes& mistakes) {
  EventReader reader(node, data, parameters, mistakes);
  if (node.kind != config::Node::Kind::map) return nullptr;
  const std::string type_name = reader.required_text("type");
  const auto types = event_types();
  const auto type = std::ranges::find_if(types, [&](const EventType* t) { return t->name == type_name; });
  if (type == types.end()) {
    std::vector<std::string> known;
    for (const EventType* t : types) known.emplace_back(t->name);
    if (!type_name.empty()) reader.mistake("type", fmt::format("no event type is called '{}'{}", type_name, suggestion(type_name, known)));
    return nullptr;
  }
  const EventHeader header = reader.header();
  auto event = (*type)->read(reader, header);
  event->header = header;
  reader.finish();
  return event;
}

std::string nation_list(const WorldData& data, const std::vector<NationId>& nations) {
  std::string out;
  for (std::size_t i = 0; i < nations.size(); ++i) {
    if (i > 0) out += i + 1 == nations.size() ? " and " : ", ";
    out += data.nation_labels[nations[i].index()];
  }
  return out.empty() ? "no nation" : out;
}

std::span<const EventField> common_event_fields() {
  static constexpr EventField fields[] = {
      {"id", "", "required", "name of the event, once in a scenario"},
      {"type", "", "required", "what kind of event it is"},
      {"issuer", "nation", "", "who takes the measure"},
      {"targets", "nations", "", "at whom it is aimed"},
      {"announce", "month", "", "known from this month on, not yet in force"},
      {"start", "month", "required", "in force from this month on"},
      {"end", "month", "never", "first month in which it is no longer in force"},
      {"severity", "share", "1", "0: no effect, 1: full effect"},
      {"enforcement", "share", "controls.enforcement", "against diversion while in force"},
      {"priority", "", "0", "lower acts first"},
      {"tags", "words", "", "for removing groups of events"},
      {"source", "", "", "where the fact is from"},
      {"note", "", "", "what a reader should know"},
  };
  return fields;
}

}  // namespace chokepoint
