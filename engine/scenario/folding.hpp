// What the folding of files and the making of families share; inside engine/scenario only.
//
// What a file may hold at most stands beside what reads it: beyond any use, and read in a second or two.
#pragma once

#include "engine/scenario/composition.hpp"

namespace chokepoint {

/// A value in one line, for accounts and labels.
[[nodiscard]] std::string short_text(const config::Node& node);

/// Names of scenarios and of members of families become folders. An empty text if the name will do, else what is wrong.
[[nodiscard]] std::string wrong_name(const std::string& name);

/// What a file is named as: policies are looked for in the library's folder of policies too.
enum class NamedAs { scenario, policy };

/// The file that `word` names, with `.yaml` or without: beside the file that names it, else in the library; nothing (a
/// mistake) if there is none.
[[nodiscard]] std::optional<std::filesystem::path> named_file(const Composition& composition,
                                                              const std::filesystem::path& file,
                                                              const std::string& word, NamedAs as, const Place& place,
                                                              Mistakes& mistakes);

/// Whether there are more of something than are read, which is a mistake.
[[nodiscard]] bool too_many(std::size_t count, std::size_t most, const char* what, const Place& place,
                            Mistakes& mistakes);

/// Removes the events that `without` names. A tag or id that matches nothing is a mistake. In a branch they end
/// instead.
void remove_events(const config::Node& without, Composition& composition, Mistakes& mistakes);
void add_events(const config::Node& list, Composition& composition, Mistakes& mistakes);
/// A branch may say nothing about the time before it.
void check_branched(const config::Node& event, Month at, Mistakes& mistakes);

/// `blocs`, `without`, `overrides`, `governments` and `events` of a scenario or policy file.
void read_changes(config::MapReader& top, Composition& composition, Mistakes& mistakes);
/// `world` of a scenario file: overrides of what the world is made of.
void read_world(const config::Node& map, Composition& composition, Mistakes& mistakes);
/// `policies` of a scenario file.
void add_policies(const config::Node& list, const std::filesystem::path& file, Composition& composition,
                  Mistakes& mistakes);

/// Reads the file's own `vary`, `matrix` and `branch`; files of policies are checked to be there.
void read_axes(config::MapReader& top, const std::filesystem::path& file, Composition& composition, Mistakes& mistakes);

}  // namespace chokepoint
