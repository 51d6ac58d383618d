// The fields that every event may have, and what must hold between them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint {

using config::Node;

namespace {

/// A field that stands elsewhere than in one member: the type is known before, `allied` says two things.
consteval EventField without_member(std::string_view name, FieldKind kind, std::string_view unit,
                                    std::string_view meaning, bool required = false) {
  return {name, kind, unit, meaning, {}, {}, required};
}

constexpr EventField common_fields[] = {
    required(field(&EventHeader::id, "id", "", "name of the event, once in a scenario")),
    without_member("type", FieldKind::text, "", "what kind of event it is", true),
    field(&EventHeader::issuers, "issuer", "",
          "who takes the measure; of a list, a region or a bloc each member does. An amount is each one's on the list; "
          "of a "
          "region it is divided among its members"),
    field(&EventHeader::targets, "targets", "",
          "at whom it is aimed, where a type is; `foreign` stands for all nations but the issuer; who takes the "
          "measure is left out"),
    without_member("allied", FieldKind::words, "nations and regions, or auto",
                   "nations that take the same measure at the same time; `auto`: aligned nations that sell such goods "
                   "follow with a hazard"),
    field(&EventHeader::fdpr, "fdpr", "",
          "foreign direct product rule: binds foreign sellers too; with the types that say so"),
    field(&EventHeader::announce, "announce", "",
          "known from this month on, not yet in force: buyers of accelerators, memory, tools and materials hoard what "
          "it will newly close"),
    field(&EventHeader::start, "start", "",
          "in force from this month on; required without a trigger; with one, the first month in which it may fire"),
    field(&EventHeader::end, "end", "", "first month in which it is no longer in force"),
    field(&EventHeader::withdrawn, "withdrawn", "", "called off in this month, whether announced or in force"),
    field(&EventHeader::duration, "duration", "months", "in force for so long after each start, instead of `end`",
          {0, 1200}),
    field(&EventHeader::lead, "lead", "months",
          "with a trigger: from its firing, which announces the event, to the start", {0, 120}),
    field(&EventHeader::trigger, "trigger", "", "makes the event happen when something holds, instead of on a date"),
    field(&EventHeader::severity, "severity", "share", "0: no effect, 1: full effect", config::share),
    field(&EventHeader::ramp, "ramp", "", "how severity grows: `{shape: linear|s_curve|exponential, months: N}`"),
    field(&EventHeader::enforcement, "enforcement", "share",
          "against diversion while in force; the highest of all measures counts, else `controls.enforcement`",
          config::share),
    field(&EventHeader::priority, "priority", "", "lower acts first; ties by id", {-1000, 1000}),
    field(&EventHeader::tags, "tags", "", "for naming groups of events"),
    field(&EventHeader::source, "source", "", "where the fact is from"),
    field(&EventHeader::note, "note", "", "what a reader should know"),
};

}  // namespace

std::span<const EventField> common_event_fields() { return common_fields; }

void EventReader::read_allied() {
  const Node* list = map_.find("allied");
  if (!list) return;
  const Words allied = words("allied", *list);
  if (allied.size() == 1 && allied[0] == "auto")
    header_.allied_auto = true;
  else
    header_.allies = listed(*list, allied);
}

void EventReader::check_header() {
  read_allied();
  check_dates();
  check_kind();
  check_instrument();
  check_allies();
  if (type_->kind != EventKind::measure) return;
  check_uses();
  if (!type_->has_use("places")) leave_out_takers("targets", header_.targets);
}

void EventReader::check_dates() {
  const EventHeader& h = header_;
  const bool triggered = has("trigger"), dated = has("start") && !is_wrong("start");
  if (!has("start") && !triggered)
    map_.mistakes().add(map_.node().place(), "event lacks 'start' (a month) or a 'trigger'");
  if (dated && h.start < Month{0})
    mistake("start", fmt::format("event '{}' starts in {}, before the world begins in {}", h.id, h.start.text(),
                                 Month{0}.text()));
  if (h.end && dated && *h.end <= h.start)
    mistake("end",
            fmt::format("event '{}' ends in {}, not after its start in {}", h.id, h.end->text(), h.start.text()));
  if (h.announce && dated && *h.announce > h.start)
    mistake("announce", fmt::format("event '{}' is announced in {}, after its start in {}", h.id, h.announce->text(),
                                    h.start.text()));
  if (h.end && has("duration")) mistake("duration", "'end' and 'duration' say the same: give one of them");
  if (triggered && has("announce"))
    mistake("announce",
            "an event with a trigger is announced when that fires: 'lead' says how many months before its start");
  if (!triggered && has("lead")) mistake("lead", "'lead' goes with a 'trigger'; with a date, say 'announce'");
}

/// What has no meaning for a shock, or for a fact.
void EventReader::check_kind() {
  if (type_->kind == EventKind::measure) return;
  const bool shock = type_->kind == EventKind::shock;
  for (const char* key : {"ramp", "allied", "fdpr", "enforcement"})
    if (has(key))
      mistake(key, fmt::format("'{}' has no meaning here: '{}' {}", key, type_->name,
                               shock ? "acts once" : "changes nothing"));
  for (const char* key : {"end", "duration"})
    if (shock && has(key)) mistake(key, fmt::format("'{}' has no meaning here: '{}' acts once", key, type_->name));
}

void EventReader::check_instrument() {
  const EventHeader& h = header_;
  const Discretion* discretion = h.trigger ? h.trigger->discretion() : nullptr;
  if (!discretion) return;
  if (h.issuers.empty() && !has("issuer"))
    mistake("trigger", "an instrument ('policy') needs an 'issuer': the government that decides");
  if (h.issuers.size() > 1)
    mistake("issuer", "an instrument ('policy') has one nation as 'issuer': regions do not decide");
  if (h.targets.empty() && !has("targets") && discretion->kind != PolicyKind::subsidy)
    mistake("trigger", fmt::format("an instrument to {} needs 'targets': the first is the nation it is aimed at",
                                   policy_kind_names[static_cast<std::size_t>(discretion->kind)]));
  if (type_->kind == EventKind::fact)
    mistake("trigger", fmt::format("'{}' changes nothing: no government decides on it", type_->name));
}

void EventReader::check_allies() {
  const EventHeader& h = header_;
  if ((h.allied_auto || !h.allies.empty()) && h.issuers.empty() && !has("issuer"))
    mistake("allied", "'allied' needs an 'issuer' to follow");
  if (std::ranges::any_of(h.issuers, [&](NationId n) { return h.allies.contains(n); }))
    mistake("allied", "the issuer is no ally of its own");
}

/// Common fields that a measure has only if its type says so.
void EventReader::check_uses() {
  if (has("fdpr") && !type_->has_use("fdpr")) {
    std::vector<std::string_view> binding;
    for (const EventType* t : event_types())
      if (t->has_use("fdpr")) binding.push_back(t->name);
    mistake("fdpr", fmt::format("'fdpr' has no meaning here: '{}' binds no foreign sellers. It goes with {}",
                                type_->name, fmt::join(binding, ", ")));
  }
  const bool chosen = header_.trigger && header_.trigger->discretion();
  if (has("targets") && !type_->has_use("targets") && !type_->has_use("places") && !chosen)
    mistake("targets", fmt::format("'targets' has no meaning here: '{}' is aimed at no one", type_->name));
}

}  // namespace chokepoint
