// What a difference in capability is made of, by pencil.
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/pairs.hpp"

namespace why_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

const Contribution& part(const Step& step, const std::string& what) {
  const auto at = std::ranges::find(step.parts, what, &Contribution::what);
  REQUIRE(at != step.parts.end());
  return *at;
}

const Step& step(const Chain& chain, const std::string& quantity) {
  const auto at = std::ranges::find(chain, quantity, &Step::quantity);
  REQUIRE(at != chain.end());
  return *at;
}

std::vector<Override> with(const std::string& name, const std::string& value) {
  std::vector<Override> out = pencil_values();
  out.push_back(override_of("parameters." + name, value));
  return out;
}

}  // namespace

TEST_CASE("half of the computing in a run costs 2.107 ECI", "[worked]") {
  // capability.per_oom = 7 and the runs are half as long: log10(1/2) = -0.30103 OOM, times 7 = -2.10721 ECI. Before the
  // onset of generative AI models earn nothing, so neither computing nor algorithms answer.
  const Scenario a = shipped("history", "2019-12", pencil_values()),
                 b = shipped("history", "2019-12", with("training.run_share", "0.202792"));
  const Found found(b, a, "eci_us", "", "2019-12");
  const Step& model = step(found.why.chain, "model of a lab");
  CHECK(part(model, "training computing").effect == Approx(-2.10721).margin(1e-5));
  CHECK(model.difference() == Approx(-2.10721).margin(1e-5));
  CHECK(std::fabs(model.remainder()) < 1e-9);
  // Whose chips it is depends on no supply: the difference lies in the length of the run, which the step leaves open
  // and says so.
  const Step& run = step(found.why.chain, "training run");
  CHECK(run.difference() == Approx(-0.30103).margin(1e-6));
  CHECK(run.remainder() == Approx(-0.30103).margin(1e-6));
}

TEST_CASE("an algorithm one tenth of an order of magnitude ahead is worth 0.7 ECI", "[worked]") {
  // An event gives one lab 0.1 OOM in the month before its release; 7 x 0.1 = 0.7. What it learns and finds afterwards
  // is less by the room that is left: 10^(-0.18 x 0.1) = 0.9594 of own research, for a month or a few.
  const Scenario a = shipped("history", "2020-12", pencil_values());
  const World& w = a.initial->world;
  const FirmId lab = w.data->firms.find<FirmId>("Google");
  REQUIRE(lab.exists());
  TemporaryFolder folder;
  const auto file = folder.write(
      "ahead.yaml", "scenario: {name: ahead, extends: " + (source_folder() / "scenarios" / "history.yaml").string() +
                        "}\nevents:\n  - {id: ahead, type: algorithmic_breakthrough, labs: {Google: 0.1}, start: "
                        "2020-01, source: test}\n");
  const Scenario b = load_scenario(file, options(Month::of(2020, 12), pencil_values()));
  const Found found(b, a, "lab_eci", "Google", "2020-12");
  const Step& model = step(found.why.chain, "model of a lab");
  const Contribution& algorithms = part(model, "algorithms");
  CHECK(algorithms.effect == Approx(7 * (algorithms.a - algorithms.b)));
  CHECK(algorithms.a - algorithms.b < 0.1);
  CHECK(algorithms.a - algorithms.b > 0.05);
  // The breakthrough itself is no input of research: the step names its 0.1 as what it cannot explain, and all else as
  // negative.
  const Step& knowledge = step(found.why.chain, "algorithms");
  CHECK(knowledge.remainder() == Approx(0.1).margin(1e-9));
  CHECK(part(knowledge, "own research: the further, the harder").effect < 0);
}

}  // namespace why_test
