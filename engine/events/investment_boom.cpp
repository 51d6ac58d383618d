// investment_boom: investors' confidence in AI rises or falls; the first one is the onset of generative AI.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class InvestmentBoom : public Event {
 public:
  std::optional<double> hype;
  double shift = 0, funding = 1;

  void check(EventReader& r) override;

  void strike(const EventView& view, World& world) const override {
    Commons& c = world.commons;
    const double level = hype ? *hype : std::clamp(c.hype + shift, 0.0, highest);
    c.hype += view.severity * (level - c.hype);
    c.funding_factor *= 1 + view.severity * (funding - 1);
    c.onset = true;
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData&) const override {
    std::string out = hype ? fmt::format("investors' confidence in AI is set to {:.2f}", *hype)
                           : fmt::format("investors' confidence in AI moves by {:+.2f}", shift);
    if (funding != 1) out += fmt::format("; outside funding × {:.2f}", funding);
    return out;
  }
  static constexpr double highest = 0.995;
};

constexpr EventField investment_boom_fields[] = {
    field(&InvestmentBoom::hype, "hype", "share", "level of confidence", {0, InvestmentBoom::highest}),
    field(&InvestmentBoom::shift, "shift", "share", "change of the level, instead of `hype`; a bust is negative",
          {-1, 1}),
    field(&InvestmentBoom::funding, "funding", "factor", "on outside funding of AI firms from then on", {0, 10}),
};

void InvestmentBoom::check(EventReader& r) {
  if (r.has("hype") && r.has("shift"))
    r.mistake("shift", "'hype' sets the level and 'shift' moves it: give one of them");
  if (!r.has("hype") && !r.has("shift") && !r.has("funding"))
    r.mistake("hype", "an investment boom (or bust) needs 'hype', 'shift' or 'funding'");
}

}  // namespace

extern constinit const EventType investment_boom{
    "investment_boom",
    "moves investors' confidence, up or down; the first marks the onset of generative AI",
    EventKind::shock,
    "H moves by severity × (hype − H), or by severity × shift within 0 … 0.995; outside funding × (1 + severity × "
    "(funding − 1)) for good.",
    investment_boom_fields,
    R"(id: bust-2027
type: investment_boom
shift: -0.4
funding: 0.5
start: 2027-03
source: hypothetical)",
    make_event<InvestmentBoom>};

}  // namespace chokepoint::events
