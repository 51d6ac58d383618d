// The list of series shown.
#include "analysis/compare/shown_series.hpp"

#include <algorithm>

#include "engine/measure/metric_table.hpp"

namespace chokepoint {
namespace {

/// A series, whose it is in words, where it is shown, and what an answer calls it.
struct Row {
  std::string_view metric, agent = {}, whose = {};
  bool main = false, summary = false;
  std::string_view brief = {};
  bool glance = false, mean = false;
};

constexpr bool main_chart = true, in_summary = true, at_glance = true, by_mean = true;

constexpr Row shown_rows[] = {
    {"eci_gap", "", "", main_chart, in_summary, "US lead", at_glance},
    {"lag_months_cn", "", "", false, in_summary, "China's lag", false, by_mean},
    {"eci_us"},
    {"eci_cn"},
    {"eci_open"},
    {"top20_cn", "", "", main_chart, in_summary, "Chinese models in the top 20", false, by_mean},
    {"top20_cn_open", "", "", false, in_summary, "open ones among them", false, by_mean},
    {"efficiency", "CN", "China"},
    {"flop_frontier", "CN", "China"},
    {"flop_frontier", "US", "US"},
    {"compute_share", "CN", "China", main_chart, in_summary, "China's AI computing", at_glance},
    {"compute_share", "US", "US", false, in_summary, "US AI computing"},
    {"compute", "CN", "China"},
    {"compute", "US", "US"},
    {"rented", "CN", "China"},
    {"smuggled_12m"},
    {"dom_chip_share_cn", "", "", main_chart, in_summary, "Chinese chips at home", at_glance},
    {"dom_chip_revenue_cn_12m"},
    {"foreign_chip_revenue_cn_12m"},
    {"chip_revenue_12m", "NVIDIA", "NVIDIA", false, false, "NVIDIA's sales", at_glance},
    {"huawei_units_12m"},
    {"cambricon_growth", "", "", false, in_summary},
    {"hbm_stock_cn"},
    {"tool_selfsufficiency_cn"},
    {"ai_capex_12m", "CN", "China", false, in_summary, "investment in China"},
    {"ai_capex_12m", "US", "US", false, in_summary, "investment in the US"},
    {"ai_exports", "CN", "China", main_chart, in_summary, "China's AI exports"},
    {"ai_exports", "US", "US"},
    {"influence_cn", "", "", main_chart, in_summary, "Users of Chinese models", at_glance},
    {"influence_us"},
    {"open_download_share", "CN", "China"},
    {"norm_export_cn", "", "", false, in_summary, "norms of third nations"},
    {"leadership_cn"},
    {"tension_us_cn"},
    {"decoupling_index"},
    {"gdp_loss_world"},
};

/// The metric with the label of the table; one without a label goes by its name.
Headline shown(const Metric& metric, std::string_view agent, std::string_view whose) {
  const Display& d = metric.display;
  if (d.label.empty())
    return {metric.name, agent, std::string(metric.name) + (whose.empty() ? "" : " " + std::string(whose)),
            1,           2,     metric.unit};
  return {metric.name, agent,      std::string(d.label) + (whose.empty() ? "" : ", " + std::string(whose)),
          d.scale,     d.decimals, d.unit};
}

Chart chart_of(const Row& row) {
  const Metric& metric = *find_metric(row.metric);
  return {shown(metric, row.agent, row.whose),
          metric.display.group,
          row.main,
          row.summary,
          row.brief,
          row.glance,
          row.mean};
}

}  // namespace

std::string chart_id(const Headline& of) {
  return std::string(of.metric) + (of.agent.empty() ? "" : "-" + std::string(of.agent));
}

std::span<const Chart> charts() {
  static const std::vector<Chart> list = [] {
    std::vector<Chart> out;
    std::ranges::transform(shown_rows, std::back_inserter(out), chart_of);
    return out;
  }();
  return list;
}

std::span<const Headline> headlines() {
  static const std::vector<Headline> list = [] {
    std::vector<Headline> out;
    for (const Chart& chart : charts())
      if (chart.summary) out.push_back(chart.of);
    return out;
  }();
  return list;
}

std::span<const Stake> stakes() {
  static const std::vector<Stake> list = [] {
    const auto by = [](std::string_view metric) { return shown(*find_metric(metric), "", ""); };
    return std::vector<Stake>{{by("gdp"), "nation"},          {by("compute"), "nation"},
                              {by("ai_exports"), "nation"},   {by("lab_revenue"), "AI firm"},
                              {by("lab_eci"), "AI firm"},     {by("chip_revenue_12m"), "chip designer"},
                              {by("goods_sales"), "supplier"}};
  }();
  return list;
}

Headline shown_as(std::string_view metric, std::string_view agent) {
  for (const Chart& chart : charts())
    if (chart.of.metric == metric && chart.of.agent == agent) return chart.of;
  return shown(*find_metric(metric), agent, agent);
}

std::vector<std::string_view> shown_metrics() {
  std::vector<std::string_view> out{"top20"};  // of the page's leaderboard
  for (const Chart& chart : charts()) out.push_back(chart.of.metric);
  for (const Stake& stake : stakes()) out.push_back(stake.of.metric);
  return out;
}

}  // namespace chokepoint
