// Identities in names and files.
#include "output/files/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/compare/condition.hpp"
#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/json_text.hpp"
#include "output/files/result_folder.hpp"
#include "output/files/run_record.hpp"

namespace chokepoint::output {
namespace {

namespace fs = std::filesystem;

std::optional<Identity> of_run(const fs::path& file) {
  Mistakes unreadable;
  const std::optional<ResultRecord> record = read_run_record(file, unreadable);
  if (!record) return std::nullopt;
  std::string name = record->name;
  if (const std::string ending = "/" + record->member; !record->member.empty() && name.ends_with(ending))
    name.resize(name.size() - ending.size());
  return Identity{name + folder_suffix(record->given), record->scenario_file};
}

std::optional<Identity> of_comparison(const fs::path& file) {
  const auto bytes = read_bytes(file);
  const auto json = read_json(bytes.value_or(""));
  if (!json || !json->is_object() || !json->contains("identity")) return std::nullopt;
  const auto& said = json->at("identity");
  return Identity{said.value("name", ""), said.value("file", "")};
}

/// Whether a path names the same file, however it is written.
bool same_file(const std::string& a, const std::string& b) {
  if (a == b) return true;
  std::error_code error;
  return fs::exists(a, error) && fs::exists(b, error) && fs::equivalent(a, b, error);
}

}  // namespace

bool Identity::same(const Identity& other) const { return name == other.name && same_file(file, other.file); }

std::optional<Identity> identity_in(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder / "run.yaml", error)) return of_run(folder / "run.yaml");
  if (fs::exists(folder / "compare.json", error)) return of_comparison(folder / "compare.json");
  if (!fs::exists(folder / "family.csv", error)) return std::nullopt;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (fs::exists(entry.path() / "run.yaml", error)) return of_run(entry.path() / "run.yaml");
  return std::nullopt;
}

std::string folder_name(const std::string& name) {
  constexpr std::size_t longest = 160, of_hash = 9;
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.,+=@%";
  std::string out;
  bool lossy = false;
  for (const char c : name) {
    const bool fits = plain.find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 128;
    if (c == ' ') continue;
    lossy = lossy || !fits;
    out += fits ? c : '_';
  }
  if (!lossy && out.size() <= longest) return out;
  if (out.size() > longest - of_hash) {
    std::size_t end = longest - of_hash;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;  // no letter is cut in two
    out.resize(end);
  }
  return out + fmt::format("~{:08x}", name_hash(name) & 0xffffffffU);
}

void tell_apart(std::span<Scenario> scenarios) {
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    const std::string name = scenarios[s].name();
    std::vector<Scenario*> namesakes;
    for (Scenario& other : scenarios.subspan(s))
      if (other.name() == name) namesakes.push_back(&other);
    if (namesakes.size() < 2) continue;
    std::vector<std::string> files;
    for (const Scenario* other : namesakes) files.push_back(other->file.string());
    std::ranges::sort(files);
    const bool by_file = std::ranges::adjacent_find(files) == files.end();
    for (std::size_t k = 0; k < namesakes.size(); ++k)
      namesakes[k]->among_namesakes =
          by_file ? fmt::format(" ({})", namesakes[k]->file.string()) : fmt::format(" ({})", k + 1);
  }
}

}  // namespace chokepoint::output
