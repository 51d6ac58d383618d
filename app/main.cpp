// The front door: the program `simulate`.
#include "app/commands/front_door.hpp"

int main(int argc, char** argv) { return chokepoint::app::simulate(argc, argv); }
