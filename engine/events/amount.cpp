// A number, a power of ten, a thing, a period: each may stand once, in this order.
#include "engine/events/amount.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/config.hpp"

namespace chokepoint {
namespace {

struct Word {
  std::string_view text;
  double factor;
};
constexpr std::array scales = {Word{"k", 1e3}, Word{"thousand", 1e3}, Word{"M", 1e6},   Word{"mn", 1e6},
                               Word{"m", 1e6}, Word{"million", 1e6},  Word{"bn", 1e9},  Word{"B", 1e9},
                               Word{"b", 1e9}, Word{"billion", 1e9},  Word{"tn", 1e12}, Word{"trillion", 1e12}};
constexpr std::array dollars = {Word{"$", 1},       Word{"USD", 1},  Word{"US$", 1},
                                Word{"dollars", 1}, Word{"M$", 1e6}, Word{"bn$", 1e9}};
constexpr std::array watts = {Word{"W", 1}, Word{"kW", 1e3}, Word{"MW", 1e6}, Word{"GW", 1e9}, Word{"TW", 1e12}};
constexpr std::array accelerators = {Word{"H100e", 1}};
constexpr std::array percent = {Word{"%", 0.01}, Word{"percent", 0.01}};
constexpr std::array times = {Word{"month", 1}, Word{"months", 1}, Word{"year", 12}, Word{"years", 12}};
constexpr std::array periods = {Word{"month", 1}, Word{"year", 12}};

/// What a field's unit counts: words for it, and how many of them are one of the unit.
struct Thing {
  std::string_view unit;
  std::span<const Word> words;
  double one;       ///< of the unit, in what the words count
  bool needs_word;  ///< a bare number is in the unit, and so is one with a power of ten
  int period = 0;   ///< of a flow, months
};
constexpr Thing things[] = {
    {"M$", dollars, 1e6, false, 0},       {"M$/month", dollars, 1e6, false, 1},       {"MW/year", watts, 1e6, true, 12},
    {"H100e", accelerators, 1, false, 0}, {"H100e/month", accelerators, 1, false, 1}, {"share", percent, 1, true, 0},
    {"months", times, 1, true, 0}};

/// The words of a text; a power of ten or a unit may touch the number before it.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> out;
  const auto number = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+'; };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == '/') {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != ' ' && text[end] != '/' && !(number(text[at]) && !number(text[end])))
      ++end;
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

/// Takes the next word if it is one of some.
std::optional<double> take(std::span<const std::string_view>& words, std::span<const Word> known) {
  if (words.empty()) return std::nullopt;
  const auto at = std::ranges::find(known, words[0], &Word::text);
  if (at == known.end()) return std::nullopt;
  words = words.subspan(1);
  return at->factor;
}

}  // namespace

bool takes_amounts(std::string_view unit) { return std::ranges::find(things, unit, &Thing::unit) != std::end(things); }

std::variant<double, std::string> amount_in(std::string_view text, std::string_view unit) {
  const auto thing = std::ranges::find(things, unit, &Thing::unit);
  const std::vector<std::string_view> all = parts_of(text);
  const auto number = all.empty() ? std::nullopt : config::parse_number(all[0]);
  if (thing == std::end(things) || !number || all.size() < 2) return std::string();
  std::span<const std::string_view> words = std::span(all).subspan(1);
  const auto scale = thing->needs_word ? std::nullopt : take(words, scales);
  const auto counted = take(words, thing->words);
  if (!scale && !counted) return std::string();
  if (!words.empty() && (words[0] == "a" || words[0] == "per")) words = words.subspan(1);
  const auto period = thing->period > 0 ? take(words, periods) : std::nullopt;
  if (!words.empty()) return std::string();
  if (thing->period > 0 && !period) return fmt::format("say 'a month' or 'a year', as in '{} a year'", text);
  return *number * scale.value_or(1) * counted.value_or(1) / thing->one * (period ? thing->period / *period : 1.0);
}

}  // namespace chokepoint
