// note: a dated fact without a mechanism in the model, kept for the record and the timeline.
#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class Note : public Event {
 public:
  std::string text;
  std::string describe(const WorldData&) const override { return text; }
};

constexpr EventField fields[] = {{"text", "", "required", "what happened"}};

std::unique_ptr<Event> read(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<Note>();
  event->text = r.required_text("text");
  return event;
}

}  // namespace

extern constinit const EventType note{"note", "a dated fact for the record; no effect", fields, read};

}  // namespace chokepoint::events
