// The bare kernel as a peer. See README.md. After the arguments that all peers take: --engine-maths for the exp and log
// of the engine.
#include <memory>
#include <numeric>
#include <string_view>

#include "bench/neutral/network.hpp"
#include "bench/peers/kernel.hpp"
#include "bench/peers/peer.hpp"

namespace {

using namespace chokepoint::bench;

template <class Maths>
struct Model {
  std::unique_ptr<Kernel<Maths>> kernel;
  void step() { kernel->step(); }
  [[nodiscard]] double checksum() const { return kernel->checksum(); }
};

template <class Maths>
Model<Maths> model_of(std::size_t agents) {
  std::vector<std::uint32_t> ids(agents);
  std::iota(ids.begin(), ids.end(), 0U);
  return {std::make_unique<Kernel<Maths>>(ids, network(agents))};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 4 && std::string_view(argv[4]) == "--engine-maths")
    return measure("bare kernel with the engine's maths", argc, argv, model_of<EngineMaths>);
  return measure("bare kernel", argc, argv, model_of<OwnMaths>);
}
