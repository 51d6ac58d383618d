// Telling mistakes, and finding the nearest valid word.
#include "engine/base/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <tuple>

namespace chokepoint {

std::string Place::text() const {
  return line > 0 ? fmt::format("{}:{}:{}", file, line, column) : file;
}

ScenarioError::ScenarioError(std::vector<Mistake> mistakes) : mistakes_(std::move(mistakes)) {
  for (const Mistake& mistake : mistakes_) {
    if (!text_.empty()) text_ += '\n';
    text_ += mistake.text();
  }
}

void Mistakes::throw_if_any() {
  if (found_.empty()) return;
  const auto key = [](const Mistake& m) { return std::tie(m.place.file, m.place.line, m.place.column); };
  std::ranges::stable_sort(found_, [&](const Mistake& a, const Mistake& b) { return key(a) < key(b); });
  const auto repeated = std::ranges::unique(found_, [&](const Mistake& a, const Mistake& b) {
    return key(a) == key(b) && a.what == b.what;
  });
  found_.erase(repeated.begin(), repeated.end());
  throw ScenarioError(std::move(found_));
}

namespace {

/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, letters of any case equal.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const auto same = [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  };
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1)});
      if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

}  // namespace

std::string nearest(std::string_view text, std::span<const std::string> candidates) {
  constexpr std::size_t longest = 64;  // keeps the table small whatever a person typed
  const std::string_view word = text.substr(0, longest);
  std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1;
  std::string found;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, std::string_view(candidate).substr(0, longest));
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

std::string suggestion(std::string_view text, std::span<const std::string> candidates) {
  if (const std::string near = nearest(text, candidates); !near.empty()) return fmt::format(" (did you mean '{}'?)", near);
  if (candidates.empty() || candidates.size() > 40) return "";
  return fmt::format(" (known: {})", fmt::join(candidates, ", "));
}

}  // namespace chokepoint
