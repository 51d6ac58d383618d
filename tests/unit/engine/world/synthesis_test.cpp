// Synthetic firms: sums that are exact, sizes and suppliers by their laws, random variation by name, mistakes that
// teach.
#include "engine/world/synthesis.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "engine/base/sum.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace synthesis_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

Scenario synthetic(const std::string& world, std::vector<Override> overrides = {}) {
  return variant("baseline", "world: {synthesize: {" + world + "}}\n", "2017-02", std::move(overrides));
}

std::string mistake_of(const std::string& body) {
  try {
    (void)variant("baseline", body, "2017-02");
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}
bool says(const std::string& text, const std::string& words) {
  INFO(text);
  return text.find(words) != std::string::npos;
}

std::vector<FirmRow> split_rows(const World& w) {
  std::vector<FirmRow> out = w.data->firm_rows;
  std::erase_if(out, [](const FirmRow& row) { return !row.split; });
  return out;
}

struct Suppliers {
  std::size_t designers = 0, hosts = 0;
};
Suppliers suppliers_of(const World& w, FirmId i) {
  const VertexId v = w.data->vertex(i);
  return {w.trade.purchases(v, Good::accelerator).size(), w.trade.purchases(v, Good::cloud_rent).size()};
}

}  // namespace

TEST_CASE("parts of a total add up to it bit for bit, in any order", "[unit]") {
  std::mt19937_64 random(1);
  for (const double total : {1.0, 0.1, 2.62, 47.0, 1e-9, 12345.678}) {
    std::vector<double> sizes(997);
    for (double& s : sizes) s = std::pow(static_cast<double>(random() >> 11) * 0x1p-53 + 1e-6, -1 / 1.059);
    std::vector<double> parts = exact_parts(total, sizes);
    const double sum = std::accumulate(sizes.begin(), sizes.end(), 0.0);
    for (std::size_t k = 0; k < sizes.size(); ++k) REQUIRE(parts[k] == Approx(total * sizes[k] / sum).epsilon(1e-9));
    for (int round = 0; round < 5; ++round) {
      CHECK(std::accumulate(parts.begin(), parts.end(), 0.0) == total);
      CHECK(fixed_sum(parts) == total);
      std::ranges::shuffle(parts, random);
    }
  }
  CHECK(exact_parts(0, std::vector<double>{1, 2}) == std::vector<double>{0, 0});
  CHECK(exact_parts(0.3, std::vector<double>{7}) == std::vector<double>{0.3});
}

TEST_CASE("the law of sizes has the tail of firm sizes, and suppliers the mean asked for", "[unit]") {
  const SizeLaw law(100'000);
  CHECK(law.quantile(0) == Approx(1));
  CHECK(law.quantile(1) == Approx(100'000));
  // Far below the bound the share above a size s is s^-1.059: above 10 about 8.7 in a hundred.
  CHECK(law.quantile(1 - std::pow(10, -1.059)) == Approx(10).epsilon(0.001));
  double size = 0, suppliers = 0;
  constexpr int steps = 1'000'000;
  for (int k = 0; k < steps; ++k) {
    const double s = law.quantile((k + 0.5) / steps);
    size += s / steps;
    suppliers += law.suppliers(16, s) / steps;
  }
  CHECK(size == Approx(law.moment(1)).epsilon(0.01));
  CHECK(suppliers == Approx(16).epsilon(0.001));
  CHECK(law.suppliers(1, 1000) == 1);
}

TEST_CASE("a split world has the firms asked for and each sector its sums", "[unit]") {
  const Scenario plain = shipped("baseline", "2017-02");
  const World& before = plain.initial->world;
  for (const char* firms : {"100", "1000", "5000"}) {
    const Scenario scenario = synthetic(std::string("firms: ") + firms);
    const World& w = scenario.initial->world;
    const WorldData& data = *w.data;
    CHECK(data.firms.count() == std::stoul(firms));
    CHECK(std::ranges::is_sorted(data.firms.text));
    CHECK(data.firm_rows.size() == before.data->firms.count());
    std::size_t members = 0;
    for (const FirmRow& sector : data.firm_rows) {
      const FirmId row = before.data->firms.find<FirmId>(sector.name);
      REQUIRE(row.exists());
      members += sector.members.size();
      CHECK((!sector.split || before.firms.variants[row] == 0));
      CHECK(data.firms.text[(*sector.members.begin()).index()] ==
            (sector.split ? sector.name + "#0000001" : sector.name));
      double share = 0, cash = 0, funding = 0, floor = 0;
      for (const FirmId i : sector.members) {
        share += w.firms.share[i], cash += w.firms.cash_flow_start[i], funding += w.firms.funding[i],
            floor += w.firms.capex_floor[i];
        CHECK((w.firms.share[i] > 0 && w.firms.nation[i] == before.firms.nation[row] &&
               w.firms.lab_share[i] == before.firms.lab_share[row]));
      }
      CHECK(share == 1);
      CHECK((cash == before.firms.cash_flow_start[row] && funding == before.firms.funding[row] &&
             floor == before.firms.capex_floor[row]));
    }
    CHECK(members == data.firms.count());
    // Whoever is named as an owner or buyer is still that company.
    for (const DesignerId d : ids<DesignerId>(data.designers.count())) {
      const FirmId owner = w.designers.captive_of[d], was = before.designers.captive_of[d];
      REQUIRE(owner.exists() == was.exists());
      if (owner.exists()) CHECK(data.firms.text[owner.index()] == before.data->firms.text[was.index()]);
    }
    for (std::size_t v = 0; v < before.data->vertex_count(); ++v)
      if (const VertexId owner = before.data->owner[VertexId{v}]; owner.exists()) {
        const auto same = [&](VertexId a, VertexId b) {
          return data.vertex_name(a) == before.data->vertex_name(b) && data.home[a] == before.data->home[b];
        };
        bool found = false;
        for (const VertexId other : data.owner.ids())
          found |= data.owner[other].exists() && same(other, VertexId{v}) && same(data.owner[other], owner);
        CHECK(found);
      }
  }
}

TEST_CASE("by size a sector knows each designer as well as its row does", "[unit]") {
  const Scenario plain = shipped("baseline", "2017-02"), scenario = synthetic("firms: 2000, degree: 4");
  const World& before = plain.initial->world;
  const World& w = scenario.initial->world;
  std::map<std::pair<std::string, std::string>, double> known, weighed;
  for (const EdgeId e : ids<EdgeId>(before.trade.edge_count()))
    if (before.trade.good(e) == Good::accelerator)
      known[{before.data->vertex_name(before.trade.supplier(e)), before.data->vertex_name(before.trade.buyer(e))}] =
          before.trade.weight[e];
  bool within = true;
  std::size_t missing = 0;
  for (const EdgeId e : ids<EdgeId>(w.trade.edge_count())) {
    if (w.trade.good(e) != Good::accelerator && w.trade.good(e) != Good::cloud_rent) continue;
    within &= w.trade.weight[e] > 0 && w.trade.weight[e] <= 1;
    if (w.trade.good(e) != Good::accelerator) continue;
    const std::string& buyer = w.data->vertex_name(w.trade.buyer(e));
    weighed[{w.data->vertex_name(w.trade.supplier(e)), buyer.substr(0, buyer.find('#'))}] +=
        w.trade.weight[e] * w.firms.share[w.data->firm_of(w.trade.buyer(e))];
  }
  CHECK(within);
  REQUIRE(weighed.size() == known.size());
  for (const auto& [pair, weight] : known) {
    INFO(pair.first << " -> " << pair.second);
    CHECK(weighed[pair] == Approx(weight).epsilon(1e-9));
  }
  for (const FirmRow& sector : split_rows(w))
    for (const FirmId i : sector.members)
      missing +=
          suppliers_of(w, i).designers <
          before.trade.purchases(before.data->vertex(before.data->firms.find<FirmId>(sector.name)), Good::accelerator)
              .size();
  CHECK(missing > 100);  // small firms do without some
}

TEST_CASE("members have as many suppliers as asked for in the mean, the largest far more", "[unit]") {
  for (const double degree : {4.0, 16.0}) {
    const Scenario scenario = synthetic("firms: 20000, degree: " + std::to_string(degree));
    const World& w = scenario.initial->world;
    double all = 0, count = 0, most = 0, least = 1e9;
    std::vector<std::pair<double, double>> by_share;
    for (const FirmRow& sector : split_rows(w))
      for (const FirmId i : sector.members) {
        const auto [designers, hosts] = suppliers_of(w, i);
        const auto k = static_cast<double>(designers + hosts);
        all += k, ++count, most = std::max(most, k), least = std::min(least, k);
        CHECK(designers >= 1);
        if (sector.members.size() > 1000) by_share.emplace_back(w.firms.share[i], k);
      }
    CHECK(all / count == Approx(degree).epsilon(0.05));
    CHECK(most > 10 * degree);
    CHECK(least >= 1);
    std::ranges::sort(by_share);
    const auto mean = [&](std::size_t first, std::size_t last) {
      return std::accumulate(by_share.begin() + static_cast<std::ptrdiff_t>(first),
                             by_share.begin() + static_cast<std::ptrdiff_t>(last), 0.0,
                             [](double sum, const auto& p) { return sum + p.second; }) /
             static_cast<double>(last - first);
    };
    CHECK(mean(by_share.size() - by_share.size() / 10, by_share.size()) > 2 * mean(0, by_share.size() / 2));
  }
}

TEST_CASE("the same seed gives the same world, and a larger sector moves no one else's draws", "[unit]") {
  const Scenario a = synthetic("firms: 1000, seed: 7"), b = synthetic("firms: 1000, seed: 7"),
                 c = synthetic("firms: 1000, seed: 8");
  const auto& shares = [](const Scenario& s) { return s.initial->world.firms.share.cells(); };
  CHECK(std::ranges::equal(shares(a), shares(b)));
  CHECK(std::ranges::equal(a.initial->world.trade.weight.cells(), b.initial->world.trade.weight.cells()));
  CHECK_FALSE(std::ranges::equal(shares(a), shares(c)));
  // Two worlds in which NTT has equally many members, while the sector of Oracle has fewer.
  const Scenario d = synthetic("firms: 1000, seed: 7", {override_of("firms.Oracle.cash_flow_2017", "5"),
                                                        override_of("firms.CoreWeave.funding", "17")});
  const FirmRow *before = a.initial->world.data->find_sector("NTT"), *after = d.initial->world.data->find_sector("NTT");
  REQUIRE((before && after && before->members.size() == after->members.size()));
  REQUIRE(a.initial->world.data->find_sector("Oracle")->members.size() !=
          d.initial->world.data->find_sector("Oracle")->members.size());
  auto other = after->members.begin();
  for (const FirmId i : before->members) {
    CHECK(a.initial->world.firms.share[i] == d.initial->world.firms.share[*other]);
    ++other;
  }
}

TEST_CASE("a synthetic population is refused with what would do", "[unit]") {
  CHECK(says(mistake_of("world: {synthesise: {firms: 1000}}\n"), "did you mean 'synthesize'?"));
  CHECK(says(mistake_of("world: {synthesize: {firm: 1000}}\n"), "did you mean 'firms'?"));
  CHECK(says(mistake_of("world: {synthesize: {firms: 99}}\n"),
             "'firms' should be a whole number between 100 and 10000000, found"));
  CHECK(says(mistake_of("world: {synthesize: {firms: 1000.5}}\n"), "whole number"));
  CHECK(says(mistake_of("world: {synthesize: {firms: many}}\n"), "whole number"));
  CHECK(says(mistake_of("world: {synthesize: {firms: 1000, degree: 65}}\n"),
             "'degree' should be a number between 1 and 64"));
  CHECK(says(mistake_of("world: {synthesize: {degree: 4}}\n"), "needs 'firms'"));
  CHECK(says(mistake_of("world: {synthesize: 1000}\n"), "should be a map of firms, degree and seed"));
  CHECK(says(mistake_of("world: 3\n"), "should be a map"));
  CHECK(says(mistake_of("world: {synthesize: {firms: 1000, seed: -1}}\n"), "'seed' should be"));
  const std::string split = mistake_of(
      "world: {synthesize: {firms: 1000}}\nevents:\n- {id: x, type: openness_shift, lab: NTT, openness: 0.5, start: "
      "2027-01, source: test}\n");
  CHECK((says(split, "'NTT' is split into") && says(split, "NTT#0000001") && says(split, "variant.yaml:4:")));
}

TEST_CASE("what a file asks for is inherited, overridden by key and told", "[unit]") {
  const Scenario set = synthetic("firms: 1000, seed: 7", {override_of("world.synthesize.firms", "500")});
  CHECK(set.initial->world.data->firms.count() == 500);
  CHECK(says(config::to_yaml(set.resolved), "synthesize:"));
  const TemporaryFolder folder;
  const auto parent = folder.write(
      "parent.yaml",
      "scenario: {name: parent, extends: baseline.yaml}\nworld: {synthesize: {firms: 800, degree: 3, seed: 7}}\n");
  const auto child =
      folder.write("child.yaml", "scenario: {name: child, extends: parent.yaml}\nworld: {synthesize: {firms: 900}}\n");
  const Scenario inherited = load_scenario(child, options(Month::parse("2017-02")));
  CHECK(inherited.initial->world.data->firms.count() == 900);
  CHECK(inherited.overrides.size() == load_scenario(parent, options(Month::parse("2017-02"))).overrides.size());
}

TEST_CASE("a sector's name in an event stands for its members", "[unit]") {
  const Scenario scenario = variant("baseline",
                                    "world: {synthesize: {firms: 1000}}\nevents:\n"
                                    "- {id: x, type: entity_list, issuer: US, firms: [CN-state, Zhipu], goods: "
                                    "[chips], start: 2017-01, source: test}\n"
                                    "- {id: y, type: chip_export_ban, issuer: US, targets: [JP], entities: [NTT], "
                                    "tpp_max: 1, start: 2017-01, source: test}\n",
                                    "2017-02");
  Simulation s = simulation(scenario);
  s.step();
  const WorldData& data = *s.world().data;
  const NationId us = data.nations.find<NationId>("US");
  for (const FirmId i : data.find_sector("CN-state")->members) CHECK(s.regimes().chips_denied(us, i) == 1);
  for (const FirmId i : data.find_sector("China Mobile")->members) CHECK(s.regimes().chips_denied(us, i) == 0);
  CHECK(s.regimes().chips_denied(us, data.firms.find<FirmId>("Zhipu")) == 1);
  for (const FirmId i : data.find_sector("NTT")->members) CHECK(s.regimes().firm_chips.column_touched(i));
  for (const FirmId i : data.find_sector("KDDI")->members) CHECK_FALSE(s.regimes().firm_chips.column_touched(i));
}

}  // namespace synthesis_test
