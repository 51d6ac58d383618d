// note: a dated fact without a mechanism in the model, kept for the record and the timeline.
#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class Note : public Event {
 public:
  std::string text;
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData&) const override { return text; }
};

constexpr EventField note_fields[] = {
    required(field(&Note::text, "text", "", "what happened")),
};

}  // namespace

extern constinit const EventType note{"note",          "a dated fact for the record",
                                      EventKind::fact, "None.",
                                      note_fields,
                                      R"(id: summit
type: note
text: "Leaders meet; no change of the rules."
start: 2026-11
source: hypothetical)",   make_event<Note>};

}  // namespace chokepoint::events
