// Reading an event: its type, the header, its own fields; and what events ask for of those who take part in them.
#include "engine/events/event_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/events/other_words.hpp"

namespace chokepoint {

using config::Node;

EventReader::EventReader(const Node& node, const EventContext& context, Mistakes& mistakes)
    : data(context.data), parameters(context.parameters), context_(context), map_(node, "event", mistakes) {}

const EventType* EventReader::read_type() {
  const std::string name = map_.required_text("type");
  const EventType* found = find_event_type(name);
  if (found || name.empty()) return found;
  std::vector<std::string> known;
  for (const EventType* t : event_types()) known.emplace_back(t->name);
  const std::string_view instead = other_word_for_type(name);
  map_.mistake("type", fmt::format("no event type is called '{}'{}", name,
                                   instead.empty() ? suggestion(name, known) : fmt::format(": {}", instead)));
  return nullptr;
}

void EventReader::read_fields(std::span<const EventField> fields, FieldHolder& into) {
  for (const EventField& field : fields) {
    const std::size_t before = map_.mistakes().count();
    std::visit(
        [&]<class M>(M member) {
          if constexpr (!std::is_same_v<M, std::monostate>) read(field, into.*member);
        },
        field.member);
    if (map_.mistakes().count() > before) wrong_.push_back(field.name);
  }
}

std::unique_ptr<Event> EventReader::event() {
  type_ = read_type();
  if (!type_) return nullptr;
  header_.place = map_.node().place();
  header_.type = type_->name;
  read_fields(common_event_fields(), header_);
  check_header();
  if (type_->needs_field("targets"))
    require_targets();
  else if (type_->needs_field("issuer"))
    require_issuer();
  std::unique_ptr<Event> event = type_->make();
  event->header = header_;
  read_fields(type_->fields, *event);
  event->check(*this);
  if (!event->by_issuer() && type_->kind == EventKind::measure && has("allied"))
    mistake("allied", fmt::format("'{}' does the same whoever takes it: allies add nothing", type_->name));
  for (const Node::Entry& entry : map_.node().entries)
    if (const std::string_view instead = other_word_for_key(type_->name, entry.key); !instead.empty() && has(entry.key))
      mistake(entry.key, fmt::format("'{}' says nothing in a {}: {}", entry.key, type_->name, instead));
  map_.finish();
  return event;
}

bool EventReader::has(std::string_view key) { return map_.find(key) != nullptr; }

bool EventReader::is_wrong(std::string_view key) const { return std::ranges::find(wrong_, key) != wrong_.end(); }

Place EventReader::place_of(std::string_view key) const {
  const Node* found = map_.node().find(key);
  return found ? found->place() : map_.node().place();
}

// --- what an event asks for -----------------------------------------------------------------------------------------

void EventReader::require_issuer() {
  if (header_.issuers.empty() && !has("issuer"))
    mistake("issuer", fmt::format("event '{}' lacks an 'issuer': the nation that takes the measure", header_.id));
}

void EventReader::require_targets() {
  require_issuer();
  if (header_.targets.empty() && !has("targets"))
    mistake("targets", fmt::format("event '{}' lacks 'targets': the nations it is aimed at", header_.id));
}

void EventReader::require_seller(std::string_view what, const Home& sells, Foreign foreign) {
  const EventHeader& h = header_;
  const auto sold = [&](NationId n) { return sells(data, n); };
  if ((h.fdpr && foreign == Foreign::all) || h.allied_auto || h.issuers.empty()) return;
  if (std::ranges::any_of(h.issuers, sold) || std::ranges::any_of(h.allies, sold)) return;
  mistake("issuer", fmt::format("{} sells no {}, so this stops nothing{}", nation_list(data, h.issuers), what,
                                foreign == Foreign::all ? ": 'fdpr: true' binds foreign sellers" : ""));
}

void EventReader::leave_out_takers(std::string_view key, NationList& aimed_at) {
  if (aimed_at.empty()) return;
  NationList named;
  for (const NationList* takers : {&header_.issuers, &header_.allies})
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
                               const Home& has) {
  if (!nations.empty() && std::ranges::none_of(nations, [&](NationId n) { return has(data, n); }))
    mistake(key, fmt::format("{} has no {}, so this moves nothing", nation_list(data, nations), what));
}

std::unique_ptr<Event> read_event(const Node& node, const EventContext& context, Mistakes& mistakes) {
  Mistakes found;
  EventReader reader(node, context, found);
  std::unique_ptr<Event> event = node.kind == Node::Kind::map ? reader.event() : nullptr;
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
