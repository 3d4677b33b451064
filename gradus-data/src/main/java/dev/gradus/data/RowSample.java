package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Sha256;
import dev.gradus.number.Text;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A few rows of a data set, each known by a hash of its inputs and target. A model keeps those of
 * the rows that it learned from, so that measuring it on the same rows can be told from measuring
 * it on others, wherever they come from and in whatever order they are.
 *
 * @param rows the hashes, at most {@value #MOST} texts without spaces
 */
public record RowSample(List<String> rows) {
    /** Begins a hash of this version; those of earlier versions have no such sign. */
    private static final String MIXED = "m";

    private static final Pattern HASH = Pattern.compile(MIXED + "?[0-9a-f]{16}");

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
        RowHash hash = RowHash.mixed();
        return new RowSample(
                LongStream.range(0, count)
                        .mapToObj(i -> {
                            int example = (int) (i * data.size() / count);
                            DatasetView.copy(data, example, batch, 0);
                            return MIXED + HexFormat.of().toHexDigits(hash.of(batch, 0));
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
        return new Search(this);
    }

    /** Looks for the rows of a sample while other rows pass. Not thread-safe. */
    public static final class Search {
        private final RowHash hash;
        private final long[] sought;
        private final BitSet found = new BitSet();

        private Search(RowSample sample) {
            boolean isMixed = sample.rows.stream().anyMatch(row -> row.startsWith(MIXED));
            hash = isMixed ? RowHash.mixed() : RowHash.sha256();
            sought =
                    sample.rows.stream()
                            .filter(row -> HASH.matcher(row).matches())
                            .map(row -> row.substring(isMixed ? MIXED.length() : 0))
                            .mapToLong(row -> Long.parseUnsignedLong(row, 16))
                            .sorted()
                            .distinct()
                            .toArray();
        }

        /**
         * Looks at all rows of a batch.
         *
         * @param batch the rows
         */
        public void on(Batch batch) {
            for (int row = 0; row < batch.size(); row++) {
                int place = Arrays.binarySearch(sought, hash.of(batch, row));
                if (place >= 0) {
                    found.set(place);
                }
            }
        }

        /** {@return what was found so far} */
        public Found found() {
            return new Found(found.cardinality(), sought.length);
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

    /** A 64-bit hash of an example: of the bits of its inputs and its target. Not thread-safe. */
    @FunctionalInterface
    interface RowHash {
        /** Returns the hash of one row. */
        long of(Batch batch, int row);

        /**
         * Returns the hash that models of earlier versions keep: the first 8 bytes of the SHA-256
         * of the numbers, the highest byte of each first.
         */
        static RowHash sha256() {
            MessageDigest digest = Sha256.digest();
            return new RowHash() {
                private ByteBuffer bytes = ByteBuffer.allocate(0);

                @Override
                public long of(Batch batch, int row) {
                    int inputs = batch.inputSize();
                    int targets = targets(batch.target());
                    int size = (inputs + targets) * Float.BYTES;
                    bytes = bytes.capacity() == size ? bytes.clear() : ByteBuffer.allocate(size);
                    bytes.asFloatBuffer().put(batch.inputs(), row * inputs, inputs);
                    bytes.position(inputs * Float.BYTES);
                    switch (batch.target()) {
                        case Target.Classes _ -> bytes.putInt(batch.labels()[row]);
                        case Target.Values _ ->
                                bytes.asFloatBuffer().put(batch.values(), row * targets, targets);
                    }
                    return ByteBuffer.wrap(digest.digest(bytes.array())).getLong();
                }
            };
        }

        /**
         * Returns a hash that costs about as much as reading the row. It tells rows apart that
         * happen to differ, not rows that somebody made to look alike.
         */
        static RowHash mixed() {
            return RowHash::mixed;
        }

        private static long mixed(Batch batch, int row) {
            int inputs = batch.inputSize();
            long hash = mixed(batch.inputs(), row * inputs, inputs, inputs);
            return switch (batch.target()) {
                case Target.Classes _ -> step(hash, batch.labels()[row]);
                case Target.Values(int width) -> mixed(batch.values(), row * width, width, hash);
            };
        }

        /** Four lanes, because each step waits for the one before it. */
        private static long mixed(float[] numbers, int from, int count, long seed) {
            long a = seed + 1;
            long b = seed + 2;
            long c = seed + 3;
            long d = seed + 4;
            int i = from;
            for (int last = from + count - 3; i < last; i += 4) {
                a = step(a, Float.floatToRawIntBits(numbers[i]));
                b = step(b, Float.floatToRawIntBits(numbers[i + 1]));
                c = step(c, Float.floatToRawIntBits(numbers[i + 2]));
                d = step(d, Float.floatToRawIntBits(numbers[i + 3]));
            }
            for (; i < from + count; i++) {
                a = step(a, Float.floatToRawIntBits(numbers[i]));
            }
            return step(step(step(a, b), c), d);
        }

        /**
         * Different numbers lead to different hashes, since multiplying by an odd number loses
         * none.
         */
        private static long step(long hash, long number) {
            long product = (hash ^ number) * 0x9E3779B97F4A7C15L;
            return product ^ (product >>> 32);
        }

        /** Returns how many numbers the target of one example has. */
        private static int targets(Target target) {
            return switch (target) {
                case Target.Classes _ -> 1;
                case Target.Values(int width) -> width;
            };
        }
    }
}
