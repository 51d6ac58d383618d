// What a word of the program means: metrics, parameters, types of events, nations, regions, scenarios, policies.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace chokepoint::app {

/// What is told of a name of one kind (`metrics`, `parameters`, `events`, `nations`, `regions`, `scenarios`,
/// `policies`); empty if there is none.
[[nodiscard]] std::string described(const std::string& kind, const std::string& name,
                                    const std::filesystem::path& data);
/// All names of a kind.
[[nodiscard]] std::vector<std::string> names_of_kind(const std::string& kind, const std::filesystem::path& data);
/// The kinds of words that can be explained.
[[nodiscard]] const std::vector<std::string>& kinds_of_words();

}  // namespace chokepoint::app
