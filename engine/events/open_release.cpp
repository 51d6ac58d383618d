// open_release: a lab publishes the weights of a model, at or above its best.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class OpenRelease : public Event {
 public:
  FirmId lab;
  double capability_gain = 0;
  std::optional<double> eci;

  void check(EventReader& r) override;

  void strike(const EventView& view, World& world) const override {
    Firms& f = world.firms;
    if (f.best[lab] <= 0) return;  // nothing to open yet
    const double released = f.best[lab] + (eci ? *eci - f.best[lab] : capability_gain) * view.severity;
    world.models.add({lab, world.month, 0, released, true, f.best_log_flop[lab]});
    f.best[lab] = std::max(f.best[lab], released);
    f.best_open[lab] = std::max(f.best_open[lab], released);
    world.commons.frontier = std::max(world.commons.frontier, released);
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    const std::string& name = data.firms.text[lab.index()];
    return eci ? fmt::format("{} opens the weights of a model of {:.1f} ECI", name, *eci)
               : fmt::format("{} opens the weights of a model {:+.1f} ECI from its best", name, capability_gain);
  }
};

constexpr EventField open_release_fields[] = {
    required(field(&OpenRelease::lab, "lab", "", "who opens a model")),
    field(&OpenRelease::capability_gain, "capability_gain", "ECI", "above the lab's best so far", {-50, 50}),
    field(&OpenRelease::eci, "eci", "ECI", "capability of the model, instead of `capability_gain`", {0, 400}),
};

void OpenRelease::check(EventReader& r) {
  if (r.has("eci") && r.has("capability_gain"))
    r.mistake("eci", "'eci' and 'capability_gain' say the same: give one of them");
}

}  // namespace

extern constinit const EventType open_release{
    "open_release",
    "a lab publishes the weights of a model",
    EventKind::shock,
    "A model with open weights enters the registry at the lab's best plus capability_gain × severity (or at best + "
    "severity × (eci − best)); the lab's best open model and the frontier follow; what its weights embody can be "
    "learned from then on.",
    open_release_fields,
    R"(id: meta-opens-its-best
type: open_release
lab: Meta
capability_gain: 2
start: 2026-09
source: hypothetical)",
    make_event<OpenRelease>};

}  // namespace chokepoint::events
