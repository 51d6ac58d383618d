// Biproportional fitting, and what the reader of the tables of goods says to mistakes.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/world/biproportional.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace goods_reader_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

/// The project's data with one piece of text of a file replaced, and the mistakes of reading them.
std::string mistakes_in(const std::string& name, const std::string& from, const std::string& to) {
  const TemporaryFolder folder;
  const auto data = folder.path() / "data";
  std::filesystem::copy(data_folder(), data, std::filesystem::copy_options::recursive);
  const auto file = data / name;
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  std::string changed = text.str();
  const std::size_t at = changed.find(from);
  REQUIRE(at != std::string::npos);
  changed.replace(at, from.size(), to);
  std::ofstream(file) << changed;
  try {
    (void)shipped("history", "2017-02", {}, data);
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

std::string mistakes_with(const std::string& table, const std::string& from, const std::string& to) {
  return mistakes_in("world/" + table + ".csv", from, to);
}

}  // namespace

TEST_CASE("a world that cannot be built is told, and events are read all the same", "[unit]") {
  CHECK(
      has(mistakes_in("paths.yaml", "\nstate_procurement:", "\nprocurement:"), "path 'state_procurement' is missing"));
}

TEST_CASE("biproportional fitting keeps what is known and meets both margins", "[unit]") {
  // Rows 0.5, 0.3, 0.2; columns 0.6, 0.4; the first cell is known: 0.4. So the first row has 0.1 left for column 2, and
  // the other rows share 0.2 and 0.3 by the product of their margins: 0.3 x 0.2/0.5 = 0.12 and so on.
  MarginTable t{3, 2, {0.4, 0.2, 0.18, 0.12, 0.12, 0.08}, {1, 0, 0, 0, 0, 0}, {0.5, 0.3, 0.2}, {0.6, 0.4}};
  REQUIRE(!fit_margins(t));
  const double expected[] = {0.4, 0.1, 0.12, 0.18, 0.08, 0.12};
  for (std::size_t k = 0; k < 6; ++k) CHECK(t.value[k] == Approx(expected[k]).epsilon(1e-9));
  CHECK(t.value[0] == 0.4);
}

TEST_CASE("biproportional fitting names where margins and known cells contradict each other", "[unit]") {
  MarginTable row{2, 2, {0.4, 0.2, 0.1, 0.3}, {1, 1, 0, 0}, {0.5, 0.5}, {0.6, 0.4}};  // 0.6 known of 0.5
  const auto first = fit_margins(row);
  REQUIRE(first);
  CHECK((first->in_row && first->index == 0 && first->margin == 0.5));
  CHECK(first->sum == Approx(0.6));
  MarginTable column{2, 2, {0.5, 0, 0.2, 0.3}, {0, 1, 0, 1}, {0.5, 0.5}, {0.6, 0.4}};  // column 2 is known: 0.3 of 0.4
  CHECK(fit_margins(column));
}

TEST_CASE("the links of the market hold the margins and the known flows of the tables", "[unit]") {
  const Scenario scenario = shipped("history", "2017-02");
  const World& w = scenario.initial->world;
  const GoodsCatalogue& c = w.data->goods;
  REQUIRE(!c.empty());
  Column<SellerId, double> sold(c.company.size());
  Column<TradedId, double> world(traded_good_count);
  for (const BuyerId b : c.nation.ids()) {
    double bought = 0;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(c.nation[b]), good_of(c.bought[b]))) {
      bought += w.trade.weight[e];
      sold[c.seller_of[e]] += w.trade.weight[e] * c.purchases[b];
    }
    CHECK(bought == Approx(1).epsilon(1e-9));
    world[c.bought[b]] += c.purchases[b];
  }
  for (const TradedId g : traded_goods()) {
    CHECK(world[g] == Approx(1).epsilon(1e-9));
    double all = 0;
    for (const SellerId s : c.sellers[g].ids()) all += sold[s];
    CHECK(all == Approx(1).epsilon(1e-9));
  }
  // bilateral.csv: a quarter of Micron's memory goes to China.
  const VertexId micron = w.data->vertex(called<MemoryMakerId>(w.data->memory_makers, "Micron")),
                 cn = w.data->vertex(called<NationId>(w.data->nations, "CN"));
  for (const EdgeId e : w.trade.sales(micron, Good::memory_chip))
    if (w.trade.buyer(e) == cn)
      CHECK(w.trade.weight[e] * c.purchases[c.buyer_of[e]] == Approx(0.25 * sold[c.seller_of[e]]).epsilon(1e-9));
  std::size_t links = 0;
  for (const TradedId g : traded_goods())
    for (const SellerId s : c.sellers[g].ids()) links += w.links_of(s).size();
  CHECK(links < 3200);  // of some 6000 pairs: shares that matter to neither side are left out
}

TEST_CASE("a small buyer has several suppliers where the world has several", "[unit]") {
  const Scenario scenario = shipped("history", "2017-02");
  const World& w = scenario.initial->world;
  const GoodsCatalogue& c = w.data->goods;
  const auto largest = [&](const char* nation, Good good) {
    double share = 0;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(called<NationId>(w.data->nations, nation)), good))
      share = std::max(share, w.trade.weight[e]);
    return share;
  };
  // TSMC has 69 % of the world's logic and 21 % of its mature chips; nothing is known of what these nations buy.
  for (const char* nation : {"GB", "IT", "AU"}) {
    INFO(nation);
    CHECK(largest(nation, Good::logic_chip) < 0.9);
    CHECK(largest(nation, Good::mature_chip) < 0.4);
    CHECK(largest(nation, Good::memory_chip) < 0.6);
  }
  REQUIRE(!c.empty());
}

TEST_CASE("mistakes in the tables of goods are told with the place and what would do", "[unit]") {
  const std::string unknown = mistakes_with("sales", "lithography_tool,ASML,", "lithography_tool,ASLM,");
  CHECK(has(unknown, "sales.csv:"));
  CHECK(has(unknown, "no company is called 'ASLM' (did you mean 'ASML'?)"));
  CHECK(has(mistakes_with("purchases", "lithography_tool,TW,0.295", "lithography_tool,TW,0.395"),
            "the purchases of lithography_tool add up to 1.1, not to 1"));
  CHECK(has(mistakes_with("bilateral", "memory_chip,Micron,CN,supplier,0.25", "memory_chip,Micron,CN,supplier,0.9"),
            "cannot be brought together with its sales: Micron"));
  CHECK(
      has(mistakes_with("goods", "photoresist,Photoresist,material,2,0.3,1", "photoresist,Photoresist,material,2,0.3,"),
          "'need' belongs to materials"));
  CHECK(has(mistakes_with("bilateral", "memory_chip,Micron,CN,supplier", "memory_chip,Micron,XX,supplier"),
            "no nation is called 'XX'"));
}

TEST_CASE("a table without rows is told, whichever it is", "[unit]") {
  for (const auto& entry : std::filesystem::directory_iterator(data_folder() / "world")) {
    const TemporaryFolder folder;
    std::filesystem::copy(data_folder(), folder.path() / "data", std::filesystem::copy_options::recursive);
    std::ofstream(folder.path() / "data" / "world" / entry.path().filename()) << "# nothing\nname\n";
    INFO(entry.path());
    std::string told;
    try {
      (void)shipped("history", "2017-02", {}, folder.path() / "data");
    } catch (const ScenarioError& error) {
      told = error.what();
    }
    CHECK(has(told, "holds no rows"));
  }
}

TEST_CASE("links that two rows describe with equal right are told, and companies of two tables", "[unit]") {
  const std::string links = mistakes_with(
      "links", "\nNVIDIA,", "\nNVIDIA,EU,accelerator,0.123,test,C,\nNVIDIA,EUR,accelerator,0.321,test,C,\nNVIDIA,");
  CHECK(has(links, "of two rows none may be as specific as the other"));
  CHECK(has(mistakes_with("suppliers", "\nNikon,", "\nASML,"), "'ASML' stands in toolmakers.csv already"));
}

TEST_CASE("a scenario that is wrong leaves the next one its whole world", "[unit]") {
  const TemporaryFolder folder;
  const std::string head =
      "scenario: {name: x, extends: " + (source_folder() / "scenarios" / "baseline.yaml").string() + "}\n";
  ScenarioLoader loader(options(Month::parse("2017-06")));
  CHECK_THROWS_AS(
      loader.load(folder.write("wrong.yaml", "scenario: {name: x, ned: 2030-12, extends: " +
                                                 (source_folder() / "scenarios" / "baseline.yaml").string() + "}\n")),
      ScenarioError);
  const Scenario after = loader.load(folder.write("right.yaml", head))[0];
  CHECK_FALSE(after.initial->world.data->goods.empty());
  CHECK(hash_of(after) == hash_of(shipped("baseline", "2017-06")));
}

}  // namespace goods_reader_test
