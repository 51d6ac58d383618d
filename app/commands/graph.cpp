// simulate graph SCENARIO: the supply network of one month of one run, or of several.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>

#include "agents/schedule.hpp"
#include "analysis/network/closing_events.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "output/text/network_history_report.hpp"
#include "output/text/network_report.hpp"

namespace chokepoint::app {

struct GraphOptions {
  std::string good, format = "table";
  int every = 0;  ///< months; 0: those of `at`
  std::uint64_t replicate = 0;
  std::vector<std::string> at, without;
};

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

/// What a person asks of a run's network, checked against the scenario.
struct AskedNetwork {
  AskedNetwork(const GraphOptions& graph, const RunOptions& options, const Scenario& scenario)
      : format(options.json ? "json" : graph.format) {
    Mistakes mistakes;
    months = months_of(graph, scenario, mistakes);
    over_time = months.size() > 1 || format == "csv";
    good = good_of(graph.good, mistakes);
    removed = suppliers_of(graph.without, *scenario.initial->world.data, mistakes);
    if (!removed.empty() && format != "table") mistakes.add({"--without"}, "goes with '--format table'");
    if (over_time && format != "table" && format != "csv")
      mistakes.add({"--format"}, fmt::format("'{}' is a picture of one month; several go with table or csv", format));
    if (over_time && good) mistakes.add({"--good"}, "goes with one month");
    if (over_time && !removed.empty()) mistakes.add({"--without"}, "goes with one month");
    mistakes.throw_if_any();
  }

  std::string format;
  std::vector<Month> months;
  bool over_time = false;
  std::optional<Good> good;
  std::vector<VertexId> removed;
};

void step_to(Simulation& simulation, Month month) {
  while (simulation.next() <= month) {
    if (interrupted) throw Interrupted{};
    simulation.step();
  }
}

void print_picture(const output::NetworkPicture& picture, const AskedNetwork& asked, const output::TextStyle& style) {
  if (asked.format == "graphml") return fmt::print("{}", output::network_graphml(picture));
  if (asked.format == "dot") return fmt::print("{}", output::network_dot(picture));
  if (asked.format == "json") return fmt::print("{}", output::network_json(picture));
  output::Removal removal;
  for (const VertexId v : asked.removed) removal.suppliers.push_back(picture.world.data->vertex_name(v));
  if (!asked.removed.empty()) removal.flow_lost = flow_lost_without(picture.world, asked.removed);
  fmt::print("{}", output::network_report(picture, removal, style));
}

}  // namespace

class GraphCommand final : public Command {
 public:
  explicit GraphCommand(const Program& program)
      : Command(program, "graph",
                "Show the supply network of one month of one run: chokepoints, concentration, what the rules close",
                R"(Examples:
  simulate graph baseline                             chokepoints, concentration, closed links, December 2025
  simulate graph baseline --without TSMC ASML         what is lost without both
  simulate graph baseline --good accelerator --at 2027
  simulate graph baseline --at 2020-12,2025-12        how chokepoints change
  simulate graph baseline --every 12 --format csv     every supplier in every December
  simulate graph baseline --format dot --good wafer | dot -Tsvg > wafers.svg
  simulate graph baseline --format graphml > network.graphml
  simulate graph baseline --format json | jq '.links[] | select(.status == "closed")'
)"),
        options_(program.run) {
    CLI::App& c = command();
    c.add_option("scenario", options_.scenario, "Scenario file, or the name of a shipped one")
        ->required()
        ->type_name("SCENARIO");
    c.add_option("--at", graph_.at,
                 "Month, as 2027-06 or 2027 (default: 2025-12, or the last month if earlier); several: how chokepoints "
                 "change")
        ->delimiter(',')
        ->type_name("MONTH");
    whole_number(c.add_option("--every", graph_.every, "Every N months instead: 12 is each December"), 1, 1200);
    c.add_option("--good", graph_.good, fmt::format("Links of one good: {}", fmt::join(good_names, ", ")))
        ->type_name("GOOD");
    one_of(c.add_option("--format", graph_.format, "table, graphml, dot, json or csv (suppliers over time)"),
           {"table", "graphml", "dot", "json", "csv"})
        ->capture_default_str();
    whole_number(c.add_option("--replicate", graph_.replicate, "Which replicate, counted from 0"), 0,
                 most_replicates - 1)
        ->capture_default_str();
    whole_number(c.add_option("--seed", options_.seed, "Seed of all random numbers"), 0, largest_seed)
        ->capture_default_str();
    c.add_option("--without", graph_.without, "Take these suppliers out, together")->type_name("SUPPLIER");
    reads_scenario(c, options_);
  }

  int run() override {
    const Scenario scenario = load_scenario(scenario_file(options_.scenario), scenario_options(options_));
    const WorldData& data = *scenario.initial->world.data;
    const AskedNetwork asked(graph_, options_, scenario);
    const Layout layout(data, Wanted().add(*scenario.calendar));
    Recorder recorder(layout, data, static_cast<std::size_t>(scenario.end.index) + 1);
    Simulation simulation(scenario, agents::monthly_schedule(), options_.seed, graph_.replicate,
                          scenario.calendar->reads_metrics() ? &recorder : nullptr);
    const output::TextStyle style{is_terminal(STDOUT_FILENO), terminal_width()};
    if (asked.over_time) return print_history(scenario, asked, simulation, style), 0;

    step_to(simulation, asked.months.back());
    const World& world = simulation.world();
    const NetworkMeasures measures = measure_network(world, simulation.regimes());
    const auto causes = causes_of(scenario, world, RandomStream(options_.seed, graph_.replicate), measures);
    print_picture({scenario, world, measures, causes, options_.seed, graph_.replicate, asked.good}, asked, style);
    return 0;
  }

 private:
  void print_history(const Scenario& scenario, const AskedNetwork& asked, Simulation& simulation,
                     const output::TextStyle& style) const {
    output::NetworkHistory history{scenario, options_.seed, graph_.replicate, asked.months, {}};
    for (const Month month : asked.months) {
      step_to(simulation, month);
      history.measures.push_back(measure_network(simulation.world(), simulation.regimes()));
    }
    fmt::print("{}", asked.format == "csv" ? output::network_history_csv(history)
                                           : output::network_history_report(history, style));
  }

  RunOptions& options_;
  GraphOptions graph_;
};

template std::unique_ptr<Command> make_command<GraphCommand>(const Program&);

}  // namespace chokepoint::app
