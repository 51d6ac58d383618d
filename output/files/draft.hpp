// Files that are there whole or not at all.
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "engine/base/file.hpp"

namespace chokepoint::output {

/// A file under another name until it is whole.
class Draft {
 public:
  explicit Draft(std::filesystem::path file)
      : file_(std::move(file)), draft_(file_.string() + fmt::format(".{}.draft", ::getpid())) {}
  ~Draft() {
    std::error_code ignored;
    std::filesystem::remove(draft_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return draft_; }
  void keep() {
    std::error_code error;
    std::filesystem::rename(draft_, file_, error);
    if (error) throw OutputError(fmt::format("cannot write {}: {}", file_.string(), error.message()));
  }

 private:
  std::filesystem::path file_, draft_;
};

class TextDraft : public Draft {
 public:
  explicit TextDraft(const std::filesystem::path& file)
      : Draft(file), name_(file.string()), out_(path(), std::ios::binary) {}
  void put(const std::string& line) { out_ << line << '\n'; }
  void finish() {
    out_.close();
    if (!out_) throw OutputError(fmt::format("cannot write {}: no space, or no permission", name_));
    keep();
  }

 private:
  std::string name_;
  std::ofstream out_;
};

}  // namespace chokepoint::output
