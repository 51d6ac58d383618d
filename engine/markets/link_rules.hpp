// Which links of the trade graph the rules in force close, how far, and by which kind of rule.
#pragma once

#include <string_view>

#include "engine/world/world.hpp"

namespace chokepoint {

enum class RuleKind : std::uint8_t {
  none,
  chip_rule,    ///< thresholds for a nation's buyers, after redesigns and licences
  named_buyer,  ///< thresholds for one buyer
  entity_list,  ///< a listed AI firm, designer or foundry
  import_ban,   ///< the buyer's nation bars the supplier
  guidance,     ///< the buyer's nation advises against foreign accelerators
  import_cap,   ///< the quantity allowed is used up
  tool_ban,     ///< a toolmaker may not supply the nation
  hbm_ban,      ///< memory may not be sold to the nation
  service_ban,  ///< the nation keeps the vendor's service out
  cloud_rule,   ///< compute may not be let to the renter's nation
  goods_rule,   ///< a ban on a traded good, by the seller's or the buyer's nation
};
inline constexpr std::array<std::string_view, 12> rule_kind_names = {
    "none",       "chip_rule", "named_buyer", "entity_list", "import_ban", "guidance",
    "import_cap", "tool_ban",  "hbm_ban",     "service_ban", "cloud_rule", "goods_rule"};

/// What the rules in force do to one link.
struct LinkRule {
  double closed_share = 0;         ///< share of what the link could carry that may not flow, 0..1
  RuleKind kind = RuleKind::none;  ///< the kind that closes most of it; the first of equals

  /// More is closed than is open.
  [[nodiscard]] bool closes() const { return closed_share > 0.5; }
  [[nodiscard]] std::string_view name() const { return rule_kind_names[static_cast<std::size_t>(kind)]; }
};

/// The rules on a link, exactly as the phases of the month apply them. Within a nation only a regulator can close a
/// service. Accelerators are judged by the month's terms of sale (`world.designers.terms`), so a redesign or licence
/// that is on sale opens a link. docs/model.md, "Network measures".
[[nodiscard]] LinkRule link_rule(const World& world, const Regimes& regimes, EdgeId link);

}  // namespace chokepoint
