// Published estimates: what is read, what is refused, and where the model stands against one.
#include "output/text/benchmarks_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace benchmarks_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr const char* head =
    "estimate,scenario,compared_to,metric,agent,month,base_month,measure,value,low,high,unit,scale,role,published,"
    "source,"
    "grade,note\n";

std::vector<Benchmark> read(const std::string& rows, Mistakes& mistakes) {
  const TemporaryFolder folder;
  return read_benchmarks(config::load_csv(folder.write("benchmarks.csv", head + rows), mistakes), mistakes);
}

Benchmark one(const std::string& range) {
  Mistakes mistakes;
  auto all = read("a,baseline,,hype,,2027-12,,level,10," + range + ",share,1,test,2025-04,somebody,B,\n", mistakes);
  REQUIRE(mistakes.count() == 0);
  return all.at(0);
}

}  // namespace

TEST_CASE("a published estimate has its range, or a factor either way", "[unit]") {
  const Benchmark ranged = one("8,20"), alone = one(",");
  CHECK((ranged.ranged && ranged.low == 8 && ranged.high == 20));
  CHECK((!alone.ranged && alone.low == 10 / unranged && alone.high == 10 * unranged));
}

TEST_CASE("the model stands inside a published range, reaches it, or lies outside", "[unit]") {
  const Benchmark b = one("8,20");
  CHECK(standing(b, {.low = 1, .median = 8, .high = 9}) == Standing::inside);
  CHECK(standing(b, {.low = 1, .median = 7.9, .high = 8}) == Standing::reaches);
  CHECK(standing(b, {.low = 20, .median = 21, .high = 30}) == Standing::reaches);
  CHECK(standing(b, {.low = 1, .median = 2, .high = 7.9}) == Standing::outside);
  const std::vector<output::BenchmarkRow> rows = {{b, {.low = 1, .median = 2, .high = 3}}};
  CHECK(
      output::benchmarks_sentence(rows) ==
      "Of 1 published estimates that set nothing in the model, its median lies inside 0; its runs reach 0 more; 1 lie "
      "outside.");
}

TEST_CASE("estimates of later years, ranges with one end and ranges without their value are refused, all at once",
          "[unit]") {
  Mistakes mistakes;
  (void)read(
      "a,baseline,,hype,,2027-12,,level,10,,,share,1,test,2026-01,x,B,\n"
      "b,baseline,,hype,,2027-12,,level,10,8,,share,1,test,2025-01,x,B,\n"
      "c,baseline,,hype,,2027-12,,level,10,11,12,share,1,test,2025-01,x,B,\n"
      "c,baseline,,hyp,,2027-12,,ratio,10,9,12,share,1,test,2025-01,x,B,\n",
      mistakes);
  std::string text;
  for (const Mistake& mistake : mistakes.all()) text += mistake.what + "\n";
  for (const char* said : {"published in 2026-01: only what was known by the end of 2025 is compared",
                           "a range has two ends", "the range 11 … 12 leaves out the value, 10",
                           "duplicate estimate 'c'", "did you mean 'hype'", "needs the scenario"}) {
    INFO(said << " in " << text);
    CHECK(text.find(said) != std::string::npos);
  }
}

}  // namespace benchmarks_test
