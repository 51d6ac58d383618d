// The keys of study files: what `simulate sweep` reads.
#pragma once

#include "engine/base/form.hpp"

namespace chokepoint {

/// A study as a whole; its keys name the forms of its parts.
[[nodiscard]] const config::Form& study_form();

}  // namespace chokepoint
