// Asking Linux for huge pages; elsewhere pages stay as they are.
#include "engine/base/large_memory.hpp"

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace chokepoint {

void advise_huge_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#ifdef __linux__
  ::madvise(memory, bytes / huge_page * huge_page, MADV_HUGEPAGE);  // advice: if it is not taken, nothing is lost
#endif
}

}  // namespace chokepoint
