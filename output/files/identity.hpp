// What a result is of, so that one never passes for another: in the name of its folder, and before a folder is
// replaced.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "engine/scenario/scenario.hpp"

namespace chokepoint::output {

/// Two results of one identity may replace each other: they are of the same scenario files with the same on top. Seed,
/// runs and months are no part of it, nor what the files say, since a person edits them and runs again.
struct Identity {
  std::string name;  ///< as Scenario::name(), without the member of a family; of a comparison the names of all
  std::string file;  ///< the scenario files
  [[nodiscard]] bool same(const Identity& other) const;
};

/// The identity of the result that a folder holds; none if it holds none, or one that does not tell.
[[nodiscard]] std::optional<Identity> identity_in(const std::filesystem::path& folder);

/// A name as that of a folder: no blanks, slashes or signs that a shell takes for its own, at most 160 bytes. Names
/// that would become alike by that stay apart through a hash.
[[nodiscard]] std::string folder_name(const std::string& name);

/// Gives scenarios of one name beside each other names of their own: by their files, else by numbers.
void tell_apart(std::span<Scenario> scenarios);

}  // namespace chokepoint::output
