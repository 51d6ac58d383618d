// Published estimates beside the model's.
#include "output/text/benchmarks_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/base/elementary.hpp"

namespace chokepoint::output {
namespace {

std::string number(double value) { return fmt::format("{:.3g}", value); }

std::string range_text(const Benchmark& b) {
  return b.ranged ? fmt::format("{} … {}", number(b.low), number(b.high)) : fmt::format("x/÷ {}", number(unranged));
}

std::string_view standing_text(const BenchmarkRow& row) {
  return standing_names[static_cast<std::size_t>(standing(row.benchmark, row.model))];
}

const char* role_of(const BenchmarkRow& row) { return row.benchmark.estimate.set ? "set" : "test"; }

/// The axis of the picture: ratios from `least` to `most`.
struct RatioAxis {
  static constexpr double least = 0.02, most = 50;
  double left, width;
  [[nodiscard]] double at(double ratio) const {
    const double bounded = std::clamp(ratio, least, most);
    return left + width * maths::log(bounded / least) / maths::log(most / least);
  }
};

std::string picture_row(const BenchmarkRow& row, const RatioAxis& axis, int y) {
  const Benchmark& b = row.benchmark;
  const bool powers = b.estimate.unit.starts_with("log10");
  const auto at = [&](double x) {
    return axis.at(powers ? maths::pow(10, x - b.estimate.value) : x / b.estimate.value);
  };
  constexpr std::array<const char*, 3> colours = {"#228833", "#ccbb44", "#cc3311"};
  const char* colour = colours[static_cast<std::size_t>(standing(b, row.model))];
  std::string out = fmt::format("<text x=\"{:.0f}\" y=\"{}\" text-anchor=\"end\">{}{}</text>\n", axis.left - 10, y + 4,
                                b.estimate.id, b.estimate.set ? " (set)" : "");
  out += fmt::format("<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"10\" fill=\"#ccd\"/>\n", at(b.low), y - 5,
                     at(b.high) - at(b.low));
  out += fmt::format(
      "<line x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"3\"/>"
      "<circle cx=\"{:.1f}\" cy=\"{}\" r=\"4.5\" fill=\"{}\"/>\n",
      at(row.model.low), at(row.model.high), y, y, colour, at(row.model.median), y, colour);
  return out;
}

}  // namespace

std::string benchmarks_sentence(const std::vector<BenchmarkRow>& rows) {
  std::array<std::size_t, 3> tests{};
  std::size_t all = 0, set = 0;
  for (const BenchmarkRow& row : rows) {
    if (row.benchmark.estimate.set) {
      ++set;
      continue;
    }
    ++all, ++tests[static_cast<std::size_t>(standing(row.benchmark, row.model))];
  }
  return fmt::format(
      "Of {} published estimates that set nothing in the model, its median lies inside {}; its runs reach {} more; {} "
      "lie outside{}.",
      all, tests[0], tests[1], tests[2], set > 0 ? fmt::format(" ({} more set a parameter)", set) : "");
}

std::string benchmarks_text(const std::vector<BenchmarkRow>& rows, const TextStyle& style) {
  const std::size_t width = std::max<std::size_t>(style.width, 60);
  std::string out = wrapped(benchmarks_sentence(rows), 0, width);
  for (const BenchmarkRow& row : rows) {
    const Pattern& p = row.benchmark.estimate;
    out += heading(fmt::format("{} — {}", p.id, standing_text(row)), style) + "\n";
    out += wrapped(fmt::format("published {} {} ({}), {}", number(p.value), p.unit, range_text(row.benchmark),
                               row.benchmark.published.text()),
                   2, width);
    out += wrapped(fmt::format("model {} ({} … {}), {}{}", number(row.model.median), number(row.model.low),
                               number(row.model.high), p.month.text(), p.set ? "; set a parameter" : ""),
                   2, width);
    out += wrapped(p.source + (row.benchmark.note.empty() ? "" : "; " + row.benchmark.note), 2, width);
  }
  return out;
}

nlohmann::ordered_json benchmarks_json(const std::vector<BenchmarkRow>& rows) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const BenchmarkRow& row : rows) {
    const Benchmark& b = row.benchmark;
    const Pattern& p = b.estimate;
    out.push_back({{"estimate", p.id},
                   {"scenario", p.scenario},
                   {"compared_to", p.compared_to},
                   {"metric", p.metric},
                   {"agent", p.agent},
                   {"month", p.month.text()},
                   {"measure", contrast_names[static_cast<std::size_t>(p.contrast)]},
                   {"unit", p.unit},
                   {"published", {{"value", p.value}, {"low", b.low}, {"high", b.high}, {"range_published", b.ranged}}},
                   {"model", {{"median", row.model.median}, {"low", row.model.low}, {"high", row.model.high}}},
                   {"standing", standing_text(row)},
                   {"role", role_of(row)},
                   {"date", b.published.text()},
                   {"source", p.source},
                   {"grade", p.grade},
                   {"note", b.note}});
  }
  return out;
}

std::string benchmarks_page(const std::vector<BenchmarkRow>& rows, const std::string& command) {
  std::string out = fmt::format(
      "# Published estimates beside the model's\n\nMade by `{}`; do not edit. Estimates, sources and what each leaves "
      "out: `data/benchmarks.csv`; nothing published after 2025. Inside: the model's median lies in the published "
      "range (a factor of {} either way where none was published); reaches: part of 90 % of its runs does. `set`: the "
      "estimate set a parameter, a path or an event, and is no test.\n\n{}\n\n![published and "
      "model](benchmarks.svg)\n\n",
      command, number(unranged), benchmarks_sentence(rows));
  out +=
      "| estimate | published | range | model | 90 % of runs | unit | | role | date | source | what to mind |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|\n";
  for (const BenchmarkRow& row : rows) {
    const Benchmark& b = row.benchmark;
    const Pattern& p = b.estimate;
    out += fmt::format("| {} | {} | {} | {} | {} … {} | {} | {} | {} | {} | {} | {} |\n", p.id, number(p.value),
                       range_text(b), number(row.model.median), number(row.model.low), number(row.model.high), p.unit,
                       standing_text(row), role_of(row), b.published.text(), p.source, b.note);
  }
  return out;
}

std::string benchmarks_picture(const std::vector<BenchmarkRow>& rows) {
  constexpr int line = 24, top = 56, width = 920;
  const int height = top + line * static_cast<int>(rows.size()) + 12;
  const RatioAxis axis{360, width - 380.0};
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" font-family=\"sans-serif\" "
      "font-size=\"12\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"white\"/>\n"
      "<text x=\"20\" y=\"18\">Published estimate = 1. Bar: its range; dot and line: the model's median and 90 % of "
      "runs. Green: inside; yellow: reaches; red: outside.</text>\n",
      width, height);
  for (const double ratio : {0.02, 0.1, 0.5, 1.0, 2.0, 10.0, 50.0})
    out += fmt::format(
        "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\" stroke=\"{3}\"/>"
        "<text x=\"{0:.1f}\" y=\"{4}\" text-anchor=\"middle\" fill=\"#555\">{5:g}</text>\n",
        axis.at(ratio), top - 12, height - 8, ratio == 1 ? "#555" : "#ddd", top - 18, ratio);
  for (std::size_t k = 0; k < rows.size(); ++k)
    out += picture_row(rows[k], axis, top + line / 2 + line * static_cast<int>(k));
  return out + "</svg>\n";
}

}  // namespace chokepoint::output
