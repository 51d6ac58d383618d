#include "output/text/claims_report.hpp"

#include "tests/support/catch.hpp"

namespace claims_report_test {

using namespace chokepoint;
using namespace chokepoint::output;

TEST_CASE("a page of claims counts answers and tells first what was not found", "[unit]") {
  Component more;
  more.name = "more chips", more.unit = "ratio", more.threshold = 1, more.figure.month = Month::of(2030, 12);
  Component weaker = more;
  weaker.name = "weaker models", weaker.greater = false, weaker.threshold = 0, weaker.unit = "ECI";
  const std::vector<JudgedHypothesis> claims{
      {"lever",
       "It acts",
       "judgement",
       {{more, {1.1, 1.2, 1.3, 1, Verdict::yes, ""}}, {weaker, {0, 1, 2, 0.25, Verdict::no, ""}}}}};
  CHECK(claims_sentence(claims) == "Of 2 parts: 1 yes, 1 no.");
  const std::string page = claims_page_text(claims, {"simulate hypotheses levers", "levers.yaml", "posterior.csv", 8});
  const std::string weak = "| `lever` | weaker models | < 0 | 1 (0 … 2) ECI | 2 of 8 | 2030-12 | no |\n",
                    strong = "| `lever` | more chips | > 1 | 1.2 (1.1 … 1.3) ratio | 8 of 8 | 2030-12 | yes |\n";
  const std::size_t all = page.find("## All parts");
  REQUIRE(all != std::string::npos);
  CHECK(page.find(weak) < all);
  CHECK(page.find(weak, all) != std::string::npos);
  CHECK(page.find(strong) > all);
  CHECK(page.find("| `lever` | It acts | judgement |\n") != std::string::npos);
}

}  // namespace claims_report_test
