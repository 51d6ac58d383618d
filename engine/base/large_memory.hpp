// Memory for long arrays: on huge pages, so that random access to them seldom misses the table of pages.
#pragma once

#include <cstddef>
#include <new>

namespace chokepoint {

inline constexpr std::size_t huge_page = std::size_t{2} << 20;

/// Asks the system to back this memory with huge pages, where it can.
void advise_huge_pages(void* memory, std::size_t bytes);

/// The allocator of columns: arrays of a huge page or more begin at the start of one. Smaller ones are as usual.
template <class T>
struct ColumnAllocator {
  using value_type = T;
  ColumnAllocator() = default;
  template <class U>
  constexpr ColumnAllocator(const ColumnAllocator<U>&) {}

  [[nodiscard]] T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < huge_page) return static_cast<T*>(::operator new(bytes));
    void* memory = ::operator new (bytes, std::align_val_t{huge_page});
    advise_huge_pages(memory, bytes);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    if (count * sizeof(T) < huge_page)
      ::operator delete(memory);
    else
      ::operator delete (memory, std::align_val_t{huge_page});
  }
  friend constexpr bool operator==(ColumnAllocator, ColumnAllocator) { return true; }
};

}  // namespace chokepoint
