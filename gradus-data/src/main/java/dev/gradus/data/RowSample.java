package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * A few rows of a data set, each known by a hash of its inputs and target. A model keeps those of
 * the rows that it learned from, so that measuring it on the same rows can be told from measuring
 * it on others, wherever they come from and in whatever order they are.
 *
 * @param rows the hashes, at most {@value #MOST} texts without spaces
 */
public record RowSample(List<String> rows) {
    /** Of data that hold a tenth of the rows, at least one is found 999 times in 1,000. */
    private static final int MOST = 64;

    /** Copies the list. */
    public RowSample {
        rows = List.copyOf(rows);
    }

    /**
     * {@return rows at equal distances, all of them if there are at most {@value #MOST}}
     *
     * @param data the rows
     */
    public static RowSample of(Dataset data) {
        int count = Math.min(MOST, data.size());
        var batch = new Batch(1, data.input().size(), data.target());
        batch.size(1);
        return new RowSample(
                LongStream.range(0, count)
                        .mapToObj(i -> {
                            data.copy((int) (i * data.size() / count), batch, 0);
                            return Fingerprint.ofRow(batch, 0);
                        })
                        .toList());
    }

    /**
     * {@return the sample with this text}
     *
     * @param text what {@link #text} returned
     */
    public static RowSample read(String text) {
        return new RowSample(
                Arrays.stream(text.split(" ", -1)).filter(row -> !row.isEmpty()).toList());
    }

    /** {@return the hashes, separated by spaces} */
    public String text() {
        return String.join(" ", rows);
    }

    /** {@return a search for these rows among others} */
    public Search search() {
        return new Search(Set.copyOf(rows));
    }

    /** Looks for the rows of a sample while other rows pass. */
    public static final class Search {
        private final Set<String> sought;
        private final Set<String> found = new HashSet<>();

        private Search(Set<String> sought) {
            this.sought = sought;
        }

        /**
         * Looks at all rows of a batch.
         *
         * @param batch the rows
         */
        public void on(Batch batch) {
            for (int row = 0; row < batch.size(); row++) {
                String hash = Fingerprint.ofRow(batch, row);
                if (sought.contains(hash)) {
                    found.add(hash);
                }
            }
        }

        /** {@return what was found so far} */
        public Found found() {
            return new Found(found.size(), sought.size());
        }
    }

    /**
     * How many different rows of a sample were found.
     *
     * @param found how many there are among the rows that were looked at
     * @param sampled how many were looked for
     */
    public record Found(int found, int sampled) {
        /** {@return what it means for a measurement; empty if no row was found} */
        public Optional<String> sentence() {
            return found == 0
                    ? Optional.empty()
                    : Optional.of(
                            Text.of(
                                    "the model learned from some of these rows (%d of a sample of %d are here), so other rows may give worse results",
                                    found, sampled));
        }
    }
}
