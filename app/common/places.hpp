// Where the program finds its data and the scenarios that came with it.
#pragma once

#include <filesystem>
#include <string>

namespace chokepoint::app {

/// The folder that holds data/ and scenarios/: beside the installed program (../share/chokepoint), within the Python
/// package (home), or the source tree.
[[nodiscard]] std::filesystem::path home_folder();

/// The scenario file a person means: as typed; else below the home folder; else a shipped scenario by its bare name.
[[nodiscard]] std::filesystem::path scenario_file(const std::string& typed);

/// The file a person means: as typed; else one of a folder of scenarios/ by its bare name.
[[nodiscard]] std::filesystem::path shipped_file(const std::string& folder, const std::string& typed);

/// The policy file a person means.
[[nodiscard]] std::filesystem::path policy_file(const std::string& typed);

/// The file to write: as typed, in the folder that was typed under its usual name, or the usual one.
[[nodiscard]] std::filesystem::path output_file(const std::string& typed, const std::filesystem::path& usual);

}  // namespace chokepoint::app
