// Commands that judge the model or let it foretell: what they print can be read, and what they refuse is told.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

using namespace chokepoint::test;

namespace {

Said simulate(const std::string& words) {
  const TemporaryFolder folder;
  return simulate(folder, words);
}

}  // namespace

TEST_CASE("every claim is answered component by component", "[transcript]") {
  const Said said = simulate("hypotheses --runs 4 --json");
  REQUIRE(said.code == 0);
  const auto all = nlohmann::json::parse(said.out);
  REQUIRE(all.size() == 10);
  for (const auto& h : all)
    for (const auto& c : h["components"]) {
      INFO(c.dump());
      CHECK((c["low"] <= c["median"] && c["median"] <= c["high"] && c["probability"] >= 0 && c["probability"] <= 1));
    }
}

TEST_CASE("hindcasts are scored, and what does nothing changes nothing", "[transcript]") {
  const Said said = simulate("validate --runs 6 --json");
  REQUIRE(said.code == 0);
  const auto all = nlohmann::json::parse(said.out);
  CHECK(all["hindcasts"].size() > 100);
  CHECK(all["placebo"]["same"] == true);
  CHECK(all["patterns"].size() == 6);
  for (const auto& h : all["hindcasts"]) CHECK((h["crps"] > -1 && h["crps_persistence"] > 0));  // a fair score of few members may fall below 0
}

TEST_CASE("a forecast is made as of the end of the record alone", "[transcript]") {
  const Said said = simulate("forecast --as-of 2025-12-31 --runs 4");
  REQUIRE(said.code == 0);
  CHECK(said.out.find("metric,agent,month,unit,kind,deviation,q05,q25,q50,q75,q95\n") != std::string::npos);
  CHECK(said.out.find("eci_us,,2026-12,ECI,") != std::string::npos);
  for (const char* date : {"2024-12-31", "2025-12-99", "soon"}) {
    const Said refused = simulate(std::string("forecast --as-of ") + date);
    CHECK(refused.code == 2);
    CHECK(refused.out.empty());
  }
}

TEST_CASE("data without hindcasts are told what makes them", "[transcript]") {
  const TemporaryFolder folder;
  const auto data = folder.path() / "data";
  std::filesystem::copy(data_folder(), data, std::filesystem::copy_options::recursive);
  std::filesystem::remove_all(data / "hindcasts");
  const Said said = simulate("validate --runs 2 --data '" + data.string() + "'");
  CHECK(said.code == 2);
  CHECK(said.err.find("simulate calibrate studies/hindcast_2023.yaml makes it") != std::string::npos);
}
