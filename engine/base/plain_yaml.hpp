// The YAML that files are written in nearly always, read in one pass: a hundred times as fast as the whole language.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/config.hpp"

namespace chokepoint::config {

/// Reads a document of block maps and lists, of keys and scalars that end on their line, and of flow lists and maps.
/// Gives nothing for a text with anything else in it, mistakes among them: that takes the whole language.
[[nodiscard]] std::optional<Node> read_plain_yaml(std::string_view text, std::shared_ptr<const std::string> file);

/// The same of any text, mistakes and all: slow.
[[nodiscard]] Node parse_whole_yaml(const std::string& text, const std::string& name, Mistakes& mistakes);

}  // namespace chokepoint::config
