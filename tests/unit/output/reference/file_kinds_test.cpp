// The tables of keys by themselves: whole, without doubles, true of what they are about.
#include "output/reference/file_kinds.hpp"

#include <set>

#include "analysis/record/calibration_study.hpp"
#include "engine/base/distribution.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace file_kinds_test {

using namespace chokepoint;
using namespace chokepoint::test;
using config::Form;
using config::Holds;
using config::Key;

namespace {

/// A form and all that its keys name.
void collect(const Form& form, std::set<const Form*>& out) {
  out.insert(&form);
  for (const Key& key : form.keys)
    if (key.form) collect(*key.form, out);
}

std::set<const Form*> all_forms() {
  std::set<const Form*> out;
  for (const output::FileKind& kind : output::file_kinds()) collect(kind.form, out);
  return out;
}

const Form& form_below(const Form& form, std::string_view key) {
  REQUIRE(form.find(key));
  REQUIRE(form.find(key)->form);
  return *form.find(key)->form;
}

}  // namespace

TEST_CASE("every key of a file says what it means, and can be what it is by default", "[unit]") {
  CHECK(all_forms().size() > 15);
  for (const Form* form : all_forms()) {
    std::set<std::string_view> seen;
    for (const Key& key : form->keys) {
      INFO(form->what << "." << key.name);
      CHECK(seen.insert(key.name).second);
      CHECK_FALSE(key.meaning.empty());
      const bool nested = key.holds == Holds::map || key.holds == Holds::list || key.holds == Holds::named;
      CHECK(nested == (key.form != nullptr));
      CHECK((key.holds == Holds::choice || key.holds == Holds::choices) == !key.words.empty());
      if (key.fallback.empty() || key.fallback == "required") continue;
      const auto number = config::parse_number(key.fallback);
      if (key.holds == Holds::number || key.holds == Holds::integer)
        CHECK((number && *number >= key.range.low && *number <= key.range.high));
      else if (key.holds == Holds::boolean)
        CHECK((key.fallback == "true" || key.fallback == "false"));
      else if (key.holds == Holds::month)
        CHECK(Month::parse(key.fallback).has_value());
      else if (!key.words.empty())
        CHECK(std::ranges::find(key.words, key.fallback) != key.words.end());
      else
        CHECK(key.holds == Holds::text);
    }
    for (const config::KeyGroup& group : form->groups)
      for (const std::string_view key : group.keys) {
        INFO(form->what << ": " << key);
        CHECK(form->find(key));
      }
  }
}

TEST_CASE("a factor takes every law that there is", "[unit]") {
  const Form& factor = form_below(output::file_kinds()[0].form, "factors");
  for (const std::string& law : distribution_names()) {
    INFO(law);
    REQUIRE(factor.find(law));
    CHECK(std::ranges::find(factor.groups[1].keys, law) != factor.groups[1].keys.end());
  }
}

TEST_CASE("a calibration that leaves all out has the defaults of the tables", "[unit]") {
  const TemporaryFolder folder;
  Mistakes mistakes;
  const CalibrationStudy bare{},
      read = read_calibration_study(folder.write("a.yaml", "output: x.csv\n"), mistakes),
      sections = read_calibration_study(
          folder.write("b.yaml", "{output: x.csv, screening: {}, waves: {}, monte_carlo: {}, futures: {}}\n"),
          mistakes);
  CHECK_FALSE(mistakes.any());
  CHECK(read.roles == std::vector<std::string>{"fit"});
  for (const CalibrationStudy* study : {&read, &sections}) {
    CHECK((study->scenario == bare.scenario && study->futures == bare.futures && study->until == bare.until));
    CHECK((study->seed == bare.seed && study->random_runs == bare.random_runs &&
           study->model_discrepancy == bare.model_discrepancy));
    CHECK((study->trajectories == bare.trajectories && study->fitted == bare.fitted &&
           study->importance == bare.importance));
    CHECK((study->waves == bare.waves && study->wave.points == bare.wave.points &&
           study->wave.cutoff == bare.wave.cutoff));
    CHECK((study->monte_carlo.particles == bare.monte_carlo.particles &&
           study->monte_carlo.moves == bare.monte_carlo.moves && study->monte_carlo.kept == bare.monte_carlo.kept));
    CHECK((study->future_trajectories == bare.future_trajectories && study->influence == bare.influence &&
           study->outcomes.empty()));
  }
}

}  // namespace file_kinds_test
