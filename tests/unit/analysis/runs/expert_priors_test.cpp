// Expert priors: read with all mistakes, drawn within their ranges, alone.
#include "analysis/runs/expert_priors.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace expert_priors_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

const Scenario& history() {
  static const Scenario scenario = shipped("history", "2017-03");
  return scenario;
}

ExpertPriors read(const std::string& text, std::string& told) {
  const TemporaryFolder folder;
  Mistakes mistakes;
  const ExpertPriors out = read_expert_priors(folder.write("x.yaml", text), history().initial->table, mistakes);
  for (const Mistake& mistake : mistakes.all()) told += mistake.what + "\n";
  return out;
}

}  // namespace

TEST_CASE("expert priors: every shipped one is read, has a source and moves what its claim names", "[unit]") {
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "scenarios" / "priors")) {
    INFO(entry.path().string());
    Mistakes mistakes;
    const ExpertPriors priors = read_expert_priors(entry.path(), history().initial->table, mistakes);
    CHECK_FALSE(mistakes.any());
    CHECK(priors.name == entry.path().stem().string());
    CHECK((!priors.source.empty() && !priors.summary.empty() && !priors.ranges.empty()));
    ++found;
  }
  CHECK(found >= 5);
}

TEST_CASE("expert priors: all mistakes at once, each with what is near", "[unit]") {
  std::string told;
  read(
      "priors: {name: x, summary: s}\nparameters:\n  hbm.leek: 0.1\n  hbm.leak: [0.1, 0.3]\n  tools.learning: [0.2, "
      "0.13]\n  hbm.domestic_growth: fast\n",
      told);
  CHECK(has(told, "'source'"));
  CHECK(has(told, "no parameter is called 'hbm.leek' (did you mean 'hbm.leak'?)"));
  CHECK(has(told, "'hbm.leak' is [0.1, 0.3], outside its range [0, 0.2]"));
  CHECK(has(told, "'tools.learning' should be a number or [low, high]"));
  CHECK(has(told, "'hbm.domestic_growth' should be a number or [low, high]"));
}

TEST_CASE("expert priors: what they name is drawn from them row by row, all else stays", "[unit]") {
  std::string told;
  const ExpertPriors priors =
      read("priors: {name: held, summary: s, source: t}\nparameters: {hbm.leak: [0.1, 0.2], chips.price: 40}\n", told);
  REQUIRE(told.empty());
  const ParameterTable& table = history().initial->table;
  const ParameterSets drawn = ParameterSets::draw(table, 3, 50), out = with_priors(drawn, priors, table);
  REQUIRE((out.rows() == 50 && out.names().size() == drawn.names().size()));
  CHECK(out.source() == "prior with held");
  double least = 1, most = 0;
  for (std::size_t row = 0; row < out.rows(); ++row)
    for (std::size_t k = 0; k < out.names().size(); ++k) {
      const double value = out.row(row)[k];
      if (out.names()[k] == "hbm.leak")
        least = std::min(least, value), most = std::max(most, value);
      else
        CHECK(value == (out.names()[k] == "chips.price" ? 40 : drawn.row(row)[k]));
    }
  CHECK((least >= 0.1 && least < 0.11 && most <= 0.2 && most > 0.19));
  CHECK(with_priors(ParameterSets::draw(table, 3, 20), priors, table).row(19)[0] == out.row(19)[0]);

  const ParameterSets middle = with_priors({}, priors, table);  // point values
  CHECK(middle.source() == "point with held");
  CHECK(middle.parameters(history(), 7).hbm_leak == Approx(0.15));
  CHECK(middle.parameters(history(), 7).chips_price == 40);
}

}  // namespace expert_priors_test
