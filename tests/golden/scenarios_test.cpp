// Every shipped scenario gives the figures that were accepted. `CHOKEPOINT_ACCEPT=1 ./test.sh -L golden` accepts new ones;
// the commit that does so says why the world now behaves so.
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "analysis/runs/ensemble.hpp"
#include "output/text/run_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("shipped scenarios give their accepted results", "[golden]") {
  const auto accepted = source_folder() / "tests" / "golden" / "scenarios";
  const bool accept = std::getenv("CHOKEPOINT_ACCEPT") != nullptr;
  for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    std::string rows = "member,metric,agent,month,mean\n";
    for (const Scenario& scenario : load_family(entry.path(), options())) {
      const Layout layout(*scenario.initial->world.data);
      constexpr std::size_t replicates = 4;
      Ensemble ensemble;
      for (std::uint64_t r = 0; r < replicates; ++r) ensemble.records.push_back(measure_run(scenario, agents::monthly_schedule(), layout, 1, r).record);
      for (const Headline& h : output::headlines())
        for (const Month m : output::report_months(scenario.end)) {
          auto values = ensemble.values(static_cast<std::size_t>(m.index), layout.find(h.metric, h.agent));
          rows += fmt::format("\"{}\",{},{},{},{:.12g}\n", scenario.name(), h.metric, h.agent, m.text(), summarise(values).mean);
        }
    }
    const auto file = accepted / (entry.path().stem().string() + ".csv");
    if (accept) {
      std::ofstream(file) << rows;
      continue;
    }
    Mistakes mistakes;
    const TemporaryFolder folder;
    const config::Node now = config::load_csv(folder.write("now.csv", rows), mistakes), before = config::load_csv(file, mistakes);
    INFO(file.string());
    REQUIRE_FALSE(mistakes.any());
    REQUIRE(now.items.size() == before.items.size());
    for (std::size_t i = 0; i < now.items.size(); ++i) {
      const double a = *config::parse_number(now.items[i].find("mean")->scalar), b = *config::parse_number(before.items[i].find("mean")->scalar);
      INFO(before.items[i].find("metric")->scalar << " " << before.items[i].find("month")->scalar);
      CHECK(std::fabs(a - b) <= 1e-9 * std::max(1e-6, std::fabs(b)));
    }
  }
}
