#!/usr/bin/env python3
"""The neutral step with numpy: whole columns at once. See README.md."""
import sys

import numpy as np
from peer import measure


def mix(x):
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def unit(x):
    return (mix(x) >> np.uint64(11)).astype(np.float64) * 2.0**-53


class Model:
    def __init__(self, count):
        u = np.arange(count, dtype=np.uint64)
        buyers = np.empty((count, 8), dtype=np.uint64)
        weights = np.empty((count, 8))
        for j in range(8):
            v = mix(8 * u + np.uint64(j)) % np.uint64(count)
            while True:
                taken = v == u
                for i in range(j):
                    taken |= v == buyers[:, i]
                if not taken.any():
                    break
                v[taken] = (v[taken] + np.uint64(1)) % np.uint64(count)
            buyers[:, j] = v
            weights[:, j] = (0.5 + unit(np.uint64(1 << 40) + 8 * u + np.uint64(j))) / 8
        buyers, weights = buyers.ravel().astype(np.int64), weights.ravel()
        suppliers = np.repeat(np.arange(count, dtype=np.int64), 8)
        order = np.argsort(buyers, kind="stable")  # of one buyer by supplier
        self.suppliers, self.buyers, self.weights = suppliers[order], buyers[order], weights[order]
        self.half_weights = 0.5 * self.weights
        degrees = np.bincount(self.buyers, minlength=count)
        self.degrees = degrees
        self.some = np.flatnonzero(degrees)  # agents that buy at all: reduceat needs sums of at least one
        self.firsts = (np.cumsum(degrees) - degrees)[self.some]
        self.orders = self.weights.copy()
        self.states = [0.5 + unit(np.uint64(1 << 41) + 16 * u + np.uint64(k)) for k in range(16)]
        self.count = count
        self.cost, self.amount = np.zeros(count), np.zeros(count)

    def step(self):
        m, k, a, p, D, s, y, g, w, l, h, b, r, z, f, c = self.states
        q = self.orders
        q *= 0.5
        spread = np.repeat(D, self.degrees)
        spread *= self.half_weights
        q += spread
        cost, amount = self.cost, self.amount
        amount[self.some] = np.add.reduceat(q, self.firsts)
        cost[self.some] = np.add.reduceat(np.take(p, self.suppliers) * q, self.firsts)
        h += 0.2 * ((cost + 0.01) / (amount + 0.01) - h)
        stock = s + amount + 0.05
        y = a * np.exp(0.3 * np.log(k) + 0.4 * np.log(l) + 0.2 * np.log(stock))
        s = 0.8 * (stock - stock * y / (y + stock))
        wanted = np.exp(0.6 * g - 0.7 * p) * (1 + 0.5 * z)
        sold = y * wanted / (y + wanted)
        b = 0.6 * b + 0.4 * wanted / (1 + sold)
        g = 0.85 * g + 0.15 * ((sold - f) / (f + 1) + 0.02 * z)
        f += 0.25 * (sold - f)
        wages = w * l
        c += 0.3 * ((wages + cost) / (y + 0.5) - c)
        m += 0.1 * (p * sold - 0.4 * wages - 0.3 * cost - 0.5 * m)
        r += 0.2 * (1 / (1 + m * m) - r)
        k += 0.05 * (0.5 + f + 0.2 * g - k * (0.8 + 0.2 * r))
        l += 0.2 * ((0.4 + f + b) / (1 + 0.5 * w) - l)
        w += 0.1 * (0.4 + 0.5 * l - 0.8 * w)
        z += 0.05 * (y / (1 + k) - z)
        a += 0.02 * (0.8 + 0.5 * z - 0.3 * r - 0.7 * a)
        p += 0.25 * (0.4 * c + 0.3 * h + 0.5 * np.exp(-s - 0.5 * y) + 0.1 * b - p)
        D = 0.5 * D + 0.5 * (0.3 + f) * (1 + b) / (0.5 + s + h)
        self.states = [m, k, a, p, D, s, y, g, w, l, h, b, r, z, f, c]

    def checksum(self):
        return (sum((k + 1) * state.sum() for k, state in enumerate(self.states)) + self.orders.sum()) / self.count


if __name__ == "__main__":
    measure("numpy", Model, sys.argv)
