// Dates: what is read, what is refused, and where the calendar turns.
#include "engine/base/month.hpp"

#include "tests/support/catch.hpp"

namespace month_test {

using namespace chokepoint;

TEST_CASE("month: a day is checked against its month and dropped", "[unit]") {
  for (const char* right :
       {"2024-02-29", "2000-02-29", "2023-02-28", "2023-04-30", "2023-12-31", "0000-01-01", "9999-12-31"}) {
    INFO(right);
    CHECK(Month::parse(right) == Month::parse(std::string_view(right).substr(0, 7)));
    CHECK(Month::parse(right).has_value());
  }
  for (const char* wrong : {"2024-02-30", "1900-02-29", "2100-02-29", "2023-04-31", "2023-01-00", "2023-01-32",
                            "2023-13-01", "2023-00-01"}) {
    INFO(wrong);
    CHECK_FALSE(Month::parse(wrong));
  }
}

TEST_CASE("month: text that is no date is refused", "[unit]") {
  for (const char* wrong : {"-",
                            "-------",
                            "2022-1 ",
                            " 2022-1",
                            "2022- 1",
                            "+022-01",
                            "2022-+1",
                            "2022--1",
                            "2022-0x",
                            "20a2-01",
                            "2022-01-",
                            "2022-01-1",
                            "2022-01-+1",
                            "2022-01--1",
                            "2022-01- 1",
                            "2022-01/01",
                            "202201",
                            "2022_01",
                            "2022-01T01",
                            "12022-01",
                            "2022-01-01 ",
                            "\xEF\xBC\x92"
                            "022-0"}) {
    INFO(wrong);
    CHECK_FALSE(Month::parse(wrong));
  }
  CHECK_FALSE(Month::parse(std::string_view("2022\0-01", 8)));
  CHECK_FALSE(Month::parse(std::string_view("2022-0\0", 7)));
}

TEST_CASE("month: years turn on both sides of the epoch", "[unit]") {
  CHECK(Month{0}.calendar_year() == 2017);
  CHECK(Month{11}.text() == "2017-12");
  CHECK(Month{12}.text() == "2018-01");
  CHECK(Month{-12}.text() == "2016-01");
  CHECK(Month{-13}.text() == "2015-12");
  CHECK(Month{-12}.calendar_month() == 1);
  CHECK(Month{-1}.calendar_month() == 12);
  CHECK(Month::of(2017, 1) == Month{0});
  CHECK((Month{5} + 7) - Month{5} == 7);
  CHECK((Month{5} - 7) == Month{-2});
  CHECK(Month{-1} < Month{0});
}

}  // namespace month_test
