package dev.gradus.bench.tables;

import dev.gradus.data.Fold;
import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One training.
 *
 * @param table what is trained on
 * @param split which of its training files
 * @param fold which part of that file is measured; empty to measure the test file
 * @param seed seeds all that is drawn in training
 */
record Trial(Reference table, int split, Optional<Fold> fold, long seed) {
    /** Returns the trainings that measure the test files. */
    static List<Trial> ofTests(Reference table, List<Integer> splits, int seeds) {
        var trials = new ArrayList<Trial>();
        for (int split : splits) {
            for (int seed = 1; seed <= seeds; seed++) {
                trials.add(new Trial(table, split, Optional.empty(), seed));
            }
        }
        return trials;
    }

    /** Returns the trainings that measure each fold of the training files, with a seed for each. */
    static List<Trial> ofFolds(Reference table, List<Integer> splits, int seeds, int folds) {
        return splits.stream()
                .flatMap(split ->
                        IntStream.range(0, folds * seeds)
                                .mapToObj(i ->
                                        new Trial(
                                                table,
                                                split,
                                                Optional.of(new Fold(i % folds, folds)),
                                                1 + i / folds)))
                .toList();
    }

    /** Returns what tells it from others, on one line. */
    String key() {
        return Text.of(
                "%s\t%d\t%s\t%d",
                table.name(),
                split,
                fold.map(each -> each.number() + "/" + each.count()).orElse("test"),
                seed);
    }
}
