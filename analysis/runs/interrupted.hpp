// How a person's wish to stop travels from whoever runs to the door.
#pragma once

namespace chokepoint {

/// A person stopped the program: exit code 130.
struct Interrupted {};

}  // namespace chokepoint
