// Fields by their descriptions.
#include "engine/events/event_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>
#include <tuple>

#include "engine/world/nation_names.hpp"

namespace chokepoint {

using config::Node;

EventReader::EventReader(const Node& node, const EventContext& context, Mistakes& mistakes)
    : data(context.data), parameters(context.parameters), context_(context), map_(node, "event", mistakes) {}

const EventType* EventReader::type() {
  const std::string name = map_.required_text("type");
  type_ = find_event_type(name);
  if (type_ || name.empty()) return type_;
  std::vector<std::string> known;
  for (const EventType* t : event_types()) known.emplace_back(t->name);
  map_.mistake("type", fmt::format("no event type is called '{}'{}", name, suggestion(name, known)));
  return nullptr;
}

const EventField& EventReader::field(std::string_view key, [[maybe_unused]] FieldKind kind) const {
  const auto in = [&](std::span<const EventField> fields) -> const EventField* {
    const auto at = std::ranges::find(fields, key, &EventField::name);
    return at == fields.end() ? nullptr : &*at;
  };
  const EventField* found = type_ ? in(type_->fields) : nullptr;
  if (!found) found = in(common_event_fields());
  assert(found && found->kind == kind && "every key that is read stands in a table of fields, with its kind");
  return *found;
}

const Node* EventReader::value(const EventField& field) {
  return field.fallback == "required" ? map_.require(field.name) : map_.find(field.name);
}

bool EventReader::has(std::string_view key) { return map_.find(key) != nullptr; }

Place EventReader::place_of(std::string_view key) const {
  const Node* found = map_.node().find(key);
  return found ? found->place() : map_.node().place();
}

double EventReader::number(std::string_view key) {
  const EventField& f = field(key, FieldKind::number);
  const double fallback = f.fallback == "none" ? no_limit : config::parse_number(f.fallback).value_or(0);
  return value(f) ? map_.number(key, fallback, f.range) : fallback;
}

int EventReader::integer(std::string_view key) {
  const EventField& f = field(key, FieldKind::integer);
  const int fallback = static_cast<int>(config::parse_number(f.fallback).value_or(std::max(0.0, f.range.low)));
  return value(f) ? map_.integer(key, fallback, static_cast<int>(f.range.low), static_cast<int>(f.range.high))
                  : fallback;
}

bool EventReader::boolean(std::string_view key) {
  const EventField& f = field(key, FieldKind::boolean);
  return value(f) ? map_.boolean(key, f.fallback == "true") : f.fallback == "true";
}

std::string EventReader::text(std::string_view key) {
  const EventField& f = field(key, FieldKind::text);
  return value(f) ? map_.text(key) : std::string(f.fallback == "required" ? "" : f.fallback);
}

std::string EventReader::choice(std::string_view key) {
  const EventField& f = field(key, FieldKind::choice);
  const std::string fallback(f.fallback == "required" ? "" : f.fallback);
  return value(f) ? map_.choice(key, fallback, words_of(f.words)) : fallback;
}

std::vector<std::string> EventReader::choices(std::string_view key) {
  const EventField& f = field(key, FieldKind::choices);
  const std::vector<std::string> known = words_of(f.words);
  const Node* list = value(f);
  if (!list)
    return f.fallback == "required" ? std::vector<std::string>{} : f.fallback == "all" ? known : words_of(f.fallback);
  std::vector<std::string> out = map_.words(key);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (std::ranges::find(known, out[i]) == known.end())
      mistakes().add(i < list->items.size() ? list->items[i].place() : list->place(),
                     fmt::format("'{}' is not one of the {} of this event{}", out[i], key, suggestion(out[i], known)));
  // What is none of the words would only be told once more by what is done with it.
  std::erase_if(out, [&](const std::string& word) { return std::ranges::find(known, word) == known.end(); });
  return out;
}

std::vector<std::string> EventReader::words(std::string_view key) {
  const auto fields = type_ ? type_->fields : std::span<const EventField>{};
  const auto own = std::ranges::find(fields, key, &EventField::name);
  const EventField& f = own != fields.end() ? *own : field(key, FieldKind::words);
  const Node* list = value(f);
  if (!list) return {};
  std::vector<std::string> out = map_.words(key);
  for (std::size_t i = 0; i < out.size() && i < list->items.size(); ++i)
    if (std::find(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(i), out[i]) !=
        out.begin() + static_cast<std::ptrdiff_t>(i))
      mistakes().add(list->items[i].place(), fmt::format("duplicate '{}'", out[i]));
  return out;
}

std::optional<Month> EventReader::month(std::string_view key) {
  const EventField& f = field(key, FieldKind::month);
  return value(f) ? map_.month(key) : std::nullopt;
}

std::optional<std::size_t> EventReader::find_name(const std::string& word, const std::vector<std::string>& names,
                                                  std::string_view kind, const Place& place) {
  const auto at = std::ranges::lower_bound(names, word);
  if (at != names.end() && *at == word) return static_cast<std::size_t>(at - names.begin());
  mistakes().add(place, fmt::format("no {} is called '{}'{}", kind, word, suggestion(word, names)));
  return std::nullopt;
}

namespace {

/// One name, read as the kind of thing it stands for.
template <class I>
I one(EventReader& r, const Node* value, const std::string& word, const std::vector<std::string>& names,
      std::string_view kind) {
  if (!value) return {};
  const auto at = r.find_name(word, names, kind, value->place());
  return at ? I{*at} : I{};
}

template <class I>
std::vector<I> several(EventReader& r, const Node* value, const std::vector<std::string>& list,
                       const std::vector<std::string>& names, std::string_view kind) {
  std::vector<I> out;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Place place = i < value->items.size() ? value->items[i].place() : value->place();
    const auto at = r.find_name(list[i], names, kind, place);
    if (at && std::ranges::find(out, I{*at}) != out.end())
      r.mistakes().add(place, fmt::format("duplicate '{}'", list[i]));
    else if (at)
      out.push_back(I{*at});
  }
  return out;
}

}  // namespace

std::optional<std::string> EventReader::word(const Node* value, std::string_view key, std::string_view kind) {
  if (!value) return std::nullopt;
  if (value->kind == Node::Kind::scalar && !value->scalar.empty()) return value->scalar;
  const bool one_of_one =
      value->kind == Node::Kind::sequence && value->items.size() == 1 && value->items[0].kind == Node::Kind::scalar;
  const std::string found = value->kind == Node::Kind::scalar ? "an empty text" : value->describe();
  mistakes().add(value->place(),
                 fmt::format("'{}' should name one {}, found {}{}", key, kind, found,
                             one_of_one ? fmt::format(": write {}: {}", key, value->items[0].scalar) : ""));
  return std::nullopt;
}

NationList EventReader::listed(const Node& value, const std::vector<std::string>& words) {
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
      mistakes().add(place, fmt::format("duplicate '{}'", word));
    else if (n.exists())
      out.add(n);
    else if (region.exists())
      out.add(region, data);
    else {
      std::vector<std::string> known = data.nations.text;
      for (const Region& r : data.regions.cells()) known.push_back(r.name), known.push_back(r.label);
      known.insert(known.end(), data.nation_labels.begin(), data.nation_labels.end());
      const std::string near = nearest(word, known);
      mistakes().add(place,
                     fmt::format("no nation or region is called '{}'{}", word,
                                 near.empty() ? " (see: simulate list nations)" : " (did you mean '" + near + "'?)"));
    }
  }
  return out;
}

NationList EventReader::nation(std::string_view key) {
  const Node* v = value(field(key, FieldKind::nation));
  if (v && v->kind == Node::Kind::sequence && key == "issuer") {
    const std::string first = v->items.empty() || v->items[0].kind != Node::Kind::scalar ? "US" : v->items[0].scalar;
    mistake(key, fmt::format("a measure has one 'issuer', a nation or region, found a list: say 'issuer: {}' and "
                             "'allied: [...]' for those who take it too, or write an event for each",
                             first));
    return {};
  }
  const auto name = word(v, key, "nation or region");
  return name ? listed(*v, {*name}) : NationList{};
}

NationList EventReader::nations(std::string_view key) {
  const Node* v = value(field(key, FieldKind::nations));
  if (!v) return {};
  const auto list = map_.words(key);
  if (list.size() == 1 && list[0] == "foreign") {
    if (!has("issuer")) mistakes().add(v->place(), "'foreign' needs an 'issuer': it stands for all others");
    if (has("allied"))
      mistakes().add(v->place(),
                     "'foreign' is resolved for the issuer alone: name the nations if allies take the measure too");
    NationList out;
    out.add_all_but(issuers_, data);
    return out;
  }
  return listed(*v, list);
}

FirmId EventReader::firm(std::string_view key) {
  const Node* v = value(field(key, FieldKind::firm));
  const auto name = word(v, key, "AI firm");
  if (const FirmRow* sector = name ? data.find_sector(*name) : nullptr) {
    mistakes().add(v->place(), fmt::format("'{}' is split into {} firms here and '{}' takes one: name a member, as {}",
                                           sector->name, sector->members.size(), key,
                                           data.firms.text[(*sector->members.begin()).index()]));
    return {};
  }
  return name ? one<FirmId>(*this, v, *name, data.firms.text, "AI firm") : FirmId{};
}

std::vector<FirmId> EventReader::firms(std::string_view key) {
  const Node* v = value(field(key, FieldKind::firms));
  if (!v) return {};
  std::vector<std::string> names;
  std::vector<FirmId> members;
  for (const std::string& word : map_.words(key))
    if (const FirmRow* sector = data.find_sector(word)) {
      for (const FirmId member : sector->members) members.push_back(member);
    } else {
      names.push_back(word);
    }
  std::vector<FirmId> out = several<FirmId>(*this, v, names, data.firms.text, "AI firm");
  out.insert(out.end(), members.begin(), members.end());
  return out;
}

DesignerId EventReader::designer(std::string_view key) {
  const Node* v = value(field(key, FieldKind::designer));
  const auto name = word(v, key, "designer");
  return name ? one<DesignerId>(*this, v, *name, data.designers.text, "designer") : DesignerId{};
}

ChipId EventReader::chip(std::string_view key) {
  const Node* v = value(field(key, FieldKind::chip));
  const auto name = word(v, key, "chip");
  if (!name) return {};
  const auto at = std::ranges::find(data.chip_names, *name);
  if (at != data.chip_names.end()) return ChipId{static_cast<std::size_t>(at - data.chip_names.begin())};
  const std::string near = nearest(*name, data.chip_names);
  mistakes().add(v->place(),
                 fmt::format("no chip is called '{}'{}", *name,
                             near.empty() ? " (see data/world/chips.csv)" : " (did you mean '" + near + "'?)"));
  return {};
}

VertexId EventReader::supplier(std::string_view key) {
  const Node* v = value(field(key, FieldKind::supplier));
  const auto name = word(v, key, "supplier");
  if (!name) return {};
  std::vector<std::string> known;
  const auto find_in = [&]<class I>(const Names& names, I) -> VertexId {
    known.insert(known.end(), names.text.begin(), names.text.end());
    const I found = names.find<I>(*name);
    return found.exists() ? data.vertex(found) : VertexId{};
  };
  for (const VertexId found : {find_in(data.designers, DesignerId{}), find_in(data.foundries, FoundryId{}),
                               find_in(data.memory_makers, MemoryMakerId{}), find_in(data.toolmakers, ToolmakerId{}),
                               find_in(data.suppliers, SupplierId{})})
    if (found.exists()) return found;
  mistakes().add(v->place(), fmt::format("no supplier is called '{}'{}", *name, suggestion(*name, known)));
  return {};
}

MaterialId EventReader::material(std::string_view key) {
  const Node* v = value(field(key, FieldKind::material));
  const auto name = word(v, key, "material");
  return name ? one<MaterialId>(*this, v, *name, data.materials.text, "material") : MaterialId{};
}

std::vector<MaterialId> EventReader::materials(std::string_view key) {
  const Node* v = value(field(key, FieldKind::materials));
  return v ? several<MaterialId>(*this, v, map_.words(key), data.materials.text, "material")
           : std::vector<MaterialId>{};
}

std::pair<std::size_t, std::string> EventReader::parameter(std::string_view key) {
  const Node* v = value(field(key, FieldKind::parameter));
  const auto said = word(v, key, "parameter");
  if (!said) return {};
  std::string name = *said;
  if (const auto offset = parameters.offset(name)) return {*offset, std::move(name)};
  const std::string near = nearest(name, parameters.names());
  mistakes().add(v->place(),
                 fmt::format("no parameter is called '{}'{}", name,
                             near.empty() ? " (see: simulate list parameters)" : " (did you mean '" + near + "'?)"));
  return {};
}

std::vector<std::pair<std::size_t, double>> EventReader::numbers(std::string_view key, FieldKind kind,
                                                                 const std::vector<std::string>& names,
                                                                 std::string_view what) {
  const EventField& f = field(key, kind);
  const Node* map = value(f);
  std::vector<std::pair<std::size_t, double>> out;
  if (!map) return out;
  if (map->kind != Node::Kind::map) {
    mistakes().add(map->place(),
                   fmt::format("'{}' should be a map of {} to number, found {}", key, what, map->describe()));
    return out;
  }
  config::MapReader values(*map, std::string(key), mistakes());
  for (const Node::Entry& entry : map->entries) {
    const auto at = find_name(entry.key, names, what, {map->place().file, entry.line, entry.column});
    const double number = values.number(entry.key, 0, f.range);
    if (at) out.emplace_back(*at, number);
  }
  return out;
}

std::vector<std::pair<std::size_t, double>> EventReader::numbers_by_firm(std::string_view key) {
  return numbers(key, FieldKind::by_firm, data.firms.text, "AI firm");
}

std::vector<std::pair<ToolmakerId, double>> EventReader::numbers_by_toolmaker(std::string_view key) {
  std::vector<std::pair<ToolmakerId, double>> out;
  for (const auto& [at, number] : numbers(key, FieldKind::by_toolmaker, data.toolmakers.text, "toolmaker"))
    out.emplace_back(ToolmakerId{at}, number);
  return out;
}

void EventReader::require_issuer(const EventHeader& header) {
  if (header.issuers.empty() && !has("issuer"))
    mistake("issuer", fmt::format("event '{}' lacks an 'issuer': the nation that takes the measure", header.id));
}

void EventReader::require_seller(const EventHeader& header, std::string_view what,
                                 const std::function<bool(NationId)>& sells, Foreign foreign) {
  if ((header.fdpr && foreign == Foreign::all) || header.allied_auto || header.issuers.empty()) return;
  if (std::ranges::any_of(header.issuers, sells) || std::ranges::any_of(header.allies, sells)) return;
  mistake("issuer", fmt::format("{} sells no {}, so this stops nothing{}", nation_list(data, header.issuers), what,
                                foreign == Foreign::all ? ": 'fdpr: true' binds foreign sellers" : ""));
}

void EventReader::require_targets(const EventHeader& header) {
  require_issuer(header);
  if (header.targets.empty() && !has("targets"))
    mistake("targets", fmt::format("event '{}' lacks 'targets': the nations it is aimed at", header.id));
}

void EventReader::leave_out_takers(std::string_view key, const EventHeader& header, NationList& aimed_at) {
  if (aimed_at.empty()) return;
  NationList named;
  for (const NationList* takers : {&header.issuers, &header.allies})
    for (const NationId n : *takers)
      if (!aimed_at.leave_out(n)) named.add(n);
  if (!named.empty()) {
    mistake(key, fmt::format("'{}' names {}, which takes the measure: a nation aims none at itself", key,
                             nation_list(data, named)));
    aimed_at = {};  // one slip is told once
  } else if (aimed_at.empty())
    mistake(key, fmt::format("'{}' names no one but those who take the measure: a nation aims none at itself", key));
}

void EventReader::require_some(std::string_view key, const NationList& nations, std::string_view what,
                               const std::function<bool(NationId)>& has) {
  if (!nations.empty() && std::ranges::none_of(nations, has))
    mistake(key, fmt::format("{} has no {}, so this moves nothing", nation_list(data, nations), what));
}

void EventReader::check_common_fields(const EventHeader& h) {
  if (type_->kind != EventKind::measure) return;
  if (has("fdpr") && !type_->has_use("fdpr")) {
    std::vector<std::string_view> binding;
    for (const EventType* t : event_types())
      if (t->has_use("fdpr")) binding.push_back(t->name);
    mistake("fdpr", fmt::format("'fdpr' has no meaning here: '{}' binds no foreign sellers. It goes with {}",
                                type_->name, fmt::join(binding, ", ")));
  }
  const bool chosen = h.trigger && h.trigger->discretion();
  if (has("targets") && !type_->has_use("targets") && !type_->has_use("places") && !chosen)
    mistake("targets", fmt::format("'targets' has no meaning here: '{}' is aimed at no one", type_->name));
}

// --- what all events share ------------------------------------------------------------------------------------------

EventHeader EventReader::header() {
  EventHeader h;
  h.place = map_.node().place();
  h.type = type_ ? type_->name : "";
  h.id = text("id");
  h.issuers = issuers_ = nation("issuer");
  h.targets = nations("targets");
  if (const auto allied = words("allied"); allied.size() == 1 && allied[0] == "auto")
    h.allied_auto = true;
  else if (const Node* list = map_.find("allied"))
    h.allies = listed(*list, allied);
  h.fdpr = boolean("fdpr");
  h.announce = month("announce");
  const auto start = month("start");
  h.start = start.value_or(Month{0});
  h.end = month("end");
  h.withdrawn = month("withdrawn");
  h.duration = integer("duration");
  h.lead = integer("lead");
  if (const Node* trigger = map_.find("trigger")) h.trigger = Trigger::read(*trigger, context_, mistakes());
  h.severity = number("severity");
  if (const Node* ramp = map_.find("ramp")) {
    config::MapReader r(*ramp, "ramp", mistakes());
    const std::string shape = r.choice("shape", "linear", {"linear", "s_curve", "exponential"});
    h.ramp.shape = shape == "linear"    ? Ramp::Shape::linear
                   : shape == "s_curve" ? Ramp::Shape::s_curve
                                        : Ramp::Shape::exponential;
    (void)r.require("months");
    h.ramp.months = r.integer("months", 0, 1, 1200);
    r.finish();
  }
  if (has("enforcement")) h.enforcement = number("enforcement");
  h.priority = integer("priority");
  h.tags = words("tags");
  h.source = text("source");
  h.note = text("note");

  const bool triggered = has("trigger");
  if (!start && !has("start") && !triggered)
    mistakes().add(map_.node().place(), "event lacks 'start' (a month) or a 'trigger'");
  if (start && h.start < Month{0})
    mistake("start", fmt::format("event '{}' starts in {}, before the world begins in {}", h.id, h.start.text(),
                                 Month{0}.text()));
  if (h.end && start && *h.end <= h.start)
    mistake("end",
            fmt::format("event '{}' ends in {}, not after its start in {}", h.id, h.end->text(), h.start.text()));
  if (h.announce && start && *h.announce > h.start)
    mistake("announce", fmt::format("event '{}' is announced in {}, after its start in {}", h.id, h.announce->text(),
                                    h.start.text()));
  if (h.end && has("duration")) mistake("duration", "'end' and 'duration' say the same: give one of them");
  if (triggered && has("announce"))
    mistake("announce",
            "an event with a trigger is announced when that fires: 'lead' says how many months before its start");
  if (!triggered && has("lead")) mistake("lead", "'lead' goes with a 'trigger'; with a date, say 'announce'");
  if (type_ && type_->kind != EventKind::measure) {
    const std::string_view what = type_->kind == EventKind::shock ? "acts once" : "changes nothing";
    for (const char* key : {"ramp", "allied", "fdpr", "enforcement"})
      if (has(key)) mistake(key, fmt::format("'{}' has no meaning here: '{}' {}", key, type_->name, what));
    if (type_->kind == EventKind::shock)
      for (const char* key : {"end", "duration"})
        if (const auto own = std::ranges::find(type_->fields, std::string_view(key), &EventField::name);
            own == type_->fields.end() && has(key))
          mistake(key, fmt::format("'{}' has no meaning here: '{}' acts once", key, type_->name));
  }
  if (const Discretion* discretion = h.trigger ? h.trigger->discretion() : nullptr) {
    if (h.issuers.empty() && !has("issuer"))
      mistake("trigger", "an instrument ('policy') needs an 'issuer': the government that decides");
    if (h.issuers.size() > 1)
      mistake("issuer", "an instrument ('policy') has one nation as 'issuer': regions do not decide");
    if (h.targets.empty() && !has("targets") && discretion->kind != PolicyKind::subsidy)
      mistake("trigger", fmt::format("an instrument to {} needs 'targets': the first is the nation it is aimed at",
                                     policy_kind_names[static_cast<std::size_t>(discretion->kind)]));
    if (type_ && type_->kind == EventKind::fact)
      mistake("trigger", fmt::format("'{}' changes nothing: no government decides on it", type_->name));
  }
  if ((h.allied_auto || !h.allies.empty()) && h.issuers.empty() && !has("issuer"))
    mistake("allied", "'allied' needs an 'issuer' to follow");
  if (std::ranges::any_of(h.issuers, [&](NationId n) { return h.allies.contains(n); }))
    mistake("allied", "the issuer is no ally of its own");
  if (type_) check_common_fields(h);
  if (type_ && type_->kind == EventKind::measure && !type_->has_use("places"))
    leave_out_takers("targets", h, h.targets);
  return h;
}

std::unique_ptr<Event> read_event(const Node& node, const EventContext& context, Mistakes& mistakes) {
  Mistakes found;
  EventReader reader(node, context, found);
  std::unique_ptr<Event> event;
  if (const EventType* type = node.kind == Node::Kind::map ? reader.type() : nullptr) {
    const EventHeader header = reader.header();
    event = type->read(reader, header);
    event->header = header;
    if (!event->by_issuer() && type->kind == EventKind::measure && reader.has("allied"))
      reader.mistake("allied", fmt::format("'{}' does the same whoever takes it: allies add nothing", type->name));
    reader.finish();
  }
  // A second mistake at one value follows from the first. Those at the event as a whole each tell of another thing that
  // is missing.
  const Place whole = node.place();
  std::set<std::tuple<std::string, int, int>> told;
  for (const Mistake& m : found.all())
    if (const auto place = std::tuple(m.place.file, m.place.line, m.place.column);
        place == std::tuple(whole.file, whole.line, whole.column) || told.insert(place).second)
      mistakes.add(m.place, m.what);
  return event;
}

}  // namespace chokepoint
