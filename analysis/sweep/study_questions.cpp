// Reading what a study is asked about: cases and objectives.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/sweep/study.hpp"

namespace chokepoint {
namespace {

using config::FormReader;
using config::Node;

std::size_t read_output(FormReader& map, const SweepStudy& study) {
  std::vector<std::string> names;
  for (const OutputColumn& column : study.spec.outputs) names.push_back(column.name);
  const std::string name = map.text("output");
  const auto at = std::ranges::find(names, name);
  if (at == names.end() && !name.empty())
    map.mistake("output", fmt::format("no output is called '{}'{}", name, suggestion(name, names)));
  return at == names.end() ? 0 : static_cast<std::size_t>(at - names.begin());
}

}  // namespace

void read_sweep_questions(FormReader& top, SweepStudy& study) {
  top.each_named("cases", [&](const Node::Entry& entry, FormReader& map) {
    StudyCase one;
    one.name = entry.key;
    one.output = read_output(map, study);
    const bool compared = study.scenarios.size() > 1;
    const std::string of = map.choice("of");
    one.difference = of.empty() ? compared : of == "difference";
    if (one.difference && !compared) map.mistake("of", "a difference needs two scenarios");
    const auto above = map.optional_number("above"), below = map.optional_number("below");
    one.above = above.has_value();
    one.threshold = above.value_or(below.value_or(0));
    study.spec.cases.push_back(std::move(one));
  });
  top.each("objectives", [&](FormReader& map) {
    Objective one;
    one.output = read_output(map, study);
    one.high = map.choice("prefer") == "high";
    study.spec.objectives.push_back(one);
  });
}

}  // namespace chokepoint
