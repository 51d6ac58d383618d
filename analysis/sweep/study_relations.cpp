// Reading how factors of a study go together.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/sweep/study.hpp"

namespace chokepoint {
namespace {

using config::FormReader;
using config::Node;

std::vector<std::string> factor_names(const SweepStudy& study) {
  std::vector<std::string> out;
  for (const Factor& factor : study.spec.factors) out.push_back(factor.name);
  return out;
}

void read_correlations(FormReader& top, SweepStudy& study) {
  const std::vector<std::string> names = factor_names(study);
  top.each("correlations", [&](FormReader& map) {
    const std::vector<std::string> between = map.words("between");
    const double rank = map.number("rank");
    std::vector<std::size_t> places;
    for (const std::string& word : between)
      if (const auto at = std::ranges::find(names, word); at != names.end())
        places.push_back(static_cast<std::size_t>(at - names.begin()));
      else
        map.mistake("between", fmt::format("no factor is called '{}'{}", word, suggestion(word, names)));
    if (between.size() != 2 || (places.size() == 2 && places[0] == places[1]))
      map.mistake("between", "'between' should name two factors");
    else if (places.size() == 2)
      study.spec.correlations.push_back({places[0], places[1], rank});
  });
}

void read_constraints(FormReader& top, SweepStudy& study) {
  const Node* node = top.find("constraints");
  if (!node) return;
  const std::vector<Node> items = node->kind == Node::Kind::sequence ? node->items : std::vector<Node>{*node};
  constexpr std::size_t most_constraints = 1000;  // each is asked of every point
  if (items.size() > most_constraints)
    return top.mistake("constraints",
                       fmt::format("found {} constraints; a study has at most {}", items.size(), most_constraints));
  for (const Node& item : items) {
    check_constraint(item.scalar, study.spec.factors, item.place(), top.mistakes());
    study.spec.constraints.push_back(item.scalar);
  }
}

}  // namespace

void read_factor_relations(FormReader& top, SweepStudy& study) {
  read_correlations(top, study);
  read_constraints(top, study);
}

}  // namespace chokepoint
