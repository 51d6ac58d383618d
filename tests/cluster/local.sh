#!/usr/bin/env bash
# One digest for one and two workers, shards in any order, and after many kills on ever other shards.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh" "$1"
trap 'rm -rf "$work"' EXIT
kills=${2:-50}

"$simulate" sweep run "$study" --out "$work/two" --workers 2 --quiet
same "two workers" "$work/two"
same "collected again" "$work/two"
for shard in 3 0 4 1 2; do "$simulate" sweep run "$study" --out "$work/shards" --shard $shard/5 --quiet; done
same "five shards, shuffled" "$work/shards"
"$simulate" sweep collect "$work/two" >/dev/null & first=$!
"$simulate" sweep collect "$work/two" >/dev/null & second=$!
wait $first && wait $second || fail "two collectors at once"
same "after two collectors at once" "$work/two"

RANDOM=7
killed=0 rounds=0
while ((killed < kills)); do
  rounds=$((rounds + 1))
  rm -rf "$work/killed"
  left=1
  while ((left && killed < kills)); do
    shards=$((RANDOM % 3 + 1))
    "$simulate" sweep run "$study" --out "$work/killed" --shard $((RANDOM % shards))/$shards --workers $((RANDOM % 2 + 1)) --quiet 2>/dev/null & child=$!
    sleep 0.$((RANDOM % 35 + 10))
    if kill -KILL $child 2>/dev/null; then killed=$((killed + 1)); fi
    wait $child 2>/dev/null || true
    "$simulate" sweep status "$work/killed" --json 2>/dev/null | grep -q '"left": 0' && left=0
  done
  sleep 0.2  # orphans of the last kill end
  "$simulate" sweep run "$study" --out "$work/killed" --quiet
  same "after $killed kills" "$work/killed"
done

# Asked to stop: ends well, says 75, and the same command goes on.
"$simulate" sweep run "$study" --out "$work/asked" --workers 1 --quiet 2>/dev/null & child=$!
sleep 0.5
kill -USR1 $child 2>/dev/null || true
code=0; wait $child || code=$?
[[ $code == 75 || $code == 0 ]] || fail "asked to stop it gave $code"
"$simulate" sweep run "$study" --out "$work/asked" --quiet
same "after a stop that was asked for" "$work/asked"

# A log cut short and one with rubbish in it: what was lost is done again.
for log in "$work"/asked/logs/*.log; do truncate -s -17 "$log"; printf 'rubbish' >>"$log"; break; done
"$simulate" sweep collect "$work/asked" >/dev/null 2>&1 && fail "a lost record is not told"
"$simulate" sweep run "$study" --out "$work/asked" --quiet
same "after a log was cut" "$work/asked"

# A full disk: said, nothing lost, done once there is room.
if ((EUID == 0)) && mkdir -p "$work/small" && mount -t tmpfs -o size=60k tmpfs "$work/small" 2>/dev/null; then
  trap 'umount "$work/small" 2>/dev/null; rm -rf "$work"' EXIT
  code=0; "$simulate" sweep run "$study" --out "$work/small/out" --quiet 2>"$work/said" || code=$?
  [[ $code == 1 ]] && grep -q "No space left on device" "$work/said" || fail "a full disk gave $code: $(cat "$work/said")"
  mount -o remount,size=40m "$work/small"
  "$simulate" sweep run "$study" --out "$work/small/out" --quiet
  same "after the disk was full" "$work/small/out"
fi
echo "PASS"
