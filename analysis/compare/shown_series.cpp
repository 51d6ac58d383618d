// The table of charts.
#include "analysis/compare/shown_series.hpp"

namespace chokepoint {

std::string Chart::id() const { return std::string(of.metric) + (of.agent.empty() ? "" : "-" + std::string(of.agent)); }

std::span<const Chart> charts() {
  static constexpr Chart list[] = {
      {{"eci_gap", "", "Capability gap, US less China", 1, 1}, "ECI", "capability", true},
      {{"lag_months_cn", "", "China's lag at the frontier", 1, 0}, "months", "capability"},
      {{"eci_us", "", "Best US model", 1, 0}, "ECI", "capability"},
      {{"eci_cn", "", "Best Chinese model", 1, 0}, "ECI", "capability"},
      {{"eci_open", "", "Best model with open weights", 1, 0}, "ECI", "capability"},
      {{"top20_cn", "", "Chinese models among the top 20", 1, 0}, "models", "capability", true},
      {{"top20_cn_open", "", "Of these with open weights", 1, 0}, "models", "capability"},
      {{"efficiency", "CN", "Efficiency of training, China", 1, 2}, "OOM", "capability"},
      {{"flop_frontier", "CN", "Largest training run, China", 1, 1}, "log FLOP", "capability"},
      {{"flop_frontier", "US", "Largest training run, US", 1, 1}, "log FLOP", "capability"},
      {{"compute_share", "CN", "Share of AI computing, China", 100, 1}, "%", "compute", true},
      {{"compute_share", "US", "Share of AI computing, US", 100, 1}, "%", "compute"},
      {{"compute", "CN", "Accelerators in place, China", 1e-6, 2}, "M H100e", "compute"},
      {{"compute", "US", "Accelerators in place, US", 1e-6, 1}, "M H100e", "compute"},
      {{"rented", "CN", "Computing that China rents abroad", 1e-6, 2}, "M H100e", "compute"},
      {{"smuggled_12m", "", "Smuggled accelerators, twelve months", 1e-3, 0}, "k H100e", "compute"},
      {{"dom_chip_share_cn", "", "Own accelerators in China's spending", 100, 0}, "%", "chips", true},
      {{"dom_chip_revenue_cn_12m", "", "Chinese accelerators sold in China", 1e-3, 1}, "bn $/yr", "chips"},
      {{"foreign_chip_revenue_cn_12m", "", "Foreign accelerators sold in China", 1e-3, 1}, "bn $/yr", "chips"},
      {{"chip_revenue_12m", "NVIDIA", "Accelerator sales of NVIDIA", 1e-3, 0}, "bn $/yr", "chips"},
      {{"huawei_units_12m", "", "Huawei Ascend accelerators made", 1e-3, 0}, "k a year", "chips"},
      {{"cambricon_growth", "", "Cambricon's quarter over a year before", 1, 1}, "times", "chips"},
      {{"hbm_stock_cn", "", "High-bandwidth memory in China", 1, 1}, "M stacks", "chips"},
      {{"tool_selfsufficiency_cn", "", "Chip tools China can supply itself", 100, 0}, "%", "chips"},
      {{"ai_capex_12m", "CN", "AI investment, China", 1, 0}, "bn $/yr", "money"},
      {{"ai_capex_12m", "US", "AI investment, US", 1, 0}, "bn $/yr", "money"},
      {{"ai_exports", "CN", "AI exports, China", 1, 1}, "bn $/yr", "money", true},
      {{"ai_exports", "US", "AI exports, US", 1, 0}, "bn $/yr", "money"},
      {{"influence_cn", "", "Users of Chinese models", 100, 1}, "%", "influence", true},
      {{"influence_us", "", "Users of US models", 100, 1}, "%", "influence"},
      {{"open_download_share", "CN", "Downloads of Chinese open weights", 100, 0}, "%", "influence"},
      {{"norm_export_cn", "", "Third nations' norms towards China", 1, 3}, "-1..1", "influence"},
      {{"leadership_cn", "", "Leadership index, China", 1, 2}, "0..1", "world"},
      {{"tension_us_cn", "", "Tension between the US and China", 1, 1}, "rungs", "world"},
      {{"decoupling_index", "", "Decoupling of the blocs", 1, 2}, "share", "world"},
      {{"gdp_loss_world", "", "GDP lost to missing chips, world", 1, 2}, "%", "world"},
  };
  return list;
}

std::span<const Stake> stakes() {
  static constexpr Stake list[] = {
      {{"gdp", "", "Gross domestic product", 1, 1}, "bn $/yr", "nation"},
      {{"compute", "", "Accelerators in place", 1e-3, 0}, "k H100e", "nation"},
      {{"ai_exports", "", "AI exports", 1, 2}, "bn $/yr", "nation"},
      {{"lab_revenue", "", "AI service revenue", 12e-3, 2}, "bn $/yr", "AI firm"},
      {{"lab_eci", "", "Best model", 1, 1}, "ECI", "AI firm"},
      {{"chip_revenue_12m", "", "Accelerator sales", 1e-3, 2}, "bn $/yr", "chip designer"},
      {{"goods_sales", "", "Sales of tools, memory, materials, chips", 12e-3, 2}, "bn $/yr", "supplier"},
  };
  return list;
}

std::span<const std::string_view> other_page_metrics() {
  static constexpr std::string_view list[] = {"top20"};
  return list;
}

}  // namespace chokepoint
