// Holds the architecture: includes that only go down, libraries behind their doors, random variation and clock in their
// rooms.
#include <algorithm>
#include <array>
#include <cctype>
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

namespace architecture_test {

namespace {

namespace fs = std::filesystem;

struct Room {
  std::string_view folder;
  int floor;
};

// An include goes to a strictly lower floor or stays in its room. Rooms on one floor therefore never meet.
constexpr std::array<Room, 20> rooms = {{
    {"engine/base", 1},
    {"engine/world", 2},
    {"engine/events", 3},
    {"engine/markets", 3},
    {"engine/scenario", 4},
    {"engine/run", 5},
    {"engine/measure", 6},
    {"engine/batch", 6},
    {"agents", 7},
    {"bench", 7},
    {"analysis/methods", 7},
    {"analysis/runs", 8},
    {"analysis/network", 8},
    {"analysis/compare", 9},
    {"analysis/record", 9},
    {"analysis/sweep", 9},
    {"analysis/why", 9},
    {"output", 10},
    {"app", 11},
    {"python", 12},
}};

struct Include {
  std::string path;
  bool quoted;
  int line;
};

bool is_inside(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

const Room* room_of(std::string_view path) {
  const auto at = std::ranges::find_if(rooms, [&](const Room& room) { return is_inside(path, room.folder); });
  return at == rooms.end() ? nullptr : &*at;
}

std::string folder_of(std::string_view path) { return std::string(path.substr(0, path.rfind('/'))); }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// The text with comments (and, unless kept, the insides of literals) made blank; line breaks stay where they are.
std::string code_of(const std::string& text, bool keep_literals) {
  std::string code = text;
  const auto blank = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < std::min(to, code.size()); ++i)
      if (code[i] != '\n') code[i] = ' ';
  };
  const auto end_of = [&](std::string_view mark, std::size_t from) {
    const std::size_t at = text.find(mark, from);
    return at == std::string::npos ? text.size() : at + mark.size();
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (rest.starts_with("//")) {
      const std::size_t end = std::min(text.find('\n', i), text.size());
      blank(i, end);
      i = end;
    } else if (rest.starts_with("/*")) {
      const std::size_t end = end_of("*/", i + 2);
      blank(i, end);
      i = end;
    } else if (rest.starts_with("R\"") && (i == 0 || !is_word(text[i - 1]))) {
      const std::size_t open = std::min(text.find('(', i), text.size());
      const std::size_t end = end_of(")" + text.substr(i + 2, open - i - 2) + "\"", open);
      if (!keep_literals) blank(i, end);
      i = end;
    } else if (text[i] == '"' || (text[i] == '\'' && (i == 0 || !is_word(text[i - 1])))) {
      std::size_t end = i + 1;
      while (end < text.size() && text[end] != text[i] && text[end] != '\n') end += text[end] == '\\' ? 2U : 1U;
      if (!keep_literals) blank(i + 1, end);
      i = end + 1;
    } else {
      ++i;
    }
  }
  return code;
}

std::vector<Include> includes_of(const std::string& text) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> includes;
  int number = 0;
  for (const std::string& line : lines_of(code_of(text, true))) {
    ++number;
    std::smatch found;
    if (std::regex_search(line, found, pattern)) includes.push_back({found[2], found[1] == "\"", number});
  }
  return includes;
}

bool has_word(std::string_view line, std::string_view word) {
  for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const bool starts = at == 0 || !is_word(line[at - 1]);
    const bool ends = at + word.size() == line.size() || !is_word(line[at + word.size()]);
    if (starts && ends) return true;
  }
  return false;
}

/// Why `from` may not include `to`, both written from the root; empty if it may.
std::string why_not(std::string_view from, std::string_view to) {
  const Room* here = room_of(from);
  const Room* there = room_of(to);
  if (here == nullptr) return "this file stands in no room of the floors table";
  if (there == nullptr)
    return "an include in quotes is written from the root and names a file of a room in the floors table";
  if (here == there) {
    if (here->folder != "agents") return {};
    // Kinds of agents do not know each other; what they share, and the list of them all, stands in agents/ itself.
    const bool may = folder_of(from) == "agents" || folder_of(to) == "agents" || folder_of(from) == folder_of(to);
    return may ? "" : "one kind of agent never includes another kind";
  }
  if ((here->folder == "output" || here->folder.starts_with("analysis")) && there->folder == "agents")
    return "analysis and output never meet agents";
  if (here->folder == "agents" && there->folder == "engine/batch") return "agents know of no other run";
  if (there->floor >= here->floor) {
    std::ostringstream why;
    why << "includes only go down: " << here->folder << " is on floor " << here->floor << ", " << there->folder
        << " on floor " << there->floor;
    return why.str();
  }
  return {};
}

struct Ban {
  std::string_view word;
  std::vector<std::string_view> allowed_in;
  std::string_view because;
};

/// Functions of which C libraries differ in the last bit. Not among them: sqrt, fmod and remainder, which IEEE 754
/// rounds in one way.
constexpr std::array last_bit =
    std::to_array<std::string_view>({"exp",   "exp2", "expm1", "log",   "log1p", "log2", "log10", "pow",    "cbrt",
                                     "hypot", "sin",  "cos",   "tan",   "asin",  "acos", "atan",  "atan2",  "sinh",
                                     "cosh",  "tanh", "asinh", "acosh", "atanh", "erf",  "erfc",  "lgamma", "tgamma"});

/// Whether a file may call them: our own are made there, or are compared with them.
bool may_differ_in_last_bit(std::string_view path) {
  return path.starts_with("engine/base/elementary") || path.starts_with("engine/base/special_functions") ||
         path.starts_with("bench/peers/");
}

/// Any of them, as a part of a regular expression.
std::string any_of_last_bit() {
  std::string out;
  for (const std::string_view name : last_bit) out += (out.empty() ? "" : "|") + std::string(name);
  return out;
}

const std::vector<Ban>& bans() {
  static const std::vector<Ban> list = {
      {"parallel_reduce", {"app"}, "its order of summing depends on the threads; use engine/base/sum.hpp"},
      {"std::normal_distribution", {"app"}, "standard libraries differ in it; use engine/base/random.hpp"},
      {"std::mt19937", {"app"}, "random numbers are drawn by name; use engine/base/random.hpp"},
      {"std::mt19937_64", {"app"}, "random numbers are drawn by name; use engine/base/random.hpp"},
      {"std::random_device", {"app"}, "a run is a function of scenario, data, seed and version"},
      {"std::chrono",
       {"app", "engine/batch", "bench", "python"},
       "only app/ reads the clock (engine/batch may time its trials, bench/ its workloads)"},
      {"run_trials", {"engine/batch", "analysis/runs"}, "analysis/runs/runner.hpp is the only loop over replicates"},
      {"getenv", {"app"}, "only app/ reads the environment"},
      {"secure_getenv", {"app"}, "only app/ reads the environment"},
  };
  return list;
}

/// The function of the C library that a line calls, with std:: or without; empty if none.
std::string library_function(const std::string& line) {
  static const std::regex qualified("(^|[^:\\w])(::)?std::(" + any_of_last_bit() + ")[fl]?\\b(?!::)");
  // Without std:: it is the C library's too, unless it is a member, a declaration or one of ours.
  static const std::regex bare(R"re((^|[=(,+*/<?!&|{\[-]|return\s|:\s)\s*(::)?()re" + any_of_last_bit() +
                               R"re()[fl]?\s*\()re");
  std::smatch found;
  if (std::regex_search(line, found, qualified)) return "std::" + found[3].str();
  return std::regex_search(line, found, bare) ? found[3].str() : "";
}

/// Everything wrong with one file, each as `path:line: rule`. `path` is written from the root.
std::vector<std::string> wrongs_of(const std::string& path, const std::string& text) {
  std::vector<std::string> wrongs;
  const auto add = [&](int line, const std::string& rule) {
    wrongs.push_back(path + ":" + std::to_string(line) + ": " + rule);
  };

  const std::vector<std::string> raw = lines_of(text);
  if (raw.empty() || !raw[0].starts_with("// ") || raw[0].size() < 10)
    add(1, "line 1 is a // comment that says what the file is for");

  for (const Include& include : includes_of(text)) {
    if (include.quoted) {
      const std::string why = why_not(path, include.path);
      if (!why.empty()) add(include.line, why + " (\"" + include.path + "\")");
    }
    if (is_inside(include.path, "yaml-cpp") && path != "engine/base/config_yaml.cpp")
      add(include.line, "yaml-cpp stays behind engine/base/config_yaml.cpp (<" + include.path + ">)");
    if ((is_inside(include.path, "tbb") || is_inside(include.path, "oneapi")) && !is_inside(path, "engine/run") &&
        !is_inside(path, "engine/batch"))
      add(include.line, "oneTBB stays in engine/run/ and engine/batch/ (<" + include.path + ">)");
    if (is_inside(include.path, "boost/math") && include.path != "boost/math/special_functions/prime.hpp")
      add(include.line,
          "Boost.Math takes the C library's functions; use engine/base/special_functions.hpp and distribution.hpp (<" +
              include.path + ">)");
    if (include.path == "mpi.h" && !is_inside(path, "app/mpi")) add(include.line, "MPI stays in app/mpi/ (<mpi.h>)");
    if (include.path == "netcdf.h" && path != "output/files/netcdf.cpp")
      add(include.line, "NetCDF stays behind output/files/netcdf.cpp (<netcdf.h>)");
    if (include.path == "chrono" && !is_inside(path, "app") && !is_inside(path, "engine/batch") &&
        !is_inside(path, "bench") && !is_inside(path, "python"))
      add(include.line,
          "only app/ reads the clock (engine/batch may time its trials, bench/ its workloads) (<chrono>)");
  }

  const std::vector<std::string> code = lines_of(code_of(text, false));
  // Each file that uses the library's parser or writer compiles them anew.
  static const std::regex json_text(R"re(json\s*::\s*parse\s*\(|(\.|->)dump\s*\()re");
  for (std::size_t i = 0; i < code.size(); ++i)
    if (path != "engine/base/json_text.cpp" && std::regex_search(code[i], json_text))
      add(static_cast<int>(i + 1), "JSON becomes text, and text JSON, through engine/base/json_text.hpp");
  for (std::size_t i = 0; i < code.size() && !may_differ_in_last_bit(path); ++i)
    if (const std::string name = library_function(code[i]); !name.empty())
      add(static_cast<int>(i + 1), "no " + name +
                                       " of the C library, which differs in its last bit from machine to machine; use "
                                       "maths:: (engine/base/elementary.hpp, special_functions.hpp)");
  for (std::size_t i = 0; i < code.size(); ++i)
    for (const Ban& ban : bans())
      if (has_word(code[i], ban.word) &&
          std::ranges::none_of(ban.allowed_in, [&](std::string_view folder) { return is_inside(path, folder); }))
        add(static_cast<int>(i + 1), "no " + std::string(ban.word) + " here: " + std::string(ban.because));

  static const std::regex path_by_hand(
      R"re((starts_with|substr|find|compare)\s*\(\s*"(parameters|events|governments|world)\.)re");
  for (std::size_t i = 0; i < raw.size(); ++i)
    if (std::regex_search(raw[i], path_by_hand))
      add(static_cast<int>(i + 1), "a path is read once, by engine/world/override_path.hpp, not looked at as text");

  for (std::size_t i = 0; i < raw.size(); ++i)
    for (const std::string_view note : {"TODO", "FIXME"})
      if (has_word(raw[i], note))
        add(static_cast<int>(i + 1), "no notes to oneself in the code (" + std::string(note) + ")");
  return wrongs;
}

using Sources = std::map<std::string, std::string>;

/// All sources by path from the root, in order of their names.
Sources read_sources() {
  const fs::path root = chokepoint::test::source_folder();
  Sources sources;
  for (const char* top : {"engine", "agents", "analysis", "bench", "output", "app", "python"}) {
    if (!fs::is_directory(root / top)) continue;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
      const fs::path extension = entry.path().extension();
      if (!entry.is_regular_file() || (extension != ".hpp" && extension != ".cpp")) continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      std::ostringstream text;
      text << stream.rdbuf();
      sources[entry.path().lexically_relative(root).generic_string()] = text.str();
    }
  }
  return sources;
}

/// Follows includes depth first; a file met again while still open closes a circle.
void look_for_circles(const std::string& path, const Sources& sources, std::vector<std::string>& open,
                      std::set<std::string>& done, std::vector<std::string>& circles) {
  if (done.contains(path)) return;
  open.push_back(path);
  for (const Include& include : includes_of(sources.at(path))) {
    if (!include.quoted || !sources.contains(include.path)) continue;
    const auto first = std::ranges::find(open, include.path);
    if (first == open.end()) {
      look_for_circles(include.path, sources, open, done, circles);
      continue;
    }
    std::string circle = path + ":" + std::to_string(include.line) + ": includes never form a circle (";
    for (auto at = first; at != open.end(); ++at) circle += *at + " -> ";
    circles.push_back(circle + include.path + ")");
  }
  open.pop_back();
  done.insert(path);
}

std::vector<std::string> circles_of(const Sources& sources) {
  std::vector<std::string> open, circles;
  std::set<std::string> done;
  for (const auto& [path, text] : sources) look_for_circles(path, sources, open, done, circles);
  return circles;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += "\n" + line;
  return all;
}

}  // namespace

TEST_CASE("the sources keep the rules of the house") {
  const Sources sources = read_sources();
  REQUIRE_FALSE(sources.empty());

  std::vector<std::string> wrongs;
  for (const auto& [path, text] : sources) {
    std::ranges::copy(wrongs_of(path, text), std::back_inserter(wrongs));
    for (const Include& include : includes_of(text))
      if (include.quoted && !sources.contains(include.path))
        wrongs.push_back(path + ":" + std::to_string(include.line) + ": there is no file \"" + include.path + "\"");
  }
  INFO(wrongs.size() << " broken rules:" << joined(wrongs));
  CHECK(wrongs.empty());
}

TEST_CASE("no file includes itself by a detour") {
  const std::vector<std::string> circles = circles_of(read_sources());
  INFO(circles.size() << " circles:" << joined(circles));
  CHECK(circles.empty());

  CHECK(circles_of({{"app/a.hpp", "#include \"app/b.hpp\"\n"}, {"app/b.hpp", "\n#include \"app/a.hpp\"\n"}}) ==
        std::vector<std::string>{"app/b.hpp:2: includes never form a circle (app/a.hpp -> app/b.hpp -> app/a.hpp)"});
}

TEST_CASE("the rules about floors say what they mean") {
  CHECK(why_not("engine/world/a.cpp", "engine/base/ids.hpp").empty());
  CHECK(why_not("engine/world/a.cpp", "engine/world/a.hpp").empty());
  CHECK(why_not("agents/firm/a.cpp", "agents/shared.hpp").empty());
  CHECK(why_not("agents/phases.cpp", "agents/firm/a.hpp").empty());
  CHECK(why_not("agents/firm/a.cpp", "engine/run/a.hpp").empty());
  CHECK(why_not("output/a.cpp", "engine/batch/a.hpp").empty());
  CHECK(why_not("app/a.cpp", "agents/firm/a.hpp").empty());
  CHECK(why_not("app/a.cpp", "bench/neutral/a.hpp").empty());
  CHECK(why_not("bench/neutral/a.cpp", "engine/run/a.hpp").empty());

  CHECK_FALSE(why_not("engine/base/a.cpp", "engine/world/a.hpp").empty());
  CHECK_FALSE(why_not("engine/run/a.cpp", "agents/shared.hpp").empty());
  CHECK_FALSE(why_not("engine/events/a.cpp", "engine/markets/a.hpp").empty());
  CHECK_FALSE(why_not("engine/markets/a.cpp", "engine/events/a.hpp").empty());
  CHECK_FALSE(why_not("agents/firm/a.cpp", "engine/batch/a.hpp").empty());
  CHECK_FALSE(why_not("engine/batch/a.cpp", "agents/shared.hpp").empty());
  CHECK_FALSE(why_not("agents/firm/a.cpp", "agents/nation/a.hpp").empty());
  CHECK_FALSE(why_not("agents/firm/a.cpp", "output/a.hpp").empty());
  CHECK_FALSE(why_not("output/a.cpp", "agents/shared.hpp").empty());
  CHECK_FALSE(why_not("bench/a.cpp", "agents/shared.hpp").empty());
  CHECK_FALSE(why_not("engine/run/a.cpp", "bench/a.hpp").empty());
  CHECK_FALSE(why_not("app/a.cpp", "a.hpp").empty());
  CHECK_FALSE(why_not("engine/a.cpp", "engine/base/ids.hpp").empty());
}

TEST_CASE("the rules about words and libraries catch what they should") {
  const std::string first = "// An example of a file.\n";
  using Wrongs = std::vector<std::string>;
  const auto count = [&](const std::string& path, const std::string& body) {
    return wrongs_of(path, first + body).size();
  };

  CHECK(count("engine/base/config_yaml.cpp", "#include <yaml-cpp/yaml.h>\n") == 0);
  CHECK(count("engine/base/config.cpp", "#include <yaml-cpp/yaml.h>\n") == 1);
  CHECK(count("engine/run/parallel.cpp", "#include <tbb/parallel_for.h>\n") == 0);
  CHECK(count("engine/world/a.cpp", "#include <oneapi/tbb/parallel_for.h>\n") == 1);
  CHECK(count("engine/world/a.cpp", "double x = std::getenv(\"A\") ? 1'000 : 2'000;\n") == 1);
  CHECK(count("app/a.cpp", "run_trials(8, 2, f, g, stop);\n") == 1);
  CHECK(count("analysis/runs/a.cpp", "run_trials(8, 2, f, g, stop);\n") == 0);
  CHECK(count("app/a.cpp", "if (path.starts_with(\"parameters.\")) {}\n") == 1);
  CHECK(count("app/a.cpp", "const auto at = path.find( \"events.\" );\n") == 1);
  CHECK(count("app/a.cpp", "files.file(\"parameters\").content; say(\"parameters.chips.price\");\n") == 0);
  CHECK(count("app/a.cpp", "auto x = std::getenv(\"A\");\nstd::chrono::seconds s;\n") == 0);
  CHECK(count("engine/batch/a.cpp", "#include <chrono>\nstd::chrono::seconds s;\n") == 0);
  CHECK(count("output/a.cpp", "#include <chrono>\nstd::chrono::seconds s;\n") == 2);
  CHECK(count("engine/base/a.cpp", "// never std::mt19937\n/* nor\n parallel_reduce */ auto s = \"std::mt19937\";\n") ==
        0);
  CHECK(count("engine/base/a.cpp", "auto s = R\"x(// \" )\" std::mt19937)x\"; std::mt19937 g;\n") == 1);
  CHECK(count("agents/firm/a.cpp", "double y = std::exp(x);\ndouble z = std::exp2(x);\n") == 2);
  CHECK(count("agents/firm/a.cpp", "double y = exp(x);\nauto z = ::pow(x, y);\n") == 2);
  CHECK(count("agents/firm/a.cpp",
              "double y = maths::exp(x) + maths::log10(x); page.log(y); LogWriter log(y); at->log(y); std::logic_error "
              "e;\n") == 0);
  for (const std::string_view name : last_bit)
    for (const std::string& call :
         {"std::" + std::string(name) + "(x)", std::string(name) + "(x)", "std::" + std::string(name) + "f(x)",
          "f(std::" + std::string(name) + "<double>)"}) {
      INFO(call);
      for (const char* path : {"engine/batch/a.cpp", "engine/base/a.hpp", "agents/firm/a.cpp", "output/a.cpp",
                               "app/a.cpp", "bench/neutral/a.cpp"})
        CHECK(count(path, "double y = " + call + ";\n") == 1);
      CHECK(count("bench/peers/a.cpp", "double y = " + call + ";\n") == 0);
      CHECK(count("engine/batch/a.cpp",
                  "double y = maths::" + std::string(name) + "(x) + std::sqrt(x) + std::fmod(x, 1);\n") == 0);
    }
  CHECK(count("engine/base/a.cpp", "#include <boost/math/distributions/normal.hpp>\n") == 1);
  CHECK(count("engine/batch/a.cpp", "#include <boost/math/special_functions/prime.hpp>\n") == 0);
  CHECK(count("output/a.cpp", "#include <boost/math/special_functions/erf.hpp>\n") == 1);
  CHECK(count("engine/base/a.cpp", "// #include \"app/a.hpp\"\n") == 0);
  CHECK(wrongs_of("engine/base/a.cpp", first + "\nint a;  // TODO\n") ==
        Wrongs{"engine/base/a.cpp:3: no notes to oneself in the code (TODO)"});
  CHECK(wrongs_of("engine/base/a.cpp", "#pragma once\n") ==
        Wrongs{"engine/base/a.cpp:1: line 1 is a // comment that says what the file is for"});
}

}  // namespace architecture_test
