// What files and values are called.
#include <fmt/format.h>

#include <algorithm>

#include "engine/scenario/folding.hpp"

namespace chokepoint {

bool too_many(std::size_t count, std::size_t most, const char* what, const Place& place, Mistakes& mistakes) {
  if (count > most) mistakes.add(place, fmt::format("found {} {}; at most {} are read", count, what, most));
  return count > most;
}

std::string short_text(const config::Node& node) {
  if (node.kind == config::Node::Kind::scalar) return node.scalar;
  if (node.kind == config::Node::Kind::null) return "nothing";
  std::string out;
  for (const config::Node& item : node.items) out += (out.empty() ? "[" : ", ") + short_text(item);
  for (const config::Node::Entry& entry : node.entries)
    out += (out.empty() ? "{" : ", ") + entry.key + ": " + short_text(entry.value);
  return out.empty() ? (node.kind == config::Node::Kind::sequence ? "[]" : "{}")
                     : out + (node.kind == config::Node::Kind::sequence ? "]" : "}");
}

std::string wrong_name(const std::string& name) {
  constexpr std::size_t longest = 100;
  if (name.empty()) return "should not be empty";
  if (name.size() > longest) return fmt::format("should have at most {} letters", longest);
  if (name[0] == '.') return "should not begin with a dot: it names a folder";
  for (const char c : name)
    if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 32 || c == 127)
      return "should have no slash or control character: it names a folder";
  return "";
}

std::optional<std::filesystem::path> named_file(const Composition& c, const std::filesystem::path& file,
                                                const std::string& word, NamedAs as, const Place& place,
                                                Mistakes& mistakes) {
  std::vector<std::filesystem::path> folders = {file.parent_path()};
  if (!c.library.empty()) folders.push_back(c.library);
  // A scenario and a policy may have one name: of policies those of the library go before its scenarios.
  if (const auto library = std::ranges::find(folders, c.library); as == NamedAs::policy && library != folders.end())
    folders.insert(library, c.library / "policies");
  const std::string with_ending = std::filesystem::path(word).extension() == ".yaml" ? word : word + ".yaml";
  std::error_code error;
  for (const std::filesystem::path& folder : folders)
    for (const std::string& name : {word, with_ending})
      if (std::filesystem::is_regular_file(folder / name, error)) return folder / name;
  std::vector<std::string> there;
  bool is_folder = false;
  for (const std::filesystem::path& folder : folders) {
    is_folder = is_folder || std::filesystem::is_directory(folder / word, error);
    for (std::filesystem::directory_iterator it((folder / with_ending).parent_path(), error), end; !error && it != end;
         it.increment(error))
      if (it->path().extension() == ".yaml" && it->path() != file) there.push_back(it->path().filename().string());
  }
  std::ranges::sort(there);
  there.erase(std::ranges::unique(there).begin(), there.end());
  const std::string near = suggestion(std::filesystem::path(with_ending).filename().string(), there);
  mistakes.add(place, fmt::format("'{}': {}", word, is_folder ? "is a folder, not a file" : "no such file" + near));
  return std::nullopt;
}

}  // namespace chokepoint
