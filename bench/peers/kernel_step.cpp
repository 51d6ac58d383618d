// The bare kernel as a peer. See README.md.
#include <memory>
#include <numeric>

#include "bench/neutral/network.hpp"
#include "bench/peers/kernel.hpp"
#include "bench/peers/peer.hpp"

int main(int argc, char** argv) {
  using namespace chokepoint::bench;
  struct Model {
    std::unique_ptr<Kernel> kernel;
    void step() { kernel->step(); }
    [[nodiscard]] double checksum() const { return kernel->checksum(); }
  };
  return measure("bare kernel", argc, argv, [](std::size_t agents) {
    std::vector<std::uint32_t> ids(agents);
    std::iota(ids.begin(), ids.end(), 0U);
    return Model{std::make_unique<Kernel>(ids, network(agents))};
  });
}
