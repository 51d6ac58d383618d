// What explains a run is what the run goes by: the equations of the explanation, applied to its months, give its state.
#include <cmath>

#include "engine/markets/cloud_access.hpp"
#include "engine/markets/compute_equations.hpp"
#include "engine/markets/research_equations.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pairs.hpp"

namespace why_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

RunPair certain(const Scenario& scenario) {
  RunPair out = pair_of(scenario, scenario);
  out.in_a.capability_noise = out.in_a.paradigm_rate = 0;
  return out;
}

/// A run without what chance adds to a model and to an algorithm.
struct Certain {
  Scenario scenario = shipped("baseline", "2028-12");
  RunPair pair = certain(scenario);
  Trace trace{pair, scenario, pair.in_a, Month::of(2028, 12)};

  template <class Look>
  void each_month_of_firms(Look&& look) const {
    for (Month m = Month{1}; m <= trace.last(); m = m + 1)
      for (const FirmId i : trace[m].firms.nation.ids())
        if (m > trace[m].firms.entry[i]) look(m, i, trace[m - 1], trace[m]);
  }
};

}  // namespace

TEST_CASE("the stock of accelerators is what came, by what it is worth, less what retires", "[why]") {
  const Certain run;
  const World& w = run.trace.world();
  std::size_t grown = 0;
  run.each_month_of_firms([&](Month m, FirmId i, const MonthOfRun& before, const MonthOfRun& now) {
    double arrived = 0;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(i), Good::accelerator)) {
      const DesignerId d = w.data->designer_of(w.trade.supplier(e));
      if (const double parts = run.trace.link(e, m).shipped; parts > 0)
        arrived += training_worth(parts, now.designers.terms(d, now.firms.nation[i]), now.designers.ecosystem[d]);
    }
    arrived += smuggled_training_worth(now.p, now.firms.smuggled[i]);
    if (now.firms.training[i] != (before.firms.training[i] + arrived) * kept_in_stock(now.p))
      FAIL(m.text() << " " << w.data->firms.text[i.index()]);
    if (now.firms.received[i] !=
        over_a_year(before.firms.received[i], arrived) + now.firms.rent_signed[i] * contract_worth(now.p))
      FAIL(m.text() << " " << w.data->firms.text[i.index()]);
    grown += arrived > 0 ? 1U : 0U;
  });
  CHECK(grown > 1000);
}

TEST_CASE("a released model is what its run, its algorithms, its base and its users make it", "[why]") {
  const Certain run;
  std::size_t released = 0, built_on = 0;
  run.each_month_of_firms([&](Month m, FirmId i, const MonthOfRun& before, const MonthOfRun& now) {
    const Firms& f = now.firms;
    if (f.release_eci[i] == 0) return;
    const double own = effective_computing(now.p, log_flop(f.run_flop[i]), f.algorithm_next[i], f.adaptation_next[i]);
    INFO(m.text() << " " << run.trace.world().data->firms.text[i.index()]);
    CHECK(f.release_eci[i] == expected_eci(now.p, own + f.built_on[i], before.firms.usage_data[i]));
    ++released, built_on += f.built_on[i] > 0 ? 1U : 0U;
  });
  CHECK(released > 100);
  CHECK(built_on > 0);
}

TEST_CASE("an algorithm grows by own research and by what others know", "[why]") {
  const Certain run;
  std::size_t grown = 0;
  double farthest = 0;
  run.each_month_of_firms([&](Month, FirmId i, const MonthOfRun& before, const MonthOfRun& now) {
    const Firms& f = now.firms;
    const Parameters& p = now.p;
    if (f.lab_share[i] <= 0 || f.run_flop[i] <= 0) return;
    const NationId home = f.nation[i];
    const double talent =
        maths::log(research_talent(f.talent[i], now.nations.talent_ratio(home), now.subsidy[home].lab));
    const double at_work = (f.run_flop[i] - still_in_window(p, before.firms.run_flop[i])) /
                           training_flop(p, f.run_share[i] * p.training_run_share);
    const double input = log_research_input(p, talent, maths::log(research_computing(p, at_work)));
    const double effort = maths::exp(log_research_effort(p, input, f.algorithm[i], f.scarcity[i]));
    const double all = found_by_research(p, effort, now.commons.accelerated) +
                       diffused(p, maths::exp(LogAbsorption(p)(talent)), f.closed_lesson[i], f.open_lesson[i]);
    farthest = std::max(farthest, std::fabs(f.algorithm_next[i] - f.algorithm[i] - all));
    ++grown;
  });
  CHECK(farthest < 1e-9);  // but for the rounding of what is read back out of the training run
  CHECK(grown > 1000);
}

TEST_CASE("the effort of research is the sum of what each argument gives alone, in logarithms", "[why]") {
  const Scenario scenario = shipped("baseline", "2017-03");
  const Parameters& p = scenario.initial->parameters;
  const double input = log_research_input(p, 0.4, 1.3);
  CHECK(input == Approx(log_research_input(p, 0.4, 0) + log_research_input(p, 0, 1.3)));
  CHECK(log_research_effort(p, input, 2.5, 0.3) ==
        Approx(log_research_effort(p, input, 0, 0) + log_research_effort(p, 0, 2.5, 0) +
               log_research_effort(p, 0, 0, 0.3)));
}

}  // namespace why_test
