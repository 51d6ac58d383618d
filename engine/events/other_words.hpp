// Words that published policies use and the language says otherwise: what to write instead.
#pragma once

#include <string_view>

namespace chokepoint {

/// What to write instead of a key of events of a type, or empty.
[[nodiscard]] std::string_view other_word_for_key(std::string_view type, std::string_view key);
/// What to write instead of a type of event, or empty.
[[nodiscard]] std::string_view other_word_for_type(std::string_view type);

}  // namespace chokepoint
