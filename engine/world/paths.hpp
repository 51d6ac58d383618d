// Exogenous time paths: inputs that the model takes as given, such as a foundry's published roadmap.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/base/config.hpp"
#include "engine/base/month.hpp"

namespace chokepoint {

/// A path is constant before its first point, interpolated between points, and after the last point constant or
/// growing by a yearly rate.
class Path {
 public:
  std::string name, unit, meaning, source, grade;
  bool step = false;                             ///< hold each value until the next point
  double growth_after = 0;                       ///< per year, after the last point
  std::vector<std::pair<Month, double>> points;  ///< in time order, at least one

  [[nodiscard]] double at(Month month) const;
};

class Paths {
 public:
  Paths() = default;
  Paths(const config::Node& file, Mistakes& mistakes);
  /// The path of a name, or null.
  [[nodiscard]] const Path* find(std::string_view name) const;
  [[nodiscard]] const std::vector<Path>& all() const { return paths_; }
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::vector<Path> paths_;
};

}  // namespace chokepoint
