// Claims: the rule of judgement, and what a wrong file is told.
#include "analysis/compare/hypotheses.hpp"

#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace hypotheses_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("a component is judged by the share of runs on the claimed side", "[unit]") {
  Component c;
  c.threshold = 1;
  const Judged most = judge(c, {0, 2, 3, 4, 5}, 0.8);
  CHECK(most.probability == Approx(0.8));
  CHECK(most.verdict == Verdict::yes);
  CHECK(most.median == 3);
  CHECK(judge(c, {0, 0.5, 3, 4, 5}, 0.8).verdict == Verdict::undetermined);
  CHECK(judge(c, {0, 0.5, 0.6, 0.7, 5}, 0.8).verdict == Verdict::no);
  CHECK(judge(c, {1, 1, 1, 1, 1}, 0.8).probability == 0);  // neither side
  CHECK(judge(c, {2, 2, 2, 2}, 0.8).verdict == Verdict::undetermined);
  CHECK(judge(c, {2, 2, 2, 2}, 0.8).reason == "4 runs are too few: 5 are needed");
  c.greater = false;
  CHECK(judge(c, {0, 0.5, 0.6, 0.7, 5}, 0.8).verdict == Verdict::yes);
}

TEST_CASE("a claim of a change that is less than counts is neither yes nor no", "[unit]") {
  Component c;
  c.figure = {"eci_gap", "", Month::of(2030, 12)};
  c.in = {"a", {}}, c.against = Case{"b", {}};
  const CaseValues levels = [](const Case&, const Figure&) { return std::vector<double>(10, 8.0); };
  CHECK(component_least(c, levels) == 0.1);
  CHECK(judge(c, std::vector<double>(10, 8e-6), 0.8, 0.1).verdict == Verdict::negligible);
  CHECK(judge(c, std::vector<double>(10, 0.0), 0.8, 0.1).verdict == Verdict::negligible);
  CHECK(judge(c, std::vector<double>(10, 0.2), 0.8, 0.1).verdict == Verdict::yes);
  CHECK(judge(c, std::vector<double>(10, -0.2), 0.8, 0.1).verdict == Verdict::no);
  c.ratio = true, c.threshold = 1;
  CHECK(component_least(c, levels) == Approx(0.1 / 8));
  c.threshold = 1.1;  // asks for an amount, not for a change
  CHECK(component_least(c, levels) == 0);
}

TEST_CASE("the shipped hypotheses can be read", "[unit]") {
  Mistakes mistakes;
  const auto all = read_hypotheses(source_folder() / "scenarios" / "claims" / "hypotheses.yaml", mistakes);
  CHECK_FALSE(mistakes.any());
  REQUIRE(all.size() == 10);
  for (const Hypothesis& h : all) CHECK_FALSE(h.components.empty());
}

TEST_CASE("a wrong file of hypotheses is told all its mistakes", "[unit]") {
  const TemporaryFolder folder;
  Mistakes mistakes;
  const auto file = folder.write("h.yaml",
                                 "hypotheses:\n"
                                 "  - {name: a, claim: c, source: s, components: [{name: x, metric: eci_gip, in: "
                                 "{scenario: baseline}, claimed: above}]}\n"
                                 "  - {name: a, claim: c, source: s, components: [{name: x, metric: eci_gap, in: "
                                 "{scenario: baseline}, claimed: over, ratio: true}]}\n"
                                 "  - {name: b, claim: c, source: s, components: [{name: x, metric: eci_gap, at: "
                                 "2025-12, since: 2026-01, claimed: above, wat: 1}]}\n");
  (void)read_hypotheses(file, mistakes);
  std::string all;
  for (const Mistake& m : mistakes.all()) all += m.text() + "\n";
  for (const char* part :
       {"no metric is called 'eci_gip' (did you mean 'eci_gap'?)", "h.yaml:3", "duplicate",
        "needs the case that it is taken 'against'", "has no time before", "unknown key 'wat'", "in"}) {
    INFO(all);
    CHECK(has(all, part));
  }
}

}  // namespace hypotheses_test
