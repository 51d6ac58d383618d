// simulate graph SCENARIO: the supply network of one month of one run, or of several.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "agents/schedule.hpp"
#include "analysis/network/closing_events.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/options.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "output/text/network_history_report.hpp"
#include "output/text/network_report.hpp"

namespace chokepoint::app {
namespace {

/// One month as typed.
Month month_of(const std::string& typed, const Scenario& scenario, Mistakes& mistakes) {
  const auto month = Month::parse_or_year(typed);
  if (!month) {
    mistakes.add({"--at"}, fmt::format("'{}' should be a month like 2025-12 or a year", typed));
    return scenario.end;
  }
  if (*month < Month{0} || *month > scenario.end) {
    mistakes.add({"--at"}, fmt::format("{} is outside the run, which goes from {} to {}", month->text(),
                                       Month{0}.text(), scenario.end.text()));
    return scenario.end;
  }
  return *month;
}

/// The months that were asked for, in the order of time, each once; else December 2025, or the scenario's last month if
/// that is earlier.
std::vector<Month> months_of(const GraphOptions& graph, const Scenario& scenario, Mistakes& mistakes) {
  std::vector<Month> out;
  if (graph.every > 0) {
    if (!graph.at.empty()) mistakes.add({"--every"}, "names the months by itself: leave '--at' out");
    for (Month month{graph.every - 1}; month <= scenario.end; month = month + graph.every) out.push_back(month);
    if (out.empty()) mistakes.add({"--every"}, fmt::format("the run has no {} months", graph.every));
  } else if (graph.at.empty()) {
    out.push_back(std::min(chokepoint_month, scenario.end));
  }
  for (const std::string& typed : graph.at)
    if (graph.every <= 0) out.push_back(month_of(typed, scenario, mistakes));
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::optional<Good> good_of(const std::string& typed, Mistakes& mistakes) {
  if (typed.empty()) return std::nullopt;
  const auto at = std::ranges::find(good_names, typed);
  if (at != good_names.end()) return all_goods[static_cast<std::size_t>(at - good_names.begin())];
  const std::vector<std::string> known(good_names.begin(), good_names.end());
  mistakes.add({"--good"}, fmt::format("no good is called '{}'{}", typed, suggestion(typed, known)));
  return std::nullopt;
}

/// Suppliers by name, each once, in the order of their names.
std::vector<VertexId> suppliers_of(const std::vector<std::string>& typed, const WorldData& data, Mistakes& mistakes) {
  std::vector<VertexId> out;
  std::vector<std::string> known;
  const IdRange<VertexId> suppliers(data.vertex(DesignerId{0}).index(), data.vertex_count());
  for (const VertexId v : suppliers) known.push_back(data.vertex_name(v));
  for (const std::string& name : typed) {
    bool found = false;
    for (const VertexId v : suppliers)
      if (data.vertex_name(v) == name) out.push_back(v), found = true;
    if (!found) mistakes.add({"--without"}, fmt::format("no supplier is called '{}'{}", name, suggestion(name, known)));
  }
  std::ranges::sort(out, [&](VertexId a, VertexId b) { return data.vertex_name(a) < data.vertex_name(b); });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

int graph_command(const GraphOptions& graph, const RunOptions& options) {
  const Scenario scenario = load_scenario(scenario_file(options.scenario), scenario_options(options));
  const WorldData& data = *scenario.initial->world.data;
  const std::string format = options.json ? "json" : graph.format;
  Mistakes mistakes;
  const std::vector<Month> months = months_of(graph, scenario, mistakes);
  const bool over_time = months.size() > 1 || format == "csv";
  const std::optional<Good> good = good_of(graph.good, mistakes);
  const std::vector<VertexId> removed = suppliers_of(graph.without, data, mistakes);
  if (!removed.empty() && format != "table") mistakes.add({"--without"}, "goes with '--format table'");
  if (over_time && format != "table" && format != "csv")
    mistakes.add({"--format"}, fmt::format("'{}' is a picture of one month; several go with table or csv", format));
  if (over_time && good) mistakes.add({"--good"}, "goes with one month");
  if (over_time && !removed.empty()) mistakes.add({"--without"}, "goes with one month");
  mistakes.throw_if_any();

  const Layout layout(data);
  Recorder recorder(layout, data, static_cast<std::size_t>(scenario.end.index) + 1);
  Simulation simulation(scenario, agents::monthly_schedule(), options.seed, graph.replicate,
                        scenario.calendar->reads_metrics() ? &recorder : nullptr);
  output::NetworkHistory history{scenario, options.seed, graph.replicate, months, {}};
  for (const Month month : months) {
    while (simulation.next() <= month) {
      if (interrupted) throw Interrupted{};
      simulation.step();
    }
    if (over_time) history.measures.push_back(measure_network(simulation.world(), simulation.regimes()));
  }
  const output::TextStyle style{is_terminal(STDOUT_FILENO), terminal_width()};
  if (over_time) {
    fmt::print("{}",
               format == "csv" ? output::network_history_csv(history) : output::network_history_report(history, style));
    return 0;
  }

  const World& world = simulation.world();
  const NetworkMeasures measures = measure_network(world, simulation.regimes());
  const auto causes = causes_of(scenario, world, RandomStream(options.seed, graph.replicate), measures);
  const output::NetworkPicture picture{scenario, world, measures, causes, options.seed, graph.replicate, good};
  if (format == "graphml")
    fmt::print("{}", output::network_graphml(picture));
  else if (format == "dot")
    fmt::print("{}", output::network_dot(picture));
  else if (format == "json")
    fmt::print("{}", output::network_json(picture));
  else {
    output::Removal removal;
    for (const VertexId v : removed) removal.suppliers.push_back(data.vertex_name(v));
    if (!removed.empty()) removal.flow_lost = flow_lost_without(world, removed);
    fmt::print("{}", output::network_report(picture, removal, style));
  }
  return 0;
}

}  // namespace chokepoint::app
