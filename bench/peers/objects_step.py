#!/usr/bin/env python3
"""The neutral step with one Python object for each agent. See README.md."""
import sys
from math import exp, log

from peer import measure

MASK = (1 << 64) - 1


def mix(x):
    x = (x + 0x9E3779B97F4A7C15) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def unit(x):
    return (mix(x) >> 11) * 2.0**-53


class Agent:
    __slots__ = ("m", "k", "a", "p", "D", "s", "y", "g", "w", "l", "h", "b", "r", "z", "f", "c", "next_p", "links")

    def __init__(self, v):
        for k, name in enumerate(self.__slots__[:16]):
            setattr(self, name, 0.5 + unit((1 << 41) + 16 * v + k))
        self.links = []

    def step(self):
        cost = amount = 0.0
        demand = 0.5 * self.D
        for link in self.links:
            q = link.q = 0.5 * link.q + link.w * demand
            amount += q
            cost += link.supplier.p * q
        h = self.h = self.h + 0.2 * ((cost + 0.01) / (amount + 0.01) - self.h)
        stock = self.s + amount + 0.05
        y = self.y = self.a * exp(0.3 * log(self.k) + 0.4 * log(self.l) + 0.2 * log(stock))
        s = self.s = 0.8 * (stock - stock * y / (y + stock))
        wanted = exp(0.6 * self.g - 0.7 * self.p) * (1 + 0.5 * self.z)
        sold = y * wanted / (y + wanted)
        b = self.b = 0.6 * self.b + 0.4 * wanted / (1 + sold)
        self.g = 0.85 * self.g + 0.15 * ((sold - self.f) / (self.f + 1) + 0.02 * self.z)
        f = self.f = self.f + 0.25 * (sold - self.f)
        wages = self.w * self.l
        c = self.c = self.c + 0.3 * ((wages + cost) / (y + 0.5) - self.c)
        m = self.m = self.m + 0.1 * (self.p * sold - 0.4 * wages - 0.3 * cost - 0.5 * self.m)
        r = self.r = self.r + 0.2 * (1 / (1 + m * m) - self.r)
        k = self.k = self.k + 0.05 * (0.5 + f + 0.2 * self.g - self.k * (0.8 + 0.2 * r))
        self.l += 0.2 * ((0.4 + f + b) / (1 + 0.5 * self.w) - self.l)
        self.w += 0.1 * (0.4 + 0.5 * self.l - 0.8 * self.w)
        z = self.z = self.z + 0.05 * (y / (1 + k) - self.z)
        self.a += 0.02 * (0.8 + 0.5 * z - 0.3 * r - 0.7 * self.a)
        self.next_p = self.p + 0.25 * (0.4 * c + 0.3 * h + 0.5 * exp(-s - 0.5 * y) + 0.1 * b - self.p)
        self.D = 0.5 * self.D + 0.5 * (0.3 + f) * (1 + b) / (0.5 + s + h)

    def publish(self):
        self.p = self.next_p


class Link:
    __slots__ = ("supplier", "w", "q")

    def __init__(self, supplier, w):
        self.supplier, self.w, self.q = supplier, w, w


class Model:
    def __init__(self, count):
        self.agents = [Agent(v) for v in range(count)]
        for u, supplier in enumerate(self.agents):
            buyers = []
            for j in range(8):
                v = mix(8 * u + j) % count
                while v == u or v in buyers:
                    v = (v + 1) % count
                buyers.append(v)
                self.agents[v].links.append(Link(supplier, (0.5 + unit((1 << 40) + 8 * u + j)) / 8))

    def step(self):
        for agent in self.agents:
            agent.step()
        for agent in self.agents:
            agent.publish()

    def checksum(self):
        total = 0.0
        for agent in self.agents:
            total += sum((k + 1) * getattr(agent, name) for k, name in enumerate(Agent.__slots__[:16]))
            total += sum(link.q for link in agent.links)
        return total / len(self.agents)


if __name__ == "__main__":
    measure("python objects", Model, sys.argv)
