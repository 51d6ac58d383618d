// Reading what a study is asked about: cases and objectives.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/sweep/study.hpp"

namespace chokepoint {
namespace {

using config::MapReader;
using config::Node;

std::size_t read_output(MapReader& map, const SweepStudy& study) {
  std::vector<std::string> names;
  for (const OutputColumn& column : study.spec.outputs) names.push_back(column.name);
  const std::string name = map.required_text("output");
  const auto at = std::ranges::find(names, name);
  if (at == names.end() && !name.empty()) map.mistake("output", fmt::format("no output is called '{}'{}", name, suggestion(name, names)));
  return at == names.end() ? 0 : static_cast<std::size_t>(at - names.begin());
}

}  // namespace

void read_sweep_questions(MapReader& top, SweepStudy& study) {
  if (const Node* cases = top.find("cases")) {
    if (cases->kind != Node::Kind::map) top.mistake("cases", fmt::format("'cases' should be a map of name to {{output, below or above}}, found {}", cases->describe()));
    constexpr std::size_t most_cases = 1000;
    if (cases->entries.size() > most_cases)
      return top.mistake("cases",
                         fmt::format("{} cases stand here; a study has at most {}", cases->entries.size(), most_cases));
    for (const Node::Entry& entry : cases->entries) {
      MapReader map(entry.value, fmt::format("case '{}'", entry.key), top.mistakes());
      StudyCase one;
      one.name = entry.key;
      one.output = read_output(map, study);
      const bool compared = study.scenarios.size() > 1;
      one.difference = map.choice("of", compared ? "difference" : "level", {"difference", "level"}) == "difference";
      if (one.difference && !compared) map.mistake("of", "a difference needs two scenarios");
      const auto above = map.optional_number("above"), below = map.optional_number("below");
      if (above.has_value() == below.has_value()) map.mistake("output", "a case lies either 'above' or 'below' a number");
      one.above = above.has_value();
      one.threshold = above.value_or(below.value_or(0));
      map.finish();
      study.spec.cases.push_back(std::move(one));
    }
  }
  if (const Node* objectives = top.find("objectives"))
    for (const Node& item : objectives->items) {
      MapReader map(item, "objective", top.mistakes());
      Objective one;
      one.output = read_output(map, study);
      one.high = map.choice("prefer", "high", {"high", "low"}) == "high";
      map.finish();
      study.spec.objectives.push_back(one);
    }
}

}  // namespace chokepoint
