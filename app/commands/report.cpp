// simulate report
#include <fmt/format.h>

#include <filesystem>
#include <regex>

#include "app/common/browser.hpp"
#include "app/common/command_options.hpp"
#include "app/common/page_files.hpp"
#include "app/common/places.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/page/page_merge.hpp"

namespace chokepoint::app {

struct ReportOptions {
  std::vector<std::string> results;  ///< folders of results, or their report.json
  std::string out, format = "html", chart, scenario;
  bool differences = false;
  int width = 720, height = 0;  ///< of a chart, pixels; 0: what suits it
};

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

/// The page that a person may look at, of several results the merged one, as JSON.
std::string merged_results(const ReportOptions& how) {
  Mistakes mistakes;
  std::vector<output::PageData> pages;
  for (const std::string& typed : how.results) pages.push_back(output::read_page(data_file(typed), mistakes));
  if (how.format != "html" && how.chart.empty())
    mistakes.add({"--format"}, fmt::format("'{}' is of one chart: name it with --chart", how.format));
  mistakes.throw_if_any();
  std::string out = output::merge_pages(pages, mistakes);
  mistakes.throw_if_any();
  return out;
}

}  // namespace

class ReportCommand final : public Command {
 public:
  explicit ReportCommand(const Program& program)
      : Command(program, "report", "Write one page of one or more results, or one of its charts as a picture",
                R"(Examples:
  simulate report results/chip_ban                               report.html, which opens anywhere, without a network
  simulate report results/chip_ban results/taiwan_12_months -o both.html
  simulate report results/chip_ban --chart eci_gap --format svg  one chart, for a paper
  simulate report results/chip_ban --chart compute_share-CN --differences -o share.pdf
)") {
    CLI::App& c = command();
    ReportOptions& o = options_;
    c.add_option("results", o.results, "Folders of results")->required()->type_name("RESULT");
    c.add_option("-o,--out", o.out, "File to write (default: report.html, or the chart's name)")->type_name("FILE");
    c.add_option("--chart", o.chart, "One chart alone: a metric, or METRIC-AGENT, map, network, timeline, regret ...")
        ->type_name("CHART");
    one_of(c.add_option("--format", o.format, "html; of one chart: svg, png, pdf (needs Chromium)"),
           {"html", "svg", "png", "pdf"})
        ->capture_default_str();
    c.add_option("--scenario", o.scenario, "Scenario that the chart is of")->type_name("NAME");
    c.add_flag("--differences", o.differences, "The chart's differences instead of its levels");
    whole_number(c.add_option("--width", o.width, "Width of the chart, pixels"), 200, 4000)->capture_default_str();
    whole_number(c.add_option("--height", o.height, "Its height (default: what suits it)"), 200, 4000);
  }

  int run() override {
    const ReportOptions& how = options_;
    const std::string json = merged_results(how);
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

 private:
  ReportOptions options_;
};

template std::unique_ptr<Command> make_command<ReportCommand>(const Program&);

}  // namespace chokepoint::app
