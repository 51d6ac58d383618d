// Where the project and the program under test stand. Told at run time, so that no test is compiled anew for another
// folder.
#pragma once

#include <filesystem>
#include <string>

namespace chokepoint::test {

/// The root of the project.
[[nodiscard]] std::filesystem::path source_folder();
/// The path of `simulate`.
[[nodiscard]] std::string simulate_binary();
/// A Python that has jsonschema and yaml. Throws if none was found when the build was configured.
[[nodiscard]] std::string python();

}  // namespace chokepoint::test
