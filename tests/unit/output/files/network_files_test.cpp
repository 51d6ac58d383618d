// The supply network of a month in its files and tables: every link once, ends that exist, measures as measured.
#include "output/files/network_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "analysis/network/closing_events.hpp"
#include "engine/base/json_text.hpp"
#include "engine/markets/link_rules.hpp"
#include "output/text/network_history_report.hpp"
#include "output/text/network_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"

namespace network_files_test {

using namespace chokepoint;
using namespace chokepoint::output;
using namespace chokepoint::test;

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

/// The second month of a world in which the US sells China no tools.
struct Shut {
  Scenario scenario = three_months(
      "shut", "  - {id: bar, type: equipment_ban, issuer: US, targets: [CN], start: 2017-01, source: made}\n");
  Simulation run = simulation(scenario);
  NetworkMeasures measures;
  Column<EdgeId, std::vector<EventId>> causes;

  Shut() {
    run.step(), run.step();
    measures = measure_network(run.world(), run.regimes());
    causes = causes_of(scenario, run.world(), RandomStream(1, 0), measures);
  }
  [[nodiscard]] const TradeGraph& trade() const { return run.world().trade; }
  [[nodiscard]] NetworkPicture picture(std::optional<Good> good = {}) const {
    return {scenario, run.world(), measures, causes, 1, 0, good};
  }
  [[nodiscard]] std::size_t closed() const {
    std::size_t n = 0;
    for (const EdgeId e : ids<EdgeId>(trade().edge_count())) n += measures.rules[e].closes() ? 1U : 0U;
    return n;
  }
};

}  // namespace

TEST_CASE("vertices are known by their kind; namesakes carry it in their names", "[unit]") {
  const Scenario scenario = three_months();
  const WorldData& data = *scenario.initial->world.data;
  std::set<std::string> ids_seen, kinds;
  for (const VertexId v : ids<VertexId>(data.vertex_count())) {
    ids_seen.insert(vertex_id(data, v)), kinds.insert(vertex_kind(data, v));
    CHECK(vertex_id(data, v).starts_with(data.vertex_name(v)));
  }
  CHECK(ids_seen.size() == data.vertex_count());
  CHECK(kinds ==
        std::set<std::string>{"nation", "AI firm", "designer", "foundry", "memory maker", "toolmaker", "supplier"});
}

TEST_CASE("the network as JSON: nodes and links as they are in the world, closed ones with their events", "[unit]") {
  const Shut shut;
  REQUIRE(shut.closed() > 0);
  const auto json = parse_ordered_json(network_json(shut.picture()), "network.json");
  CHECK(
      (json["graph"]["scenario"] == "shut" && json["graph"]["month"] == "2017-02" && json["graph"]["good"].is_null()));
  CHECK(json["nodes"].size() == shut.scenario.initial->world.data->vertex_count());
  CHECK(json["links"].size() == shut.trade().edge_count());
  std::set<std::string> nodes;
  for (const auto& node : json["nodes"]) nodes.insert(node["id"].get<std::string>());
  double shipped = 0;
  std::size_t closed = 0;
  for (const auto& link : json["links"]) {
    CHECK((nodes.contains(link["source"].get<std::string>()) && nodes.contains(link["target"].get<std::string>())));
    shipped += link["shipped"].get<double>();
    if (link["status"] != "closed") continue;
    ++closed;
    CHECK(link["events"] == nlohmann::ordered_json::array({"bar"}));
  }
  double all = 0;
  for (const EdgeId e : ids<EdgeId>(shut.trade().edge_count())) all += shut.trade().shipped[e];
  CHECK(shipped == Approx(all));
  CHECK(closed == shut.closed());
}

TEST_CASE("one good alone: its links, and the vertices that they join", "[unit]") {
  const Shut shut;
  const auto json = parse_ordered_json(network_json(shut.picture(Good::tool)), "network.json");
  CHECK(json["graph"]["good"].get<std::string>() == good_names[static_cast<std::size_t>(Good::tool)]);
  std::size_t links = 0;
  for (const EdgeId e : ids<EdgeId>(shut.trade().edge_count())) links += shut.trade().good(e) == Good::tool ? 1U : 0U;
  CHECK(json["links"].size() == links);
  CHECK(json["nodes"].size() < shut.scenario.initial->world.data->vertex_count());
}

TEST_CASE("GraphML and DOT hold every vertex and link; closed links are drawn red and dashed", "[unit]") {
  const Shut shut;
  const std::string xml = network_graphml(shut.picture()), dot = network_dot(shut.picture());
  CHECK(count_of(xml, "<edge ") == shut.trade().edge_count());
  CHECK(count_of(xml, "<node ") == shut.scenario.initial->world.data->vertex_count());
  CHECK(has(xml.substr(0, 4000), "attr.name=\"label\""));
  CHECK(xml.find("attr.name=\"id\"") == std::string::npos);  // readers keep that for themselves
  CHECK(dot.starts_with("digraph"));
  CHECK(count_of(dot, "color=red") == shut.closed());
  CHECK(count_of(dot, "style=dashed") == shut.closed());
}

TEST_CASE("the tables of a network: counts, chokepoints, who closes what", "[unit]") {
  const Shut shut;
  const std::string text = network_report(shut.picture(), {}, {false, 100});
  CHECK(text.starts_with("shut: 2017-02, replicate 0, seed 1\n"));
  CHECK(has(text, fmt::format("{} links, ", shut.trade().edge_count())));
  CHECK(has(text, fmt::format("{} closed by the rules in force\n", shut.closed())));
  CHECK(has(text, "equipment_ban"));
  CHECK_FALSE(has(text, "Taken out together"));
  const std::string one = network_report(shut.picture(Good::tool), {{"ASML"}, 0.25}, {false, 100});
  CHECK(has(one, ", tool only\n"));
  CHECK(has(one, "  ASML: 25.0 % of the deliveries of accelerators lost\n"));
  CHECK_FALSE(has(one, "Nations: "));
}

TEST_CASE("networks over time: a column a date in the table, a row a date and supplier in CSV", "[unit]") {
  const Shut shut;
  const NetworkHistory history{shut.scenario, 1, 0, {Month{0}, Month{1}}, {shut.measures, shut.measures}};
  const std::string text = network_history_report(history, {false, 100}), csv = network_history_csv(history);
  CHECK(has(text, "2017-01  2017-02"));
  CHECK(has(text, fmt::format("{}", shut.closed())));
  CHECK(csv.starts_with("month,supplier,kind,nation,good,flow_lost,betweenness,core,share\n2017-01,"));
  const WorldData& data = *shut.scenario.initial->world.data;
  std::size_t suppliers = 0;
  for (const VertexId v : ids<VertexId>(data.vertex_count())) suppliers += sells(data, v) ? 1U : 0U;
  CHECK(count_of(csv, "\n") == 1 + 2 * suppliers);
  CHECK(count_of(csv, "\n2017-02,") == suppliers);
  const NetworkHistory none{shut.scenario, 1, 0, {}, {}};
  CHECK(network_history_csv(none) == "month,supplier,kind,nation,good,flow_lost,betweenness,core,share\n");
}

}  // namespace network_files_test
