// What a comparison says, in one sentence.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/page/page_data.hpp"

namespace chokepoint::output {
namespace {

/// `December 2030`.
std::string month_in_words(Month m) {
  static constexpr const char* names[] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
  return fmt::format("{} {}", names[m.calendar_month() - 1], m.calendar_year());
}

/// With as many decimals as it takes to see a difference.
Headline visible(Headline shown, double difference) {
  while (shown.decimals < 6 && difference != 0 && number_text(difference, shown) == number_text(0, shown))
    ++shown.decimals;
  return shown;
}

/// `chip ban raises it by 2.0 (in 60 of 64 runs)`
std::string change_text(const ComparisonFindings& f, std::size_t s) {
  const Summary& change = f.asked_of(s).difference.change;
  const std::size_t runs = f.comparison.runs();
  return fmt::format("{} {} it by {} (in {:.0f} of {} runs)", in_words(f.name(s)),
                     change.positive > change.negative ? "raises" : "lowers",
                     number_text(std::fabs(change.median), visible(f.asked, change.median)),
                     std::max(change.positive, change.negative) * static_cast<double>(runs), runs);
}

/// Scenarios by how sure their difference is, as lists in words.
struct ByCertainty {
  std::string changes, open, none, same;
};

ByCertainty by_certainty(const ComparisonFindings& f) {
  ByCertainty out;
  const auto add = [](std::string& list, const std::string& text) { list += (list.empty() ? "" : ", ") + text; };
  for (std::size_t s = 1; s < f.scenarios(); ++s) switch (f.asked_of(s).difference.certainty) {
      case Certainty::same:
        add(out.same, in_words(f.name(s)));
        break;
      case Certainty::negligible:
        add(out.none, in_words(f.name(s)));
        break;
      case Certainty::undetermined:
        add(out.open, in_words(f.name(s)));
        break;
      case Certainty::certain:
      case Certainty::likely:
        add(out.changes, change_text(f, s));
    }
  return out;
}

}  // namespace

std::string in_words(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

std::string headline_sentence(const ComparisonFindings& f) {
  const Summary& level = f.asked_of(0).level;
  std::string out = fmt::format("{} in {} under {}: {} (90 % of runs: {} to {})", f.asked.title(), month_in_words(f.at),
                                in_words(f.name(0)), number_text(level.median, f.asked),
                                number_text(level.low, f.asked), number_text(level.high, f.asked));
  const ByCertainty told = by_certainty(f);
  if (!told.changes.empty()) out += "; " + told.changes;
  if (!told.open.empty()) out += fmt::format("; the sign is undetermined for {}", told.open);
  if (!told.none.empty()) out += fmt::format("; no change that matters under {}", told.none);
  if (!told.same.empty()) out += fmt::format("; no run differs under {}", told.same);
  if (const std::string_view why = not_modelled(*find_metric(f.asked.metric)); !told.same.empty() && !why.empty())
    out += fmt::format(" (not modelled: {})", why);
  return out + ".";
}

}  // namespace chokepoint::output
