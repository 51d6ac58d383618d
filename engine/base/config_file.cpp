// Files as text: the one that is meant, and only if it is UTF-8.
#include <algorithm>
#include <fstream>
#include <string>

#include "engine/base/config.hpp"

namespace chokepoint::config {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Bytes of the character that `text` begins with; 0 if they are not well-formed (The Unicode Standard, table 3-7).
std::size_t length_of_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  const int first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool surrogate = first == 0xED && second >= 0xA0;
  const bool past_the_last = first == 0xF4 && second >= 0x90;
  return overlong || surrogate || past_the_last ? 0 : length;
}

struct Position {
  int line = 1, column = 1;
};

/// Whether all of it is ASCII, which is well-formed.
bool is_ascii(std::string_view text) {
  unsigned char any = 0;
  for (const char c : text) any |= static_cast<unsigned char>(c);
  return any < 0x80;
}

std::optional<Position> first_wrong_byte(std::string_view text) {
  Position here;
  if (is_ascii(text)) return std::nullopt;
  while (!text.empty()) {
    const std::size_t length = length_of_character(text);
    if (length == 0) return here;
    here = text.front() == '\n' ? Position{here.line + 1, 1} : Position{here.line, here.column + 1};
    text.remove_prefix(length);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> read_file(const std::filesystem::path& path, Mistakes& mistakes) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    std::vector<std::string> there;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
      if (it->path().extension() == path.extension()) there.push_back(it->path().filename().string());
    std::ranges::sort(there);
    mistakes.add({path.string()}, fs::is_directory(path, error)
                                      ? std::string("is a folder, not a file")
                                      : "no such file" + suggestion(path.filename().string(), there));
    return std::nullopt;
  }
  // Not asked of the file system: files like those of /proc tell no true size.
  constexpr std::streamsize largest = 64 << 20;
  std::ifstream in(path, std::ios::binary);
  std::string found;
  for (char chunk[1 << 16]; in && static_cast<std::streamsize>(found.size()) <= largest;) {
    in.read(chunk, sizeof chunk);
    found.append(chunk, static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad() || static_cast<std::streamsize>(found.size()) > largest) {
    mistakes.add({path.string()},
                 in.bad() ? std::string("cannot be read") : "is larger than " + std::to_string(largest >> 20) + " MB");
    return std::nullopt;
  }
  if (found.starts_with(byte_order_mark)) found.erase(0, byte_order_mark.size());
  if (const auto wrong = first_wrong_byte(found)) {
    mistakes.add({path.string(), wrong->line, wrong->column}, "is not UTF-8 text");
    return std::nullopt;
  }
  return found;
}

}  // namespace chokepoint::config
