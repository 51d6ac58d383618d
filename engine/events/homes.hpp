// What a nation is home to: who is there to be bound by a measure, or to be helped by it.
#pragma once

#include <algorithm>

#include "engine/world/world.hpp"

namespace chokepoint::events {

inline bool has_ai_firms(const WorldData& data, NationId n) { return !data.firms_of[n].empty(); }

/// Firms that train models, and sell them as services.
inline bool has_labs(const WorldData& data, NationId n) {
  return std::ranges::find(data.model_homes, n) != data.model_homes.end();
}

inline bool has_designers(const WorldData& data, NationId n) {
  return data.is_home(n, data.vertex(DesignerId{0}), data.vertex(FoundryId{0}));
}

inline bool has_foundries(const WorldData& data, NationId n) {
  return data.is_home(n, data.vertex(FoundryId{0}), data.vertex(MemoryMakerId{0}));
}

inline bool has_memory_makers(const WorldData& data, NationId n) {
  return data.is_home(n, data.vertex(MemoryMakerId{0}), data.vertex(ToolmakerId{0}));
}

inline bool has_toolmakers(const WorldData& data, NationId n) {
  return std::ranges::find(data.tool_homes, n) != data.tool_homes.end();
}

}  // namespace chokepoint::events
