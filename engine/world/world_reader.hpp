// From the files in data/ to the world of January 2017.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/config.hpp"
#include "engine/base/file.hpp"
#include "engine/world/override_path.hpp"
#include "engine/world/synthesis.hpp"
#include "engine/world/world.hpp"

namespace chokepoint {

/// The tables of data/, as read. Values may be overridden before the world is made of them.
struct WorldFiles {
  struct File {
    std::string name;  ///< `parameters`, `paths` or the name of a table: `nations`, `firms`, ...
    std::filesystem::path path;
    config::Node content;
    std::uint64_t hash = 0;  ///< of the file's bytes
    [[nodiscard]] bool empty() const {
      return content.kind == config::Node::Kind::sequence ? content.items.empty() : content.entries.empty();
    }
  };
  std::vector<File> files;

  /// Reads data/parameters.yaml, data/paths.yaml and data/world/*.csv. Missing files are mistakes.
  static WorldFiles load(const std::filesystem::path& folder, Mistakes& mistakes);
  [[nodiscard]] const File& file(std::string_view name) const;
  [[nodiscard]] File& file(std::string_view name);
};

/// `parameters.chips.price: 35` or `firms.Meta.openness: 0.9`, from a scenario or the command line.
struct Override {
  OverridePath path;
  config::Node value;
  Place place;
};

/// Whether an override says the value of a parameter.
[[nodiscard]] bool says_parameter(const std::vector<Override>& overrides, std::string_view name);

/// Writes the overrides into the tables. A path that leads nowhere is a mistake with the nearest that does.
void apply_overrides(WorldFiles& files, const std::vector<Override>& overrides, Mistakes& mistakes);

/// The state at the start that depends on parameters: the level of the firms' algorithms. All else in a new world is
/// read.
void set_initial_levels(World& world, const Parameters& p);

/// The initial world with its parameters.
struct InitialWorld {
  World world;
  ParameterTable table;
  Parameters parameters;
};

/// Builds the world, with a synthetic population if one is asked for. All mistakes of all files go to `mistakes`; the
/// result is of use only if there are none.
[[nodiscard]] std::unique_ptr<InitialWorld> build_world(const WorldFiles& files, Mistakes& mistakes,
                                                        const Synthesis& synthesis = {});

/// A world that is built already, with other values of parameters; what `overrides` say of anything else is passed
/// over. Bit for bit what building it with them would give. Mistakes as there.
[[nodiscard]] std::unique_ptr<InitialWorld> with_parameters(const InitialWorld& built, const WorldFiles& files,
                                                            const std::vector<Override>& overrides, Mistakes& mistakes);

}  // namespace chokepoint
