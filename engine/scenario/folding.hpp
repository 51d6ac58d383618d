// What the folding of files and the making of families share; inside engine/scenario only.
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

/// Reads the file's own `vary`, `matrix` and `branch`; files of policies are checked to be there.
void read_axes(config::MapReader& top, const std::filesystem::path& file, Composition& composition, Mistakes& mistakes);

}  // namespace chokepoint
