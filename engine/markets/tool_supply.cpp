// Tool denial from the table of barred toolmakers.
#include "engine/markets/tool_supply.hpp"

#include <algorithm>

namespace chokepoint {

double tool_denial(const MonthView& view, NationId n, double node) {
  const Toolmakers& t = view.world.toolmakers;
  if (!view.regimes.tools.column_touched(n)) return 0;
  double open = 1;
  for (const NationId home : view.world.data->tool_homes) {
    double closed = 0;
    for (const ToolmakerId e : t.nation.ids()) {
      const ToolRule& rule = view.regimes.tools(e, n);
      if (t.nation[e] == home && rule.denied > 0 && node >= rule.node_min) closed += t.denial_weight[e] * rule.denied;
    }
    if (closed > 0) open *= 1 - std::min(1.0, closed);
  }
  return 1 - open;
}

double tool_denial(const MonthView& view, NationId n) {
  const Foundries& f = view.world.foundries;
  double node = -no_limit;
  for (const FoundryId q : f.nation.ids())
    if (f.nation[q] == n) node = std::max(node, f.node[q]);
  return tool_denial(view, n, node > -no_limit ? node : no_limit);
}

}  // namespace chokepoint
