// RapidCheck inside Catch2 of either generation (RapidCheck's own `rapidcheck/catch.h` knows only the older one).
#pragma once

#include <rapidcheck.h>

#include <string>
#include <utility>

#include "tests/support/catch.hpp"

namespace chokepoint::test {

/// Checks a property for many generated arguments; a failure prints the smallest counterexample found.
/// `property` takes generated values and uses RC_ASSERT, or returns bool.
template <class Property>
void check_property(const std::string& description, Property&& property) {
  INFO(description);
  CHECK(rc::check(description, std::forward<Property>(property)));
}

}  // namespace chokepoint::test
