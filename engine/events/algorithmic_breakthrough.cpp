// algorithmic_breakthrough: labs gain effective compute at once; research may run faster from then on.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/hash.hpp"
#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class AlgorithmicBreakthrough : public Event {
 public:
  NumbersBy<FirmId> labs;  ///< the gain of each
  bool lottery = false, accelerates = false;
  double size = 0;
  int leak_months = 0;

  void check(EventReader& r) override;

  void strike(const EventView& view, World& world) const override {
    for (const auto& [lab, gain] : labs) arrive(view, world, lab, gain);
    if (lottery)
      if (const FirmId lab = drawn(view, world); lab.exists()) arrive(view, world, lab, size);
    world.commons.accelerated = world.commons.accelerated || accelerates;
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    std::string out = "algorithmic breakthrough:";
    for (const auto& [lab, gain] : labs) out += fmt::format(" {} {:+.2f} OOM", data.firms.text[lab.index()], gain);
    if (lottery) out += fmt::format(" a lab drawn by lot {:+.2f} OOM", size);
    if (leak_months > 0) out += fmt::format(", secret for {} months", leak_months);
    return out + (accelerates ? "; research accelerates" : "");
  }

 private:
  void arrive(const EventView& view, World& world, FirmId lab, double gain) const {
    Firms& f = world.firms;
    f.algorithm_next[lab] += gain * view.severity;
    if (leak_months <= 0) return;
    f.secret[lab] += gain * view.severity;
    f.secret_months[lab] = std::max(f.secret_months[lab], static_cast<double>(leak_months));
  }
  /// A lab by lot, in proportion to its talent times its computing power (talent alone while no lab has any): of clocks
  /// that run at these rates the first to ring. Each lab's clock depends on its name alone, so a new lab shifts no
  /// other's.
  FirmId drawn(const EventView& view, const World& world) const {
    const Firms& f = world.firms;
    const auto is_lab = [&](FirmId i) { return view.month >= f.entry[i] && f.lab_share[i] > 0; };
    const auto compute = [&](FirmId i) { return f.training[i] * f.lab_share[i]; };
    double all = 0;
    for (const FirmId i : f.nation.ids())
      if (is_lab(i)) all += compute(i);
    FirmId first;
    double rings = no_limit;
    for (const FirmId i : f.nation.ids()) {
      const double rate = f.talent[i] * (all > 0 ? compute(i) : 1.0);
      if (!is_lab(i) || rate <= 0) continue;
      const double at = -maths::log(view.random.uniform(Purpose::lottery, view.data.firms.hash[i.index()], view.month,
                                                        name_hash(header.id))) /
                        rate;
      if (at < rings) rings = at, first = i;
    }
    return first;
  }
};

constexpr EventField algorithmic_breakthrough_fields[] = {
    field(&AlgorithmicBreakthrough::labs, "labs", "OOM", "gain of each lab, orders of magnitude of effective compute",
          {0, 3}),
    field(&AlgorithmicBreakthrough::lottery, "lottery", "", "one lab drawn by lot gains `size`, instead of `labs`"),
    field(&AlgorithmicBreakthrough::size, "size", "OOM", "gain of the lab that is drawn", {0, 3}),
    field(&AlgorithmicBreakthrough::leak_months, "leak_months", "months", "for so long no other lab can learn it",
          {0, 120}),
    field(&AlgorithmicBreakthrough::accelerates, "accelerates", "",
          "research runs at `research.acceleration` from then on"),
};

void AlgorithmicBreakthrough::check(EventReader& r) {
  if (r.is_wrong("lottery")) return;
  if (r.has("labs") == lottery)
    r.mistake("labs", fmt::format("event '{}' names 'labs', or draws one by 'lottery': give one of them", header.id));
  else if (lottery != r.has("size"))
    r.mistake("size", "'lottery' and 'size' go together");
}

}  // namespace

extern constinit const EventType algorithmic_breakthrough{
    "algorithmic_breakthrough",
    "labs gain effective compute at once",
    EventKind::shock,
    "A of each lab (or of one drawn in proportion to talent × computing power of the lab) rises by its size × "
    "severity; for `leak_months` that gain stays out of the level from which others learn; with `accelerates`, "
    "research runs at `research.acceleration` for good.",
    algorithmic_breakthrough_fields,
    R"(id: test-time-search
type: algorithmic_breakthrough
lottery: true
size: 0.4
leak_months: 6
start: 2027-03
source: hypothetical)",
    make_event<AlgorithmicBreakthrough>};

}  // namespace chokepoint::events
