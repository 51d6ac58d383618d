// `simulate why` from outside: the same answer at any number of threads, data that others read, mistakes told.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace why_test {

using namespace chokepoint::test;

namespace {

Said why(const std::string& arguments) { return simulate(TemporaryFolder(), "why " + arguments); }

}  // namespace

TEST_CASE("why: the same answer at 1, 2 and 7 threads", "[transcript]") {
  const std::string asked = "no_ban chip_ban --at 2027 --runs 6 --json --threads ";
  const Said one = why(asked + "1");
  REQUIRE(one.code == 0);
  CHECK(one.err.empty());
  CHECK(why(asked + "2").out == one.out);
  CHECK(why(asked + "7").out == one.out);
  const auto root = nlohmann::json::parse(one.out);
  CHECK(root["metric"] == "eci_gap");
  CHECK(root["pairs"]["count"] == 6);
  CHECK(root["scenarios"]["only_b"].size() > 5);
  CHECK(root["divergence"]["rules"]["causes"][0]["id"] == "nl-2019-euv");
  CHECK(root["chain"].size() > 3);
  CHECK(root["limits"].size() > 3);
  CHECK(root["movements"].empty());
}

TEST_CASE("why: text keeps to 100 columns, without colours in a pipe", "[transcript]") {
  const Said o = why("no_ban chip_ban --metric compute_share --agent CN --at 2026-12 --runs 3");
  REQUIRE(o.code == 0);
  CHECK(o.out.find('\033') == std::string::npos);
  std::istringstream lines(o.out);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }) <= 100);
  }
}

TEST_CASE("why: one scenario beside itself", "[transcript]") {
  const Said o = why("baseline baseline --at 2022 --runs 2");
  CHECK(o.code == 0);
  CHECK(o.out.find("They say the same.") != std::string::npos);
  CHECK(o.out.find("Nothing differs: every slot of the state is the same") != std::string::npos);
}

TEST_CASE("why: a metric without a mechanism is told by what parts when", "[transcript]") {
  const Said o = why("no_ban chip_ban --metric share_us --agent DE --at 2027 --runs 4");
  CHECK(o.code == 0);
  CHECK(o.out.find("4. What parted when") != std::string::npos);
}

TEST_CASE("why: mistakes", "[transcript]") {
  const Said o = why("no_ban chip_ban --metric eci_gpa --at 2050");
  CHECK(o.code == 2);
  CHECK(o.out.empty());
  CHECK(o.err.find("--metric: no metric is called 'eci_gpa' (did you mean 'eci_gap'?)") != std::string::npos);
  CHECK(o.err.find("--at: 2050-12 is outside the runs, which go from 2017-01 to 2030-12") != std::string::npos);
  CHECK(o.err.find("2 mistakes; nothing was run or written") != std::string::npos);
  CHECK(why("no_ban chip_ban --metric compute").err.find("--agent: 'compute' needs one") != std::string::npos);
  CHECK(why("no_ban chip_ban --metric lab_eci --agent DepSeek").err.find("did you mean 'DeepSeek'?") !=
        std::string::npos);
  CHECK(why("no_ban chip_ban --agent CN").err.find("--agent: 'eci_gap' is of the world as a whole") !=
        std::string::npos);
  CHECK(why("no_ban chip_ban --at soon").code == 2);
  CHECK(why("no_ban chip_bann").err.find("did you mean") != std::string::npos);
  CHECK(why("no_ban").code == 2);
}

}  // namespace why_test
