// theft_or_leak: one lab obtains part of what another knows.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class TheftOrLeak : public Event {
 public:
  FirmId from, to;
  double fraction = 0;
  bool weights = false;

  void check(EventReader& r) override;

  void strike(const EventView& view, World& world) const override {
    auto& level = world.firms.algorithm_next;
    level[to] += fraction * view.severity * std::max(0.0, level[from] - level[to]);
    Firms& f = world.firms;
    const double has = std::max(f.best[to], f.held[to]);
    if (weights && f.best[from] > has) f.held[to] = has + view.severity * (f.best[from] - has);
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} obtains {:.0f} % of what {} knows and it does not{}", data.firms.text[to.index()],
                       100 * fraction, data.firms.text[from.index()],
                       weights ? ", and the weights of its best model" : "");
  }
};

constexpr EventField theft_or_leak_fields[] = {
    required(field(&TheftOrLeak::from, "from", "", "whose knowledge it is")),
    required(field(&TheftOrLeak::to, "to", "", "who obtains it")),
    required(field(&TheftOrLeak::fraction, "fraction", "share", "of the gap between the two", config::share)),
    field(&TheftOrLeak::weights, "weights", "",
          "the weights of the best model of `from` as well: `to` can run it at once"),
};

void TheftOrLeak::check(EventReader& r) {
  if (from.exists() && from == to) r.mistake("to", "'from' and 'to' are the same lab");
}

}  // namespace

extern constinit const EventType theft_or_leak{"theft_or_leak",
                                               "one lab obtains part of what another knows",
                                               EventKind::shock,
                                               "A of `to` rises by fraction × severity × (A of `from` − A of `to`)⁺; "
                                               "what a breakthrough keeps secret is stolen as well. With "
                                               "`weights`, `to` serves the stolen model from then on and builds on it.",
                                               theft_or_leak_fields,
                                               R"(id: weights-stolen
type: theft_or_leak
from: OpenAI-MSFT
to: DeepSeek
fraction: 0.5
start: 2027-03
source: hypothetical)",
                                               make_event<TheftOrLeak>};

}  // namespace chokepoint::events
