// The table of metrics, made of its families. Definitions: `simulate list metrics` prints it.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/measure/metric.hpp"
#include "engine/measure/metrics/families.hpp"

namespace chokepoint {
namespace {

/// The order of the rows is that of the series, of every file that holds them, and of what a run's hash is made of.
std::vector<Metric> all_families() {
  namespace family = metric_families;
  std::vector<Metric> table;
  for (const std::span<const Metric> rows :
       {family::capability(), family::compute(), family::chips(), family::supply(), family::money(),
        family::influence(), family::governments(), family::power()})
    table.insert(table.end(), rows.begin(), rows.end());
  return table;
}

/// Metrics whose market, maker or revenue the model has in part only.
constexpr std::pair<std::string_view, std::string_view> left_out[] = {
    {"goods_sales",
     "sales of tools, materials and other goods follow the world's path, the same in every run, unless a ban, a tariff "
     "or a shock moves them; servicing, spare parts and memory have no revenue"},
    {"sales_to_cn",
     "sales of tools, materials and other goods follow the world's path, the same in every run, unless a ban, a tariff "
     "or a shock moves them; servicing, spare parts and memory have no revenue"},
    {"lithography_tools_cn",
     "sales of tools follow the world's path, the same in every run, unless a ban, a tariff or a shock moves them; "
     "servicing moves none"},
    {"lithography_tools_cn_12m",
     "sales of tools follow the world's path, the same in every run, unless a ban, a tariff or a shock moves them; "
     "servicing moves none"},
    {"goods_price", "demand for the good does not answer to anything but bans, tariffs, shocks and what is announced"},
    {"goods_inventory",
     "demand for the good does not answer to anything but bans, tariffs, shocks and what is announced"},
    {"goods_shortage",
     "demand for the good does not answer to anything but bans, tariffs, shocks and what is announced"},
    {"material_price",
     "materials reach the AI chain through three foundries (TSMC, Samsung, SMIC) and memory makers only"},
    {"material_inventory",
     "materials reach the AI chain through three foundries (TSMC, Samsung, SMIC) and memory makers only"},
    {"fab_capacity", "of foundries only TSMC, Samsung and SMIC are in the model"},
    {"fab_node", "TSMC and Samsung follow a given roadmap, which no measure moves"},
    {"hbm_stock_cn", "makers of memory have no revenue and no buyers but accelerators"},
};

}  // namespace

std::span<const Metric> metrics() {
  static const std::vector<Metric> table = all_families();
  return table;
}

std::string_view not_modelled(const Metric& metric) {
  const auto at = std::ranges::find(left_out, metric.name, &std::pair<std::string_view, std::string_view>::first);
  return at == std::end(left_out) ? "" : at->second;
}

const Metric* find_metric(std::string_view name) {
  const auto at = std::ranges::find(metrics(), name, &Metric::name);
  return at == metrics().end() ? nullptr : &*at;
}

std::string Smallest::text(std::string_view unit) const {
  if (share == 0) return fmt::format("{:g} {}", least, unit);
  return fmt::format("{:g} % of the level, at least {:g} {}", 100 * share, least, unit);
}

std::vector<std::string> metric_names() {
  std::vector<std::string> out;
  for (const Metric& metric : metrics()) out.emplace_back(metric.name);
  return out;
}

}  // namespace chokepoint
