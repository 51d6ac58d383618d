// openness_shift: a lab changes its policy on open weights for good.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class OpennessShift : public Event {
 public:
  FirmId lab;
  double openness = 0;

  void strike(const EventView& view, World& world) const override {
    double& policy = world.firms.openness[lab];
    policy += view.severity * (openness - policy);
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} sets its openness to {:.2f}", data.firms.text[lab.index()], openness);
  }
};

constexpr EventField openness_shift_fields[] = {
    required(field(&OpennessShift::lab, "lab", "", "whose policy changes")),
    required(field(&OpennessShift::openness, "openness", "share", "0: never opens weights, 1: always", config::share)),
};

}  // namespace

extern constinit const EventType openness_shift{
    "openness_shift",       "a lab changes its policy on open weights for good",
    EventKind::shock,       "α of the lab moves by severity × (openness − α).",
    openness_shift_fields,
    R"(id: openai-opens-up
type: openness_shift
lab: OpenAI-MSFT
openness: 0.6
start: 2027-01
source: hypothetical)", make_event<OpennessShift>};

}  // namespace chokepoint::events
