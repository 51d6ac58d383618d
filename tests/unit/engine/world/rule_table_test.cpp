// A table of the policy state forgets exactly what was written to it.
#include "engine/world/rule_table.hpp"

#include "engine/measure/metric_table.hpp"
#include "tests/support/catch.hpp"

namespace rule_table_test {

using namespace chokepoint;

TEST_CASE("a rule table remembers what was touched and clears it", "[unit]") {
  RuleTable<NationId, FirmId, double> table(3, 4, 1.0);
  const auto& read = table;
  CHECK(read(NationId{2}, FirmId{3}) == 1);
  CHECK_FALSE(table.touched());
  table(NationId{1}, FirmId{2}) *= 0.5;
  table(NationId{1}, FirmId{2}) *= 0.5;
  table(NationId{2}, FirmId{0}) = 7;
  CHECK(read(NationId{1}, FirmId{2}) == 0.25);
  CHECK((table.row_touched(NationId{1}) && table.row_touched(NationId{2}) && !table.row_touched(NationId{0})));
  CHECK((table.column_touched(FirmId{0}) && table.column_touched(FirmId{2}) && !table.column_touched(FirmId{1})));
  const auto is = [](double value) { return [value](double cell) { return cell == value; }; };
  CHECK((table.any_touched(FirmId{2}, is(0.25)) && !table.any_touched(FirmId{2}, is(1)) &&
         !table.any_touched(FirmId{1}, is(1))));
  RuleTable<NationId, FirmId, double> copy = table;
  table.clear();
  CHECK_FALSE((table.touched() || table.row_touched(NationId{1}) || table.column_touched(FirmId{2})));
  for (const NationId n : ids<NationId>(3))
    for (const FirmId i : ids<FirmId>(4)) CHECK(read(n, i) == 1);
  CHECK(std::as_const(copy)(NationId{2}, FirmId{0}) == 7);
  copy.clear();
  CHECK(std::as_const(copy)(NationId{2}, FirmId{0}) == 1);
}

TEST_CASE("a table too large for an array answers as one", "[unit]") {
  constexpr std::size_t rows = 75, columns = RuleTable<NationId, FirmId, double>::dense_cells / rows + 1000;
  RuleTable<NationId, FirmId, double> table(rows, columns, 1.0);
  const auto& read = table;
  for (int round = 0; round < 2; ++round) {
    CHECK_FALSE((table.touched() || table.column_touched(FirmId{0}) || table.row_touched(NationId{3})));
    table(NationId{3}, FirmId{columns - 1}) *= 0.5;
    table(NationId{4}, FirmId{columns - 1}) = 3;
    table(NationId{3}, FirmId{columns - 1}) *= 0.5;
    table(NationId{3}, FirmId{7}) = 5;
    CHECK((read(NationId{3}, FirmId{columns - 1}) == 0.25 && read(NationId{4}, FirmId{columns - 1}) == 3 &&
           read(NationId{3}, FirmId{7}) == 5));
    CHECK((read(NationId{5}, FirmId{7}) == 1 && read(NationId{3}, FirmId{8}) == 1));
    CHECK((table.column_touched(FirmId{7}) && !table.column_touched(FirmId{8}) && table.row_touched(NationId{4}) &&
           !table.row_touched(NationId{5})));
    const auto is = [](double value) { return [value](double cell) { return cell == value; }; };
    CHECK((table.any_touched(FirmId{columns - 1}, is(0.25)) && table.any_touched(FirmId{columns - 1}, is(3)) &&
           !table.any_touched(FirmId{columns - 1}, is(5)) && !table.any_touched(FirmId{8}, is(1))));
    const RuleTable<NationId, FirmId, double> copy = table;
    CHECK((copy(NationId{3}, FirmId{7}) == 5 && copy(NationId{74}, FirmId{7}) == 1));
    std::vector<std::pair<NationId, FirmId>> seen;
    RuleTable<NationId, FirmId, double> other(rows, columns, 1.0);
    other(NationId{0}, FirmId{1}) = 2;
    other(NationId{3}, FirmId{7}) = 2;
    table.for_each_touched(other, [&](NationId n, FirmId i) { seen.emplace_back(n, i); });
    CHECK(seen == std::vector<std::pair<NationId, FirmId>>{{NationId{0}, FirmId{1}},
                                                           {NationId{3}, FirmId{7}},
                                                           {NationId{3}, FirmId{columns - 1}},
                                                           {NationId{4}, FirmId{columns - 1}}});
    table.clear();
    CHECK((read(NationId{3}, FirmId{7}) == 1 && read(NationId{4}, FirmId{columns - 1}) == 1));
  }
}

TEST_CASE("a kept record holds seven digits, and nothing for series that stay 0", "[unit]") {
  Record record(40, 3);
  for (std::size_t s = 0; s < 40; s += 3)
    for (std::size_t m = 1; m < 3; ++m) record.at(m, s) = 1.0 / 3 + static_cast<double>(s * 10 + m);
  const KeptRecord kept(record);
  CHECK(kept.months() == 3);
  for (std::size_t s = 0; s < 40; ++s) {
    CHECK(kept.is_zero(s) == (s % 3 != 0));
    for (std::size_t m = 0; m < 3; ++m)
      CHECK(kept.at(m, s) == static_cast<double>(static_cast<float>(record.at(m, s))));
  }
}

}  // namespace rule_table_test
