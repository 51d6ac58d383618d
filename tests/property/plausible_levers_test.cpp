// What levers of policy may and may not do, whatever the parameters: over draws from the priors and the posterior.
#include <cmath>

#include "analysis/runs/ensemble.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace plausible_levers_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr std::size_t draws = 10;  // of each source
constexpr Month last = Month::of(2030, 12), middle = Month::of(2028, 12);

std::string lever(const std::string& fields) { return "events:\n  - {id: lever, source: test, " + fields + "}\n"; }

/// Runs of a scenario under the same draws: prior sets, then posterior sets.
class Runs {
 public:
  explicit Runs(const Scenario& scenario) : layout_(*scenario.initial->world.data, wanted) {
    Mistakes mistakes;
    const ParameterTable& table = scenario.initial->table;
    const ParameterSets prior = ParameterSets::draw(table, 7, draws),
                        posterior = ParameterSets::read(data_folder() / "posterior.csv", table, mistakes);
    REQUIRE_FALSE(mistakes.any());
    for (std::size_t k = 0; k < 2 * draws; ++k) {
      const ParameterSets& sets = k < draws ? prior : posterior;
      const Parameters parameters = sets.parameters(scenario, k * replicates_per_set);
      records_.push_back(measure_run(scenario, agents::monthly_schedule(), layout_, 1, k, &parameters).record);
    }
  }
  [[nodiscard]] double at(std::size_t k, std::string_view metric, std::string_view agent, Month month) const {
    return records_[k].at(static_cast<std::size_t>(month.index), layout_.find(metric, agent));
  }

 private:
  static inline const std::vector<std::string> wanted = {"eci_cn",
                                                         "eci_available",
                                                         "compute",
                                                         "rented",
                                                         "ai_exports",
                                                         "influence_cn",
                                                         "eci_open",
                                                         "dom_chip_revenue_cn_12m",
                                                         "foreign_chip_revenue_cn_12m"};
  Layout layout_;
  std::vector<KeptRecord> records_;
};

const Runs& baseline() {
  static const Runs runs(shipped("baseline"));
  return runs;
}

/// Differences of a metric that a lever makes, draw by draw.
std::vector<double> differences(const Runs& with, std::string_view metric, std::string_view agent, Month month) {
  std::vector<double> out;
  for (std::size_t k = 0; k < 2 * draws; ++k)
    out.push_back(with.at(k, metric, agent, month) - baseline().at(k, metric, agent, month));
  return out;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

std::ptrdiff_t above(const std::vector<double>& values, double limit) {
  return std::ranges::count_if(values, [&](double v) { return v > limit; });
}

}  // namespace

namespace {

Scenario with_policy(const char* name) {
  return variant("baseline", "policies: [" + (source_folder() / "scenarios" / "policies" / name).string() + ".yaml]\n");
}

}  // namespace

TEST_CASE("free disposal: more computing for China never makes its own best model worse", "[property]") {
  std::size_t more = 0, worse = 0;  // draws, over all levers
  for (const auto& scenario :
       {with_policy("lift_chip_controls"), shipped("no_ban"), with_policy("b30a_licence"),
        with_policy("cn_hbm_breakthrough"), with_policy("cn_state_push"), with_policy("without_memory_controls")}) {
    const Runs with(scenario);
    const auto owned = differences(with, "compute", "CN", last), rented = differences(with, "rented", "CN", last),
               models = differences(with, "eci_cn", "", last);
    double lowest = 0;
    for (std::size_t k = 0; k < models.size(); ++k) {
      if (owned[k] + rented[k] <= 0) continue;
      ++more, worse += models[k] < -0.5;
      lowest = std::min(lowest, models[k]);
    }
    INFO(scenario.name() << ", lowest " << lowest);
    CHECK(lowest > -2);  // random variation of single releases
    CHECK(mean(models) > -0.02);
  }
  INFO(more << " draws with more computing, " << worse << " with a worse model");
  CHECK(more > 3 * draws);
  CHECK(20 * worse <= more);
}

TEST_CASE("a lever that takes computing from China never makes its own best model better", "[property]") {
  for (const char* name : {"cn_import_ban", "strict_enforcement", "close_rental"}) {
    const Runs with(with_policy(name));
    const auto owned = differences(with, "compute", "CN", middle), rented = differences(with, "rented", "CN", middle),
               models = differences(with, "eci_cn", "", last);
    INFO(name << ": " << mean(owned) << " owned, " << mean(rented) << " rented, " << mean(models) << " ECI");
    CHECK(mean(owned) + mean(rented) < 0);
    CHECK(mean(models) < 0.02);
  }
}

TEST_CASE("China pays for closing its weights with use and influence abroad", "[property]") {
  const Runs with(with_policy("cn_closes_weights"));
  std::vector<double> exports, influence;
  for (std::size_t k = 0; k < 2 * draws; ++k) {
    exports.push_back(std::log(with.at(k, "ai_exports", "CN", last) / baseline().at(k, "ai_exports", "CN", last)));
    influence.push_back(with.at(k, "influence_cn", "", last) - baseline().at(k, "influence_cn", "", last));
  }
  INFO("exports x " << std::exp(mean(exports)) << ", influence " << mean(influence));
  CHECK(mean(influence) < 0);
  CHECK(above(influence, 0) <= static_cast<std::ptrdiff_t>(draws / 5));
  CHECK(std::exp(mean(exports)) < 1.5);
}

TEST_CASE("open weights: release raises followers, closing lowers them, and so does learning nothing", "[property]") {
  std::string bars = "events:\n", closes = "events:\n";
  for (const char* nation : {"US", "FR", "CA", "KR", "AE"})
    bars += std::string("  - {id: bar-") + nation +
            ", type: open_restriction, scope: learning, targets: [CN], issuer: " + nation +
            ", start: 2026-07, source: test}\n";
  for (const char* nation : {"US", "CN", "FR", "CA", "KR", "AE", "DE", "JP", "IL", "RU", "IN", "SA"})
    closes += std::string("  - {id: close-") + nation + ", type: open_restriction, issuer: " + nation +
              ", start: 2026-07, source: test}\n";
  const Runs closed(variant("baseline", closes)), unlearned(variant("baseline", bars)),
      opened(variant("baseline", lever("type: open_promotion, issuer: US, strength: 6, start: 2026-07")));
  CHECK(mean(differences(opened, "eci_open", "", middle)) > 0.5);
  CHECK(mean(differences(opened, "eci_cn", "", middle)) > 0);
  CHECK(mean(differences(closed, "eci_open", "", middle)) < -3);
  CHECK(mean(differences(closed, "eci_cn", "", middle)) < 0);
  CHECK(mean(differences(unlearned, "eci_cn", "", middle)) < 0);
}

TEST_CASE("weights that are behind what is open teach nothing more", "[property]") {
  const Runs old(variant("baseline", lever("type: open_release, lab: Meta, eci: 100, start: 2026-07")));
  for (const double difference : differences(old, "eci_cn", "", last)) CHECK(difference == 0);
}

TEST_CASE("what is open is a floor for what a nation has", "[property]") {
  for (std::size_t k = 0; k < 2 * draws; ++k)
    for (const Month month : {Month::of(2025, 12), last}) {
      CHECK(baseline().at(k, "eci_available", "CN", month) >= baseline().at(k, "eci_open", "", month));
      CHECK(baseline().at(k, "eci_available", "CN", month) >= baseline().at(k, "eci_cn", "", month));
    }
}

TEST_CASE("China sells itself accelerators without any control, by its plans", "[property]") {
  const Runs free(shipped("no_ban"));
  std::vector<double> share;
  for (std::size_t k = 0; k < 2 * draws; ++k) {
    const double own = free.at(k, "dom_chip_revenue_cn_12m", "", last),
                 foreign = free.at(k, "foreign_chip_revenue_cn_12m", "", last);
    share.push_back(own / (own + foreign));
  }
  INFO("mean share " << mean(share));
  CHECK(mean(share) > 0.05);
  CHECK(above(share, 0.02) >= static_cast<std::ptrdiff_t>(draws));
  CHECK(mean(share) < 0.6);
}

}  // namespace plausible_levers_test
