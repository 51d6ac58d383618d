// Levers on supply move accelerators, and computing moves models, the way they must over draws of the priors and the
// posterior.
#include <cmath>

#include "analysis/runs/ensemble.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace supply_levers_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr std::size_t draws = 4;  // of each source
// What an outage keeps from being made is made up for later, as far as stacks were kept: only its months count.
constexpr Month cut_from = Month::of(2027, 1), cut_until = Month::of(2028, 12), last = Month::of(2029, 12);

/// What a run came to: accelerators made in the months of the cut, at home and by designers that sell abroad; China's
/// computing and best model at its end.
struct Outcome {
  double abroad = 0, chinese = 0, computing = 0, model = 0;
};

std::vector<Outcome> outcomes(const Scenario& scenario) {
  const WorldData& data = *scenario.initial->world.data;
  const Layout layout(data, std::vector<std::string>{"chips_made", "compute", "rented", "eci_cn"});
  Mistakes mistakes;
  const ParameterTable& table = scenario.initial->table;
  const ParameterSets prior = ParameterSets::draw(table, 11, draws),
                      posterior = ParameterSets::read(data_folder() / "posterior.csv", table, mistakes);
  REQUIRE_FALSE(mistakes.any());
  std::vector<Outcome> out;
  for (std::size_t k = 0; k < 2 * draws; ++k) {
    const Parameters parameters = (k < draws ? prior : posterior).parameters(scenario, k * replicates_per_set);
    const KeptRecord record = measure_run(scenario, agents::monthly_schedule(), layout, 1, k, &parameters).record;
    const auto at = [&](const char* metric, const std::string& agent, Month month) {
      return record.at(static_cast<std::size_t>(month.index), layout.find(metric, agent));
    };
    Outcome o;
    for (const DesignerId d : ids<DesignerId>(data.designers.count()))
      for (Month m = cut_from; m <= cut_until; m = m + 1)
        (data.sells_abroad[d] ? o.abroad : o.chinese) += at("chips_made", data.designers.text[d.index()], m);
    o.computing = at("compute", "CN", last) + at("rented", "CN", last), o.model = at("eci_cn", "", last);
    out.push_back(o);
  }
  return out;
}

Scenario with(const std::string& event) {
  return variant("baseline", event.empty() ? "" : "events:\n  - " + event + "\n", "2029-12");
}

const std::vector<Outcome>& usual() {
  static const std::vector<Outcome> runs = outcomes(with(""));
  return runs;
}

/// Changes of one figure that a lever makes, draw by draw, relative to what is usual.
std::vector<double> changes(const std::vector<Outcome>& runs, double Outcome::*what) {
  std::vector<double> out;
  for (std::size_t k = 0; k < runs.size(); ++k) out.push_back(runs[k].*what / usual()[k].*what - 1);
  return out;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

struct Lever {
  const char* event;
  double Outcome::*what;
  int sign;
};

void check_direction(const Lever& lever) {
  const std::vector<double> moved = changes(outcomes(with(lever.event)), lever.what);
  INFO(lever.event << ": mean " << mean(moved));
  CHECK(mean(moved) * lever.sign > 1e-4);
  // Random variation of single releases and deeds moves some draws.
  CHECK(std::ranges::count_if(moved, [&](double v) { return v * lever.sign < -0.01; }) <= 1);
}

}  // namespace

TEST_CASE("rules on tools and outages of fabs move Chinese accelerators, whatever the parameters", "[property]") {
  check_direction(
      {"{id: x, type: sanction_relief, measures: [\"tag:tool-control\"], start: 2027-01}", &Outcome::chinese, 1});
  check_direction(
      {"{id: x, type: equipment_ban, issuer: NL, targets: [CN], allied: [US, JP], classes: [servicing], "
       "start: 2027-01}",
       &Outcome::chinese, -1});
  check_direction({"{id: x, type: supply_shock, supplier: SMIC, severity: 0.9, start: 2027-01, duration: 24}",
                   &Outcome::chinese, -1});
  check_direction({"{id: x, type: supply_shock, supplier: CXMT, severity: 0.9, start: 2027-01, duration: 24}",
                   &Outcome::chinese, -1});
}

TEST_CASE("outages of lithography, memory and packaging move accelerators abroad, whatever the parameters",
          "[property]") {
  for (const char* supplier : {"ASML", "SK hynix", "TSMC", "TSMC, packaging: true"})
    check_direction({("{id: x, type: supply_shock, severity: 0.9, start: 2027-01, duration: 24, supplier: " +
                      std::string(supplier) + "}")
                         .c_str(),
                     &Outcome::abroad, -1});
}

TEST_CASE("no lever that gives China more computing makes its best model worse", "[property]") {
  std::size_t more = 0, worse = 0;
  for (const char* event : {"{id: x, type: subsidy, issuer: CN, target: hbm, amount: 1000, start: 2027-01}",
                            "{id: x, type: subsidy, issuer: CN, target: ai_compute, amount: 2000, start: 2027-01}",
                            "{id: x, type: sanction_relief, measures: [\"tag:memory-control\"], start: 2027-01}",
                            "{id: x, type: sanction_relief, measures: [\"tag:chip-control\"], start: 2027-01}"}) {
    const std::vector<Outcome> runs = outcomes(with(event));
    double sum = 0;
    for (std::size_t k = 0; k < runs.size(); ++k) {
      if (runs[k].computing <= usual()[k].computing) continue;
      const double difference = runs[k].model - usual()[k].model;
      ++more, worse += difference < -0.5, sum += difference;
    }
    INFO(event << ": " << sum << " ECI over the draws with more computing");
    CHECK(sum > -0.5);
  }
  CHECK(more > 2 * draws);
  CHECK(20 * worse <= more);
}

}  // namespace supply_levers_test
