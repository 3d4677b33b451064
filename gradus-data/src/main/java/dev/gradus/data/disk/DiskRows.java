package dev.gradus.data.disk;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gradus.data.ClassCounts;
import dev.gradus.data.DataException;
import dev.gradus.data.DataSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.RowSieve;
import dev.gradus.data.Split;
import dev.gradus.data.Table;
import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Preparer;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.UnreadableFieldException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Prepared rows on disk, or a range of them. */
final class DiskRows implements Dataset {
    /** About how much the system reads at once. */
    private static final int BLOCK_BYTES = 1 << 16;

    private final String name;
    private final Table table;
    private final RowLayout layout;
    private final MemorySegment rows;
    private final Optional<DataSource> source;

    private DiskRows(
            String name,
            Table table,
            RowLayout layout,
            MemorySegment rows,
            Optional<DataSource> source) {
        this.name = name;
        this.table = table;
        this.layout = layout;
        this.rows = rows;
        this.source = source;
    }

    /**
     * Prepares the usable rows of a table, and puts each in its place.
     *
     * @param counts whether a row of the table, counted from 0, is usable
     * @param count how many of them there are
     * @param classes counts the rows of each class
     */
    static DiskRows write(
            Table table,
            Preparer preparer,
            RowLayout layout,
            RowPlaces places,
            IntPredicate counts,
            int count,
            ClassCounts classes,
            Path folder) {
        MemorySegment rows =
                DiskMemory.reserve(
                        folder,
                        "the prepared rows of " + table.name(),
                        (long) count * layout.bytes());
        var writing = new Writing(table, preparer, layout, rows);
        table.forEach(row -> {
            if (counts.test(writing.seen++)) {
                writing.requireAtMost(count);
                writing.put(row, places, classes);
            }
        });
        writing.requireAtLeast(count);
        shuffle(rows, layout.bytes(), places);
        return new DiskRows(table.name(), table, layout, rows, Optional.empty());
    }

    /**
     * Prepares all rows of a further table that can be used, in their order.
     *
     * @param atMost the most rows that the table can have
     */
    static PreparedTable.Further inOrder(
            Table table, Preparation preparation, RowLayout layout, int atMost, Path folder) {
        MemorySegment rows =
                DiskMemory.reserve(
                        folder,
                        "the prepared rows of " + table.name(),
                        (long) atMost * layout.bytes());
        Preparer preparer = PreparedTable.furtherPreparer(table, preparation);
        var writing = new Writing(table, preparer, layout, rows);
        var measurable = new RowSieve.OfFurther(table, preparation, preparer);
        table.forEach(row -> {
            writing.requireAtMost(atMost);
            measurable.take(row, writing::append);
        });
        List<String> notes = measurable.notes();
        MemorySegment used = rows.asSlice(0, (long) writing.written * layout.bytes());
        return new PreparedTable.Further(
                new DiskRows(table.name(), table, layout, used, Optional.empty()), notes);
    }

    private static final class Writing {
        private final Table table;
        private final Preparer preparer;
        private final RowLayout layout;
        private final MemorySegment rows;
        private final float[] inputs;
        private final float[] values;
        private int seen;
        private int written;

        Writing(Table table, Preparer preparer, RowLayout layout, MemorySegment rows) {
            this.table = table;
            this.preparer = preparer;
            this.layout = layout;
            this.rows = rows;
            this.inputs = new float[layout.inputs()];
            this.values = new float[layout.answers()];
        }

        void put(Row row, RowPlaces places, ClassCounts classes) {
            int number = written++;
            int place = places.take(number);
            try {
                fill(row, place);
            } catch (UnreadableFieldException fault) {
                throw new DataException(table.place(row) + ": " + fault.sentence(), fault);
            }
            if (layout.target() instanceof Target.Classes) {
                int label = rows.get(JAVA_INT, (long) place * layout.bytes() + layout.answersAt());
                count(label, places.part(number), classes);
            }
        }

        private static void count(int label, RowPlaces.Part part, ClassCounts classes) {
            switch (part) {
                case TRAINING -> classes.addLearned(label);
                case VALIDATION, TEST -> classes.addHeldOut(label);
            }
        }

        void append(Row row) {
            fill(row, written);
            written++;
        }

        void fill(Row row, int place) {
            long at = (long) place * layout.bytes();
            preparer.inputs(row, inputs, 0);
            if (layout.target() instanceof Target.Classes) {
                rows.set(JAVA_INT, at + layout.answersAt(), preparer.label(row));
            } else {
                preparer.values(row, values, 0);
                MemorySegment.copy(
                        values, 0, rows, JAVA_FLOAT, at + layout.answersAt(), values.length);
            }
            MemorySegment.copy(inputs, 0, rows, JAVA_FLOAT, at, inputs.length);
            rows.set(JAVA_INT, at + layout.lineAt(), (int) Math.min(row.line(), Integer.MAX_VALUE));
        }

        void requireAtMost(int count) {
            if (written >= count) {
                throw changed();
            }
        }

        void requireAtLeast(int count) {
            if (written < count) {
                throw changed();
            }
        }

        private DataException changed() {
            return new DataException(
                    table.name() + " changed while it was read; try again when it is complete");
        }
    }

    private static void shuffle(MemorySegment rows, int bytes, RowPlaces places) {
        var one = MemorySegment.ofArray(new byte[bytes]);
        for (int bucket = 0; bucket < places.buckets(); bucket++) {
            int start = places.start(bucket);
            for (int row = places.start(bucket + 1) - start - 1; row > 0; row--) {
                long here = (long) (start + row) * bytes;
                long there = (long) (start + places.partner(bucket, row)) * bytes;
                MemorySegment.copy(rows, here, one, 0, bytes);
                MemorySegment.copy(rows, there, rows, here, bytes);
                MemorySegment.copy(one, 0, rows, there, bytes);
            }
        }
    }

    DiskRows part(String part, int first, int count, Optional<DataSource> origin) {
        long bytes = layout.bytes();
        return new DiskRows(
                part, table, layout, rows.asSlice(first * bytes, count * bytes), origin);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return (int) (rows.byteSize() / layout.bytes());
    }

    @Override
    public Shape input() {
        return Shape.vector(layout.inputs());
    }

    @Override
    public Target target() {
        return layout.target();
    }

    @Override
    public List<String> classNames() {
        return layout.classes();
    }

    @Override
    public Optional<DataSource> origin() {
        return source;
    }

    @Override
    public int block() {
        return Math.max(1, BLOCK_BYTES / layout.bytes());
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        long at = (long) example * layout.bytes();
        int width = layout.inputs();
        MemorySegment.copy(rows, JAVA_FLOAT, at, batch.inputs(), row * width, width);
        switch (layout.target()) {
            case Target.Classes _ ->
                    batch.labels()[row] = rows.get(JAVA_INT, at + layout.answersAt());
            case Target.Values(int count) ->
                    MemorySegment.copy(
                            rows,
                            JAVA_FLOAT,
                            at + layout.answersAt(),
                            batch.values(),
                            row * count,
                            count);
        }
    }

    @Override
    public String place(int example) {
        long at = (long) example * layout.bytes();
        return table.place(rows.get(JAVA_INT, at + layout.lineAt()));
    }

    @Override
    public Dataset range(int first, int end) {
        if (first < 0 || end > size() || first >= end) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s has examples 0 to %d, got the range from %d up to %d",
                            name, size() - 1, first, end));
        }
        return part(
                Text.of("%s, examples %d to %d", name, first, end - 1),
                first,
                end - first,
                Optional.empty());
    }

    /** Holds out a range, chosen by seed, of the rows, whose order is random already. */
    @Override
    public Split split(double share, long seed) {
        if (!(share > 0 && share < 1) || size() < 2) {
            throw new IllegalArgumentException(
                    "a share to hold out of %s lies above 0 and below 1, as in 0.1; got %s"
                            .formatted(name, share));
        }
        int held = Math.clamp(Math.round(share * size()), 1, size() - 1);
        int first = held * (int) Philox.below(size() / held, seed, Purpose.VALIDATION_SPLIT, 0, 0);
        return new Split(new RowsAround(this, first, held), range(first, first + held));
    }
}
