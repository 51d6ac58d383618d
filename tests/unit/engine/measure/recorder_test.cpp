// What a run measures, and that it is the same whatever else is measured beside it.
#include "engine/measure/recorder.hpp"

#include <memory>

#include "analysis/runs/ensemble.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace recorder_test {

using namespace chokepoint;
using namespace chokepoint::test;

/// Several recorders of one run; the first answers triggers.
class Recorders : public Observer {
 public:
  Recorders(const Scenario& scenario, std::vector<Wanted> wanted) {
    const WorldData& data = *scenario.initial->world.data;
    for (const Wanted& w : wanted) {
      layouts_.push_back(std::make_unique<Layout>(data, w));
      recorders_.emplace_back(*layouts_.back(), data, static_cast<std::size_t>(scenario.end.index) + 1);
    }
  }
  void observe(const Simulation& simulation) override {
    for (Recorder& r : recorders_) r.observe(simulation);
  }
  [[nodiscard]] double measured(std::size_t series, Month month) const override {
    return recorders_[0].measured(series, month);
  }
  [[nodiscard]] std::unique_ptr<Observer> clone() const override { return nullptr; }
  [[nodiscard]] const Layout& layout(std::size_t k) const { return *layouts_[k]; }
  [[nodiscard]] std::vector<Record> take() {
    std::vector<Record> out;
    for (Recorder& r : recorders_) out.push_back(r.take());
    return out;
  }

 private:
  std::vector<std::unique_ptr<Layout>> layouts_;
  std::vector<Recorder> recorders_;
};

bool same_series(const Record& a, const Record& b, std::size_t series) {
  for (std::size_t m = 0; m < a.months(); ++m)
    if (a.at(m, series) != b.at(m, series)) return false;
  return true;
}

TEST_CASE("recorder: each metric alone gives the numbers that it gives among all", "[unit]") {
  const Scenario scenario = shipped("policy_agents", "2019-06");
  std::vector<Wanted> wanted{Wanted::all()};
  for (const Metric& metric : metrics()) wanted.push_back(Wanted().add(metric.name));
  Recorders recorders(scenario, std::move(wanted));
  simulation(scenario, 0, 1, &recorders).run();
  const std::vector<Record> records = recorders.take();
  const Layout& all = recorders.layout(0);
  for (std::size_t k = 1; k < records.size(); ++k) {
    const Metric& metric = metrics()[k - 1];
    INFO(metric.name);
    CHECK(recorders.layout(k).measures(metric));
    CHECK(records[k].width() < records[0].width() / 4);
    for (std::size_t s = all.first(metric); s < all.series().size() && all.series()[s].metric == &metric; ++s)
      CHECK(same_series(records[0], records[k], s));
  }
}

TEST_CASE("recorder: who wants nothing measures nothing", "[unit]") {
  const Scenario scenario = shipped("baseline", "2017-03");
  Recorders recorders(scenario, {Wanted()});
  simulation(scenario, 0, 1, &recorders).run();
  CHECK(recorders.layout(0).measured().empty());
  CHECK(recorders.layout(0).series().size() > 1000);
  const std::vector<Record> records = recorders.take();
  CHECK(records[0].at(2, recorders.layout(0).find("eci_us")) == 0);
  const KeptRecord kept(records[0]);
  CHECK((kept.is_zero(0) && kept.at(1, 0) == 0));
}

TEST_CASE("recorder: the triggers of a scenario have what they read", "[unit]") {
  const Scenario scenario =
      variant("no_ban",
              "events:\n  - {id: quake, type: supply_shock, nation: TW, severity: 0.3, duration: 2, trigger: {when: "
              "'mean(compute[US], 3) > 1 and delta(ai_capex_12m[EU], 1) > 0'}}\n",
              "2018-12");
  const WorldData& data = *scenario.initial->world.data;
  const Layout all(data), read(data, Wanted().add(*scenario.calendar));
  CHECK(read.measures(*find_metric("compute")));
  CHECK(read.measures(*find_metric("ai_capex_12m")));
  CHECK(read.measures(*find_metric("ai_capex")));  // of which it is the sum
  CHECK(read.parts().size() == 3);
  const Measured some = measure_run(scenario, agents::monthly_schedule(), read, 1, 0),
                 every = measure_run(scenario, agents::monthly_schedule(), all, 1, 0);
  CHECK(some.hash == every.hash);
  REQUIRE(some.fired.size() == every.fired.size());
  CHECK(!some.fired.empty());
  for (const char* agent : {"US", "EU"})
    for (std::size_t m = 0; m < some.record.months(); ++m)
      CHECK(some.record.at(m, read.find("ai_capex_12m", agent)) == every.record.at(m, all.find("ai_capex_12m", agent)));
}

TEST_CASE("recorder: a region is told as its metric says, from its members", "[unit]") {
  const Scenario scenario = shipped("baseline", "2018-02");
  Watch watch(scenario);
  Simulation run = simulation(scenario, 0, 1, &watch.recorder());
  run.run();
  const World& world = run.world();
  const auto& region = world.data->regions[RegionId{0}];
  const auto value = [&](std::string_view metric, NationId n) {
    return watch.value(metric, world.data->nations.text[n.index()], world.month);
  };
  double sum = 0, highest = 0, lowest = 1e9, weighted = 0, users = 0;
  for (const NationId n : region.members) {
    sum += value("compute", n), highest = std::max(highest, value("eci", n));
    lowest = std::min(lowest, value("material_inventory", n));
    weighted += world.nations.users[n] * value("adoption", n), users += world.nations.users[n];
  }
  CHECK(watch.value("compute", region.name, world.month) == sum);
  CHECK(watch.value("eci", region.name, world.month) == highest);
  CHECK(watch.value("material_inventory", region.name, world.month) == lowest);
  CHECK(watch.value("adoption", region.name, world.month) == weighted / users);
}

TEST_CASE("recorder: a kept record holds seven digits of what is measured, and nothing else", "[unit]") {
  const Scenario scenario = shipped("baseline", "2017-06");
  const Layout layout(*scenario.initial->world.data, std::vector<std::string>{"compute", "eci_gap"});
  Recorder recorder(layout, *scenario.initial->world.data, 6);
  simulation(scenario, 0, 1, &recorder).run();
  const Record record = recorder.take();
  const KeptRecord kept(record);
  for (std::size_t s = 0; s < layout.series().size(); ++s) {
    bool zero = true;
    for (std::size_t m = 0; m < 6; ++m) {
      REQUIRE(kept.at(m, s) == static_cast<double>(static_cast<float>(record.at(m, s))));
      zero = zero && record.at(m, s) == 0;
    }
    REQUIRE(kept.is_zero(s) == zero);
  }
  CHECK(kept.bytes() < 200 * 6 * sizeof(double));
}

}  // namespace recorder_test
