// What the documentation names is there: files, links, parameters, functions, the phases of the month.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"
#include "tests/support/text.hpp"

namespace names_in_documents_test {

namespace fs = std::filesystem;
using namespace chokepoint::test;

namespace {

std::vector<fs::path> pages() {
  std::vector<fs::path> out = {source_folder() / "README.md", source_folder() / "CONTRIBUTING.md"};
  for (const auto& entry : fs::recursive_directory_iterator(source_folder() / "docs"))
    if (entry.path().extension() == ".md") out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

/// All that a pattern finds in a text, its first group.
std::vector<std::string> found(const std::string& text, const std::regex& pattern) {
  std::vector<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) out.push_back((*at)[1]);
  return out;
}

/// What stands in backticks, outside blocks.
std::vector<std::string> quoted_in(const std::string& text) {
  std::string prose, line;
  bool inside = false;
  for (std::istringstream lines(text); std::getline(lines, line);) {
    if (line.starts_with("```")) inside = !inside;
    if (!inside && !line.starts_with("```")) prose += line + "\n";
  }
  return found(prose, std::regex("`([^`\n]+)`"));
}

/// Whether a recipe adds the file: it is there only once that was followed.
bool is_of_a_recipe(const fs::path& page, const std::string& name) {
  return page.filename().string().starts_with("add_") &&
         text_of(source_folder() / "tests/CMakeLists.txt").find(name) != std::string::npos;
}

bool is_there(const std::string& path) {
  return std::ranges::any_of(std::initializer_list<const char*>{"", ".cpp", ".hpp"},
                             [&](const char* ending) { return fs::exists(source_folder() / (path + ending)); });
}

/// Every word of the sources.
std::set<std::string> words_of_sources() {
  std::set<std::string> out;
  for (const char* room : {"engine", "agents", "analysis", "output", "app", "bench"})
    for (const auto& entry : fs::recursive_directory_iterator(source_folder() / room)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      std::string word;
      for (const char c : text_of(entry.path()) + " ") {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
          word += c;
        } else if (!word.empty()) {
          out.insert(std::move(word)), word.clear();
        }
      }
    }
  return out;
}

std::set<std::string> parameter_names() {
  std::set<std::string> out;
  for (const std::string& name :
       found("\n" + text_of(source_folder() / "data/parameters.yaml"), std::regex("\n([a-z_]+\\.[a-z_0-9]+):")))
    out.insert(name);
  return out;
}

}  // namespace

TEST_CASE("every file that a page names in backticks is there", "[architecture]") {
  const std::regex path(
      R"(^((engine|agents|analysis|output|app|bench|data|scenarios|studies|tests|docs|packaging|cmake)/[a-z0-9_./-]*[a-z0-9_/])(:\d+)?$)");
  std::size_t seen = 0;
  for (const fs::path& page : pages())
    for (const std::string& quote : quoted_in(text_of(page))) {
      std::istringstream words(quote);
      for (std::string word; words >> word;) {
        std::smatch match;
        if (!std::regex_match(word, match, path)) continue;
        ++seen;
        INFO(page.string() << " names " << word);
        CHECK((is_there(match[1]) || is_of_a_recipe(page, match[1])));
      }
    }
  CHECK(seen > 100);
}

TEST_CASE("every link of a page leads somewhere", "[architecture]") {
  const std::regex link(R"(\]\(([^)# ]+)(#[^) ]*)?\))");
  std::size_t seen = 0;
  for (const fs::path& page : pages()) {
    std::string outside, line;
    bool inside = false;
    for (std::istringstream lines(text_of(page)); std::getline(lines, line);) {
      if (line.starts_with("```")) inside = !inside;
      if (!inside) outside += line + "\n";
    }
    for (const std::string& to : found(outside, link)) {
      if (to.starts_with("http")) continue;
      ++seen;
      INFO(page.string() << " links " << to);
      CHECK(fs::exists(page.parent_path() / to));
    }
  }
  CHECK(seen > 50);
}

TEST_CASE("functions and types that a page names are words of the sources", "[architecture]") {
  const std::set<std::string> words = words_of_sources();
  REQUIRE(words.size() > 2000);
  const std::regex name(R"(^([A-Za-z_]\w*(::[A-Za-z_]\w*)+|[a-z_]\w*\(\)))");
  for (const fs::path& page : pages())
    for (const std::string& quote : quoted_in(text_of(page))) {
      std::smatch match;
      if (!std::regex_search(quote, match, name)) continue;
      const std::string whole = match[1];
      for (const std::string& part : found(whole, std::regex(R"(([A-Za-z_]\w*))"))) {
        INFO(page.string() << " names " << quote);
        CHECK((words.contains(part) || part == "std" || page.filename().string().starts_with("add_")));
      }
    }
}

TEST_CASE("the model's description names parameters that are there, and leaves none out", "[architecture]") {
  const std::set<std::string> names = parameter_names();
  REQUIRE(names.size() > 200);
  std::set<std::string> groups, named;
  for (const std::string& name : names) groups.insert(name.substr(0, name.find('.')));
  const std::string text = text_of(source_folder() / "docs/model.md");
  for (const std::string& name : found(text, std::regex(R"(\b([a-z_]+\.[a-z_0-9]*[a-z0-9])\b)"))) {
    if (!groups.contains(name.substr(0, name.find('.')))) continue;
    named.insert(name);
    INFO(name);
    CHECK((names.contains(name) || name.ends_with(".csv") || name.ends_with(".md")));
  }
  // Short forms: `ladder.*`, `policy.threat_*`; `_width` after `policy.lead_midpoint`.
  const auto is_shortened = [&](const std::string& name) {
    for (const char end : {'.', '_'})
      if (const std::size_t at = name.find(end);
          at != std::string::npos && text.find("`" + name.substr(0, at + 1) + "*`") != std::string::npos)
        return true;
    const std::size_t last = name.rfind('_');
    return last != std::string::npos && text.find("`" + name.substr(last) + "`") != std::string::npos;
  };
  for (const std::string& name : names) {
    INFO(name);
    CHECK((named.contains(name) || is_shortened(name)));
  }
}

TEST_CASE("the table of the month is the list of phases, in its order", "[architecture]") {
  std::vector<std::string> code, page;
  const std::regex row(R"re(\{"(P\d+[a-z]?)", "([^"]+)", Domain::(\w+),[^}]*?([\w:]+)\})re");
  const std::string schedule = text_of(source_folder() / "agents/schedule.cpp");
  for (std::sregex_iterator at(schedule.begin(), schedule.end(), row), end; at != end; ++at) {
    std::string over = (*at)[3];
    std::ranges::replace(over, '_', ' ');
    code.push_back(fmt::format("{} {} {} `{}`", (*at)[1].str(), (*at)[2].str(), over, (*at)[4].str()));
  }
  std::istringstream lines(text_of(source_folder() / "docs/model.md"));
  const std::regex told(R"(^\| (P\d+[a-z]?) \| ([^|]+) \| ([^|]+) \| [^|]+ \| [^|]+ \| (`[^|]+`) \|$)");
  std::smatch m;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_match(line, m, told))
      page.push_back(fmt::format("{} {} {} {}", m[1].str(), m[2].str(), m[3].str(), m[4].str()));
  CHECK(code.size() > 40);
  CHECK(page == code);
}

TEST_CASE("the page for man lists every command, and no other", "[architecture]") {
  const auto as_set = [](const std::vector<std::string>& words) { return std::set(words.begin(), words.end()); };
  std::set<std::string> commands;
  for (const auto& entry : fs::recursive_directory_iterator(source_folder() / "app"))
    if (entry.path().extension() == ".cpp" && entry.path().stem() != "moved")  // which only says where a command went
      commands.merge(as_set(found(text_of(entry.path()), std::regex(R"re(: Command\(program, "([a-z]+)")re"))));
  CHECK(commands.size() > 15);
  CHECK(as_set(found(text_of(source_folder() / "packaging/simulate.1"), std::regex("\n\\.TP\n\\.B ([a-z]+)\n"))) ==
        commands);
}

}  // namespace names_in_documents_test
