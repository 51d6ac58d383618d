// Paths are read once: kind, parts, text.
#include "engine/world/override_path.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace override_path_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("override path: the kind and the parts of every form", "[unit]") {
  const OverridePath parameter = "parameters.chips.price", cell = "firms.Ant Group.openness",
                     dotted = "designers.T-Head (Alibaba).v2.die_area", event = "events.us-2022.10.tpp_max",
                     whole = "events.us-2022", government = "governments.switch_date",
                     population = "world.synthesize.firms", section = "world.synthesize", time = "paths.hbm_imports.CN";
  REQUIRE(parameter.as<ParameterPath>());
  CHECK(parameter.as<ParameterPath>()->name == "chips.price");
  REQUIRE(cell.as<CellPath>());
  CHECK(cell.as<CellPath>()->table == "firms");
  CHECK(cell.as<CellPath>()->row == "Ant Group");
  CHECK(cell.as<CellPath>()->column == "openness");
  REQUIRE(dotted.as<CellPath>());
  CHECK(dotted.as<CellPath>()->row == "T-Head (Alibaba).v2");
  REQUIRE(event.event_field());
  CHECK(event.event_field()->id == "us-2022.10");
  CHECK(event.event_field()->field == "tpp_max");
  CHECK(event.short_text() == "us-2022.10.tpp_max");
  REQUIRE(whole.as<EventPath>());
  CHECK(whole.as<EventPath>()->id == "us-2022");
  CHECK_FALSE(whole.event_field());
  REQUIRE(government.as<GovernmentPath>());
  CHECK(government.as<GovernmentPath>()->key == "switch_date");
  REQUIRE(population.as<PopulationPath>());
  CHECK(population.as<PopulationPath>()->section == "synthesize");
  CHECK(population.as<PopulationPath>()->key == "firms");
  REQUIRE(time.as<TimePath>());
  CHECK(time.as<TimePath>()->name == "hbm_imports.CN");
  REQUIRE(section.as<PopulationPath>());
  CHECK(section.as<PopulationPath>()->key.empty());
  for (const OverridePath& path : {parameter, cell, dotted, government, population, time})
    CHECK(path.short_text() == path.text());
}

TEST_CASE("override path: what leads nowhere is known as such", "[unit]") {
  for (const char* text : {"", "parameters", "firms", "events", "frims.Meta.openness", "links.1.2", "chips price"}) {
    INFO(text);
    const OverridePath path = text;
    REQUIRE(path.as<UnknownPath>());
    CHECK(path.text() == text);
    CHECK(path.as<UnknownPath>()->head == std::string(text).substr(0, std::string(text).find('.')));
  }
}

TEST_CASE("override path: parameters of a world that is built already are those of a world built with them", "[unit]") {
  const std::vector<std::pair<std::string, std::string>> said = {{"parameters.research.initial_level", "-4.1"},
                                                                 {"parameters.chips.price", "41"}};
  std::vector<Override> parameters, with_cell;
  for (const auto& [path, value] : said) parameters.push_back(override_of(path, value));
  with_cell = parameters;
  with_cell.push_back(override_of("firms.Meta.openness", "0.5"));
  Mistakes mistakes;
  for (const auto& overrides : {parameters, with_cell}) {
    WorldFiles files = WorldFiles::load(data_folder(), mistakes);
    apply_overrides(files, overrides, mistakes);
    const auto whole = build_world(files, mistakes);
    REQUIRE_FALSE(mistakes.any());
    const Scenario scenario = shipped("history", "2017-03", overrides);
    CHECK(scenario.initial->world.state_hash() == whole->world.state_hash());
    for (const ParameterEntry& entry : whole->table.entries()) {
      const std::size_t at = whole->table.offset(entry.name).value();
      CHECK(scenario.initial->parameters.get(at) == whole->parameters.get(at));
      CHECK(scenario.initial->table.find(entry.name)->value == entry.value);
    }
  }
}

TEST_CASE("override path: a time path has all its points anew, or one value for all months", "[unit]") {
  const auto memory = [](const char* said) {
    const Scenario s = variant("history", std::string("overrides:\n  ") + said + "\n", "2017-03");
    return [data = s.initial->world.data](Month m) { return data->paths.find("hbm_imports.CN")->at(m); };
  };
  const auto points = memory("paths: {hbm_imports.CN: {2020-01: 1, 2021-01: 3}}");
  CHECK(points(Month::of(2017, 1)) == 1);
  CHECK(points(Month::of(2020, 7)) == Approx(2));
  CHECK(points(Month::of(2030, 1)) == 3);
  CHECK(memory("paths.hbm_imports.CN: 0.4")(Month::of(2030, 1)) == 0.4);
}

TEST_CASE("override path: what is wrong of a time path is told where it stands", "[unit]") {
  const auto said = [](const char* path, const char* value) {
    Mistakes mistakes;
    WorldFiles files = WorldFiles::load(data_folder(), mistakes);
    apply_overrides(files, {override_of(path, value)}, mistakes);
    if (!mistakes.any()) CHECK(build_world(files, mistakes) != nullptr);
    std::string text;
    for (const Mistake& mistake : mistakes.all()) text += mistake.what + '\n';
    return text;
  };
  const std::string misspelt = said("paths.hbm_import.CN", "1");
  CHECK(has(misspelt, "no path is called 'hbm_import.CN'"));
  CHECK(has(misspelt, "did you mean 'hbm_imports.CN'"));
  CHECK(has(said("paths.hbm_imports.CN", "plenty"), "a point should be 'YYYY-MM: number'"));
  CHECK(has(said("path.hbm_imports.CN", "1"), "did you mean 'paths'"));
}

TEST_CASE("override path: scenarios that differ in parameters alone share one world's data", "[unit]") {
  ScenarioLoader loader(options(Month::parse("2017-03")));
  const auto file = source_folder() / "scenarios" / "baseline.yaml";
  const Composition base = loader.compositions(file).at(0);
  const Scenario a = loader.make(base, {}, {override_of("parameters.chips.price", "40")}),
                 b = loader.make(base, {}, {override_of("parameters.chips.price", "41")}),
                 c = loader.make(base, {}, {});
  CHECK(a.initial->world.data == b.initial->world.data);
  CHECK(a.initial->world.data == c.initial->world.data);
  CHECK(a.initial != b.initial);
  const std::size_t price = c.initial->table.offset("chips.price").value();
  CHECK((a.initial->parameters.get(price) == 40 && b.initial->parameters.get(price) == 41));
}

}  // namespace override_path_test
