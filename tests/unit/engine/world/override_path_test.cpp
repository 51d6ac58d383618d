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
                     population = "world.synthesize.firms", section = "world.synthesize";
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
  REQUIRE(section.as<PopulationPath>());
  CHECK(section.as<PopulationPath>()->key.empty());
  for (const OverridePath& path : {parameter, cell, dotted, government, population})
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
