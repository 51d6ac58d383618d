// Telling mistakes, and finding the nearest valid word.
#include "engine/base/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <tuple>
#include <unordered_map>

namespace chokepoint {

std::string Place::text() const { return line > 0 ? fmt::format("{}:{}:{}", file, line, column) : file; }

ScenarioError::ScenarioError(std::vector<Mistake> mistakes) : mistakes_(std::move(mistakes)) {
  for (const Mistake& mistake : mistakes_) {
    if (!text_.empty()) text_ += '\n';
    text_ += mistake.text();
  }
}

std::size_t ScenarioError::count() const {
  std::size_t count = 0;
  for (const Mistake& mistake : mistakes_) count += 1 + mistake.more;
  return count;
}

namespace {

/// A sentence without what differs between mistakes of one kind: words in quotes, numbers, and what is suggested.
std::string kind_of(std::string_view what) {
  std::string out;
  bool quoted = false;
  for (const char c : what.substr(0, what.find(" ("))) {
    if (c == '\'') quoted = !quoted;
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (!quoted && !digit) out += c;
  }
  return out;
}

/// Folds mistakes that are alike into the last of those that are told: `shown` of each group, of groups larger than
/// `most`.
void fold(std::vector<Mistake>& found, std::string (*group_of)(const Mistake&), std::size_t shown, std::size_t most,
          const char* alike) {
  struct Group {
    std::size_t count = 0, seen = 0, told = 0;
    int last = 0;
  };
  std::unordered_map<std::string, Group> groups;
  for (const Mistake& m : found) {
    Group& group = groups[group_of(m)];
    group.count += 1 + m.more;
    group.last = std::max(group.last, m.place.line);
  }
  std::vector<Mistake> kept;
  for (Mistake& m : found) {
    Group& group = groups[group_of(m)];
    const std::size_t stands_for = 1 + m.more;
    group.seen += stands_for;
    if (group.count > most && group.told == shown) continue;
    ++group.told;
    if (group.count > most && group.told == shown && group.count > group.seen) {
      const std::size_t more = group.count - group.seen;
      m.what += fmt::format(" (and {} more {}{})", more, alike,
                            group.last > m.place.line ? fmt::format(", to line {}", group.last) : "");
      m.more += more;
    }
    kept.push_back(std::move(m));
  }
  found = std::move(kept);
}

}  // namespace

void Mistakes::throw_if_any() {
  if (found_.empty()) return;
  const auto key = [](const Mistake& m) { return std::tie(m.place.file, m.place.line, m.place.column); };
  std::ranges::stable_sort(found_, [&](const Mistake& a, const Mistake& b) { return key(a) < key(b); });
  const auto repeated = std::ranges::unique(
      found_, [&](const Mistake& a, const Mistake& b) { return key(a) == key(b) && a.what == b.what; });
  found_.erase(repeated.begin(), repeated.end());
  fold(
      found_, [](const Mistake& m) { return m.place.file + '\n' + m.what; }, 1, 3, "like this");
  fold(
      found_, [](const Mistake& m) { return m.place.file + '\n' + kind_of(m.what); }, 5, 12, "of this kind");
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
  if (word.empty()) return "";
  std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1;
  std::string found;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, std::string_view(candidate).substr(0, longest));
    if (distance < best &&
        distance < std::max(word.size(), std::min(candidate.size(), longest))) {  // else they share no letter
      best = distance;
      found = candidate;
    }
  }
  return found;
}

std::string suggestion(std::string_view text, std::span<const std::string> candidates) {
  if (const std::string near = nearest(text, candidates); !near.empty())
    return fmt::format(" (did you mean '{}'?)", near);
  if (candidates.empty() || candidates.size() > 40) return "";
  return fmt::format(" (known: {})", fmt::join(candidates, ", "));
}

}  // namespace chokepoint
