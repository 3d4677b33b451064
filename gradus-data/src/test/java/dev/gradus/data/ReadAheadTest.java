package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.prepare.Row;
import dev.gradus.prepare.table.OnBadRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReadAheadTest {
    /** Rows of a given size; each seventh cannot be read. */
    private static final class Drawn implements RowReader {
        private final int rows;
        private final String field;
        private final AtomicInteger read = new AtomicInteger();
        private final AtomicBoolean isOver = new AtomicBoolean();

        Drawn(int rows, int length) {
            this.rows = rows;
            this.field = "x".repeat(length);
        }

        @Override
        public List<String> columns() {
            return List.of("number", "text");
        }

        @Override
        public void forEach(Consumer<Row> taker, BadRows bad) throws IOException {
            try {
                for (int row = 0; row < rows; row++) {
                    read.incrementAndGet();
                    if (row % 7 == 6) {
                        bad.add("line " + row, "torn");
                    } else {
                        taker.accept(new Numbered(row, List.of("" + row, field)));
                    }
                }
                if (rows % 2 == 1) {
                    throw new IOException("broken after " + rows);
                }
            } finally {
                isOver.set(true);
            }
        }
    }

    private record Numbered(long line, List<String> fields) implements Row {}

    private static List<String> expected(int rows) {
        var all = new ArrayList<String>();
        for (int row = 0; row < rows; row++) {
            all.add(row % 7 == 6 ? "line " + row + ": torn" : "" + row);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 6, 8, 64, 128, 1000, 20_000})
    void rowsAndFaultsArriveInTheirOrder(int rows) throws IOException {
        var all = new ArrayList<String>();
        new ReadAhead(new Drawn(rows, 10))
                .forEach(
                        row -> {
                            assertThat(row.line())
                                    .isEqualTo(Long.parseLong(row.fields().getFirst()));
                            all.add(row.fields().getFirst());
                        },
                        new BadRows(all::add));
        assertThat(all).isEqualTo(expected(rows));
    }

    @Test
    void aFailureOfTheReaderComesBehindTheRowsBeforeIt() {
        var all = new ArrayList<String>();
        assertThatThrownBy(() ->
                        new ReadAhead(new Drawn(1001, 10))
                                .forEach(
                                        row -> all.add(row.fields().getFirst()),
                                        new BadRows(all::add)))
                .isInstanceOf(IOException.class)
                .hasMessage("broken after 1001");
        assertThat(all).isEqualTo(expected(1001));
    }

    @Test
    void aBadRowThatIsNotSkippedEndsTheReadingAtItsPlace() {
        var reader = new Drawn(1_000_000, 1000);
        var taken = new AtomicLong();
        assertThatThrownBy(() ->
                        new ReadAhead(reader)
                                .forEach(_ -> taken.incrementAndGet(), new BadRows(OnBadRow.FAIL)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("line 6: torn");
        assertThat(taken).hasValue(6);
        assertThat(reader.isOver).as("the thread has ended").isTrue();
        assertThat(reader.read).hasValueLessThan(5000);
    }

    @Test
    void aFailureOfTheTakerEndsTheReading() {
        var reader = new Drawn(1_000_000, 1000);
        assertThatThrownBy(() ->
                        new ReadAhead(reader)
                                .forEach(
                                        row -> {
                                            if (row.line() == 700) {
                                                throw new IllegalStateException("enough");
                                            }
                                        },
                                        new BadRows(OnBadRow.SKIP)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThat(reader.isOver).isTrue();
        assertThat(reader.read).hasValueLessThan(5000);
    }

    /** Rows of a million characters: one is taken, one waits, one is being read. */
    @Test
    void readsAtMostTwoLargeRowsAhead() throws IOException {
        var reader = new Drawn(40, 1 << 20);
        new ReadAhead(reader)
                .forEach(
                        row -> {
                            pause();
                            assertThat(reader.read.get() - row.line()).isLessThanOrEqualTo(4);
                        },
                        new BadRows(OnBadRow.SKIP));
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException wanted) {
            throw new IllegalStateException(wanted);
        }
    }

    @Test
    void anInterruptionOfTheTakerIsKeptAndHarmsNothing() throws IOException {
        var all = new ArrayList<String>();
        Thread.currentThread().interrupt();
        new ReadAhead(new Drawn(1000, 10))
                .forEach(row -> all.add(row.fields().getFirst()), new BadRows(all::add));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(all).isEqualTo(expected(1000));
    }
}
