// Reading and evaluating time paths.
#include "engine/world/paths.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/elementary.hpp"

namespace chokepoint {

double Path::at(Month month) const {
  const auto after = std::ranges::upper_bound(points, month, {}, [](const auto& p) { return p.first; });
  if (after == points.begin()) return points.front().second;
  const auto& [from, value] = *std::prev(after);
  if (after == points.end()) return value * maths::exp(maths::log1p(growth_after) * (month - from) / 12.0);
  if (step) return value;
  return value + (after->second - value) * (month - from) / (after->first - from);
}

Paths::Paths(const config::Node& file, Mistakes& mistakes) {
  for (const config::Node::Entry& entry : file.entries) {
    config::MapReader row(entry.value, fmt::format("path '{}'", entry.key), mistakes);
    Path path;
    path.name = entry.key;
    path.unit = row.required_text("unit");
    path.meaning = row.required_text("meaning");
    path.source = row.required_text("source");
    path.grade = row.choice("grade", "", {"A", "B", "C"});
    path.step = row.choice("interpolation", "linear", {"linear", "step"}) == "step";
    path.growth_after = row.number("growth_after", 0, {-0.99, 10});
    if (const config::Node* points = row.require("points")) {
      for (const config::Node::Entry& point : points->entries) {
        const auto month = Month::parse(point.key);
        const auto value = config::parse_number(point.value.scalar);
        if (!month || !value)
          mistakes.add(point.value.place(), fmt::format("a point should be 'YYYY-MM: number', found '{}: {}'",
                                                        point.key, point.value.scalar));
        else if (!path.points.empty() && path.points.back().first >= *month)
          mistakes.add(point.value.place(), fmt::format("points should go forward in time, but {} follows {}",
                                                        month->text(), path.points.back().first.text()));
        else
          path.points.emplace_back(*month, *value);
      }
      if (points->entries.empty()) mistakes.add(points->place(), fmt::format("path '{}' has no points", entry.key));
    }
    row.finish();
    if (path.points.empty()) path.points.emplace_back(Month{0}, 0.0);
    paths_.push_back(std::move(path));
  }
}

const Path* Paths::find(std::string_view name) const {
  const auto at = std::ranges::find(paths_, name, &Path::name);
  return at == paths_.end() ? nullptr : &*at;
}

std::vector<std::string> Paths::names() const {
  std::vector<std::string> out;
  for (const Path& path : paths_) out.push_back(path.name);
  return out;
}

}  // namespace chokepoint
