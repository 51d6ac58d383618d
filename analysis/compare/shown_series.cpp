// The list of series shown.
#include "analysis/compare/shown_series.hpp"

#include <algorithm>

#include "engine/measure/metric_table.hpp"

namespace chokepoint {
namespace {

/// A series, whose it is in words, and where it is shown.
struct Row {
  std::string_view metric, agent = {}, whose = {};
  bool main = false, summary = false;
  int decimals = -1;  ///< others than the metric's
};

constexpr bool main_chart = true, summary = true;

constexpr Row rows[] = {
    {"eci_gap", "", "", main_chart, summary},
    {"lag_months_cn", "", "", false, summary},
    {"eci_us"},
    {"eci_cn"},
    {"eci_open"},
    {"top20_cn", "", "", main_chart, summary},
    {"top20_cn_open", "", "", false, summary},
    {"efficiency", "CN", "China"},
    {"flop_frontier", "CN", "China"},
    {"flop_frontier", "US", "US"},
    {"compute_share", "CN", "China", main_chart, summary},
    {"compute_share", "US", "US", false, summary},
    {"compute", "CN", "China"},
    {"compute", "US", "US", false, false, 1},
    {"rented", "CN", "China"},
    {"smuggled_12m"},
    {"dom_chip_share_cn", "", "", main_chart, summary},
    {"dom_chip_revenue_cn_12m"},
    {"foreign_chip_revenue_cn_12m"},
    {"chip_revenue_12m", "NVIDIA", "NVIDIA"},
    {"huawei_units_12m"},
    {"cambricon_growth", "", "", false, summary},
    {"hbm_stock_cn"},
    {"tool_selfsufficiency_cn"},
    {"ai_capex_12m", "CN", "China", false, summary},
    {"ai_capex_12m", "US", "US", false, summary},
    {"ai_exports", "CN", "China", main_chart, summary},
    {"ai_exports", "US", "US", false, false, 0},
    {"influence_cn", "", "", main_chart, summary},
    {"influence_us"},
    {"open_download_share", "CN", "China"},
    {"norm_export_cn", "", "", false, summary},
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
  Chart out{shown(metric, row.agent, row.whose), metric.display.group, row.main, row.summary};
  if (row.decimals >= 0) out.of.decimals = row.decimals;
  return out;
}

}  // namespace

std::string chart_id(const Headline& of) {
  return std::string(of.metric) + (of.agent.empty() ? "" : "-" + std::string(of.agent));
}

std::span<const Chart> charts() {
  static const std::vector<Chart> list = [] {
    std::vector<Chart> out;
    std::ranges::transform(rows, std::back_inserter(out), chart_of);
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
    const auto by = [](std::string_view metric, int decimals = -1) {
      Headline out = shown(*find_metric(metric), "", "");
      if (decimals >= 0) out.decimals = decimals;
      return out;
    };
    Headline compute = by("compute", 0);
    compute.scale = 1e-3, compute.unit = "k H100e";  // of small holders too
    return std::vector<Stake>{{by("gdp"), "nation"},           {compute, "nation"},
                              {by("ai_exports", 2), "nation"}, {by("lab_revenue"), "AI firm"},
                              {by("lab_eci"), "AI firm"},      {by("chip_revenue_12m", 2), "chip designer"},
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
