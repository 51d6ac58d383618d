// At whom measures are aimed, which common fields a type has, and what can stop or move nothing.
#include <algorithm>
#include <set>

#include "engine/events/event.hpp"
#include "engine/events/event_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace aim_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

const Scenario& home() {
  static const Scenario scenario = shipped("baseline", "2017-02");
  return scenario;
}

/// One event, read by itself; its mistakes in lines.
struct Read {
  std::unique_ptr<Event> event;
  std::string told;
};

Read read(const std::string& event) {
  const TemporaryFolder folder;
  Mistakes mistakes;
  const config::Node root = config::load_yaml(folder.write("event.yaml", event), mistakes);
  const EventContext context{*home().initial->world.data, home().initial->table};
  Read out;
  out.event = read_event(root, context, mistakes);
  for (const Mistake& m : mistakes.all()) out.told += m.what + "\n";
  return out;
}

std::string told(const std::string& event) { return read("{id: e, start: 2027-01, " + event + "}\n").told; }

/// The example of a type with a line replaced, or added.
std::string example(const EventType& type, const std::string& key, const std::string& value) {
  std::string out;
  std::string_view rest = type.example;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (const std::string_view line = rest.substr(0, end); !line.starts_with(key + ":"))
      out += std::string(line) + "\n";
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out + key + ": " + value + "\n";
}

}  // namespace

TEST_CASE("fdpr goes with the types that bind foreign sellers, and is a mistake with all others", "[unit]") {
  const std::set<std::string_view> binding = {
      "chip_export_ban", "cloud_access_restriction", "entity_list", "equipment_ban", "hbm_ban", "materials_ban"};
  for (const EventType* type : event_types()) {
    INFO(type->name);
    const std::string said = read(example(*type, "fdpr", "true")).told;
    if (binding.contains(type->name))
      CHECK(said.empty());
    else
      CHECK(has(said, "'fdpr' has no meaning here"));
  }
}

TEST_CASE("whom a measure is aimed at is said only where it is aimed", "[unit]") {
  for (const char* event : {"type: subsidy, issuer: US, target: fab, amount: 1, targets: [CN]",
                            "type: supply_shock, nation: TW, duration: 1, targets: [CN]",
                            "type: parameter_shock, parameter: controls.enforcement, value: 0.5, targets: [CN]",
                            "type: open_promotion, issuer: US, targets: [CN]"})
    CHECK(has(told(event), "'targets' has no meaning here"));
}

TEST_CASE("a nation aims no measure at itself; in a region it is left out", "[unit]") {
  std::size_t aimed = 0;
  for (const EventType* type : event_types()) {
    if (type->kind != EventKind::measure || type->example.find("targets: ") == std::string_view::npos ||
        type->name == "energy_shortage")
      continue;
    const Read as_written = read(std::string(type->example) + "\n");
    REQUIRE(as_written.told.empty());
    const std::string self =
        home().initial->world.data->nations.text[as_written.event->header.issuers.nations()[0].index()];
    INFO(type->name << " by " << self);
    ++aimed;
    const std::string alone = read(example(*type, "targets", "[" + self + "]")).told;
    CHECK(has(alone, "a nation aims none at itself"));
    CHECK(std::ranges::count(alone, '\n') == 1);  // told once
    CHECK(has(read(example(*type, "targets", "[RU, " + self + "]")).told, "a nation aims none at itself"));
    const RegionId asia = home().initial->world.data->find_region("ASIA"),
                   americas = home().initial->world.data->find_region("NAM");
    for (const RegionId r : {asia, americas}) {
      if (!r.exists()) continue;
      const Region& region = home().initial->world.data->regions[r];
      const Read in_region = read(example(*type, "targets", "[" + region.name + "]"));
      if (!in_region.event || !in_region.told.empty()) continue;
      const NationList& targets = in_region.event->header.targets;
      const NationId issuer = in_region.event->header.issuers.nations()[0];
      const bool member = std::ranges::find(region.members, issuer) != region.members.end();
      CHECK_FALSE(targets.contains(issuer));
      CHECK(targets.size() == region.members.size() - (member ? 1 : 0));
      double parts = 0;
      for (const NationId n : targets) parts += targets.part(n);
      CHECK(parts == Approx(1));
    }
  }
  CHECK(aimed >= 9);
}

TEST_CASE("the same holds for the other lists of nations", "[unit]") {
  CHECK(has(told("type: service_ban, issuer: US, origins: [US]"), "aims none at itself"));
  CHECK(has(told("type: service_ban, issuer: US, firms: [Meta]"), "firms of its own"));
  CHECK(has(told("type: diffusion_rule, issuer: US, tier2: [US]"), "aims none at itself"));
  CHECK(has(told("type: diffusion_rule, issuer: US, tier3: [RU, US]"), "aims none at itself"));
  CHECK(has(told("type: talent_attraction, issuer: US, from: [US], pull: 1"), "aims none at itself"));
  CHECK(has(told("type: cloud_export_programme, issuer: US, regions: [US]"), "aims none at itself"));
  CHECK(has(told("type: talent_restriction, from: [US], to: [US]"), "no one moves"));
  CHECK(has(told("type: talent_restriction, issuer: JP, from: [CN], to: [US]"), "stands in neither"));
  CHECK(has(told("type: entity_list, issuer: US, firms: [Meta, Google]"), "firms of its own"));
  CHECK(has(told("type: chip_export_ban, issuer: US, allied: [KR], targets: [CN, KR]"), "aims none at itself"));
}

TEST_CASE("what can stop or move nothing is told", "[unit]") {
  CHECK(has(told("type: materials_ban, issuer: NL, targets: [CN], materials: [rare_earths], fdpr: true"),
            "sells no such materials, so this stops nothing"));
  CHECK_FALSE(has(told("type: materials_ban, issuer: NL, targets: [CN], materials: [rare_earths]"), "fdpr"));
  CHECK(has(told("type: equipment_ban, issuer: US, targets: [CN], classes: [euv]"), "sells no EUV lithography"));
  CHECK(told("type: equipment_ban, issuer: KR, targets: [CN]").empty());
  CHECK(told("type: equipment_ban, issuer: DE, targets: [CN], classes: [servicing]").empty());
  CHECK(has(told("type: entity_list, issuer: NL, firms: [Huawei], goods: [chips]"), "sells no accelerators"));
  CHECK(told("type: entity_list, issuer: NL, firms: [Huawei], goods: [chips], fdpr: true").empty());
  CHECK(has(told("type: licence, issuer: NL, targets: [CN], chip: H20"), "sells no accelerators"));
  CHECK(has(told("type: cloud_access_restriction, issuer: NL, targets: [CN]"), "clouds abroad run on"));
  CHECK(told("type: cloud_access_restriction, issuer: FR, targets: [CN], hosts: own").empty());
  CHECK(has(told("type: supply_shock, nation: KE, duration: 3"), "so this moves nothing"));
  CHECK(has(told("type: subsidy, issuer: KE, target: hbm, amount: 10"), "so this moves nothing"));
  CHECK(has(told("type: tariff, issuer: US, targets: [KE], rate: 0.5"), "so this moves nothing"));
  CHECK(has(told("type: open_restriction, issuer: CL, scope: labs"), "no labs"));
  CHECK(has(told("type: open_promotion, issuer: CL"), "so this moves nothing"));
  CHECK(has(told("type: hub_enforcement, issuer: US, allied: [JP], hubs: [MY], level: 0.9"), "allies add nothing"));
}

TEST_CASE("what a licence may relax is checked", "[unit]") {
  const auto scenario = [](const std::string& rules) -> std::string {
    try {
      (void)variant(
          "history",
          "events:\n  - {id: l, type: licence, issuer: US, targets: [CN], chip: H200, start: 2027-01, relaxes: " +
              rules + "}\n",
          "2027-02");
    } catch (const ScenarioError& error) {
      return error.what();
    }
    return "";
  };
  CHECK(scenario("[us-2023-10-chips, us-2025-04-h20]").empty());
  CHECK(scenario("us-2025-04-h20").empty());
  CHECK(has(scenario("us-2025-04-h2"), "did you mean 'us-2025-04-h20'"));
  CHECK(has(scenario("us-2024-12-hbm"), "is no rule on accelerators"));
}

}  // namespace aim_test
