// The files of a result.
#include "output/files/result_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>

#include "engine/base/file.hpp"
#include "output/files/run_record.hpp"
#include "output/files/run_tables.hpp"

namespace chokepoint::output {
namespace {

namespace fs = std::filesystem;

/// Whether a folder holds a result of any kind.
bool holds_result(const fs::path& folder) {
  std::error_code error;
  return std::ranges::any_of(std::initializer_list<const char*>{"run.yaml", "family.csv", "compare.csv"},
                             [&](const char* mark) { return fs::exists(folder / mark, error); });
}

}  // namespace

void require_folder(const fs::path& folder, const Identity& identity, bool force) {
  std::error_code error;
  if (!fs::exists(folder, error)) return;
  if (!fs::is_directory(folder, error))
    throw OutputError(fmt::format("{} is there and is no folder: choose another --out", folder.string()));
  if (fs::is_empty(folder, error)) return;
  if (!holds_result(folder))
    throw OutputError(fmt::format(
        "{} is there and holds other files than those of a result: choose another --out, or an empty folder",
        folder.string()));
  const std::optional<Identity> there = identity_in(folder);
  if (force || !there || there->same(identity)) return;
  throw OutputError(
      there->name == identity.name
          ? fmt::format("{} holds the result of another '{}', of {}: choose another --out, or replace it by --force",
                        folder.string(), there->name, there->file)
          : fmt::format(
                "{} holds another result, '{}'; this one is '{}': choose another --out, or replace it by --force",
                folder.string(), there->name, identity.name));
}

fs::path free_folder(const fs::path& wanted, const Identity& identity) {
  constexpr int most = 1000;
  for (int number = 1; number <= most; ++number) {
    const fs::path folder = number == 1 ? wanted : fs::path(wanted.string() + fmt::format("-{}", number));
    std::error_code error;
    if (!fs::exists(folder, error)) return folder;
    if (!fs::is_directory(folder, error)) continue;
    if (fs::is_empty(folder, error)) return folder;
    const std::optional<Identity> there = identity_in(folder);
    if (holds_result(folder) && (!there || there->same(identity))) return folder;
  }
  return wanted;
}

namespace {

/// Moves all that one folder holds into another that is there and empty.
void move_into(const fs::path& from, const fs::path& folder) {
  std::vector<fs::path> all;
  for (const fs::directory_entry& entry : fs::directory_iterator(from)) all.push_back(entry.path());
  for (const fs::path& file : all) fs::rename(file, folder / file.filename());
}

/// Fills a folder in place: an empty one may lie where nothing can be made beside it, and one that someone stands in
/// should stay.
void fill_in_place(const fs::path& folder, const std::function<void(const fs::path& making)>& fill) {
  std::error_code error;
  const fs::path making = folder / fmt::format(".{}.part", ::getpid());
  try {
    if (!fs::create_directory(making, error) || error)
      throw OutputError(fmt::format("cannot create {}: {}", making.string(), error.message()));
    fill(making);
    std::vector<fs::path> former;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
      if (entry.path() != making) former.push_back(entry.path());
    for (const fs::path& entry : former) fs::remove_all(entry);
    move_into(making, folder);
    fs::remove(making, error);
  } catch (const fs::filesystem_error& problem) {
    fs::remove_all(making, error);
    throw OutputError(fmt::format("cannot put the result in {}: {}", folder.string(), problem.code().message()));
  } catch (...) {
    fs::remove_all(making, error);
    throw;
  }
}

}  // namespace

void write_folder(const fs::path& asked, const std::function<void(const fs::path& making)>& fill) {
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(asked, error).empty()
                              ? asked
                              : fs::weakly_canonical(asked, error);  // a link stays, what it leads to is filled
  if (fs::is_directory(folder, error) &&
      (fs::is_empty(folder, error) || fs::equivalent(folder, fs::current_path(error), error)))
    return fill_in_place(folder, fill);
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  fs::create_directories(parent, error);
  if (error) throw OutputError(fmt::format("cannot create {}: {}", parent.string(), error.message()));
  const fs::path making = parent / fmt::format(".{}.{}.part", folder.filename().string(), ::getpid());
  const fs::path former = parent / fmt::format(".{}.{}.old", folder.filename().string(), ::getpid());
  try {
    if (!fs::create_directory(making, error) || error)
      throw OutputError(fmt::format("cannot create {}: {}", making.string(), error.message()));
    fill(making);
    const bool replaces = fs::exists(folder, error);
    if (replaces) fs::permissions(making, fs::status(folder).permissions()), fs::rename(folder, former);
    fs::rename(making, folder);
    if (replaces) fs::remove_all(former, error);
  } catch (const fs::filesystem_error& problem) {
    fs::remove_all(making, error);
    if (!fs::exists(folder, error) && fs::exists(former, error)) fs::rename(former, folder, error);
    throw OutputError(fmt::format("cannot put the result in {}: {}", folder.string(), problem.code().message()));
  } catch (...) {
    fs::remove_all(making, error);
    throw;
  }
}

void write_results_into(const Results& results, const fs::path& folder, const FileOptions& options) {
  write_file(folder / "run.yaml", run_yaml(results));
  write_file(folder / "series.csv", series_csv(results, options.metrics));
  if (options.members) {
    write_file(folder / "members.csv", members_csv(results, options.metrics));
    write_file(folder / "fired.csv", fired_csv(results));
  }
  write_file(folder / "events.csv", events_csv(*results.main->scenario));
  write_file(folder / "summary.md", summary_markdown(results, options.answer));
  write_file(folder / "summary.json", summary_json(results, options.answer));
  for (const File& file : options.more) write_file(folder / file.name, file.text);
}

void write_results(const Results& results, const fs::path& folder, const FileOptions& options) {
  write_folder(folder, [&](const fs::path& making) { write_results_into(results, making, options); });
}

void write_files(const std::vector<File>& files, const fs::path& folder) {
  write_folder(folder, [&](const fs::path& making) {
    for (const File& file : files) write_file(making / file.name, file.text);
  });
}

}  // namespace chokepoint::output
