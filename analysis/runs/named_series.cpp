// What is said of a name that is no series.
#include "analysis/runs/named_series.hpp"

#include <fmt/format.h>

namespace chokepoint {

std::string unknown_metric(std::string_view name) {
  return fmt::format("no metric is called '{}'{}", name, suggestion(std::string(name), metric_names()));
}

std::string unknown_agent(const Figure& figure) {
  return fmt::format("metric '{}' has no agent '{}'", figure.metric, figure.agent);
}

std::string read_metric(config::FormReader& row) {
  std::string name = row.text("metric");
  if (!name.empty() && !find_metric(name)) row.mistake("metric", unknown_metric(name));
  return name;
}

void check_metric_option(std::string_view metric, Mistakes& mistakes) {
  if (!find_metric(metric)) mistakes.add({"--metric"}, unknown_metric(metric));
}

void check_agent_option(const Layout& layout, std::string_view metric, const std::string& agent, Mistakes& mistakes) {
  if (layout.find(metric, agent) != Layout::npos) return;
  std::vector<std::string> agents;
  for (const Series& series : layout.series())
    if (series.metric->name == metric && !series.agent_name.empty()) agents.push_back(series.agent_name);
  mistakes.add({"--agent"}, agents.empty() ? fmt::format("'{}' is of the world as a whole: leave '--agent' out", metric)
                            : agent.empty()
                                ? fmt::format("'{}' needs one, as '--agent {}'", metric, agents.front())
                                : fmt::format("'{}' has no agent '{}'{}", metric, agent, suggestion(agent, agents)));
}

}  // namespace chokepoint
