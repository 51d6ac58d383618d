// simulate report
#include <fmt/format.h>

#include <filesystem>
#include <regex>

#include "app/common/browser.hpp"
#include "app/common/page_files.hpp"
#include "app/common/places.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/page/page_merge.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// The data of a result's page: a folder that holds it, or the file itself.
std::string data_file(const std::string& typed) {
  std::error_code error;
  return fs::is_directory(typed, error) ? (fs::path(typed) / "report.json").string() : typed;
}

/// The drawing that the page leaves of one chart.
std::string chart_svg(const std::string& browser, const fs::path& page, const ReportOptions& how) {
  std::string fragment = fmt::format("chart={}&width={}", how.chart, how.width);
  if (how.height > 0) fragment += fmt::format("&height={}", how.height);
  if (!how.scenario.empty()) fragment += "&scenario=" + how.scenario;
  if (how.differences) fragment += "&kind=differences";
  const std::string text = rendered_page(browser, page, fragment);
  constexpr std::string_view begin = R"(<template id="export-svg"><!--svg-begin-->)", end = "<!--svg-end--></template>";
  const std::size_t first = text.find(begin), last = text.find(end);
  if (first != std::string::npos && last != std::string::npos)
    return text.substr(first + begin.size(), last - first - begin.size()) + "\n";
  std::smatch told;  // the page says what it knows
  if (std::regex_search(text, told, std::regex(R"(class="missing"[^>]*>([^<]*)<)"))) {
    std::string words = told[1].str();
    for (const auto& [written, meant] : {std::pair("&amp;", "&"), {"&lt;", "<"}, {"&gt;", ">"}})
      for (std::size_t at = words.find(written); at != std::string::npos; at = words.find(written, at + 1))
        words.replace(at, std::string_view(written).size(), meant);
    throw ScenarioError({{{"--chart"}, words}});
  }
  throw OutputError("the browser did not draw the chart");
}

/// Width and height that an SVG says of itself.
std::pair<int, int> size_of(const std::string& svg) {
  const auto number = [&](const char* name) {
    std::smatch found;
    return std::regex_search(svg, found, std::regex(fmt::format("<svg[^>]* {}=\"([0-9]+)", name))) ? std::stoi(found[1])
                                                                                                   : 0;
  };
  return {number("width"), number("height")};
}

void write_chart(const std::string& page, const ReportOptions& how, const fs::path& out) {
  const auto browser = find_browser();
  if (!browser)
    throw OutputError(
        "drawing a chart needs Chromium or Chrome: install chromium, or name it by the variable CHROME; report.html "
        "itself has downloads too");
  const ScratchFolder folder;
  write_text(folder.path() / "page.html", page);
  const std::string svg = chart_svg(*browser, folder.path() / "page.html", how);
  if (how.format == "svg") return write_text(out, svg);
  const auto [width, height] = size_of(svg);
  write_text(folder.path() / "chart.html", fmt::format("<!doctype html><meta charset=utf-8><style>@page{{size:{}px "
                                                       "{}px;margin:0}}body{{margin:0}}svg{{display:block}}</style>{}",
                                                       width, height, svg));
  picture_of(*browser, folder.path() / "chart.html", out, how.format == "pdf", width, height);
}

}  // namespace

int report_command(const ReportOptions& how) {
  Mistakes mistakes;
  std::vector<output::PageData> pages;
  for (const std::string& typed : how.results) pages.push_back(output::read_page(data_file(typed), mistakes));
  if (how.format != "html" && how.chart.empty())
    mistakes.add({"--format"}, fmt::format("'{}' is of one chart: name it with --chart", how.format));
  mistakes.throw_if_any();
  const std::string json = output::merge_pages(pages, mistakes);
  mistakes.throw_if_any();
  const auto page = page_template();
  if (!page) throw OutputError("no report: " + how_to_get_the_page());
  const bool picture = !how.chart.empty();
  ReportOptions drawn = how;
  const fs::path out = output_file(
      how.out, picture ? fmt::format("{}.{}", how.chart, how.format == "html" ? "svg" : how.format) : "report.html");
  if (picture && drawn.format == "html")
    drawn.format = out.extension() == ".png" ? "png" : out.extension() == ".pdf" ? "pdf" : "svg";
  const std::string filled = output::fill_page(*page, json);
  if (picture)
    write_chart(filled, drawn, out);
  else
    write_text(out, filled);
  fmt::print("{} written ({} scenarios)\n", out.string(), parse_json(json, "report.json")["scenarios"].size());
  return 0;
}

}  // namespace chokepoint::app
