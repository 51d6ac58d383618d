// The supply network of one month as tables for a person.
#pragma once

#include <string>
#include <vector>

#include "output/files/network_files.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

/// Suppliers that are taken out together, and what is lost.
struct Removal {
  std::vector<std::string> suppliers;
  double flow_lost = 0;
};

/// Chokepoints, concentration of each good, what is closed and by whom, who is cut off. Ties go by name.
[[nodiscard]] std::string network_report(const NetworkPicture& picture, const Removal& removal, const TextStyle& style);

}  // namespace chokepoint::output
