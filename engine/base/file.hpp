// Reading and writing files so that no error of the system goes unseen.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace chokepoint {

/// Writing failed: no space, no permission, a folder in the way. The program exits with 1; nothing half-written is
/// left.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct File {
  std::string name, text;
};

/// The bytes of a file, or nothing if it can't be read.
[[nodiscard]] std::optional<std::string> read_bytes(const std::filesystem::path& path);

/// Writes a file where it stands. Throws OutputError.
void write_file(const std::filesystem::path& path, std::string_view text);

/// Writes one file whole or not at all. Throws OutputError.
void write_text(const std::filesystem::path& path, const std::string& text);

}  // namespace chokepoint
