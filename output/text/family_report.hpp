// The members of a family of scenarios side by side.
#pragma once

#include <string>
#include <vector>

#include "analysis/compare/outcome_table.hpp"
#include "output/text/table.hpp"

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
  struct Member {
    std::string name;
    bool compared = false;
    OutcomeTable outcomes;
    [[nodiscard]] Month last() const { return outcomes.months().back(); }
    /// Of the member, not of what it is compared with.
    [[nodiscard]] const Outcome& at(std::size_t row, Month month) const {
      return outcomes.at(compared ? 1 : 0, row, month);
    }
  };
  [[nodiscard]] static std::string brief(const Member& member, std::string_view metric, std::string_view agent);
  [[nodiscard]] static TableRow gap_row(const Member& member);

  std::string reference_, bands_, limit_;
  std::vector<Member> members_;
};

}  // namespace chokepoint::output
