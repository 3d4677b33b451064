package dev.gradus.train.session;

import dev.gradus.data.ClassCounts;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Counts the examples of each class before the first step, where they are in memory and few enough
 * to be read within some hundredths of a second. A class of few examples hardly occurs elsewhere.
 */
public final class FewOfClass {
    /** The most inputs that are read. */
    private static final long MOST_VALUES = 1L << 20;

    private FewOfClass() {}

    /**
     * {@return which classes have no example to learn from, or very few, a sentence each; none
     * where values are learned, and for data that take long to read}
     *
     * @param training what is learned from
     * @param heldOut what is validated and tested on
     */
    public static List<String> notes(Dataset training, List<Dataset> heldOut) {
        boolean isQuick =
                Stream.concat(Stream.of(training), heldOut.stream())
                        .allMatch(FewOfClass::isQuicklyRead);
        if (!(training.target() instanceof Target.Classes(int classes)) || !isQuick) {
            return List.of();
        }
        var counts = new ClassCounts(classes, training.classNames(), "example");
        try {
            read(training, classes, counts::addLearned);
            heldOut.forEach(part -> read(part, classes, counts::addHeldOut));
        } catch (DataException _) {
            return List.of(); // said when the example is learned from, if it is
        }
        return counts.notes();
    }

    private static boolean isQuicklyRead(Dataset part) {
        return part.isThreadSafe() && (long) part.size() * part.input().size() <= MOST_VALUES;
    }

    /** Takes the labels that are classes; others are refused when their example is learned from. */
    private static void read(Dataset part, int classes, IntConsumer labels) {
        var batch = new Batch(1, part.input().size(), part.target());
        for (int example = 0; example < part.size(); example++) {
            DatasetView.copy(part, example, batch, 0);
            int label = batch.labels()[0];
            if (label >= 0 && label < classes) {
                labels.accept(label);
            }
        }
    }
}
