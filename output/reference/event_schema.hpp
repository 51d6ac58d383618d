// Events and triggers as JSON schemas.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/events/event.hpp"

namespace chokepoint::output::schema {

/// Names that fields of events may hold. What it refers to must outlive it.
struct KnownNames {
  const WorldData& data;
  const ParameterTable& parameters;
  const MetricCatalogue& metrics;

  [[nodiscard]] std::vector<std::string> nations_and_regions() const;
};

/// By name: every type of event, `_ramp` and `_trigger`.
[[nodiscard]] nlohmann::ordered_json event_definitions(const KnownNames& known);

}  // namespace chokepoint::output::schema
