// Who said what: the final value of a key, the file and line it came from, what it overrode; and how two scenarios
// differ.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/scenario/composition.hpp"

namespace chokepoint {

/// All that was ever said of a key, the winner last. The data's own value comes first.
struct Account {
  std::string key;
  std::vector<Statement> statements;
};

/// Accounts of a key and of all keys below it: `parameters.chips.price`, `chips.price`, `firms.Meta.openness`,
/// `scenario.end`, an event's id, or `ID.FIELD`. A key that no one speaks of is a mistake with the nearest that someone
/// does.
[[nodiscard]] std::vector<Account> accounts_of(const Composition& composition, const WorldFiles& files,
                                               const std::string& key, Mistakes& mistakes);

/// A key in which two scenarios differ. Empty: not said.
struct Difference {
  std::string key, left, right;
};

/// What two scenarios differ in, by key: events and their fields, overrides, last month, the family, what they are
/// compared with.
[[nodiscard]] std::vector<Difference> differences(const Composition& left, const Composition& right);

/// Keys and texts of all that a composition finally says.
[[nodiscard]] std::map<std::string, std::string> final_values(const Composition& composition);

}  // namespace chokepoint
