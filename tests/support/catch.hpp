// Catch2, whichever of its two generations is installed. Tests include this and never Catch2 itself.
#pragma once

#include <string>

#ifdef CHOKEPOINT_CATCH2_V3
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif

namespace chokepoint::test {

/// Whether a message says something; the whole of it stands in a failure.
inline bool has(const std::string& text, const std::string& part) {
  UNSCOPED_INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace chokepoint::test
