// Reading tables.
#include "app/common/data_tables.hpp"

#include "engine/base/config.hpp"
#include "engine/world/world_reader.hpp"

namespace chokepoint::app {

ParameterTable parameter_table(const std::filesystem::path& data) {
  Mistakes mistakes;
  ParameterTable table(config::load_yaml(data / "parameters.yaml", mistakes), mistakes);
  mistakes.throw_if_any();
  return table;
}

std::shared_ptr<const WorldData> world_data(const std::filesystem::path& data) {
  Mistakes mistakes;
  const WorldFiles files = WorldFiles::load(data, mistakes);
  mistakes.throw_if_any();
  const auto initial = build_world(files, mistakes);
  mistakes.throw_if_any();
  return initial->world.data;
}

}  // namespace chokepoint::app
