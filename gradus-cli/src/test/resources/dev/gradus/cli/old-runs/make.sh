#!/bin/sh
# Makes the runs that OldRunsTest goes on with: make.sh GRADUS RUNS, in the folder of points.csv.
set -eu
gradus=$1
runs=$2
for backend in java onednn; do
    "$gradus" train points.csv --label class --model "dense(5) tanh dropout(0.2) dense(2)" --backend $backend \
        --threads 1 --lr "cosine(0.2, 0.01) * plateau(patience=2)" --optimizer "momentum(0.9)" --batch-size 6 \
        --steps 10 --validation-share 0.2 --stop "time 1h" --stop "patience 20" --clip-norm 5 \
        --checkpoint-every 10 --keep 4 --seed 3 --runs "$runs" --name $backend --quiet
    "$gradus" resume --runs "$runs" $backend --steps 20 --extend stretch --quiet
    "$gradus" resume --runs "$runs" $backend --steps 30 --extend keep --lr 0.04 --quiet
    "$gradus" fork --runs "$runs" $backend@4 --lr 0.003 --name $backend-fork --quiet
done
rm -rf "$runs"/*/plots "$runs"/*/control "$runs"/*/run.lock
