// Commands that judge the model or let it foretell: what they print can be read, and what they refuse is told.
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace judging_test {

using namespace chokepoint::test;

namespace {

Said run(const std::string& words) { return simulate(TemporaryFolder(), words); }

/// A component of a claim about the world of 2018, where the rest is as told.
std::string component(const std::string& name, const std::string& rest) {
  return "      - {name: " + name + ", metric: eci_us, at: 2018-12, in: {scenario: baseline}, unit: ECI, " + rest +
         "}\n";
}

/// The median of `eci_us` in 2018-12 over runs, from the table of all runs that `simulate` writes.
double median_of_runs(int runs) {
  const TemporaryFolder folder;
  const Said said = simulate(folder, "baseline --runs " + std::to_string(runs) +
                                         " --until 2018-12 --metrics eci_us --members --quiet --out r");
  REQUIRE(said.code == 0);
  chokepoint::Mistakes mistakes;
  std::vector<double> values;
  for (const auto& row : chokepoint::config::load_csv(folder.path() / "r" / "members.csv", mistakes).items)
    if (row.find("month")->scalar == "2018-12" && row.find("metric")->scalar == "eci_us")
      values.push_back(*chokepoint::config::parse_number(row.find("value")->scalar));
  REQUIRE(values.size() == static_cast<std::size_t>(runs));
  std::ranges::sort(values);
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

}  // namespace

TEST_CASE("claims of which the answer is known are answered so", "[transcript]") {
  const TemporaryFolder folder;
  const std::string same = "against: {scenario: baseline}, ";
  folder.write("claims.yaml", "hypotheses:\n  - name: H\n    claim: c\n    source: s\n    components:\n" +
                                  component("always", "claimed: above, threshold: -1000") +
                                  component("never", "claimed: below, threshold: -1000") +
                                  component("nothing", same + "claimed: above") +
                                  component("one", same + "ratio: true, claimed: above, threshold: 0.5") +
                                  component("hundredfold", "claimed: above, threshold: 100000, scale: 100"));
  const Said said = simulate(folder, "hypotheses claims.yaml --runs 6 --json");
  INFO(said.err);
  REQUIRE(said.code == 0);
  const auto components = nlohmann::json::parse(said.out)[0]["components"];
  REQUIRE(components.size() == 5);
  const auto &always = components[0], &never = components[1], &nothing = components[2], &one = components[3],
             &hundredfold = components[4];
  CHECK((always["probability"] == 1 && always["verdict"] == "yes" && always["reason"] == ""));
  CHECK((never["probability"] == 0 && never["verdict"] == "no"));
  CHECK((nothing["low"] == 0 && nothing["median"] == 0 && nothing["high"] == 0));
  CHECK((nothing["probability"] == 0 && nothing["verdict"] == "no change that matters"));
  CHECK((one["low"] == 1 && one["high"] == 1 && one["probability"] == 1));
  CHECK((hundredfold["probability"] == 0 && hundredfold["verdict"] == "no"));
  CHECK(always["low"].get<double>() < always["median"].get<double>());
  CHECK(always["median"].get<double>() < always["high"].get<double>());
  CHECK(always["median"].get<double>() ==
        Approx(median_of_runs(6)).epsilon(1e-6));  // the table holds them with single precision
  CHECK(hundredfold["median"].get<double>() == Approx(100 * always["median"].get<double>()));
}

TEST_CASE("every shipped claim is judged, and of four runs none is decided", "[transcript]") {
  const Said said = run("hypotheses --runs 4 --json");
  REQUIRE(said.code == 0);
  const auto all = nlohmann::json::parse(said.out);
  REQUIRE(all.size() == 10);
  std::size_t vary = 0, components = 0;
  for (const auto& h : all)
    for (const auto& c : h["components"]) {
      INFO(c.dump());
      const double low = c["low"], median = c["median"], high = c["high"],
                   quarters = 4 * c["probability"].get<double>(), threshold = c["threshold"];
      CHECK((low <= median && median <= high));
      CHECK((quarters == std::floor(quarters) && 0 <= quarters && quarters <= 4));
      if (threshold < low && c["claimed"] == "below")
        CHECK(quarters <= 1);  // quantiles of four lie between the least and the next
      if (threshold > high && c["claimed"] == "above") CHECK(quarters <= 1);
      CHECK((c["verdict"] == "undetermined" && c["reason"] == "4 runs are too few: 5 are needed"));
      ++components, vary += low < high;
    }
  CHECK(vary > components / 2);
}

TEST_CASE("hindcasts are scored, the summary adds them up, and what does nothing changes nothing", "[transcript]") {
  const Said said = run("validate --runs 6 --json");
  REQUIRE(said.code == 0);
  const auto all = nlohmann::json::parse(said.out);
  CHECK(all["hindcasts"].size() > 100);
  CHECK(all["placebo"]["same"] == true);
  CHECK(all["patterns"].size() == 6);
  struct Sum {
    int series = 0, covered = 0, better = 0;
    double model = 0, still = 0;
  };
  std::map<int, Sum> sums;
  std::size_t far_off = 0;
  for (const auto& h : all["hindcasts"]) {
    INFO(h.dump());
    const double pit = h["pit"], crps = h["crps"], still = h["crps_persistence"], z = h["z"];
    CHECK((0 <= pit && pit <= 1 && still > 0));
    CHECK(h["covered"] == (0.05 <= pit && pit <= 0.95));
    if (std::fabs(z) > 1.8) {
      ++far_off;
      CHECK((z > 0 ? pit < 0.1 : pit > 0.9));  // the model lies above the record, the record low in it
      CHECK(crps > 0.5);
    }
    Sum& sum = sums[h["horizon"].get<int>()];
    ++sum.series, sum.covered += h["covered"].get<bool>(), sum.better += crps < still, sum.model += crps,
        sum.still += still;
  }
  CHECK(far_off >= 5);
  REQUIRE(all["summary"].size() == sums.size());
  for (const auto& s : all["summary"]) {
    const Sum& sum = sums.at(s["horizon"].get<int>());
    CHECK((s["series"] == sum.series && s["covered"] == sum.covered && s["better_than_persistence"] == sum.better));
    CHECK(s["skill_persistence"].get<double>() == Approx(1 - sum.model / sum.still));
  }
}

TEST_CASE("a forecast is made as of the end of the record alone", "[transcript]") {
  const Said said = run("forecast --as-of 2025-12-31 --runs 4");
  REQUIRE(said.code == 0);
  CHECK(said.out.find("metric,agent,month,unit,kind,deviation,q05,q25,q50,q75,q95\n") != std::string::npos);
  CHECK(said.out.find("eci_us,,2026-12,ECI,") != std::string::npos);
  for (const char* date : {"2024-12-31", "2025-12-99", "soon"}) {
    const Said refused = run(std::string("forecast --as-of ") + date);
    CHECK(refused.code == 2);
    CHECK(refused.out.empty());
  }
}

TEST_CASE("data without hindcasts are told what makes them", "[transcript]") {
  const TemporaryFolder folder;
  const auto data = folder.path() / "data";
  std::filesystem::copy(data_folder(), data, std::filesystem::copy_options::recursive);
  std::filesystem::remove_all(data / "hindcasts");
  const Said said = simulate(folder, "validate --runs 2 --data '" + data.string() + "'");
  CHECK(said.code == 2);
  CHECK(said.err.find("simulate calibrate studies/hindcast_2023.yaml makes it") != std::string::npos);
}

}  // namespace judging_test
