// JSON Schema of scenario and policy files, from the same descriptions that the reader uses: editors complete and check
// by it.
#pragma once

#include <string>

#include "engine/events/expression.hpp"
#include "engine/events/fields.hpp"

namespace chokepoint::output {

enum class SchemaOf { scenario, policy };

/// The schema as JSON (draft 07). Names of nations, firms, chips, parameters and the like are those of the data.
[[nodiscard]] std::string json_schema(SchemaOf kind, const WorldData& data, const ParameterTable& parameters,
                                      const MetricCatalogue& metrics);

}  // namespace chokepoint::output
