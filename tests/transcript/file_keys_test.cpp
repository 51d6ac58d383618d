// Studies, calibrations, objectives and claims: what the program reads is what their schemas accept. Each file is given
// to both: the shipped ones, ones that hold every key of the tables, and those with one thing in them changed.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

#include "analysis/compare/hypotheses.hpp"
#include "analysis/compare/objectives.hpp"
#include "analysis/record/calibration_study.hpp"
#include "analysis/sweep/study.hpp"
#include "output/reference/file_kinds.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_changes.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/text.hpp"

namespace file_keys_test {

using namespace chokepoint;
using namespace chokepoint::test;
namespace fs = std::filesystem;

namespace {

std::string read_study(const fs::path& file) {
  SweepSources sources;
  sources.options = options();
  sources.scenario_file = [](const std::string& word) { return source_folder() / "scenarios" / (word + ".yaml"); };
  sources.policy_file = [](const std::string& word) {
    return source_folder() / "scenarios" / "policies" / (word + ".yaml");
  };
  sources.sets = [](const std::string&, std::size_t, std::uint64_t, const Scenario&) { return ParameterSets{}; };
  try {
    (void)read_sweep_study(file, sources);
    return "";
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

/// What the reader of a kind says of a file; nothing if it is good.
std::string mistakes_of(std::string_view kind, const fs::path& file) {
  if (kind == "study") return read_study(file);
  Mistakes mistakes;
  if (kind == "calibration") (void)read_calibration_study(file, mistakes);
  if (kind == "objectives") (void)read_objectives(file, mistakes);
  if (kind == "claims") (void)read_hypotheses(file, mistakes);
  std::string out;
  for (const Mistake& m : mistakes.all()) out += m.text() + "\n";
  return out;
}

/// The files that an independent validator refuses by the schema of a kind, with its words.
std::map<std::string, std::string> refused_by_schema(const TemporaryFolder& folder, std::string_view kind,
                                                     const std::vector<std::string>& files) {
  REQUIRE_FALSE(python().empty());
  std::string list;
  for (const std::string& file : files) list += file + "\n";
  folder.write("list", list);
  const std::string at = "cd '" + folder.path().string() + "' && ";
  REQUIRE(std::system((at + "'" + simulate_binary() + "' schema " + std::string(kind) + " > schema.json").c_str()) ==
          0);
  (void)std::system((at + "xargs -d '\\n' '" + python() + "' '" +
                     (source_folder() / "tests" / "support" / "validate.py").string() +
                     "' schema.json < list > out 2> err")
                        .c_str());
  std::map<std::string, std::string> out;
  const std::string said = text_of(folder.path() / "out");
  std::istringstream lines(said);
  std::string line, last;
  while (std::getline(lines, line)) {
    if (const auto colon = line.find(": "); colon != std::string::npos) out[line.substr(0, colon)] += line + "\n";
    last = line;
  }
  INFO(text_of(folder.path() / "err"));
  REQUIRE(last.starts_with(fmt::format("{} files, ", files.size())));
  return out;
}

/// Files that between them hold every key of a kind: tests/transcript/file_keys/KIND*.yaml.
std::vector<std::string> whole(std::string_view kind) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(source_folder() / "tests" / "transcript" / "file_keys"))
    if (entry.path().stem().string().starts_with(kind)) files.push_back(entry.path());
  REQUIRE_FALSE(files.empty());
  std::ranges::sort(files);
  std::vector<std::string> out;
  for (const fs::path& file : files) out.push_back(text_of(file));
  return out;
}

void collect(const Form& form, std::set<std::pair<const Form*, std::string_view>>& out) {
  out.insert({&form, ""});
  for (const Key& key : form.keys) {
    out.insert({&form, key.name});
    if (key.form) collect(*key.form, out);
  }
}

}  // namespace

TEST_CASE("reader and schema of every kind of file agree on what it holds", "[transcript]") {
  for (const output::FileKind& kind : output::file_kinds()) {
    const TemporaryFolder folder;
    fs::copy(source_folder() / "tests" / "transcript" / "file_keys", folder.path());
    std::set<std::pair<const Form*, std::string_view>> seen, all;
    std::vector<Change> changes;
    for (const std::string& text : whole(kind.name)) {
      Mistakes mistakes;
      changes.push_back({"as it is", config::parse_yaml(text, "whole.yaml", mistakes), false});
      for (Change& change : Changes(text).make(kind.form, seen)) changes.push_back(std::move(change));
    }
    collect(kind.form, all);
    for (const auto& [form, key] : all) {
      INFO(fmt::format("{}: no file of this test holds {}.{}", kind.name, form->what, key));
      CHECK(seen.contains({form, key}));
    }
    std::vector<std::string> files;
    for (std::size_t c = 0; c < changes.size(); ++c) {
      files.push_back(fmt::format("{}.yaml", c));
      folder.write(files.back(), config::to_yaml(changes[c].root));
    }
    const auto refused = refused_by_schema(folder, kind.name, files);
    for (std::size_t c = 0; c < changes.size(); ++c) {
      const std::string told = mistakes_of(kind.name, folder.path() / files[c]);
      const std::string by_schema = refused.contains(files[c]) ? refused.at(files[c]) : "";
      INFO(fmt::format("{}, {}\nreader: {}\nschema: {}", kind.name, changes[c].what, told, by_schema));
      if (changes[c].wrong)
        CHECK((!told.empty() && !by_schema.empty()));
      else if (changes[c].what == "as it is")
        CHECK((told.empty() && by_schema.empty()));
      else
        CHECK((!told.empty() || by_schema.empty()));  // what is read is valid
    }
  }
}

TEST_CASE("every shipped file of each kind is read and valid by its schema", "[transcript]") {
  const auto files_in = [](const char* where, const auto& wanted) {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(source_folder() / where))
      if (entry.path().extension() == ".yaml" && wanted(entry.path().stem().string()))
        out.push_back(entry.path().string());
    return out;
  };
  const auto calibrates = [](const std::string& name) {
    return name == "calibration" || name.starts_with("hindcast_");
  };
  const std::map<std::string_view, std::vector<std::string>> shipped_files = {
      {"study", files_in("studies", [&](const std::string& name) { return !calibrates(name); })},
      {"calibration", files_in("studies", calibrates)},
      {"objectives", {(source_folder() / "scenarios" / "claims" / "objectives.yaml").string()}},
      {"claims", {(source_folder() / "scenarios" / "claims" / "hypotheses.yaml").string()}}};
  for (const auto& [kind, files] : shipped_files) {
    REQUIRE_FALSE(files.empty());
    const TemporaryFolder folder;
    const auto refused = refused_by_schema(folder, kind, files);
    for (const std::string& file : files) {
      INFO(file);
      CHECK(mistakes_of(kind, file) == "");
      CHECK((refused.contains(file) ? refused.at(file) : "") == "");
    }
  }
}

}  // namespace file_keys_test
