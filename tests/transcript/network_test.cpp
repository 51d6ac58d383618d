// What `simulate graph` writes is read by other programs, is the same each time, and mistakes are told.
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace network_test {

using namespace chokepoint::test;

namespace {

Said graph(const std::string& arguments) { return simulate(TemporaryFolder(), "graph " + arguments); }

}  // namespace

TEST_CASE("the network as JSON", "[transcript]") {
  const Said o = graph("baseline --format json");
  REQUIRE(o.code == 0);
  CHECK(o.err.empty());
  const auto root = nlohmann::json::parse(o.out);
  CHECK(root["directed"] == true);
  CHECK(root["graph"]["month"] == "2025-12");
  std::set<std::string> names;
  for (const auto& node : root["nodes"]) names.insert(node["id"].get<std::string>());
  CHECK(names.size() == root["nodes"].size());
  CHECK((names.contains("IN") && names.contains("Reliance")));
  std::size_t closed = 0;
  for (const auto& link : root["links"]) {
    CHECK((names.contains(link["source"].get<std::string>()) && names.contains(link["target"].get<std::string>())));
    if (link["status"] != "closed") continue;
    ++closed;
    CHECK(link["rule"] != "none");
    CHECK_FALSE(link["events"].empty());
  }
  CHECK(closed > 0);
  CHECK(graph("baseline --json").out == o.out);
}

TEST_CASE("the network as GraphML is read by another program", "[transcript]") {
  const TemporaryFolder folder;
  const Said o = simulate(folder, "graph baseline --format graphml --good accelerator");
  REQUIRE(o.code == 0);
  folder.write("out", o.out);
  const Said read =
      shell(folder, in_quotes(python()) +
                        " -c \"import xml.etree.ElementTree as tree; root = tree.parse('out').getroot(); n = "
                        "'{http://graphml.graphdrawing.org/xmlns}'; "
                        "nodes = {x.get('id') for x in root.iter(n + 'node')}; edges = list(root.iter(n + 'edge')); "
                        "assert len(nodes) > 20 and len(edges) > 50 and all(e.get('source') in nodes and "
                        "e.get('target') in nodes for e in edges)\"");
  INFO(read.err);
  CHECK(read.code == 0);
}

TEST_CASE("the network for Graphviz", "[transcript]") {
  const Said o = graph("baseline --format dot --good wafer");
  REQUIRE(o.code == 0);
  CHECK(o.err.empty());
  CHECK(o.out.starts_with("digraph G {\n"));
  CHECK(o.out.ends_with("}\n"));
  const std::regex vertex(R"(("[^"]+"|\w+) ?\[.*\];)"), link(R"(("[^"]+"|\w+)->("[^"]+"|\w+)  ?\[.*\];)");
  std::istringstream lines(o.out);
  std::string line;
  std::size_t vertices = 0, links = 0;
  while (std::getline(lines, line)) {
    if (line == "digraph G {" || line == "}") continue;
    const bool is_link = std::regex_match(line, link);
    INFO(line);
    CHECK((is_link || std::regex_match(line, vertex)));
    ++(is_link ? links : vertices);
  }
  CHECK((vertices == 14 && links == 20));  // two foundries that have customers and twelve designers
}

TEST_CASE("every pattern is told with a figure of the model", "[transcript]") {
  const Said said = simulate(TemporaryFolder(), "patterns --runs 3 --json");
  REQUIRE(said.code == 0);
  CHECK(said.err.empty());
  const auto patterns = nlohmann::json::parse(said.out);
  chokepoint::Mistakes mistakes;
  CHECK(patterns.size() == chokepoint::config::load_csv(data_folder() / "patterns.csv", mistakes).items.size());
  for (const auto& p : patterns) {
    INFO(p.dump());
    CHECK((p["model"].is_number() && p["low"] <= p["model"] && p["model"] <= p["high"] && p["z"].is_number()));
    CHECK((p["role"] == "test" || p["role"] == "set"));
  }
}

TEST_CASE("the same network every time", "[transcript]") {
  for (const char* arguments : {"baseline", "baseline --format graphml --replicate 3",
                                "baseline --format dot --seed 9 --at 2027-03", "import_ban --format json --at 2028"}) {
    const Said once = graph(arguments), again = graph(arguments);
    CHECK((once.code == 0 && !once.out.empty()));
    CHECK(once.out == again.out);
  }
  CHECK(graph("baseline --format json --replicate 3").out != graph("baseline --format json").out);
}

TEST_CASE("mistakes on the command line of the network", "[transcript]") {
  const Said o = graph("baseline --at 2050 --good chip --without TSMC ASLM");
  CHECK(o.code == 2);
  CHECK(o.out.empty());
  std::string goods;
  for (const std::string_view good : chokepoint::good_names) goods += (goods.empty() ? "" : ", ") + std::string(good);
  CHECK(o.err ==
        "--at: 2050-12 is outside the run, which goes from 2017-01 to 2030-12\n"
        "--good: no good is called 'chip' (known: " +
            goods +
            ")\n"
            "--without: no supplier is called 'ASLM' (did you mean 'ASML'?)\n"
            "3 mistakes; nothing was run or written\n");
  CHECK(graph("baseline --at soon").code == 2);
  CHECK(graph("baselin").err.find("baseline") != std::string::npos);
  CHECK(graph("baseline --format svg").code == 2);
  CHECK(graph("baseline --format dot --without TSMC").code == 2);
}

TEST_CASE("the network over time", "[transcript]") {
  const Said table = graph("baseline --at 2025-12,2021"), csv = graph("baseline --at 2021-12,2025-12 --format csv"),
             once = graph("baseline --at 2025 --format csv");
  REQUIRE(table.code == 0);
  CHECK(table.out.find("supplier") < table.out.find("2021-12"));
  CHECK(table.out.find("2021-12") < table.out.find("2025-12"));
  CHECK(table.out.find("TSMC") != std::string::npos);
  REQUIRE(csv.code == 0);
  const std::string head = "month,supplier,kind,nation,good,flow_lost,betweenness,core,share\n";
  REQUIRE((csv.out.starts_with(head + "2021-12,") && once.out.starts_with(head + "2025-12,")));
  // A date is measured alike, whichever others are.
  CHECK(csv.out.ends_with(once.out.substr(head.size())));
  const Said yearly = graph("baseline --every 12 --format csv");
  CHECK(yearly.out.find("\n2017-12,") != std::string::npos);
  CHECK(yearly.out.find("\n2030-12,") != std::string::npos);
  CHECK(yearly.out.find("\n2030-11,") == std::string::npos);
  CHECK(graph("baseline --every 12 --at 2025").code == 2);
  CHECK(graph("baseline --every 12 --format dot").code == 2);
  CHECK(graph("baseline --at 2021,2025 --without TSMC").code == 2);
}

}  // namespace network_test
