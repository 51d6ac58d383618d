// The page of a batch study, of points known by pencil: names in words, the answer first, a box only where one was
// found.
#include "output/page/study_page.hpp"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/base/json_text.hpp"
#include "output/text/study_words.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/text.hpp"

namespace study_page_test {

using namespace chokepoint;
using namespace chokepoint::output;
using namespace chokepoint::test;
using nlohmann::ordered_json;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Forty points of a limit, a date among two, and what a ban changes: less than nothing where the limit is above 0.7.
struct Study {
  PlanSpec spec;
  SweepTable table;

  explicit Study(double below = 0.7) {
    spec.name = "made_study", spec.question = "When does it backfire?", spec.seed = 5;
    spec.alternatives = {{"no_ban", {1, 2}, {true, true}}, {"one_ban", {3, 4}, {true, true}}};
    spec.factors = {
        {"the_limit", "parameters.x", FactorKind::real, {Distribution::Shape::uniform, 0, 1, 0, 0}, {}, 0, false},
        {"date", "", FactorKind::month, {}, {{"2019-01", 24, {1, 1}}, {"2026-01", 108, {2, 2}}}, 1, true}};
    spec.design.kind = PlanDesign::Kind::list;
    spec.outputs = {{"compute_share.CN@2030-12", "share", "", "compute_share", "CN", 167}};
    spec.cases = {{"ban_backfires", 0, true, true, 0.05}};
    table.quantities = {{"compute_share.CN@2030-12, one_ban less no_ban", "share", 0, 1, true}};
    table.random = {not_told}, table.counts_from = {0.001};
    table.values.resize(1), table.happens = {{{}, {}}};
    for (int p = 0; p < 40; ++p) {
      const double limit = (p + 0.5) / 40;
      spec.design.listed.push_back({limit, static_cast<double>(p % 2)});
      table.values[0].push_back(limit > below ? 0.1 : -0.2);
      table.happens[0][1].push_back(limit > below ? 1 : 0);
    }
    table.values[0][3] = table.happens[0][1][3] = nothing;
    table.ok = 79, table.failed = 1;
    table.fails.assign(40, 0), table.fails[3] = 0.5;
  }
  [[nodiscard]] ordered_json page() const {
    const Plan plan(spec);
    const SweepFindings found = find_in_sweep(plan, table, 50);
    const StudyNames names(plan.spec(), nullptr);
    return parse_ordered_json(sweep_page_json({plan, table, found, names}, R"({"digest": "abc"})", "9.9.9"), "page");
  }
};

}  // namespace

TEST_CASE("the page of a study: its question, its answer in words, what it was made of", "[unit]") {
  const ordered_json page = Study().page();
  CHECK((page["format"] == "chokepoint-report-1" && page["title"] == "When does it backfire?"));
  CHECK(page["headline"] ==
        "Share of AI computing, China, December 2030: one ban against no ban: -20 points in the median of 39 points "
        "(90 % of them: -20 to +10); higher at 31 % of the points, lower at 69 %.");
  CHECK(page["study"]["answer"][1] ==
        "Ban backfires (Share of AI computing, China, December 2030, one ban against no ban, above 5 points): so in "
        "31 % of 39 points, mostly when the limit is at least 0.7125.");
  CHECK(page["notes"][0] == "made_study: 40 points, 79 runs, 1 failed, 0 missing.");
  CHECK(page["provenance"]["data"][0]["hash"] == "abc");
}

TEST_CASE("the figures of a study: every point in the unit told, the box in values of the points", "[unit]") {
  const ordered_json page = Study().page();
  const ordered_json& study = page["study"];
  CHECK(study["factors"][0]["title"] == "the limit");
  CHECK(study["factors"][1]["levels"] == ordered_json::array({"2019-01", "2026-01"}));
  CHECK((study["points"][0].size() == 40 && study["points"][0][0] == 0.0125 && study["points"][1][1] == 1));
  CHECK((study["quantities"][0]["unit"] == "%" && study["quantities"][0]["values"][0] == -20));
  CHECK(study["quantities"][0]["values"][3].is_null());
  const ordered_json& backfires = study["cases"][0];
  CHECK(backfires["happens"][3].is_null());
  REQUIRE(backfires["box"]["sides"].size() == 1);
  CHECK((backfires["box"]["sides"][0]["factor"] == 0 && backfires["box"]["sides"][0]["low"] == 0.7125));
  CHECK(backfires["box"]["sides"][0]["high"].is_null());
  const ordered_json& path = backfires["box"]["path"];
  REQUIRE(path.size() > 5);
  CHECK((path[0]["coverage"] == 1 && path[0]["mass"] == 1));
  for (std::size_t k = 1; k < path.size(); ++k) {
    CHECK(path[k]["coverage"] <= path[k - 1]["coverage"]);
    CHECK(path[k]["mass"] < path[k - 1]["mass"]);
  }
  CHECK(page["findings"][0]["rows"][0][2] == 39);
}

TEST_CASE("a study without a box says none, and none where there are too few", "[unit]") {
  const ordered_json never = Study(2).page(), few = Study(0.95).page();
  CHECK(never["study"]["cases"][0]["box"].is_null());
  CHECK(few["study"]["cases"][0]["box"].is_null());
  CHECK(has(few["findings"][1]["words"].get<std::string>(), "Where is not told"));
  for (const ordered_json& page : {never, few})
    for (const auto& sentence : page["study"]["answer"]) CHECK_FALSE(has(sentence.get<std::string>(), "mostly when"));
}

TEST_CASE("a provenance that is no JSON tells no digest", "[unit]") {
  const Study study;
  const Plan plan(study.spec);
  const SweepFindings found = find_in_sweep(plan, study.table, 50);
  const StudyNames names(plan.spec(), nullptr);
  CHECK(parse_ordered_json(sweep_page_json({plan, study.table, found, names}, "cut {", "9.9.9"),
                           "page")["provenance"]["data"]
            .empty());
}

}  // namespace study_page_test
