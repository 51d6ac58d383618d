// Holds the architecture of the report page: imports only go down, none forms a circle, and borrowed code is named.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

namespace page_test {

namespace {

namespace fs = std::filesystem;

/// What each TypeScript file imports of ours; files are named from output/report/src/, without their ending.
using Imports = std::map<std::string, std::vector<std::string>>;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// Imports and re-exports, of types as well: a reader has to follow those, too.
std::vector<std::string> imports_of(const std::string& name, const std::string& text) {
  static const std::regex pattern(R"re((?:from|import)\s*\(?\s*["'](\.[^"']*)["'])re");
  std::vector<std::string> imports;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
    imports.push_back((fs::path(name).parent_path() / (*at)[1].str()).lexically_normal().generic_string());
  return imports;
}

Imports read_imports() {
  const fs::path root = chokepoint::test::source_folder() / "output/report/src";
  Imports imports;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".ts") continue;
    const std::string name = entry.path().lexically_relative(root).replace_extension().generic_string();
    imports[name] = imports_of(name, text_of(entry.path()));
  }
  return imports;
}

/// 1: what sections are made of; 2: the sections; 3: the page, one figure alone, the playground; 4: where it begins.
int floor_of(std::string_view name) {
  if (name.starts_with("playground/")) return name == "playground/main" ? 4 : 3;
  if (name == "main") return 4;
  if (name == "page" || name == "export") return 3;
  return name.starts_with("sections/") ? 2 : 1;
}

std::vector<std::string> upward(const Imports& imports) {
  std::vector<std::string> wrongs;
  for (const auto& [from, list] : imports)
    for (const std::string& to : list)
      if (floor_of(to) > floor_of(from)) wrongs.push_back(from + " imports " + to);
  return wrongs;
}

/// Follows imports depth first; a file met again while still open closes a circle.
void look_for_circles(const std::string& name, const Imports& imports, std::vector<std::string>& open,
                      std::set<std::string>& done, std::vector<std::string>& circles) {
  if (done.contains(name) || !imports.contains(name)) return;
  open.push_back(name);
  for (const std::string& to : imports.at(name)) {
    const auto first = std::ranges::find(open, to);
    if (first == open.end()) {
      look_for_circles(to, imports, open, done, circles);
      continue;
    }
    std::string circle;
    for (auto at = first; at != open.end(); ++at) circle += *at + " -> ";
    circles.push_back(circle + to);
  }
  open.pop_back();
  done.insert(name);
}

std::vector<std::string> circles_of(const Imports& imports) {
  std::vector<std::string> open, circles;
  std::set<std::string> done;
  for (const auto& [name, list] : imports) look_for_circles(name, imports, open, done, circles);
  return circles;
}

/// The libraries that the notices at the foot of the page name: the first line of each of their blocks.
std::set<std::string> libraries_in(const std::string& page) {
  static const std::regex library(R"re(((?:@[a-z0-9-]+/)?[a-z0-9.-]+) \d+\.\d+[^,\n]*)re");
  const std::size_t from = page.find("<pre tabindex=\"0\">"), to = page.find("</pre>", from);
  std::istringstream notices(from == std::string::npos ? "" : page.substr(from + 18, to - from - 18));
  std::set<std::string> names;
  bool first = true;
  for (std::string line; std::getline(notices, line);) {
    if (first && !line.empty()) {
      for (std::sregex_iterator at(line.begin(), line.end(), library), end; at != end; ++at) names.insert((*at)[1]);
      first = false;
    }
    if (line == "----") first = true;
  }
  return names;
}

}  // namespace

TEST_CASE("the page's sources import downwards and in no circle") {
  const Imports imports = read_imports();
  REQUIRE(imports.size() > 30);
  REQUIRE(imports.contains("main"));
  for (const auto& [from, list] : imports)
    for (const std::string& to : list) {
      INFO(from << " imports " << to);
      CHECK((imports.contains(to) || to.ends_with(".css") || to.ends_with("?raw")));
    }
  CHECK(upward(imports) == std::vector<std::string>{});
  CHECK(circles_of(imports) == std::vector<std::string>{});
}

TEST_CASE("imports of the page are found however they are written") {
  const std::string text =
      "import \"./page.css\";\nimport type { A } from \"./a\";\nimport {\n  B,\n  type C,\n} from '../b';\n"
      "export { D } from \"./deep/d\";\nconst e = await import(\"./e\");\nimport * as F from \"f\";\n";
  CHECK(imports_of("sections/x", text) ==
        std::vector<std::string>{"sections/page.css", "sections/a", "b", "sections/deep/d", "sections/e"});
  CHECK(circles_of({{"a", {"b"}}, {"b", {"c"}}, {"c", {"b"}}}) == std::vector<std::string>{"b -> c -> b"});
  CHECK(upward({{"fan", {"sections/charts", "text"}}, {"page", {"sections/charts"}}}) ==
        std::vector<std::string>{"fan imports sections/charts"});
}

TEST_CASE("NOTICE names every library that the report page holds") {
  CHECK(
      libraries_in("<pre tabindex=\"0\">a 1.0.2, @b/c-d 0.6.17\n\nISC Licence 2.0\n\n----\n\ne 2.1\n\nBSD 3.0</pre>") ==
      std::set<std::string>{"a", "@b/c-d", "e"});
  const fs::path root = chokepoint::test::source_folder();
  const std::set<std::string> libraries = libraries_in(text_of(root / "output/report/template.html"));
  REQUIRE(libraries.size() > 10);
  std::istringstream notice(text_of(root / "NOTICE"));
  std::set<std::string> words;
  for (std::string word; notice >> word;) words.insert(word.substr(0, word.find_last_not_of(",.;:()") + 1));
  for (const std::string& library : libraries) {
    INFO(library);
    CHECK(words.contains(library));
  }
}

}  // namespace page_test
