// The members of a family of scenarios side by side.
#pragma once

#include <string>
#include <vector>

#include "output/text/run_report.hpp"

namespace chokepoint::output {

/// What is kept of one member once its runs are done: its headline metrics in each reported month.
class FamilyTable {
 public:
  void add(const Results& results);

  /// Members as rows; of the last month the capability gap and its paired difference with bands, compute and chips in
  /// brief.
  [[nodiscard]] std::string text(const TextStyle& style) const;
  /// One row for each member, headline metric, month and statistic.
  [[nodiscard]] std::string csv() const;

 private:
  struct Cell {
    Month month;
    const Headline* headline;
    Summary level, change;
    Certainty certainty;
  };
  struct Member {
    std::string name;
    bool compared = false;
    std::vector<Cell> cells;
  };
  std::string reference_, bands_, limit_;
  std::vector<Member> members_;
};

}  // namespace chokepoint::output
