package dev.gradus.data.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Split;
import dev.gradus.data.Table;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.prepare.ColumnSummary;
import dev.gradus.prepare.Partition;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskTableTest {
    @TempDir private Path folder;

    private Table table(int rows) throws IOException {
        var text = new StringBuilder("a,kind,b,y,side\n");
        for (int i = 0; i < rows; i++) {
            double a = Math.sin(i * i);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%.6f,%s,%s,%.6f,%s%n",
                            a,
                            "pqr".charAt(i % 3),
                            i % 11 == 0 ? "" : String.valueOf(i % 17),
                            a * 3,
                            i % 4 == 0 ? "left" : "right"));
        }
        return Table.of(Files.writeString(folder.resolve("t.csv"), text), TableFormat.usual());
    }

    private PreparedTable onDisk(Table table, String target, double held, long seed) {
        Roles roles = Roles.of(Survey.of(table), Wishes.learn(target));
        return DiskTable.of(table, roles, new PreparedTable.Shares(held, held), seed, folder);
    }

    @Test
    void classesOfVeryFewRowsAreNamed() throws IOException {
        var text = new StringBuilder("x,y\n");
        for (int i = 0; i < 400; i++) {
            text.append(i).append(".5,").append(i % 200 == 0 ? "rare" : "usual").append('\n');
        }
        text.append("9.5,single\n");
        Table table =
                Table.of(Files.writeString(folder.resolve("r.csv"), text), TableFormat.usual());
        var seen = new HashSet<Boolean>();
        for (long seed = 1; seed < 40 && seen.size() < 2; seed++) {
            PreparedTable parts = onDisk(table, "y", 0.2, seed);
            boolean isLearned = rows(parts.training()).toString().contains("line 402");
            seen.add(isLearned);
            assertThat(parts.notes())
                    .anyMatch(note ->
                            note.startsWith(
                                    isLearned
                                            ? "2 classes have fewer than 10 of 401 rows each"
                                            : "class 'single' cannot be learned: the training part has no row of it"));
        }
        assertThat(seen).hasSize(2);
    }

    @Test
    void moreRowsThanAreCountedAreRefusedBeforeTheyAreRead() throws IOException {
        Table table = table(40);
        var survey =
                new Survey(
                        Survey.of(table).columns().stream()
                                .map(column -> withRows(column, 3_000_000_000L))
                                .toList(),
                        3_000_000_000L);
        Roles roles = Roles.of(survey, Wishes.learn("y"));
        assertThat(DiskTable.isTooLarge(roles)).isTrue();
        var shares = new PreparedTable.Shares(0.1, 0);
        assertThatThrownBy(() -> DiskTable.of(table, roles, shares, 1, folder))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        table.name()
                                + " has 3,000,000,000 rows; at most 2,147,483,639 can be used: take a part of them");
    }

    private static ColumnSummary withRows(ColumnSummary column, long rows) {
        return new ColumnSummary(
                column.name(),
                column.kind(),
                rows,
                column.missing(),
                column.distinct(),
                column.wholes(),
                column.least(),
                column.greatest(),
                column.example(),
                column.marker(),
                column.marked(),
                column.words(),
                column.form(),
                column.strayDays(),
                column.values(),
                column.numbers(),
                column.signs());
    }

    private static List<String> rows(Dataset data) {
        var rows = new ArrayList<String>();
        var batch = new Batch(1, data.input().size(), data.target());
        for (int example = 0; example < data.size(); example++) {
            data.copy(example, batch, 0);
            rows.add(
                    Arrays.toString(batch.inputs())
                            + Arrays.toString(batch.labels())
                            + Arrays.toString(batch.values())
                            + data.place(example));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "side"})
    void holdsTheRowsThatTheMemoryWouldHoldInAnotherOrder(String target) throws IOException {
        Table table = table(1000);
        Roles roles = Roles.of(Survey.of(table), Wishes.learn(target));
        PreparedTable memory = PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 7);
        PreparedTable disk = onDisk(table, target, 0, 7);

        assertThat(disk.preparation()).isEqualTo(memory.preparation());
        assertThat(disk.training().classNames()).isEqualTo(memory.training().classNames());
        assertThat(rows(disk.training()))
                .containsExactlyInAnyOrderElementsOf(rows(memory.training()))
                .isNotEqualTo(rows(memory.training()));
        assertThat(disk.validation()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("nothing beside the table").hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "side"})
    void preparesAFurtherTableInItsOrderAsTheMemoryDoes(String target) throws IOException {
        Table table = table(1000);
        var preparation = onDisk(table, target, 0.2, 7).preparation();
        PreparedTable.Further memory = PreparedTable.further(table, preparation);
        PreparedTable.Further disk =
                DiskRows.inOrder(table, preparation, RowLayout.of(preparation), 1000, folder);

        assertThat(rows(disk.data())).isEqualTo(rows(memory.data()));
        assertThat(disk.notes()).isEqualTo(memory.notes());
        assertThat(disk.data().classNames()).isEqualTo(memory.data().classNames());
        assertThat(rows(DiskTable.further(table, preparation, folder).data()))
                .isEqualTo(rows(memory.data()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "side"})
    void leavesRowsWithoutATargetOutOfAFurtherTableAsTheMemoryDoes(String target)
            throws IOException {
        var preparation = onDisk(table(1000), target, 0.2, 7).preparation();
        var lines = new ArrayList<>(Files.readAllLines(folder.resolve("t.csv")));
        lines.replaceAll(
                line -> line.hashCode() % 7 == 0 ? line.replaceFirst(",[^,]*,[^,]*$", ",,") : line);
        Table gaps = Table.of(Files.write(folder.resolve("gaps.csv"), lines), TableFormat.usual());

        PreparedTable.Further memory = PreparedTable.further(gaps, preparation);
        PreparedTable.Further disk =
                DiskRows.inOrder(gaps, preparation, RowLayout.of(preparation), 1000, folder);

        assertThat(disk.data().size()).isBetween(700, 950);
        assertThat(rows(disk.data())).isEqualTo(rows(memory.data()));
        assertThat(disk.notes()).isEqualTo(memory.notes()).isNotEmpty();
    }

    @Test
    void isAFunctionOfTheSeed() throws IOException {
        Table table = table(500);
        List<String> once = rows(onDisk(table, "y", 0.2, 3).training());

        assertThat(rows(onDisk(table, "y", 0.2, 3).training())).isEqualTo(once);
        assertThat(rows(onDisk(table, "y", 0.2, 4).training())).isNotEqualTo(once);
    }

    @Test
    void dividesTheRowsWithoutLosingOne() throws IOException {
        PreparedTable parts = onDisk(table(4000), "side", 0.25, 1);
        var all = new ArrayList<>(rows(parts.training()));
        all.addAll(rows(parts.validation().orElseThrow()));
        all.addAll(rows(parts.test().orElseThrow()));

        assertThat(all).hasSize(4000).doesNotHaveDuplicates();
        assertThat(parts.test().orElseThrow().size() / 4000.0).isCloseTo(0.25, within(0.03));
        assertThat(parts.validation().orElseThrow().size() / 4000.0)
                .isCloseTo(0.1875, within(0.03));
        assertThat(parts.training().origin().orElseThrow().words()).containsEntry("rowsIn", "disk");
    }

    @Test
    void givesRangesAndShares() throws IOException {
        Dataset data = onDisk(table(300), "y", 0, 1).training();
        Split split = data.split(0.1, 9);
        var both = new ArrayList<>(rows(split.training()));
        both.addAll(rows(split.heldOut()));

        assertThat(split.heldOut().size()).isEqualTo(30);
        assertThat(both).containsExactlyInAnyOrderElementsOf(rows(data));
        assertThat(rows(data.range(10, 20))).isEqualTo(rows(data).subList(10, 20));
        assertThatThrownBy(() -> data.range(10, 301)).hasMessageContaining("examples 0 to 299");
        assertThat(data.block()).isGreaterThan(100);
    }

    /** More rows than a bucket holds: every bucket is shuffled, and all rows are there. */
    @Test
    void spreadsRowsOverBuckets() {
        var places = new RowPlaces(new PreparedTable.Shares(0.1, 0.1), 5);
        int rows = 20_000;
        places.lay(rows, 1 << 14);
        boolean[] taken = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            int place = places.take(row);
            assertThat(taken[place]).isFalse();
            taken[place] = true;
            RowPlaces.Part part = places.part(row);
            assertThat(place)
                    .isBetween(places.first(part), places.first(part) + places.count(part) - 1);
        }
        assertThat(places.buckets()).isGreaterThan(18);
    }

    @Test
    void refusesPartsThatNeedTheMemory() throws IOException {
        Table table = table(50);
        Wishes wishes = Wishes.learn("y").with(new Partition.ByGroup("kind"));
        Roles roles = Roles.of(Survey.of(table), wishes);

        assertThatThrownBy(() ->
                        DiskTable.of(table, roles, new PreparedTable.Shares(0.2, 0), 1, folder))
                .hasMessageContaining("by group or time needs all of them in memory");
        assertThatThrownBy(() -> onDisk(table, "y", 0.001, 1))
                .hasMessageContaining("too few to hold 0.001 of them out");
    }

    @Test
    void holdsOutOtherRowsForAnotherSeed() throws IOException {
        Dataset data = onDisk(table(300), "y", 0, 1).training();
        var held = new HashSet<List<String>>();
        for (long seed = 0; seed < 20; seed++) {
            Split split = data.split(0.1, seed);
            assertThat(rows(split.heldOut())).isEqualTo(rows(data.split(0.1, seed).heldOut()));
            var both = new ArrayList<>(rows(split.training()));
            assertThat(split.training().place(both.size() - 1)).contains("line");
            both.addAll(rows(split.heldOut()));
            assertThat(both).containsExactlyInAnyOrderElementsOf(rows(data));
            held.add(rows(split.heldOut()));
        }
        assertThat(held).hasSizeGreaterThan(5);
    }

    @Test
    void fillsTheFileBeforeItIsMapped() throws IOException {
        var written = new AtomicLong();
        DiskMemory.allocate(new Sink(written, Long.MAX_VALUE), 2_500_000);
        assertThat(written).hasValue(2_500_000);
        assertThatThrownBy(() -> DiskMemory.allocate(new Sink(written, 3_000_000), 1_000_000))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    /** A file on a disk with some room, which takes a part of what it is given at a time. */
    private record Sink(AtomicLong written, long room) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = Math.min(bytes.remaining(), 300_000);
            if (written.addAndGet(count) > room) {
                throw new IOException("No space left on device");
            }
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
