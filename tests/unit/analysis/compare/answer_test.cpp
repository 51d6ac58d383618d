// What a comparison answers, of values known by pencil, and how that is told.
#include "analysis/compare/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <sstream>

#include "output/page/answer_json.hpp"
#include "output/text/answer_text.hpp"
#include "output/text/answer_words.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"
#include "tests/support/places.hpp"
#include "tests/support/text.hpp"

namespace answer_test {

using namespace chokepoint;
using namespace chokepoint::output;
using namespace chokepoint::test;

namespace {

const Headline gap{"eci_gap", "", "Gap", 1, 1, "ECI"};

/// Forty runs of a base and of policies that change the gap by so much in each run.
struct Made {
  std::vector<std::unique_ptr<Scenario>> scenarios;
  Comparison comparison;

  explicit Made(const std::vector<std::pair<std::string, std::vector<double>>>& policies) {
    add("base");
    comparison.layout = std::make_shared<const Layout>(*scenarios[0]->initial->world.data);
    std::vector<double> low;
    for (int r = 0; r < 40; ++r) low.push_back(8 + 0.25 * r);
    comparison.ensembles.push_back(MadeRuns(*scenarios[0], *comparison.layout, 40).set("eci_gap", "", low).ensemble());
    for (const auto& [name, more] : policies) {
      add(name);
      std::vector<double> high = low;
      for (std::size_t r = 0; r < high.size(); ++r) high[r] += more[r % more.size()];
      auto runs = MadeRuns(*scenarios.back(), *comparison.layout, 40).set("eci_gap", "", high).ensemble();
      for (std::size_t r = 0; r < 40; ++r) runs->hashes[r] = 1000 + static_cast<std::uint64_t>(1000 * high[r]);
      comparison.ensembles.push_back(std::move(runs));
    }
    comparison.seed = 7;
  }
  void add(const std::string& name) { scenarios.push_back(std::make_unique<Scenario>(three_months(name))); }
  [[nodiscard]] ComparisonFindings found() const { return {comparison, gap, Month{2}}; }
};

Hypothesis claim_of(bool above) {
  Component c;
  c.name = "the gap", c.figure = {"eci_gap", "", Month::of(2030, 12)}, c.in = {"this", {}};
  c.against = Case{"compared", {}}, c.greater = above;
  return {"wider", "The gap grows", "made", 0.8, {c}};
}

/// A claim of capability and chips, with a verdict for each of its components.
JudgedHypothesis judged_claim(const std::vector<Judged>& verdicts) {
  static const std::pair<const char*, const char*> parts[] = {
      {"eci_gap", "a smaller US lead"}, {"eci_us", "a weaker US model"}, {"dom_chip_share_cn", "more own chips"}};
  JudgedHypothesis out{"made", "The controls fail", "made", {}};
  for (std::size_t k = 0; k < verdicts.size(); ++k) {
    Component c;
    c.name = fmt::format("part {}: of it", k), c.brief = parts[k].second, c.figure.metric = parts[k].first;
    out.components.emplace_back(c, verdicts[k]);
  }
  return out;
}

}  // namespace

TEST_CASE("a verdict names what agrees by its heading, and what does not part by part", "[unit]") {
  const Judged yes{0, 0, 0, 1, Verdict::yes, ""}, no{0, 0, 0, 0, Verdict::no, ""};
  const Judged likely{0, 0, 0, 0.9, Verdict::yes, ""}, open{0, 0, 0, 0.5, Verdict::undetermined, ""};
  const auto words = [](const std::vector<Judged>& verdicts) { return verdict_words(judged_claim(verdicts)); };
  CHECK(words({yes, yes, yes}) == "yes");
  CHECK(words({no, no, no}) == "no");
  CHECK(words({open, open, open}) == "open");
  CHECK(words({no, no, yes}) == "yes for chips; no for capability");
  CHECK(words({no, yes, yes}) == "yes for a weaker US model and chips; no for a smaller US lead");
  CHECK(words({open, yes, no}) == "yes for a weaker US model; no for chips; open for a smaller US lead");
  CHECK(words({likely, yes, no}) == "probably yes for capability; no for chips");
}

TEST_CASE("components of a shipped claim that share a heading can be listed apart", "[unit]") {
  for (const char* file : {"hypotheses.yaml", "answers.yaml"}) {
    Mistakes mistakes;
    const auto claims = read_hypotheses(source_folder() / "scenarios" / "claims" / file, mistakes);
    REQUIRE_FALSE(mistakes.any());
    REQUIRE_FALSE(claims.empty());
    for (const Hypothesis& claim : claims)
      for (const Component& one : claim.components)
        for (const Component& other : claim.components) {
          if (&one == &other || subject_of(one) != subject_of(other)) continue;
          INFO(claim.name << ": " << one.name);
          CHECK_FALSE(one.brief.empty());
          CHECK(one.brief != other.brief);
          CHECK(one.brief.size() < 60);
        }
  }
}

TEST_CASE("an answer: verdict, difference with its interval and the runs as they are", "[unit]") {
  const Made made({{"ban_all", {2}}});
  const ComparisonFindings found = made.found();
  const Answer answer = answer_of(found, {{}, {claim_of(true), claim_of(false)}}, {});
  REQUIRE(answer.policies.size() == 1);
  const PolicyAnswer& p = answer.policies[0];
  REQUIRE(p.claims.size() == 2);
  CHECK(verdict_words(p.claims[0]) == "yes");
  CHECK(verdict_words(p.claims[1]) == "no");
  CHECK(difference_sentence(answer, p) ==
        "The US lead is wider by 2.0 ECI (90 % of runs: +2.0 to +2.0), in 40 of 40 runs.");
  CHECK(headline_sentence(answer) == difference_sentence(answer, p));
  CHECK(p.changed.size() == 1);
  CHECK(has(unchanged_words(answer, p), "no clear change: China's AI computing, "));
  CHECK(p.parameters.empty());
  CHECK_FALSE(p.mechanism);
  CHECK(scale_sentence(answer).starts_with("ECI: a point of the Epoch Capabilities Index"));
}

TEST_CASE("signs that runs do not agree on are told as open, with both counts", "[unit]") {
  const Made open({{"coin", {2, -2}}}), likely({{"mostly", {2, 2, 2, 2, -2, 2, 2, 2, 2, 2}}}), none({{"none", {0.0}}});
  const ComparisonFindings a = open.found(), b = likely.found(), c = none.found();
  const Answer coin = answer_of(a, {}, {}), mostly = answer_of(b, {}, {}), same = answer_of(c, {}, {});
  CHECK(
      has(difference_sentence(coin, coin.policies[0]), "may go either way: wider in 20 and narrower in 20 of 40 runs"));
  CHECK(coin.policies[0].changed.empty());
  CHECK(has(difference_sentence(mostly, mostly.policies[0]), "in 36 of 40 runs."));
  CHECK(difference_sentence(same, same.policies[0]) == "No run differs in the US lead.");
  CHECK(same.policies[0].as_first);
}

TEST_CASE("policies none of whose runs differ are one answer; several are told in one sentence", "[unit]") {
  const Made made({{"ban", {2}}, {"ban_again", {2}}, {"relief", {-3}}, {"coin", {1, -1}}});
  const ComparisonFindings found = made.found();
  const Answer answer = answer_of(found, {}, {});
  REQUIRE(answer.policies.size() == 3);
  CHECK(answer.policies[0].scenarios == std::vector<std::size_t>{1, 2});
  CHECK(options_sentence(answer) ==
        "Under ban the US lead is clearly wider; under relief the US lead is clearly narrower; under coin there is no "
        "clear change.");
}

TEST_CASE("a policy without effect hinges on nothing, one with a real cause on that", "[unit]") {
  const Made made({{"none", {0.0}}, {"half", {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
                                              3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4}}});
  const ParameterTable& table = made.scenarios[0]->initial->table;
  std::vector<double> values;  // two parameters by set: the first rises with the effect, the second does not
  const std::vector<std::string> names = {"chips.price", "controls.enforcement"};
  for (int set = 0; set < 20; ++set) {
    const auto& a = *table.find(names[0]);
    const auto& b = *table.find(names[1]);
    values.push_back(a.low + (a.high - a.low) * set / 20.0);
    values.push_back(b.low + (b.high - b.low) * ((set * 7) % 20) / 20.0);
  }
  Comparison comparison = made.comparison;
  comparison.parameters = {"made", 20, 1};
  const ComparisonFindings found(comparison, gap, Month{2});
  const Answer answer = answer_of(found, {}, ParameterSets("made", table, names, values));
  REQUIRE(answer.policies.size() == 2);
  CHECK(answer.policies[0].parameters.empty());
  CHECK(hinges_sentence(answer.policies[0]).empty());
  REQUIRE(answer.policies[1].parameters.size() == 1);
  CHECK(answer.policies[1].parameters[0].parameter->name == "chips.price");
  CHECK(has(hinges_sentence(answer.policies[1]), "(chips.price)"));
}

TEST_CASE("a first screen is no wider than the terminal, and no longer than asked", "[unit]") {
  const Made one({{"ban_all", {2}}}),
      many({{"ban", {2}}, {"a_policy_with_a_very_long_name_that_fits_nowhere", {-3}}, {"coin", {1, -1}}});
  for (const std::size_t width : std::initializer_list<std::size_t>{60, 80, 100, 120}) {
    const ComparisonFindings a = one.found(), b = many.found();
    for (const Answer& answer : {answer_of(a, {{}, {claim_of(true)}}, {}), answer_of(b, {}, {})}) {
      const std::string text = answer_text(answer, {"", 21}, {false, width});
      std::istringstream lines(text);
      for (std::string line; std::getline(lines, line);) {
        INFO(line);
        CHECK(shown_width(line) <= width);
      }
    }
    const std::string text = answer_text(answer_of(a, {}, {}), {"", 21}, {false, width});
    CHECK(std::ranges::count(text, '\n') <= 21);
  }
}

TEST_CASE("the JSON of an answer holds the sentences and what they are made of", "[unit]") {
  const Made made({{"ban", {2}}});
  const ComparisonFindings found = made.found();
  const auto json = answer_json(answer_of(found, {{}, {claim_of(true)}}, {}));
  CHECK(json["runs"] == 40);
  CHECK(json["policies"][0]["claims"][0]["verdict"] == "yes");
  CHECK(json["policies"][0]["changed"] == nlohmann::ordered_json::array({"eci_gap"}));
  CHECK(json["policies"][0]["hinges"]["parameters"].empty());
  CHECK(json["glance"].size() == 5);
}

}  // namespace answer_test
