// The first user of the tests' precompiled header; CMake makes the header for a target that has one.
#include "tests/support/catch.hpp"
