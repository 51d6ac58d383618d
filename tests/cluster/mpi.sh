#!/usr/bin/env bash
# The same digest under MPI, after ranks were killed, and on other engines afterwards.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh" "$1"
need mpirun unshare
farm=$(dirname -- "$simulate")/simulate-mpi
[[ -x $farm ]] || skip "this build has no simulate-mpi"
trap 'rm -rf "$work"' EXIT
# Only the loopback interface: nothing listens where others could reach it.
alone() { if ((EUID == 0)); then unshare -n sh -c 'ip link set lo up && exec "$@"' sh "$@"; else unshare -rn sh -c 'ip link set lo up && exec "$@"' sh "$@"; fi; }
alone true 2>/dev/null || skip "no network namespaces here"

for ranks in 2 3 5; do
  alone mpirun -n $ranks "$farm" "$study" --out "$work/mpi$ranks" || fail "$ranks ranks"
  same "$ranks ranks" "$work/mpi$ranks"
done
alone mpirun -n 1 "$farm" "$study" --out "$work/one" || fail "one rank"
same "one rank" "$work/one"

"$simulate" sweep run "$study" --out "$work/mixed" --shard 1/3 --quiet
alone mpirun -n 3 "$farm" "$study" --out "$work/mixed" >/dev/null & job=$!
sleep 0.9
for rank in $(pgrep -P $job); do kill -KILL "$rank" && break; done 2>/dev/null || true
wait $job 2>/dev/null || true
sleep 0.5
alone mpirun -n 3 "$farm" "$study" --out "$work/mixed" >/dev/null
same "a third on shards, then MPI killed, then MPI again" "$work/mixed"

# Jobs killed at random moments, each going on with what the one before left, shards in between.
RANDOM=11
for round in 1 2; do
  rm -rf "$work/killed"
  for kill in 1 2 3 4 5; do
    alone mpirun -n 3 "$farm" "$study" --out "$work/killed" >/dev/null 2>&1 & job=$!
    sleep 0.$((RANDOM % 50 + 40))
    kill -KILL $job 2>/dev/null || true
    wait $job 2>/dev/null || true
    timeout -s KILL 0.$((RANDOM % 30 + 10)) "$simulate" sweep run "$study" --out "$work/killed" --shard 1/$((RANDOM % 3 + 2)) --workers 1 --quiet 2>/dev/null || true
  done
  sleep 0.5
  if ((round == 1)); then alone mpirun -n 3 "$farm" "$study" --out "$work/killed" >/dev/null; else "$simulate" sweep run "$study" --out "$work/killed" --quiet; fi
  same "ten kills of MPI jobs and shards, round $round" "$work/killed"
done

code=0; OMPI_COMM_WORLD_SIZE=  SLURM_NTASKS=4 alone "$farm" "$study" --out "$work/alone" 2>"$work/said" || code=$?
[[ $code == 2 ]] && grep -q "sees itself alone" "$work/said" || fail "a rank alone among four gave $code: $(cat "$work/said")"
code=0; alone mpirun -n 2 "$farm" "$here/nothing.yaml" --out "$work/wrong" 2>/dev/null || code=$?
[[ $code == 2 ]] || fail "a wrong study gave $code"
rm -f /dev/shm/vader_segment.* 2>/dev/null || true
echo "PASS"
