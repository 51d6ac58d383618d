#!/usr/bin/env bash
# A real Slurm of two nodes in a network of its own: array, MPI across the nodes, tasks that die, one digest.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh" "$1"
need slurmctld slurmd munged unshare nsenter
((EUID == 0)) || skip "Slurm's daemons want root"
cluster=$work/slurm
trap '"$here/slurm_local.sh" down "$cluster" >/dev/null 2>&1; rm -rf "$work"' EXIT
"$here/slurm_local.sh" up "$cluster" 2 || skip "Slurm does not start here"
slurm() { "$here/slurm_local.sh" exec "$cluster" "$@"; }
cd "$work"
ended() {  # waits for all jobs
  for _ in $(seq 600); do [[ -z $(slurm squeue -h -o %i) ]] && return; sleep 0.2; done
  slurm squeue; fail "jobs do not end"
}

slurm "$simulate" sweep submit "$study" --out "$work/array" --engine slurm --shards 4
ended
same "array of 4 shards on 2 nodes" "$work/array"
[[ -f $work/array/results/runs.csv ]] || fail "the collector did not run"
nodes=$(grep -aoh '"SLURMD_NODENAME":"n[12]"' "$work"/array/logs/*.log | sort -u | wc -l)
[[ $nodes == 2 ]] || fail "only $nodes node took part"

farm=$(dirname -- "$simulate")/simulate-mpi
if [[ -x $farm ]]; then
  # Nodes that are one machine: only here must ranks be kept from shared memory.
  export OMPI_MCA_pml=ob1 OMPI_MCA_btl=self,tcp OMPI_MCA_btl_tcp_if_include=lo
  slurm "$simulate" sweep submit "$study" --out "$work/mpi" --engine slurm --mpi 4 --nodes 2
  ended
  same "MPI of 4 ranks on 2 nodes" "$work/mpi"
fi

# Tasks that are killed leave the rest to another array of another size.
"$simulate" sweep submit "$study" --out "$work/dies" --shards 3 --print | sed -n '2,/^exit/p' | sed 's/ --quiet &/ --quiet \& sleep 0.5; kill -KILL $!/' >"$work/dies.sbatch"
mkdir -p "$work/dies/slurm"
slurm sbatch --parsable --wait "$work/dies.sbatch" >/dev/null && fail "an array of killed tasks succeeded"
slurm "$simulate" sweep submit "$study" --out "$work/dies" --shards 2
ended
same "array of 3 killed, array of 2 after it" "$work/dies"
echo "PASS"
