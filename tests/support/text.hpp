// What a file holds.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

namespace chokepoint::test {

inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace chokepoint::test
