// Which rules are in force this month: a pure function of the measures in force, rebuilt whenever those change.
//
// Measures on the same link compose as docs/model.md says ("Controls"): thresholds by minimum, licence probabilities by
// product, quotas by minimum, revenue shares by sum, guidance and bans by 1-prod(1-g). Nothing here is undone: lifting
// a measure means that the next rebuild no longer contains it, so lifting one never lifts another.
#pragma once

#include <algorithm>
#include <limits>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"
#include "engine/world/goods.hpp"
#include "engine/world/rule_table.hpp"

namespace chokepoint {

inline constexpr double no_limit = std::numeric_limits<double>::infinity();

/// What a nation's designers may sell to a buyer nation without a licence.
struct ChipRule {
  double tpp_max = no_limit;         ///< total processing performance (EAR 3A090), exclusive
  double tpp_with_density = no_limit;  ///< above this TPP the density limit applies too
  double density_max = no_limit;     ///< TPP per mm2, exclusive
  double bandwidth_max = no_limit;   ///< memory bandwidth, GB/s, exclusive
  double tpp_max_connected = no_limit;  ///< TPP limit that a part escapes by an interconnect below interconnect_max
  double interconnect_max = no_limit;   ///< GB/s
  bool redesign = true;              ///< a compliant redesign is possible
  Month redesign_from{};             ///< first month in which a compliant redesign is on sale
  double unrestricted = 1;           ///< share of demand that no rule covers: prod(1-severity)

  [[nodiscard]] bool active() const { return unrestricted < 1; }
  friend bool operator==(const ChipRule&, const ChipRule&) = default;
};

/// Permission to sell a part in spite of the rule.
struct LicenceTerms {
  NationId issuer, buyer;
  ChipId chip;                    ///< one named part, or none: any part within the limits
  double tpp_max = no_limit, bandwidth_max = no_limit;
  double probability = 1;         ///< expected share of applications granted
  double quota = no_limit;        ///< H100e per month to the buyer nation, over all its firms
  double quota_share = no_limit;  ///< of the designer's shipments to its home nation, last month
  double revenue_share = 0;       ///< of the price, paid to the issuer
  Month since{};
  friend bool operator==(const LicenceTerms&, const LicenceTerms&) = default;
};

/// Share of a toolmaker's supply that a nation's foundries may not buy.
struct ToolRule {
  double denied = 0;
  double node_min = -no_limit;  ///< binds foundries at this node index or beyond only; the lowest of all measures
  friend bool operator==(const ToolRule&, const ToolRule&) = default;
};

/// How much of a nation's designers another nation may import while the rule lasts.
struct ImportCap {
  double allowed = no_limit;  ///< H100e, cumulative since the cap is in force
  double strength = 0;        ///< share of the orders beyond it that is cut
  friend bool operator==(const ImportCap&, const ImportCap&) = default;
};

/// What closes, or makes dearer, part of the trade in some goods with a buyer nation.
struct GoodsRule {
  GoodsSet goods{};
  VertexId company{};        ///< one seller, or none: all whose home is
  NationId home{};           ///< this nation, or none: every nation but the buyer's
  NationId buyer{};
  double closed = 0;         ///< share of the link, 0..1
  double tariff = 0;         ///< share of the price, paid on top
  double node_min = -no_limit;  ///< binds only if the buyer has a foundry at this node index or beyond
  bool advanced_tools = false;  ///< reaches only the part of purchases that is for advanced fabs
  friend bool operator==(const GoodsRule&, const GoodsRule&) = default;
};

/// Monthly subsidy flows of a nation, M$ after losses (efficiency applied).
struct SubsidyFlows {
  double fab = 0, tools = 0, hbm = 0, ai_compute = 0, lab = 0, energy = 0;
  friend bool operator==(const SubsidyFlows&, const SubsidyFlows&) = default;
};

/// 1 - (1-a)(1-b): what two partial bans leave closed.
[[nodiscard]] constexpr double either(double a, double b) { return 1 - (1 - a) * (1 - b); }

struct WorldData;

class Regimes {
 public:
  Regimes() = default;
  explicit Regimes(const WorldData& data);

  /// Back to "no rule in force". Allocates nothing.
  void clear();

  RuleTable<NationId, NationId, ChipRule> chips;         ///< (designer's nation, buyer nation)
  RuleTable<NationId, FirmId, ChipRule> firm_chips;      ///< (designer's nation, buyer): the same for one named buyer
  std::vector<LicenceTerms> licences;
  Column<NationId, double> guidance;                 ///< against foreign accelerators, 0..1
  RuleTable<NationId, VertexId, double> import_ban;      ///< (buyer nation, supplier): share of demand closed
  Column<NationId, bool> stockpiling;                ///< a chip rule against the nation is announced, not yet in force
  Column<FirmId, bool> firm_stockpiling;             ///< the same against one named buyer
  RuleTable<NationId, NationId, ImportCap> import_cap;   ///< (buyer nation, designers' nation)
  RuleTable<NationId, NationId, double> chip_tariff;     ///< (buyer nation, designers' nation): share of the price, paid on top
  RuleTable<NationId, NationId, double> service_tariff;  ///< (market, vendors' nation)
  Column<FirmId, double> chips_denied;               ///< entity-listed AI firm: share of foreign parts denied
  Column<DesignerId, double> foundry_denied;         ///< entity-listed designer: foreign foundries closed, 0..1
  Column<DesignerId, double> eda_denied;             ///< entity-listed designer: design software closed, 0..1
  double affiliates = 0;                             ///< how far listings reach firms that listed ones own, 0..1
  Column<FoundryId, bool> tools_listed;              ///< listed foundry: the issuer's tools are denied
  RuleTable<ToolmakerId, NationId, ToolRule> tools;      ///< (toolmaker, buyer nation)
  Column<NationId, bool> tools_by_node;              ///< some tool rule against the nation has a lowest node
  Column<NationId, bool> euv_denied, components_denied;
  Column<NationId, double> servicing_node_min, components_node_min;  ///< bind from this node on; the lowest of all measures
  Column<NationId, double> servicing_denied, hbm_denied;
  Column<NationId, double> hbm3_denied, hbm4_denied;  ///< of stacks of the third, fourth generation or later, on top
  Column<NationId, double> hbm_leak;                 ///< M stacks a month that arrive in spite of a ban; no_limit: hbm.leak
  Column<NationId, bool> hbm_stockpiling;            ///< an HBM rule is announced, not yet in force
  Column<NationId, double> open_release_closed;      ///< share by which the nation's labs may no longer open weights
  Column<NationId, double> open_use_closed;          ///< share by which vendors of open weights are kept out
  Column<NationId, double> open_learning_closed;     ///< share of what the nation's labs would learn from open weights
  Column<NationId, double> open_push;                ///< added to the logit of opening by the nation's labs
  RuleTable<NationId, NationId, double> service_odds;    ///< (market, vendor's nation): factor on a vendor's odds
  RuleTable<NationId, FirmId, double> firm_odds;         ///< (market, vendor): the same for one vendor
  RuleTable<NationId, FirmId, double> presence_boost;    ///< (market, vendor): added to the growth of presence, as a share
  RuleTable<NationId, FirmId, double> price_cut;         ///< (market, vendor): share off the price of its service
  RuleTable<NationId, NationId, double> cut_off;         ///< (who cuts, who is cut off): from chips, renting or materials, 0..1
  Column<NationId, double> rental_closed, rental_kyc;  ///< renting abroad: closed, or under know-your-customer rules, 0..1
  RuleTable<NationId, NationId, double> hosting_closed, hosting_kyc;  ///< (host's nation, renters' nation): the same for the clouds of one nation
  bool hosting_rules = false;                        ///< some such rule is in force
  Column<HubId, double> hub_enforcement;             ///< enforcement that measures set at a hub; the highest counts
  Column<VertexId, double> capacity;                 ///< supply shocks: factor on a supplier's capacity
  Column<NationId, SubsidyFlows> subsidy;
  Column<DesignerId, double> evaded_dies;            ///< H100e of dies per month through a front company
  Column<NationId, double> power_added;              ///< GW a year of capacity for AI, on top of the trend
  std::vector<GoodsRule> goods;                      ///< on traded goods
  std::vector<GoodsRule> goods_announced;            ///< the same, not yet in force: what they would close is laid in
  RuleTable<NationId, NationId, double> talent_barred;   ///< (from, to): share of moves that are closed
  RuleTable<NationId, NationId, double> talent_pull;     ///< (from, to): factor on how attractive the move is
  std::vector<double> kept;                          ///< by event: share of its severity that reliefs leave
  double enforcement = 0;                            ///< against diversion, 0..1
  bool enforcement_set = false;                      ///< a measure names its own enforcement
  std::uint64_t revision = 1;                        ///< of the rule book: every `clear` begins a new one

  /// Calls f(name, of one book, of the other) for every kind of rule, in a fixed order: a column, a table, a list or a number.
  template <class F>
  static void for_each_rule(const Regimes& a, const Regimes& b, F&& f);
};

template <class F>
void Regimes::for_each_rule(const Regimes& a, const Regimes& b, F&& f) {
  const auto put = [&](std::string_view name, const auto Regimes::* rules) { f(name, a.*rules, b.*rules); };
  put("chips", &Regimes::chips), put("firm_chips", &Regimes::firm_chips), put("licences", &Regimes::licences);
  put("guidance", &Regimes::guidance), put("import_ban", &Regimes::import_ban), put("stockpiling", &Regimes::stockpiling);
  put("firm_stockpiling", &Regimes::firm_stockpiling), put("import_cap", &Regimes::import_cap), put("chip_tariff", &Regimes::chip_tariff);
  put("service_tariff", &Regimes::service_tariff), put("chips_denied", &Regimes::chips_denied);
  put("foundry_denied", &Regimes::foundry_denied), put("eda_denied", &Regimes::eda_denied), put("affiliates", &Regimes::affiliates);
  put("tools_listed", &Regimes::tools_listed), put("tools", &Regimes::tools), put("tools_by_node", &Regimes::tools_by_node);
  put("euv_denied", &Regimes::euv_denied), put("components_denied", &Regimes::components_denied);
  put("servicing_node_min", &Regimes::servicing_node_min), put("components_node_min", &Regimes::components_node_min);
  put("servicing_denied", &Regimes::servicing_denied), put("hbm_denied", &Regimes::hbm_denied), put("hbm3_denied", &Regimes::hbm3_denied);
  put("hbm4_denied", &Regimes::hbm4_denied), put("hbm_leak", &Regimes::hbm_leak), put("hbm_stockpiling", &Regimes::hbm_stockpiling);
  put("open_release_closed", &Regimes::open_release_closed), put("open_use_closed", &Regimes::open_use_closed);
  put("open_learning_closed", &Regimes::open_learning_closed), put("open_push", &Regimes::open_push);
  put("service_odds", &Regimes::service_odds), put("firm_odds", &Regimes::firm_odds), put("presence_boost", &Regimes::presence_boost);
  put("price_cut", &Regimes::price_cut), put("cut_off", &Regimes::cut_off), put("rental_closed", &Regimes::rental_closed);
  put("rental_kyc", &Regimes::rental_kyc), put("hosting_closed", &Regimes::hosting_closed), put("hosting_kyc", &Regimes::hosting_kyc);
  put("hub_enforcement", &Regimes::hub_enforcement), put("capacity", &Regimes::capacity), put("subsidy", &Regimes::subsidy);
  put("evaded_dies", &Regimes::evaded_dies), put("power_added", &Regimes::power_added), put("goods", &Regimes::goods);
  put("goods_announced", &Regimes::goods_announced), put("talent_barred", &Regimes::talent_barred), put("talent_pull", &Regimes::talent_pull);
  put("enforcement", &Regimes::enforcement);
}

}  // namespace chokepoint
