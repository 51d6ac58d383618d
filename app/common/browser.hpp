// A browser without a window, for pictures of charts.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/base/file.hpp"

namespace chokepoint::app {

/// A temporary folder that only this user may read, gone at the end.
class ScratchFolder {
 public:
  /// Throws OutputError if none can be made.
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The program of an installed Chromium or Chrome: what the variable CHROME names, else found by its usual names; none
/// if there is none.
[[nodiscard]] std::optional<std::string> find_browser();

/// The document that a page has become once its scripts have run, as text. Throws OutputError if the browser fails or
/// takes a minute.
[[nodiscard]] std::string rendered_page(const std::string& browser, const std::filesystem::path& page,
                                        const std::string& fragment);

/// Draws a page of a width and height in pixels into a PNG (at twice the resolution) or a PDF of that size.
void picture_of(const std::string& browser, const std::filesystem::path& page, const std::filesystem::path& picture,
                bool pdf, int width, int height);

}  // namespace chokepoint::app
