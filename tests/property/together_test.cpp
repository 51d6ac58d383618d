// Runs that share months are bit for bit those of each scenario alone.
#include "analysis/runs/shared_months.hpp"
#include "engine/scenario/divergence.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace together_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

std::vector<Scenario> load(ScenarioLoader& loader, const std::vector<std::string>& names) {
  std::vector<Scenario> out;
  for (const std::string& name : names)
    for (Scenario& s : loader.load(source_folder() / "scenarios" / (name + ".yaml"))) out.push_back(std::move(s));
  return out;
}

}  // namespace

TEST_CASE("together: sharing months changes no bit of any run", "[property]") {
  ScenarioLoader loader(options(Month::of(2029, 6)));
  const std::vector<Scenario> scenarios =
      load(loader, {"baseline", "no_ban", "chip_ban", "strict_enforcement", "open_source_release", "import_ban",
                    "tighten_at_parity", "truce_2026_2030", "china_answers", "taiwan_12_months", "h20_never_restricted",
                    "controls_decomposition", "sweep_ban_date"});
  std::vector<const Scenario*> all;
  for (const Scenario& s : scenarios) all.push_back(&s);
  const SharedMonths shared(all);
  CHECK(shared.months() < shared.months_apart() * 2 / 3);
  const Layout layout(*scenarios[0].initial->world.data);
  for (const std::uint64_t replicate : {0U, 3U}) {
    const auto together = shared.measure({agents::monthly_schedule(), layout, 5, replicate},
                                         [](const Scenario& s) { return s.initial->parameters; });
    for (std::size_t s = 0; s < all.size(); ++s) {
      INFO(scenarios[s].name());
      const Measured alone = measure_run(scenarios[s], agents::monthly_schedule(), layout, 5, replicate);
      CHECK(together[s].hash == alone.hash);
      CHECK(together[s].starts == alone.starts);
      CHECK(together[s].fired == alone.fired);
      bool same = true;
      for (std::size_t series = 0; series < layout.series().size(); ++series)
        for (std::size_t m = 0; m < alone.record.months(); ++m)
          same = same && together[s].record.at(m, series) == alone.record.at(m, series);
      CHECK(same);
    }
  }
}

TEST_CASE("together: the month from which scenarios differ", "[property]") {
  ScenarioLoader loader(options());
  const std::vector<Scenario> s =
      load(loader, {"baseline", "chip_ban", "import_ban", "strict_enforcement", "no_ban", "answering_governments"});
  CHECK(first_difference(s[0], s[1]) == EventClock::never);
  CHECK(first_difference(s[0], s[2]) == Month::of(2026, 6));  // announced then
  CHECK(first_difference(s[0], s[3]) == Month::of(2026, 7));
  CHECK(first_difference(s[2], s[3]) == Month::of(2026, 6));
  CHECK(first_difference(s[0], s[4]) > Month{0});
  CHECK(first_difference(s[0], s[4]) < Month::of(2022, 11));
  CHECK(first_difference(s[0], s[5]) == Month{0});  // governments decide by themselves
  ScenarioLoader other(options({}, {override_of("parameters.chips.price", "41")}));
  CHECK(first_difference(s[0], load(other, {"baseline"})[0]) == Month{0});
}

}  // namespace together_test
