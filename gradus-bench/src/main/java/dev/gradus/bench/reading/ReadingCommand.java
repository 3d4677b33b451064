package dev.gradus.bench.reading;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gradus.bench.report.ReportTable;
import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.data.disk.DiskTable;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads a large table, pass by pass, beside FastCSV alone. */
@Command(
        name = "reading",
        description =
                "Reads a table of 20 columns, pass by pass, and prints rows a second beside FastCSV alone.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ReadingCommand implements Callable<Integer> {
    private static final int BATCH = 256;

    @Option(names = "--rows", description = "How many rows.")
    private int rows = 1_000_000;

    @Option(names = "--file", description = "Where the table is kept; else it is removed again.")
    private @Nullable Path kept;

    @Option(names = "--cache", description = "The folder for prepared rows.")
    private Path cache = Path.of(System.getProperty("java.io.tmpdir"));

    private final List<List<String>> report = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Path file = kept != null ? kept : Files.createTempFile(cache, "reading", ".csv");
        try {
            if (kept == null || !Files.exists(file)) {
                LargeTable.write(file, rows);
            }
            passes(file);
        } finally {
            if (kept == null) {
                Files.delete(file);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%,d rows, heap of at most %,d MB%n%n%s",
                rows,
                Runtime.getRuntime().maxMemory() >> 20,
                new ReportTable(
                                List.of("pass", "seconds", "rows a second", "processor seconds"),
                                report)
                        .markdown());
        return 0;
    }

    private void passes(Path file) {
        Table table = Table.of(file, TableFormat.usual());
        timed("FastCSV alone", () -> fastCsv(file));
        timed("a table's rows", () -> count(table));
        var survey = new Survey[1];
        timed(
                "what the columns hold",
                () -> {
                    survey[0] = Survey.of(table);
                    return survey[0].rows();
                });
        Roles roles = Roles.of(survey[0], Wishes.learn("y"));
        var shares = new PreparedTable.Shares(0.1, 0);
        var parts = new PreparedTable[1];
        timed(
                "fit and write (two passes)",
                () -> {
                    parts[0] = DiskTable.of(table, roles, shares, 1, cache);
                    return rows;
                });
        timed("prepared rows from disk", () -> blocks(parts[0].training()));
    }

    /** The time of the processor is that of this thread, which on a busy machine tells more. */
    private void timed(String pass, LongSupplier reading) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long busy = threads.getCurrentThreadCpuTime();
        long began = System.nanoTime();
        long read = reading.getAsLong();
        double seconds = (System.nanoTime() - began) / 1e9;
        report.add(
                List.of(
                        pass,
                        Text.of("%.1f", seconds),
                        Text.of("%,.0f", read / seconds),
                        Text.of("%.1f", (threads.getCurrentThreadCpuTime() - busy) / 1e9)));
    }

    private static long fastCsv(Path file) {
        long rows = 0;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord record : reader) {
                rows += record.getFieldCount() > LargeTable.COLUMNS ? 1 : 0;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return rows - 1;
    }

    private static long count(Table table) {
        long[] rows = new long[1];
        table.forEach(_ -> rows[0]++);
        return rows[0];
    }

    /** Reads every block once, in an order that jumps over the file. */
    private static long blocks(Dataset data) {
        var batch = new Batch(BATCH, data.input().size(), data.target());
        int blocks = Math.ceilDiv(data.size(), data.block());
        int jump = 1;
        while (gcd(jump, blocks) != 1 || jump < blocks / 3) {
            jump++;
        }
        long read = 0;
        for (int number = 0; number < blocks; number++) {
            int start = (int) ((long) number * jump % blocks) * data.block();
            int end = Math.min(data.size(), start + data.block());
            for (int example = start; example < end; example++, read++) {
                data.copy(example, batch, (int) (read % BATCH));
            }
        }
        return read;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
