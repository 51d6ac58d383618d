// Catch2, whichever of its two generations is installed. Tests include this and never Catch2 itself.
#pragma once

#ifdef CHOKEPOINT_CATCH2_V3
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
