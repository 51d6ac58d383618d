// Every free number of the equations, by name. The values, ranges, units, sources and grades live in
// data/parameters.yaml; a name that is in one place only is a mistake at load.
//
// Grouped as docs/model.md is. Symbols in the comments are those of the equations there.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/config.hpp"

namespace chokepoint {

/// The shape of what is believed of a parameter before the record is looked at, over its range: all values alike, or
/// falling off from its value in a straight line, either also over the logarithm; or the value alone.
enum class Prior { uniform, triangular, log_uniform, log_triangular, fixed };

/// One entry of data/parameters.yaml.
struct ParameterEntry {
  std::string name, unit, meaning, symbol, source, grade;
  double value = 0, low = 0, high = 0;
  Prior prior = Prior::uniform;
  Place place;

  /// The prior's quantile, 0 <= share <= 1: 0 gives the low end of the range, 1 the high one.
  [[nodiscard]] double quantile(double share) const;
  /// Its inverse: the prior probability of less than `x`, 0 <= result <= 1. Of a fixed parameter, 0.5.
  [[nodiscard]] double share_below(double x) const;
};

/// The entries of data/parameters.yaml, and where each one sits in `Parameters`.
class ParameterTable {
 public:
  /// Reads and checks the entries. Mistakes go to `mistakes`.
  ParameterTable(const config::Node& file, Mistakes& mistakes);

  /// For `Parameters`: the value of a name, remembering the place of its member. A missing name is a mistake.
  double bind(std::string_view name, std::size_t offset);
  /// Reports entries that no member asked for, and members that found no entry.
  void finish_binding(Mistakes& mistakes) const;

  [[nodiscard]] std::span<const ParameterEntry> entries() const { return entries_; }
  [[nodiscard]] const ParameterEntry* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
  /// Byte offset of the member in `Parameters`.
  [[nodiscard]] std::optional<std::size_t> offset(std::string_view name) const;

 private:
  std::string file_;
  std::vector<ParameterEntry> entries_;
  std::map<std::string, std::size_t, std::less<>> index_, offset_;
  std::vector<std::string> missing_;
};

/// The parameters as the equations read them. Trivially copyable; every run has its own copy, which shocks may change.
struct Parameters {
  explicit Parameters(ParameterTable& table) : table_(&table) {}

  /// Reads or sets a parameter by the offset that ParameterTable gives for its name.
  [[nodiscard]] double get(std::size_t offset) const;
  void set(std::size_t offset, double value);

 private:
  ParameterTable* table_;
  double named(std::string_view name, const double& member) {
    return table_->bind(
        name, static_cast<std::size_t>(reinterpret_cast<const char*>(&member) - reinterpret_cast<const char*>(this)));
  }

 public:
  // Adoption and productivity
  double adoption_innovation = named("adoption.innovation", adoption_innovation);              // p_B
  double adoption_imitation = named("adoption.imitation", adoption_imitation);                 // q_B
  double adoption_speed_floor = named("adoption.speed_floor", adoption_speed_floor);           // in kappa_n
  double tfp_task_exposure = named("tfp.task_exposure", tfp_task_exposure);                    // e_task
  double tfp_cost_saving = named("tfp.cost_saving", tfp_cost_saving);                          // s_cost
  double tfp_labour_share = named("tfp.labour_share", tfp_labour_share);                       // s_lab
  double tfp_capability_midpoint = named("tfp.capability_midpoint", tfp_capability_midpoint);  // c50
  double tfp_capability_width = named("tfp.capability_width", tfp_capability_width);           // w_c

  // Energy
  double energy_kw_per_h100e = named("energy.kw_per_h100e", energy_kw_per_h100e);                    // kW_0
  double energy_efficiency_growth = named("energy.efficiency_growth", energy_efficiency_growth);     // g_W
  double energy_build_acceleration = named("energy.build_acceleration", energy_build_acceleration);  // gamma_E

  // Talent
  double talent_growth = named("talent.growth", talent_growth);                       // g_T
  double talent_migration = named("talent.migration", talent_migration);              // mu_T
  double talent_wage_response = named("talent.wage_response", talent_wage_response);  // kappa_T

  // Tools and foundries
  double tools_learning = named("tools.learning", tools_learning);                       // s_other
  double tools_litho_learning = named("tools.litho_learning", tools_litho_learning);     // s_litho
  double tools_denial_response = named("tools.denial_response", tools_denial_response);  // xi_sigma
  double tools_leak = named("tools.leak", tools_leak);                                   // leak
  double fab_order_multiple = named("fab.order_multiple", fab_order_multiple);           // kappa_K
  double fab_order_smoothing = named("fab.order_smoothing", fab_order_smoothing);
  double fab_gap_months = named("fab.gap_months", fab_gap_months);
  double fab_expansion_cap = named("fab.expansion_cap", fab_expansion_cap);     // g_K
  double fab_depreciation = named("fab.depreciation", fab_depreciation);        // delta_K
  double fab_servicing_loss = named("fab.servicing_loss", fab_servicing_loss);  // delta_srv
  double fab_state_build = named("fab.state_build", fab_state_build);           // I_st
  double fab_state_denial_response = named("fab.state_denial_response", fab_state_denial_response);
  double fab_backlog_months = named("fab.backlog_months", fab_backlog_months);
  double fab_cost_per_wspm = named("fab.cost_per_wspm", fab_cost_per_wspm);  // cost_w
  double node_rate = named("node.rate", node_rate);                          // r_nu
  double node_denial_drag = named("node.denial_drag", node_denial_drag);
  double node_duv_limit = named("node.duv_limit", node_duv_limit);  // nu_DUV
  double node_per_litho = named("node.per_litho", node_per_litho);
  double node_density = named("node.density", node_density);                                   // kappa_nu
  double yield_defects_mature = named("yield.defects_mature", yield_defects_mature);           // D_inf
  double yield_learning_volume = named("yield.learning_volume", yield_learning_volume);        // E_0
  double yield_learning_exponent = named("yield.learning_exponent", yield_learning_exponent);  // b_L
  double yield_spillover = named("yield.spillover", yield_spillover);
  double yield_clustering = named("yield.clustering", yield_clustering);  // alpha_Y
  double yield_critical_area = named("yield.critical_area", yield_critical_area);
  double yield_duv_penalty = named("yield.duv_penalty", yield_duv_penalty);
  double yield_duv_penalty_from = named("yield.duv_penalty_from", yield_duv_penalty_from);
  double foundry_relationship_growth = named("foundry.relationship_growth", foundry_relationship_growth);  // r_f
  double foundry_relationship_calm = named("foundry.relationship_calm", foundry_relationship_calm);
  double foundry_wafer_margin = named("foundry.wafer_margin", foundry_wafer_margin);

  // World memory and tools of all fabs
  double memory_order_multiple = named("memory.order_multiple", memory_order_multiple);  // kappa_h
  double memory_build_months = named("memory.build_months", memory_build_months);
  double packaging_area = named("packaging.area", packaging_area);
  double packaging_order_multiple = named("packaging.order_multiple", packaging_order_multiple);  // kappa_p
  double packaging_build_months = named("packaging.build_months", packaging_build_months);
  double packaging_expansion_cap = named("packaging.expansion_cap", packaging_expansion_cap);  // g_p
  double memory_stock_months = named("memory.stock_months", memory_stock_months);
  double memory_reallocation = named("memory.reallocation", memory_reallocation);
  double memory_yield_start = named("memory.yield_start", memory_yield_start);                          // Y_0
  double memory_yield_volume = named("memory.yield_volume", memory_yield_volume);                       // E_h
  double tools_component_dependence = named("tools.component_dependence", tools_component_dependence);  // omega_c
  double fab_other_orders = named("fab.other_orders", fab_other_orders);                                // M_0
  double fab_other_growth = named("fab.other_growth", fab_other_growth);                                // g_M
  double fab_ai_priority = named("fab.ai_priority", fab_ai_priority);                                   // beta
  double fab_plan_spread = named("fab.plan_spread", fab_plan_spread);                                   // s_K

  // Materials
  double materials_hoarding = named("materials.hoarding", materials_hoarding);              // psi_I
  double materials_substitution = named("materials.substitution", materials_substitution);  // s_I
  double materials_own_floor = named("materials.own_floor", materials_own_floor);

  // Trade in goods
  double goods_substitution = named("goods.substitution", goods_substitution);     // sigma_g
  double goods_adjustment = named("goods.adjustment", goods_adjustment);           // rho_g
  double goods_refill_months = named("goods.refill_months", goods_refill_months);  // tau_I
  double goods_safety_months = named("goods.safety_months", goods_safety_months);  // I_s
  double goods_backlog_kept = named("goods.backlog_kept", goods_backlog_kept);
  double goods_spare_capacity = named("goods.spare_capacity", goods_spare_capacity);
  double goods_stretch_limit = named("goods.stretch_limit", goods_stretch_limit);              // alpha_max
  double goods_stretch_months = named("goods.stretch_months", goods_stretch_months);           // tau_alpha
  double goods_capacity_response = named("goods.capacity_response", goods_capacity_response);  // rho_K
  double goods_capacity_speed = named("goods.capacity_speed", goods_capacity_speed);           // g_K
  double goods_fill_smoothing = named("goods.fill_smoothing", goods_fill_smoothing);
  double goods_price_limit = named("goods.price_limit", goods_price_limit);
  double goods_tools_covered = named("goods.tools_covered", goods_tools_covered);
  double goods_tools_hoarding = named("goods.tools_hoarding", goods_tools_hoarding);  // psi_tool
  double goods_tools_release = named("goods.tools_release", goods_tools_release);
  double goods_link_rate = named("goods.link_rate", goods_link_rate);  // h_0
  double goods_link_start = named("goods.link_start", goods_link_start);
  double goods_link_growth = named("goods.link_growth", goods_link_growth);  // r_l
  double goods_loss_logic = named("goods.loss_logic", goods_loss_logic);     // mu_chip
  double goods_loss_mature = named("goods.loss_mature", goods_loss_mature);
  double goods_loss_memory = named("goods.loss_memory", goods_loss_memory);
  double goods_value_added = named("goods.value_added", goods_value_added);

  // Memory and designers
  double hbm_leak = named("hbm.leak", hbm_leak);  // leak_h
  double hbm_stockpile_rate = named("hbm.stockpile_rate", hbm_stockpile_rate);
  double hbm_stock_horizon = named("hbm.stock_horizon", hbm_stock_horizon);        // T_h
  double hbm_domestic_growth = named("hbm.domestic_growth", hbm_domestic_growth);  // g_c
  double hbm_saving_exponent = named("hbm.saving_exponent", hbm_saving_exponent);
  double hbm_reference_level = named("hbm.reference_level", hbm_reference_level);
  double design_growth = named("design.growth", design_growth);  // g_G
  double design_follower = named("design.follower", design_follower);
  double design_follower_catch_up = named("design.follower_catch_up", design_follower_catch_up);
  double design_follower_offset = named("design.follower_offset", design_follower_offset);
  double design_domestic = named("design.domestic", design_domestic);
  double design_domestic_catch_up = named("design.domestic_catch_up", design_domestic_catch_up);  // chi_G
  double design_revenue_exponent = named("design.revenue_exponent", design_revenue_exponent);
  double design_revenue_scale = named("design.revenue_scale", design_revenue_scale);
  double design_revenue_smoothing = named("design.revenue_smoothing", design_revenue_smoothing);
  double design_die_salvage = named("design.die_salvage", design_die_salvage);
  double design_inventory_months = named("design.inventory_months", design_inventory_months);
  double design_eda_loss = named("design.eda_loss", design_eda_loss);
  double ecosystem_limit = named("ecosystem.limit", ecosystem_limit);           // e_max
  double ecosystem_scale = named("ecosystem.scale", ecosystem_scale);           // X_0
  double ecosystem_exponent = named("ecosystem.exponent", ecosystem_exponent);  // b_e

  // Chip market
  double chips_price = named("chips.price", chips_price);                          // p_0
  double chips_price_decline = named("chips.price_decline", chips_price_decline);  // g_p
  double chips_substitution = named("chips.substitution", chips_substitution);     // sigma
  double chips_training_weight = named("chips.training_weight", chips_training_weight);
  double chips_value_pricing = named("chips.value_pricing", chips_value_pricing);  // kappa_v
  double chips_legacy_price_drift = named("chips.legacy_price_drift", chips_legacy_price_drift);
  double chips_fill_smoothing = named("chips.fill_smoothing", chips_fill_smoothing);
  double chips_fill_floor = named("chips.fill_floor", chips_fill_floor);
  double chips_scarcity_memory = named("chips.scarcity_memory", chips_scarcity_memory);
  double chips_scarcity_limit = named("chips.scarcity_limit", chips_scarcity_limit);
  double chips_captive_weight = named("chips.captive_weight", chips_captive_weight);
  double chips_captive_price = named("chips.captive_price", chips_captive_price);
  double procurement_under_rule = named("procurement.under_rule", procurement_under_rule);
  double chips_close_substitutes = named("chips.close_substitutes", chips_close_substitutes);
  double chips_capital_cost = named("chips.capital_cost", chips_capital_cost);
  double chips_link_growth = named("chips.link_growth", chips_link_growth);  // r_l
  double chips_stockpiling = named("chips.stockpiling", chips_stockpiling);  // psi_st
  double chips_carry_unfilled = named("chips.carry_unfilled", chips_carry_unfilled);
  double chips_carry_idle = named("chips.carry_idle", chips_carry_idle);
  double redesign_headroom = named("redesign.headroom", redesign_headroom);
  double redesign_bandwidth = named("redesign.bandwidth", redesign_bandwidth);
  double redesign_interconnect = named("redesign.interconnect", redesign_interconnect);
  double evasion_premium = named("evasion.premium", evasion_premium);  // prem_sm
  double evasion_weight = named("evasion.weight", evasion_weight);     // kappa_sm
  double evasion_idle = named("evasion.idle", evasion_idle);
  double evasion_idle_value = named("evasion.idle_value", evasion_idle_value);
  double evasion_diversion = named("evasion.diversion", evasion_diversion);  // d_max
  double evasion_training_loss = named("evasion.training_loss", evasion_training_loss);
  double evasion_inference_loss = named("evasion.inference_loss", evasion_inference_loss);
  double evasion_learning = named("evasion.learning", evasion_learning);  // r_sm
  double evasion_limit = named("evasion.limit", evasion_limit);
  double hub_transit_months = named("hub.transit_months", hub_transit_months);
  double hub_detection = named("hub.detection", hub_detection);  // lambda_h
  double hub_through_trade = named("hub.through_trade", hub_through_trade);
  double hub_crackdown = named("hub.crackdown", hub_crackdown);
  double hub_crackdown_months = named("hub.crackdown_months", hub_crackdown_months);
  double hub_seizure = named("hub.seizure", hub_seizure);  // enf_seize
  double rental_reach = named("rental.reach", rental_reach);
  double rental_price = named("rental.price", rental_price);
  double rental_kyc_effect = named("rental.kyc_effect", rental_kyc_effect);
  double rental_months = named("rental.months", rental_months);
  double controls_affiliates_enforcement = named("controls.affiliates_enforcement", controls_affiliates_enforcement);
  double controls_enforcement = named("controls.enforcement", controls_enforcement);  // enf

  // Compute stock and scarcity
  double stock_retirement = named("stock.retirement", stock_retirement);  // delta
  double scarcity_adjustment = named("scarcity.adjustment", scarcity_adjustment);
  double scarcity_limit = named("scarcity.limit", scarcity_limit);
  double scarcity_newcomer = named("scarcity.newcomer", scarcity_newcomer);

  // Training, algorithms, capability
  double capability_per_oom = named("capability.per_oom", capability_per_oom);  // k
  double capability_anchor = named("capability.anchor", capability_anchor);
  double capability_anchor_flop = named("capability.anchor_flop", capability_anchor_flop);
  double capability_data_gain = named("capability.data_gain", capability_data_gain);
  double capability_noise = named("capability.noise", capability_noise);  // sigma_eps
  double capability_variant_step = named("capability.variant_step", capability_variant_step);
  double capability_variant_spread = named("capability.variant_spread", capability_variant_spread);
  double training_utilisation = named("training.utilisation", training_utilisation);  // MFU
  double training_window = named("training.window", training_window);
  double training_concentration = named("training.concentration", training_concentration);  // c_run
  double training_concentration_year = named("training.concentration_year", training_concentration_year);
  double training_concentration_lag = named("training.concentration_lag", training_concentration_lag);
  double training_run_share = named("training.run_share", training_run_share);  // rho_run
  double research_compute_share = named("research.compute_share", research_compute_share);
  double research_talent_exponent = named("research.talent_exponent", research_talent_exponent);
  double research_compute_exponent = named("research.compute_exponent", research_compute_exponent);
  double research_productivity = named("research.productivity", research_productivity);  // g_A
  double research_returns = named("research.returns", research_returns);                 // lambda
  double research_fishing_out = named("research.fishing_out", research_fishing_out);     // beta
  double research_induced = named("research.induced", research_induced);                 // xi
  double research_acceleration = named("research.acceleration", research_acceleration);  // acc
  double research_monthly_limit = named("research.monthly_limit", research_monthly_limit);
  double research_initial_level = named("research.initial_level", research_initial_level);  // A(2017)
  double diffusion_closed = named("diffusion.closed", diffusion_closed);                    // chi
  double diffusion_open = named("diffusion.open", diffusion_open);                          // chi_o
  double diffusion_talent_exponent = named("diffusion.talent_exponent", diffusion_talent_exponent);
  double diffusion_distillation = named("diffusion.distillation", diffusion_distillation);
  double adaptation_elasticity = named("adaptation.elasticity", adaptation_elasticity);           // phi
  double adaptation_months = named("adaptation.months", adaptation_months);                       // tau_eta
  double adaptation_open_transfer = named("adaptation.open_transfer", adaptation_open_transfer);  // psi
  double paradigm_rate = named("paradigm.rate", paradigm_rate);
  double paradigm_size = named("paradigm.size", paradigm_size);
  double paradigm_smallest = named("paradigm.smallest", paradigm_smallest);
  double paradigm_reference_labs = named("paradigm.reference_labs", paradigm_reference_labs);
  double release_gap = named("release.gap", release_gap);
  double release_gap_spread = named("release.gap_spread", release_gap_spread);
  double release_gain = named("release.gain", release_gain);
  double openness_laggard = named("openness.laggard", openness_laggard);
  double openness_bias = named("openness.bias", openness_bias);
  double openness_withheld = named("openness.withheld", openness_withheld);
  double openness_base_share = named("openness.base_share", openness_base_share);
  double openness_useful_gap = named("openness.useful_gap", openness_useful_gap);

  // Market for AI services
  double services_spending = named("services.spending", services_spending);  // mu_m
  double services_capability_floor = named("services.capability_floor", services_capability_floor);
  double services_capability_span = named("services.capability_span", services_capability_span);
  double services_spending_limit = named("services.spending_limit", services_spending_limit);
  double services_capability = named("services.capability", services_capability);
  double services_alignment = named("services.alignment", services_alignment);  // theta_a
  double services_openness = named("services.openness", services_openness);     // theta_o
  double services_presence = named("services.presence", services_presence);     // theta_p
  double services_data = named("services.data", services_data);
  double services_congestion = named("services.congestion", services_congestion);
  double services_home = named("services.home", services_home);
  double services_inertia = named("services.inertia", services_inertia);  // rho_s
  double services_inertia_floor = named("services.inertia_floor", services_inertia_floor);
  double services_open_price = named("services.open_price", services_open_price);  // pi
  double services_open_revenue = named("services.open_revenue", services_open_revenue);
  double services_converted = named("services.converted", services_converted);
  double services_data_retention = named("services.data_retention", services_data_retention);
  double services_compute_need = named("services.compute_need", services_compute_need);
  double services_compute_decline = named("services.compute_decline", services_compute_decline);
  double services_serving_share = named("services.serving_share", services_serving_share);
  double services_congestion_smoothing = named("services.congestion_smoothing", services_congestion_smoothing);
  double presence_growth = named("presence.growth", presence_growth);
  double presence_small_firm = named("presence.small_firm", presence_small_firm);

  // Finance
  double hype_growth = named("hype.growth", hype_growth);  // kappa_H
  double hype_onset = named("hype.onset", hype_onset);     // H_0
  double hype_before = named("hype.before", hype_before);
  double invest_floor = named("invest.floor", invest_floor);  // theta_lo
  double invest_peak = named("invest.peak", invest_peak);     // theta_hi
  double invest_limit = named("invest.limit", invest_limit);
  double invest_adjustment = named("invest.adjustment", invest_adjustment);
  double invest_funding = named("invest.funding", invest_funding);
  double invest_reinvestment = named("invest.reinvestment", invest_reinvestment);  // kappa_rev
  double invest_chip_share = named("invest.chip_share", invest_chip_share);
  double invest_chip_share_limit = named("invest.chip_share_limit", invest_chip_share_limit);
  double invest_state_scale = named("invest.state_scale", invest_state_scale);

  // Norms
  double norms_usage = named("norms.usage", norms_usage);                 // omega_u
  double norms_anchor = named("norms.anchor", norms_anchor);              // kappa_x
  double norms_neighbours = named("norms.neighbours", norms_neighbours);  // omega_w
  double alignment_norm = named("alignment.norm", alignment_norm);        // rho_a
  double alignment_trade = named("alignment.trade", alignment_trade);     // sigma_a

  // Open weights
  double open_weights_innovation = named("open_weights.innovation", open_weights_innovation);     // p_o
  double open_weights_imitation = named("open_weights.imitation", open_weights_imitation);        // q_o
  double open_weights_quality = named("open_weights.quality", open_weights_quality);              // beta_o
  double open_weights_renewal = named("open_weights.renewal", open_weights_renewal);              // r_o
  double open_weights_self_hosted = named("open_weights.self_hosted", open_weights_self_hosted);  // h_o
  double open_weights_influence = named("open_weights.influence", open_weights_influence);        // rho_o

  // Trust
  double services_trust = named("services.trust", services_trust);  // theta_t
  double trust_loss = named("trust.loss", trust_loss);              // kappa_c
  double trust_recovery = named("trust.recovery", trust_recovery);  // kappa_r
  double trust_presence = named("trust.presence", trust_presence);  // kappa_p
  double trust_limit = named("trust.limit", trust_limit);           // t_max

  // Allies
  double allies_rate = named("allies.rate", allies_rate);              // a_0
  double allies_pressure = named("allies.pressure", allies_pressure);  // a_1
  double allies_exposure = named("allies.exposure", allies_exposure);  // a_2
  double allies_fdpr = named("allies.fdpr", allies_fdpr);
  double allies_distance = named("allies.distance", allies_distance);

  // Policy agents
  double policy_threat_lead = named("policy.threat_lead", policy_threat_lead);
  double policy_threat_compute = named("policy.threat_compute", policy_threat_compute);
  double policy_threat_restriction = named("policy.threat_restriction", policy_threat_restriction);
  double policy_threat_alignment = named("policy.threat_alignment", policy_threat_alignment);
  double policy_lead_midpoint = named("policy.lead_midpoint", policy_lead_midpoint);
  double policy_lead_width = named("policy.lead_width", policy_lead_width);
  double policy_restriction_scale = named("policy.restriction_scale", policy_restriction_scale);
  double policy_initiation = named("policy.initiation", policy_initiation);
  double policy_initiation_threat = named("policy.initiation_threat", policy_initiation_threat);
  double policy_initiation_restriction = named("policy.initiation_restriction", policy_initiation_restriction);
  double policy_initiation_truce = named("policy.initiation_truce", policy_initiation_truce);
  double policy_retaliation = named("policy.retaliation", policy_retaliation);
  double policy_retaliation_restriction = named("policy.retaliation_restriction", policy_retaliation_restriction);
  double policy_retaliation_unprovoked = named("policy.retaliation_unprovoked", policy_retaliation_unprovoked);
  double policy_retaliation_truce = named("policy.retaliation_truce", policy_retaliation_truce);
  double policy_retaliation_proportion = named("policy.retaliation_proportion", policy_retaliation_proportion);
  double policy_decay = named("policy.decay", policy_decay);
  double policy_belief_start = named("policy.belief_start", policy_belief_start);
  double policy_belief_learning = named("policy.belief_learning", policy_belief_learning);
  double policy_belief_window = named("policy.belief_window", policy_belief_window);
  double policy_choice_sharpness = named("policy.choice_sharpness", policy_choice_sharpness);
  double policy_goal = named("policy.goal", policy_goal);
  double policy_hawkishness_incumbent = named("policy.hawkishness_incumbent", policy_hawkishness_incumbent);
  double policy_hawkishness_challenger = named("policy.hawkishness_challenger", policy_hawkishness_challenger);
  double policy_hawkishness_other = named("policy.hawkishness_other", policy_hawkishness_other);
  double policy_hawkishness_threat = named("policy.hawkishness_threat", policy_hawkishness_threat);
  double policy_hawkishness_loss = named("policy.hawkishness_loss", policy_hawkishness_loss);
  double policy_subsidy_threat = named("policy.subsidy_threat", policy_subsidy_threat);
  double policy_subsidy_scarcity = named("policy.subsidy_scarcity", policy_subsidy_scarcity);
  double policy_subsidy_limit = named("policy.subsidy_limit", policy_subsidy_limit);
  double policy_truce_rate = named("policy.truce_rate", policy_truce_rate);
  double policy_truce_threshold = named("policy.truce_threshold", policy_truce_threshold);
  double policy_truce_keeps_issuer = named("policy.truce_keeps_issuer", policy_truce_keeps_issuer);
  double policy_truce_keeps_partner = named("policy.truce_keeps_partner", policy_truce_keeps_partner);
  double policy_relief_ease = named("policy.relief_ease", policy_relief_ease);

  // Ladder of escalation
  double ladder_entity_list = named("ladder.entity_list", ladder_entity_list);
  double ladder_thresholds = named("ladder.thresholds", ladder_thresholds);
  double ladder_equipment = named("ladder.equipment", ladder_equipment);
  double ladder_memory = named("ladder.memory", ladder_memory);
  double ladder_diffusion = named("ladder.diffusion", ladder_diffusion);
  double ladder_import_ban = named("ladder.import_ban", ladder_import_ban);
  double ladder_materials = named("ladder.materials", ladder_materials);
  double ladder_review = named("ladder.review", ladder_review);
  double ladder_tariff = named("ladder.tariff", ladder_tariff);
  double ladder_people_and_services = named("ladder.people_and_services", ladder_people_and_services);

  // Leaderboards
  double leaderboard_per_lab = named("leaderboard.per_lab", leaderboard_per_lab);
  double leaderboard_foreign_coverage = named("leaderboard.foreign_coverage", leaderboard_foreign_coverage);
  double leaderboard_closed_coverage = named("leaderboard.closed_coverage", leaderboard_closed_coverage);
  double leaderboard_home_bias = named("leaderboard.home_bias", leaderboard_home_bias);
};

}  // namespace chokepoint
