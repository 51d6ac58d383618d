// The table of mechanisms: quantities, the phase that makes each, and how a difference in it is split among its inputs.
//
// To add one: a row here and a function in mechanisms_*.cpp that fills in both values and the parts; name it as the
// place to go on from a part of another.
#include "analysis/why/mechanisms.hpp"

#include <algorithm>
#include <cassert>

namespace chokepoint {
namespace {

constexpr Mechanism table[] = {
    // Capability
    {"capability gap", "ECI", "registry", split_gap},
    {"best model", "ECI", "registry", split_best_model},
    {"model of a lab", "ECI", "training and releases", split_model},
    {"training run", "log10 FLOP", "training and releases", split_training_run},
    {"algorithms", "OOM", "research", split_algorithm},
    {"adaptation", "OOM", "research", split_adaptation},
    {"scarcity", "share", "scarcity", split_scarcity},
    // Accelerators in use
    {"share of the world's accelerators", "share", "deliveries", split_compute_share},
    {"accelerators in place", "H100e", "deliveries", split_compute},
    {"accelerators bought", "H100e", "shipments", split_purchases},
    {"orders", "H100e", "investment and orders", split_orders},
    {"chip budget", "M$", "investment and orders", split_budget},
    {"AI investment", "bn$", "investment and orders", split_investment},
    {"share of the budget", "share", "investment and orders", split_preference},
    // Accelerators made
    {"packaged units", "units", "chip production", split_units},
    {"accelerators made", "H100e", "chip production", split_production},
    {"dies", "H100e", "chip production", split_dies},
    {"fab capacity", "wafers/month", "foundry capacity", split_capacity},
    {"memory", "H100e", "memory pool", split_memory},
};

/// Where the walk begins for a metric. `us`, `cn`: of that nation; `agent`: of the nation or firm asked about.
struct Root {
  std::string_view metric, mechanism, whose;
};
constexpr Root roots[] = {
    {"eci_gap", "capability gap", ""},
    {"eci_us", "best model", "US"},
    {"eci_cn", "best model", "CN"},
    {"eci_world", "best model", ""},
    {"eci", "best model", "agent"},
    {"lab_eci", "model of a lab", "agent"},
    {"compute", "accelerators in place", "agent"},
    {"compute_world", "accelerators in place", ""},
    {"compute_share", "share of the world's accelerators", "agent"},
    {"lab_compute", "accelerators in place", "agent"},
    {"huawei_units", "packaged units", ""},
};

}  // namespace

const Mechanism& mechanism(std::string_view name) {
  const auto at = std::ranges::find(table, name, &Mechanism::name);
  assert(at != std::end(table) && "a mechanism of the table");
  return *at;
}

std::span<const Mechanism> mechanisms() { return table; }

CauseNode root_of(const Evidence& e) {
  const auto at = std::ranges::find(roots, e.question.metric->name, &Root::metric);
  if (at == std::end(roots)) return {};
  const WorldData& data = e.data();
  CauseNode out{.mechanism = &mechanism(at->mechanism), .month = e.question.month, .raw = true};
  const std::string_view whose = at->whose == "agent" ? std::string_view(e.question.agent) : at->whose;
  if (e.question.metric->of == Dimension::firm)
    out.firm = data.firms.find<FirmId>(whose);
  else if (!whose.empty())
    out.nation = data.nations.find<NationId>(whose);
  if (!whose.empty() && !out.firm.exists() && !out.nation.exists()) return {};  // a region
  if (out.mechanism->name == "packaged units") out.designer = data.designers.find<DesignerId>("Huawei");
  return out;
}

}  // namespace chokepoint
