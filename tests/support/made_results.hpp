// Results whose values a test writes down itself, so that what a writer makes of them is known by pencil.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "analysis/compare/comparison.hpp"
#include "analysis/runs/ensemble.hpp"
#include "tests/support/runs.hpp"

namespace chokepoint::test {

/// A scenario of three months with no event but those given (YAML, one a line).
inline Scenario three_months(const std::string& name = "made", const std::string& events = "  []\n") {
  const TemporaryFolder folder;
  return load_scenario(
      folder.write(name + ".yaml", "scenario: {name: " + name + ", start: 2017-01, end: 2017-03}\nevents:\n" + events),
      options());
}

/// Runs of a scenario that measured nothing but what is set.
class MadeRuns {
 public:
  MadeRuns(const Scenario& scenario, const Layout& layout, std::size_t runs)
      : scenario_(scenario), layout_(layout), records_(runs, Record(layout.series().size(), months())) {}
  /// Values of one series in every month, by run.
  MadeRuns& set(std::string_view metric, std::string_view agent, const std::vector<double>& by_run) {
    for (std::size_t r = 0; r < records_.size(); ++r)
      for (std::size_t m = 0; m < months(); ++m) records_[r].at(m, layout_.find(metric, agent)) = by_run.at(r);
    return *this;
  }
  [[nodiscard]] std::shared_ptr<Ensemble> ensemble() const {
    auto out = std::make_shared<Ensemble>();
    out->scenario = &scenario_;
    const std::size_t events = scenario_.calendar->events().size();
    for (std::size_t r = 0; r < records_.size(); ++r) {
      out->records.emplace_back(records_[r]);
      out->hashes.push_back(100 + r);
      out->firsts.emplace_back(events, EventClock::never);
    }
    out->starts.resize(events), out->fired.resize(records_.size());
    return out;
  }

 private:
  [[nodiscard]] std::size_t months() const { return static_cast<std::size_t>(scenario_.end.index) + 1; }
  const Scenario& scenario_;
  const Layout& layout_;
  std::vector<Record> records_;
};

/// Two scenarios of three months, run thrice: the capability gap of `made` is 1, 2 and 3 ECI in every month, that of
/// `other` 0, 0 and 3.
struct MadePair {
  Scenario made = three_months("made"), other = three_months("other");
  std::shared_ptr<const Layout> layout = std::make_shared<const Layout>(*made.initial->world.data);

  [[nodiscard]] Results results(bool compared = true) const {
    Results out;
    out.layout = layout;
    out.main = MadeRuns(made, *layout, 3).set("eci_gap", "", {1, 2, 3}).ensemble();
    if (compared) out.other = MadeRuns(other, *layout, 3).set("eci_gap", "", {0, 0, 3}).ensemble();
    out.seed = 7, out.version = "9.9.9";
    out.asked.command = "simulate made.yaml --seed 7";
    return out;
  }
};

}  // namespace chokepoint::test
