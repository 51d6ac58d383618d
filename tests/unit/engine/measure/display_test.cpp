// Numbers for people: the same digits as the page writes, a prefix chosen by size, never one in a unit.
#include "engine/measure/display.hpp"

#include <cctype>
#include <nlohmann/json.hpp>

#include "analysis/compare/shown_series.hpp"
#include "engine/base/json_text.hpp"
#include "engine/measure/metric_table.hpp"
#include "output/text/table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"
#include "tests/support/text.hpp"

namespace display_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("levels and differences are written as the page writes them", "[unit]") {
  const auto file = source_folder() / "output" / "report" / "fixture" / "numbers.json";
  const auto cases = parse_ordered_json(text_of(file), file.string());
  REQUIRE(cases.size() >= 12);
  for (const auto& of : cases) {
    const double value = of["value"];
    const Headline shown{"m", "", "M", 1, of["decimals"].get<int>(), ""};
    INFO(of.dump());
    CHECK(number_text(value, shown) == of["level"].get<std::string>());
    CHECK(number_text(value, shown, true) == of["change"].get<std::string>());
  }
}

TEST_CASE("numbers that are read together share their prefix and digits", "[unit]") {
  const Headline dollars{"m", "", "M", 1e9, -9, "$ a year"};
  CHECK(output::band_text({0, 255, 276, 355}, dollars) == "276 bn (255 … 355)");
  CHECK(output::band_text({0, -12, -3.04, 2}, dollars, true) == "-3.0 bn (-12.0 … +2.0)");
  const Headline share{"m", "", "M", 100, 1, "%"};
  CHECK(output::band_text({0, -0.162, -0.119, -0.092}, share, true) == "-12 (-16 … -9)");
  CHECK(output::band_text({0, 0.02, 0.0412, 0.065}, share) == "4.1 (2.0 … 6.5)");
}

TEST_CASE("no unit that is shown starts with a prefix", "[unit]") {
  for (const Metric& metric : metrics()) {
    const std::string unit(metric.display.unit);
    INFO(metric.name);
    for (const char* prefix : {"k ", "k$", "M ", "M$", "bn", "tn"}) CHECK_FALSE(unit.starts_with(prefix));
  }
  for (const Stake& stake : stakes()) CHECK_FALSE(stake.of.unit.starts_with("k"));
  CHECK(difference_unit("%") == "points");
  CHECK(difference_unit("ECI") == "ECI");
}

}  // namespace display_test
