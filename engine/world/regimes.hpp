// Which rules are in force this month: a pure function of the measures in force, rebuilt whenever those change.
//
// Measures on the same link compose as docs/model.md says ("Controls"): thresholds by minimum, licence probabilities by
// product, quotas by minimum, revenue shares by sum, guidance and bans by 1-prod(1-g). Nothing here is undone: lifting
// a measure means that the next rebuild no longer contains it, so lifting one never lifts another.
#pragma once

#include <algorithm>
#include <limits>
#include <span>
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
  double tpp_max = no_limit;            ///< total processing performance (EAR 3A090), exclusive
  double tpp_with_density = no_limit;   ///< above this TPP the density limit applies too
  double density_max = no_limit;        ///< TPP per mm2, exclusive
  double bandwidth_max = no_limit;      ///< memory bandwidth, GB/s, exclusive
  double tpp_max_connected = no_limit;  ///< TPP limit that a part escapes by an interconnect below interconnect_max
  double interconnect_max = no_limit;   ///< GB/s
  bool redesign = true;                 ///< a compliant redesign is possible
  Month redesign_from{};                ///< first month in which a compliant redesign is on sale
  Month designed_from{};    ///< by this month the part was launched that it is made of: when the oldest of the rules
                            ///< first let one
  double unrestricted = 1;  ///< share of demand that no rule covers: prod(1-severity)

  [[nodiscard]] bool active() const { return unrestricted < 1; }
  /// Composes it with a rule that began no earlier. A rule that lowers no limit takes no redesign from the market.
  void tighten(const ChipRule& later);
  friend bool operator==(const ChipRule&, const ChipRule&) = default;
};

/// What one measure bars of accelerators, by itself: what is composed into rules, and what licences relax.
struct ChipBar {
  EventId event{};
  NationId issuer{};
  NationId seller{};  ///< whose designers, or none: those of every nation but the buyer's
  NationId buyer{};
  FirmId firm{};  ///< this buyer alone, or none: all of the nation's
  ChipRule rule{};
  Month since{};
  bool keeps_licences = false;  ///< licences of its issuer that are older than it stay good

  [[nodiscard]] bool binds(NationId designers) const {
    return seller.exists() ? designers == seller : designers != buyer;
  }
  friend bool operator==(const ChipBar&, const ChipBar&) = default;
};

/// Permission to sell a part in spite of the rules that it relaxes: those that it names; else all of its issuer that
/// are no younger than it, or that keep older licences.
struct LicenceTerms {
  NationId issuer, buyer;
  ChipId chip;  ///< one named part, or none: any part within the limits
  double tpp_max = no_limit, bandwidth_max = no_limit;
  double probability = 1;                            ///< expected share of applications granted
  double quota = no_limit;                           ///< H100e per month to the buyer nation, over all its firms
  double quota_share = no_limit;                     ///< of the designer's shipments to its home nation, last month
  double revenue_share = 0;                          ///< of the price, paid to the issuer
  Month since{};                                     ///< first month of sales
  Month given{};                                     ///< first month in force
  std::size_t relaxed_first = 0, relaxed_count = 0;  ///< the rules that it names, in Regimes::relaxed
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
  VertexId company{};  ///< one seller, or none: all whose home is
  NationId home{};     ///< this nation, or none: every nation but the buyer's
  NationId buyer{};
  double closed = 0;            ///< share of the link, 0..1
  double tariff = 0;            ///< share of the price, paid on top
  double node_min = -no_limit;  ///< binds only if the buyer has a foundry at this node index or beyond
  bool advanced_tools = false;  ///< reaches only the part of purchases that is for advanced fabs
  friend bool operator==(const GoodsRule&, const GoodsRule&) = default;
};

/// Shares of memory that may not be sold: of all stacks; of those of the third, the fourth generation or later on top.
struct MemoryRule {
  double all = 0, third = 0, fourth = 0;
  friend bool operator==(const MemoryRule&, const MemoryRule&) = default;
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
  /// Composes the rules on accelerators of what the measures bar. Called once, when all bars are known.
  void compose_chip_bars();
  /// The rules that a licence names; none: it says none.
  [[nodiscard]] std::span<const EventId> relaxed_by(const LicenceTerms& licence) const {
    return std::span(relaxed).subspan(licence.relaxed_first, licence.relaxed_count);
  }

  RuleTable<NationId, NationId, ChipRule> chips;     ///< (designer's nation, buyer nation)
  RuleTable<NationId, FirmId, ChipRule> firm_chips;  ///< (designer's nation, buyer): the same for one named buyer
  std::vector<ChipBar> chip_bars;                    ///< of which these two are composed, the oldest first
  std::vector<ChipBar> chip_bars_announced;          ///< not yet in force, or in their months of grace
  std::vector<LicenceTerms> licences;
  std::vector<EventId> relaxed;                         ///< rules that licences name
  Column<NationId, double> guidance;                    ///< against foreign accelerators, 0..1
  RuleTable<NationId, VertexId, double> import_ban;     ///< (buyer nation, supplier): share of demand closed
  RuleTable<NationId, NationId, ImportCap> import_cap;  ///< (buyer nation, designers' nation)
  RuleTable<NationId, NationId, double>
      chip_tariff;  ///< (buyer nation, designers' nation): share of the price, paid on top
  RuleTable<NationId, NationId, double> service_tariff;  ///< (market, vendors' nation)
  RuleTable<NationId, FirmId, double>
      chips_denied;  ///< (sellers' nation, entity-listed AI firm): share of parts denied
  RuleTable<NationId, DesignerId, double>
      foundry_denied;  ///< (foundries' nation, entity-listed designer): closed, 0..1
  RuleTable<NationId, DesignerId, double>
      eda_denied;                          ///< (sellers' nation, entity-listed designer): design software closed, 0..1
  double affiliates = 0;                   ///< how far listings reach firms that listed ones own, 0..1
  Column<FoundryId, double> tools_listed;  ///< listed foundry: part of its tools that is lost with its listers' makers
  RuleTable<ToolmakerId, NationId, ToolRule> tools;  ///< (toolmaker, buyer nation)
  Column<NationId, bool> tools_by_node;              ///< some tool rule against the nation has a lowest node
  Column<NationId, double> euv_denied;               ///< share of what is sold of EUV lithography
  RuleTable<NationId, NationId, ToolRule> servicing_denied, components_denied;  ///< (toolmakers' nation, buyer nation)
  RuleTable<NationId, NationId, MemoryRule> hbm_denied;                         ///< (makers' nation, buyer nation)
  RuleTable<NationId, NationId, MemoryRule> hbm_announced;                      ///< the same, not yet in force
  Column<NationId, double> hbm_leak;      ///< M stacks a month that arrive in spite of a ban, if a measure says so
  Column<NationId, bool> hbm_usual_leak;  ///< some ban does not say so: no more than hbm.leak arrives
  Column<NationId, double> open_release_closed;  ///< share by which the nation's labs may no longer open weights
  Column<NationId, double> open_use_closed;      ///< share by which vendors of open weights are kept out
  RuleTable<NationId, NationId, double>
      open_learning_closed;            ///< (models' nation, labs' nation): share of what open weights would teach
  Column<NationId, double> open_push;  ///< added to the logit of opening by the nation's labs
  RuleTable<NationId, NationId, double> service_odds;  ///< (market, vendor's nation): factor on a vendor's odds
  RuleTable<NationId, FirmId, double> firm_odds;       ///< (market, vendor): the same for one vendor
  RuleTable<NationId, FirmId, double>
      presence_boost;                             ///< (market, vendor): added to the growth of presence, as a share
  RuleTable<NationId, FirmId, double> price_cut;  ///< (market, vendor): share off the price of its service
  RuleTable<NationId, NationId, double>
      cut_off;  ///< (who cuts, who is cut off): from chips, renting or materials, 0..1
  Column<NationId, double> rental_closed,
      rental_kyc;  ///< renting abroad: closed, or under know-your-customer rules, 0..1
  RuleTable<NationId, NationId, double> hosting_closed,
      hosting_kyc;                        ///< (host's nation, renters' nation): the same for the clouds of one nation
  bool hosting_rules = false;             ///< some such rule is in force
  Column<HubId, double> hub_enforcement;  ///< enforcement that measures set at a hub; the highest counts
  Column<VertexId, double> capacity;      ///< supply shocks: factor on a supplier's capacity
  Column<NationId, SubsidyFlows> subsidy;
  Column<DesignerId, double> evaded_dies;  ///< H100e of dies per month through a front company
  Column<NationId, double> power_added;    ///< GW a year of capacity for AI, on top of the trend
  std::vector<GoodsRule> goods;            ///< on traded goods
  std::vector<GoodsRule> goods_announced;  ///< the same, not yet in force: what they would close is laid in
  RuleTable<NationId, NationId, double> talent_barred;  ///< (from, to): share of moves that are closed
  RuleTable<NationId, NationId, double> talent_pull;    ///< (from, to): factor on how attractive the move is
  std::vector<double> kept;                             ///< by event: share of its severity that reliefs leave
  double enforcement = 0;                               ///< against diversion, 0..1
  bool enforcement_set = false;                         ///< a measure names its own enforcement
  std::uint64_t revision = 1;                           ///< of the rule book: every `clear` begins a new one

  /// Calls f(name, of one book, of the other) for every kind of rule, in a fixed order: a column, a table, a list or a
  /// number.
  template <class F>
  static void for_each_rule(const Regimes& a, const Regimes& b, F&& f);
};

template <class F>
void Regimes::for_each_rule(const Regimes& a, const Regimes& b, F&& f) {
  const auto put = [&](std::string_view name, const auto Regimes::*rules) { f(name, a.*rules, b.*rules); };
  put("chips", &Regimes::chips), put("firm_chips", &Regimes::firm_chips), put("licences", &Regimes::licences);
  put("guidance", &Regimes::guidance), put("import_ban", &Regimes::import_ban),
      put("chips_announced", &Regimes::chip_bars_announced);
  put("import_cap", &Regimes::import_cap), put("chip_tariff", &Regimes::chip_tariff);
  put("service_tariff", &Regimes::service_tariff), put("chips_denied", &Regimes::chips_denied);
  put("foundry_denied", &Regimes::foundry_denied), put("eda_denied", &Regimes::eda_denied),
      put("affiliates", &Regimes::affiliates);
  put("tools_listed", &Regimes::tools_listed), put("tools", &Regimes::tools),
      put("tools_by_node", &Regimes::tools_by_node);
  put("euv_denied", &Regimes::euv_denied), put("components_denied", &Regimes::components_denied);
  put("servicing_denied", &Regimes::servicing_denied), put("hbm_denied", &Regimes::hbm_denied),
      put("hbm_announced", &Regimes::hbm_announced);
  put("hbm_leak", &Regimes::hbm_leak);
  put("open_release_closed", &Regimes::open_release_closed), put("open_use_closed", &Regimes::open_use_closed);
  put("open_learning_closed", &Regimes::open_learning_closed), put("open_push", &Regimes::open_push);
  put("service_odds", &Regimes::service_odds), put("firm_odds", &Regimes::firm_odds),
      put("presence_boost", &Regimes::presence_boost);
  put("price_cut", &Regimes::price_cut), put("cut_off", &Regimes::cut_off),
      put("rental_closed", &Regimes::rental_closed);
  put("rental_kyc", &Regimes::rental_kyc), put("hosting_closed", &Regimes::hosting_closed),
      put("hosting_kyc", &Regimes::hosting_kyc);
  put("hub_enforcement", &Regimes::hub_enforcement), put("capacity", &Regimes::capacity),
      put("subsidy", &Regimes::subsidy);
  put("evaded_dies", &Regimes::evaded_dies), put("power_added", &Regimes::power_added), put("goods", &Regimes::goods);
  put("goods_announced", &Regimes::goods_announced), put("talent_barred", &Regimes::talent_barred),
      put("talent_pull", &Regimes::talent_pull);
  put("enforcement", &Regimes::enforcement);
}

}  // namespace chokepoint
