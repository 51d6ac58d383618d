// Which models laboratories release and boards list, and the efficiency that they find, by pencil.
#include "agents/firm/release.hpp"
#include "agents/firm/research.hpp"
#include "engine/markets/leaderboard.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace laboratories_test {

using namespace chokepoint;
using namespace chokepoint::agents;
using namespace chokepoint::test;

namespace {

const Month january_2024 = Month::of(2024, 1);

/// All laboratories but these are closed.
void leave_alone(Bench& b, std::initializer_list<const char*> names) {
  for (double& share : b.world.firms.lab_share.cells()) share = 0;
  for (const char* name : names) b.world.firms.lab_share[b.firm(name)] = 1;
}

}  // namespace

TEST_CASE("efficiency is found for want of computing beside the world's researchers", "[worked]") {
  Bench b;
  leave_alone(b, {"OpenAI-MSFT", "DeepSeek"});
  b.p.research_compute_share = 0.5, b.p.research_talent_exponent = 0.6, b.p.research_compute_exponent = 0.4;
  b.p.adaptation_elasticity = 0.4, b.p.adaptation_months = 10, b.p.adaptation_open_transfer = 0.5;
  b.p.training_concentration = 0;
  Firms& f = b.world.firms;
  const FirmId rich = b.firm("OpenAI-MSFT"), poor = b.firm("DeepSeek");
  f.talent[rich] = f.talent[poor] = 1;
  f.training[rich] = 2e6, f.training[poor] = 2e4;  // X = 100 and 1, in 10 000 H100e, half of it for research
  b.call(firm::freeze_donors, january_2024, rich);
  const double typical = (100.0 * 100 + 1) / 101;
  CHECK(b.world.commons.computing_per_researcher == Approx(typical));
  b.world.commons.best_open_adaptation = 0;
  const double reach = 0.4 * std::log10(typical);
  f.adaptation[poor] = 0.1;
  b.call(firm::research, january_2024, poor);
  CHECK(f.adaptation_next[poor] == Approx(0.1 + (reach - 0.1) / 10));  // input 1: the pace of a major laboratory
  b.world.commons.best_open_adaptation = 0.3;                          // 0.2 of what is missing is shown
  b.call(firm::research, january_2024, poor);
  CHECK(f.adaptation_next[poor] == Approx(0.1 + (reach - 0.1 + 0.5 * 0.2) / 10));
  f.adaptation[rich] = 0;
  b.call(firm::research, january_2024, rich);
  CHECK(f.adaptation_next[rich] == 0);  // has more than the mean
  f.adaptation[poor] = 1;               // computing came since: nothing is forgotten
  b.call(firm::research, january_2024, poor);
  CHECK(f.adaptation_next[poor] == 1);
}

TEST_CASE("a laboratory releases at its date, or sooner if it has found much, and not before its first model",
          "[worked]") {
  Bench b;
  const FirmId lab = b.firm("DeepSeek");
  Firms& f = b.world.firms;
  b.p.release_gain = 0.5;
  f.training[lab] = 1e4, f.best[lab] = 120, f.release_gap[lab] = 6;
  f.adaptation_next[lab] = 0.2, f.released_knowledge[lab] = 0.3;
  const auto released = [&](Month month, int since, double algorithm) {
    f.last_release[lab] = month - since, f.algorithm_next[lab] = algorithm;
    b.call(firm::train, month, lab);
    return f.release_eci[lab] != 0;
  };
  CHECK_FALSE(released(january_2024, 1, 0.59));  // 0.49 found
  CHECK(released(january_2024, 1, 0.61));
  CHECK(released(january_2024, 6, 0.3));
  CHECK_FALSE(released(Month::of(2023, 10), 6, 0.61));  // first model in November 2023
  CHECK(released(Month::of(2023, 11), 6, 0.61));
}

TEST_CASE("outputs of the best model abroad teach what it can do, once models show their reasoning", "[worked]") {
  Bench b;
  leave_alone(b, {"OpenAI-MSFT", "DeepSeek", "Alibaba"});
  b.p.research_compute_share = 0.5, b.p.diffusion_distillation = 0.1, b.p.training_concentration = 0;
  b.p.capability_noise = 0;
  Firms& f = b.world.firms;
  const FirmId pupil = b.firm("DeepSeek");
  f.training[pupil] = 2e4, f.talent[pupil] = 1;  // input 1: the pace of a major laboratory
  f.best[b.firm("OpenAI-MSFT")] = 140, f.best[b.firm("Alibaba")] = 145;
  f.release_gap[pupil] = 0;
  const auto released = [&](bool reasoning) {
    b.world.commons.accelerated = reasoning;
    f.run_flop[pupil] = 1e24, f.algorithm_next[pupil] = 0;
    b.call(firm::train, january_2024, pupil);
    return f.release_eci[pupil];
  };
  const double alone = released(false);
  CHECK(f.built_on[pupil] == 0);
  // The better model is of its own nation, where terms of service bind. Seven points are an order of magnitude.
  CHECK(released(true) - alone == Approx(7 * std::log10(1 + 0.1 * std::pow(10, (140 - alone) / 7))));
}

TEST_CASE("a board abroad gets access to a part of the closed models, and to all open ones", "[worked]") {
  Bench b;
  b.world.month = january_2024;
  const FirmId chinese = b.firm("Alibaba"), american = b.firm("Google");
  for (int v = 0; v < 400; ++v) {
    b.world.models.add({chinese, january_2024, v, 130, false, 24});
    b.world.models.add({chinese, january_2024, v, 129, true, 24});
    b.world.models.add({american, january_2024, v, 128, false, 24});
  }
  LeaderboardRules rules;
  rules.places = 2000, rules.per_lab = 2000, rules.home = b.nation("US"), rules.closed_coverage = 0.25;
  Leaderboard board;
  board.rank(b.world, rules, b.random);
  const auto china = board.count(b.world, b.nation("CN")), us = board.count(b.world, b.nation("US"));
  CHECK(china.open == 400);
  CHECK(china.models - china.open == Approx(100).margin(35));
  CHECK(us.models == 400);
}

}  // namespace laboratories_test
