// What a person did wrong, where, and what would do. All mistakes of a load are collected and told at once.
#pragma once

#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chokepoint {

/// A place in a file that a person wrote. Line and column count from 1; 0 means "the file as a whole".
struct Place {
  std::string file;
  int line = 0;
  int column = 0;

  /// `scenarios/a.yaml:12:5`, or the file alone.
  [[nodiscard]] std::string text() const;
};

struct Mistake {
  Place place;
  std::string what;      ///< what was found, and what would do
  std::size_t more = 0;  ///< further ones of its kind that it stands for
  [[nodiscard]] std::string text() const { return place.text() + ": " + what; }
};

/// The input is wrong. Carries every mistake found; the program exits with 2 and has written nothing.
class ScenarioError : public std::exception {
 public:
  explicit ScenarioError(std::vector<Mistake> mistakes);
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
  /// Those that are told.
  [[nodiscard]] std::span<const Mistake> mistakes() const { return mistakes_; }
  /// All of them, those that others stand for among them.
  [[nodiscard]] std::size_t count() const;

 private:
  std::vector<Mistake> mistakes_;
  std::string text_;
};

/// Collects mistakes while a file is read, so that reading can go on to the next one.
class Mistakes {
 public:
  void add(Place place, std::string what) { found_.push_back({std::move(place), std::move(what)}); }
  [[nodiscard]] bool any() const { return !found_.empty(); }
  [[nodiscard]] std::size_t count() const { return found_.size(); }
  [[nodiscard]] std::span<const Mistake> all() const { return found_; }

  /// Throws ScenarioError with all mistakes, ordered by file and line, if there are any. One that stands in line after
  /// line of a file is told once, with how often; of many of one kind the first few are.
  void throw_if_any();

 private:
  std::vector<Mistake> found_;
};

/// The candidate nearest to `text` (optimal string alignment distance, case-insensitive), or "" if none is near.
[[nodiscard]] std::string nearest(std::string_view text, std::span<const std::string> candidates);

/// ` (did you mean 'x'?)`, or ` (known: a, b, c)` if nothing is near and the list is short, or "".
[[nodiscard]] std::string suggestion(std::string_view text, std::span<const std::string> candidates);

}  // namespace chokepoint
