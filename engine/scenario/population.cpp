// Reading `world`.
#include "engine/scenario/population.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace chokepoint {
namespace {

/// `world.X` that is no key of `synthesize`.
void tell_wrong_head(const std::string& head, const Override& said, Mistakes& mistakes) {
  static const std::vector<std::string> heads = {"synthesize"};
  if (head == "synthesize")
    mistakes.add(said.place, fmt::format("'synthesize' should be a map of {}, found {}", "firms, degree and seed",
                                         said.value.describe()));
  else
    mistakes.add(said.place, fmt::format("'world' knows no '{}'{}", head, suggestion(head, heads)));
}

struct Bounds {
  double low, high;
  bool whole;
};

/// The number said, or the lowest and a mistake.
double number_in(const Override& said, const std::string& key, const Bounds& bounds, Mistakes& mistakes) {
  char* end = nullptr;
  const double value =
      said.value.kind == config::Node::Kind::scalar ? std::strtod(said.value.scalar.c_str(), &end) : NAN;
  const bool fits = end && *end == 0 && !said.value.scalar.empty() && value >= bounds.low && value <= bounds.high &&
                    (!bounds.whole || value == std::floor(value));
  if (!fits)
    mistakes.add(said.place,
                 fmt::format("'{}' should be a {} between {:.0f} and {:.0f}, found {}", key,
                             bounds.whole ? "whole number" : "number", bounds.low, bounds.high, said.value.describe()));
  return fits ? value : bounds.low;
}

}  // namespace

Synthesis read_population(const std::vector<Override>& overrides, Mistakes& mistakes) {
  static const std::vector<std::string> keys = {"firms", "degree", "seed"};
  Synthesis out;
  Place named;
  for (const Override& said : overrides) {
    const auto* path = said.path.as<PopulationPath>();
    if (!path) continue;
    named = said.place;
    const std::string& key = path->key;
    if (path->section != "synthesize" || key.empty()) {
      tell_wrong_head(path->section, said, mistakes);
      continue;
    }
    const auto number = [&](double low, double high, bool whole) {
      return number_in(said, key, {low, high, whole}, mistakes);
    };
    if (key == "firms") {
      out.firms = static_cast<std::size_t>(number(Synthesis::fewest_firms, Synthesis::most_firms, true));
      out.place = said.place;
    } else if (key == "degree") {
      out.degree = number(1, Synthesis::highest_degree, false);
    } else if (key == "seed") {
      out.seed = static_cast<std::uint64_t>(number(0, 0x1p53, true));
    } else {
      mistakes.add(said.place, fmt::format("'synthesize' knows no '{}'{}", key, suggestion(key, keys)));
    }
  }
  if (!named.file.empty() && !out.asked() && !mistakes.any())
    mistakes.add(named, "'synthesize' needs 'firms': how many AI firms the world should have");
  return out;
}

}  // namespace chokepoint
