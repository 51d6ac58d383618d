// Files of the system.
#include "engine/base/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace chokepoint {

namespace fs = std::filesystem;

void write_file(const fs::path& path, std::string_view text) {
  const auto fail = [&] { throw OutputError(fmt::format("cannot write {}: {}", path.string(), std::strerror(errno))); };
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) fail();
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int error = errno;
      ::close(file);
      errno = error;
      fail();
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file) != 0) fail();
}

std::optional<std::string> read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

void write_text(const fs::path& path, const std::string& text) {
  const fs::path making = path.parent_path() / fmt::format(".{}.{}.part", path.filename().string(), ::getpid());
  std::error_code error;
  try {
    write_file(making, text);
    fs::rename(making, path, error);
    if (error) throw OutputError(fmt::format("cannot write {}: {}", path.string(), error.message()));
  } catch (...) {
    fs::remove(making, error);
    throw;
  }
}

}  // namespace chokepoint
