package dev.gradus.data.parquet;

import dev.gradus.data.BadRows;
import dev.gradus.data.DataException;
import dev.gradus.data.DataSource;
import dev.gradus.data.RowReader;
import dev.gradus.data.Table;
import dev.gradus.number.Text;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.table.OnBadRow;
import dev.gradus.prepare.table.UnreadColumns;
import dev.gradus.text.FileFault;
import dev.gradus.text.MemoryFault;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Reads Parquet files, compressed by Snappy, Zstandard or gzip, or not.
 *
 * <p>Days become {@code 2026-11-28}, moments {@code 2026-11-28T09:30} in UTC, decimals what they
 * are to the last digit; NaN and null are missing values. Bytes without a type are texts if one
 * among the first hundred is, in UTF-8; others beside it make a bad row where their column is used.
 * Columns of other bytes, lists or structures count as empty.
 */
public final class ParquetTable {
    private static final int MOST_COLUMNS = 1 << 16;

    private static final String FORMLESS =
            "the value is not UTF-8 text and cannot be used; correct it, or leave the column out (--drop)";

    /** As for compressed text: columns compress to a tenth or a hundredth. */
    private static final long MOST_EXPANSION = 500;

    /** Up to this many bytes, a file may expand as it likes. */
    private static final long HARMLESS = 1L << 26;

    /** Some rows of a sound file are decoded in far less. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** What can be expanded with the libraries that come with this module. */
    private static final Set<CompressionCodec> CODECS =
            EnumSet.of(
                    CompressionCodec.UNCOMPRESSED,
                    CompressionCodec.SNAPPY,
                    CompressionCodec.GZIP,
                    CompressionCodec.ZSTD);

    /** Held, for a logger that nobody holds forgets its level. */
    private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

    static {
        LIBRARY.setLevel(Level.WARNING); // what it tells of itself is not the user's concern
    }

    private ParquetTable() {}

    /**
     * Opens a file.
     *
     * @param file the file
     * @param onBadRow what to do about a row that cannot be used
     * @return the table
     * @throws DataException if it is damaged
     */
    public static Table of(Path file, OnBadRow onBadRow) {
        return of(file, onBadRow, LONGEST_WAIT);
    }

    static Table of(Path file, OnBadRow onBadRow, Duration longestWait) {
        return Table.of(
                file.toString(),
                DataSource.of(file.toAbsolutePath().normalize().toString(), DataSource.Part.WHOLE),
                rows(file, longestWait),
                onBadRow);
    }

    private static ParquetRows rows(Path file, Duration longestWait) {
        List<FileColumn> columns = reading(file, reader -> columns(file, reader, Files.size(file)));
        return new ParquetRows(file, columns, longestWait).withKnownForms();
    }

    private interface Reading<T> {
        T read(ParquetFileReader reader) throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> reading) {
        try (ParquetFileReader reader = ParquetFileReader.open(new FileRanges(file))) {
            return reading.read(reader);
        } catch (TakerException passed) {
            throw passed.failure;
        } catch (DataException known) {
            throw known;
        } catch (OutOfMemoryError full) {
            throw new DataException(
                    file + " does not fit into memory: " + MemoryFault.sentence(full), full);
        } catch (NoSuchFileException missing) {
            throw new DataException(file + " does not exist", missing);
        } catch (IOException failure) {
            throw new DataException(
                    "%s cannot be read as Parquet: %s".formatted(file, FileFault.reason(failure)),
                    failure);
        } catch (RuntimeException damaged) {
            // what the library throws at damage, of many kinds
            throw new DataException(
                    "%s cannot be read as Parquet: %s".formatted(file, firstLine(damaged)),
                    damaged);
        }
    }

    /** Carries a failure of whoever takes the rows past what is caught of the library's. */
    private static final class TakerException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient RuntimeException failure;

        TakerException(RuntimeException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private static String firstLine(RuntimeException damaged) {
        Throwable cause = damaged;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("it is damaged");
    }

    private static List<FileColumn> columns(Path file, ParquetFileReader reader, long size) {
        List<FileColumn> columns =
                reader.getFileSchema().getRootNode().children().stream()
                        .map(FileColumn::of)
                        .toList();
        if (columns.size() > MOST_COLUMNS) {
            throw new DataException(
                    Text.of(
                            "%s has %,d columns; a table has at most %,d",
                            file, columns.size(), MOST_COLUMNS));
        }
        if (columns.isEmpty()) {
            throw new DataException(file + " has no columns, and so no rows to read");
        }
        var names = new HashSet<String>();
        for (FileColumn column : columns) {
            if (!names.add(column.name())) {
                throw new DataException(
                        "%s: two columns are named '%s'".formatted(file, column.name()));
            }
        }
        requireKnownCodecs(file, reader);
        requireSize(file, reader, size);
        return columns;
    }

    /** A small file that fills the memory is no table. */
    private static void requireSize(Path file, ParquetFileReader reader, long size) {
        LongStream claimed =
                reader.getFileMetaData().rowGroups().stream()
                        .flatMap(group -> group.columns().stream())
                        .mapToLong(chunk -> chunk.metaData().totalUncompressedSize());
        if (expandsTooFar(claimed, size)) {
            throw new DataException(
                    Text.of(
                            "%s expands to more than %,d times its size, far more than any table does; it is not read",
                            file, MOST_EXPANSION));
        }
    }

    /**
     * Returns whether the parts of a file expand to more than those of any table.
     *
     * @param claimed what the file claims of each part, which may be anything; the sum of all may
     *     be more than a whole number holds
     * @param size the size of the file
     */
    static boolean expandsTooFar(LongStream claimed, long size) {
        double expanded = claimed.mapToDouble(part -> Math.max(0, part)).sum();
        return expanded > Math.max(HARMLESS, (double) MOST_EXPANSION * size);
    }

    private static void requireKnownCodecs(Path file, ParquetFileReader reader) {
        for (RowGroup group : reader.getFileMetaData().rowGroups()) {
            for (ColumnChunk chunk : group.columns()) {
                CompressionCodec codec = chunk.metaData().codec();
                if (!CODECS.contains(codec)) {
                    throw new DataException(
                            "%s is compressed by %s; expected one of %s"
                                    .formatted(file, codec, CODECS));
                }
            }
        }
    }

    private record ParquetRows(Path file, List<FileColumn> fileColumns, Duration longestWait)
            implements RowReader {
        ParquetRows {
            fileColumns = List.copyOf(fileColumns);
        }

        @Override
        public List<String> columns() {
            return fileColumns.stream().map(FileColumn::name).toList();
        }

        @Override
        public Optional<Path> rereadFile() {
            return Optional.of(file);
        }

        @Override
        public UnreadColumns unread() {
            return new UnreadColumns(
                    fileColumns.stream()
                            .filter(column -> column.has(FileColumn.Form.NONE))
                            .map(FileColumn::name)
                            .toList(),
                    "bytes, lists or structures",
                    "take them apart, with DuckDB for example");
        }

        /** Finds out which bytes are texts: their columns have no type that tells. */
        ParquetRows withKnownForms() {
            List<TextSearch> searches =
                    IntStream.range(0, fileColumns.size())
                            .filter(i -> fileColumns.get(i).has(FileColumn.Form.PERHAPS))
                            .mapToObj(TextSearch::new)
                            .toList();
            if (searches.isEmpty()) {
                return this;
            }
            var open = new ArrayList<>(searches);
            forEachUntil((row, _) -> {
                open.removeIf(search -> !search.goesOnAfter(row));
                return !open.isEmpty();
            });
            var known = new ArrayList<>(fileColumns);
            for (TextSearch search : searches) {
                int i = search.column();
                known.set(i, known.get(i).with(search.form()));
            }
            return new ParquetRows(file, known, longestWait);
        }

        @Override
        public void forEach(Consumer<Row> rows, BadRows bad) {
            forEachUntil((row, number) -> {
                var fields = new ArrayList<String>(fileColumns.size());
                var faults = new HashMap<Integer, String>();
                for (int column = 0; column < fileColumns.size(); column++) {
                    Optional<String> field = field(row, column);
                    if (field.isEmpty()) {
                        faults.put(column, FORMLESS);
                    }
                    fields.add(field.orElse(""));
                }
                hand(() -> rows.accept(new ParquetRow(fields, number, faults)));
                return true;
            });
        }

        /** Takes rows as the library reads them. */
        private interface Taker {
            /** Returns whether further rows are wanted. */
            boolean take(dev.hardwood.reader.RowReader row, long number);
        }

        private void forEachUntil(Taker taker) {
            reading(
                    file,
                    reader -> {
                        read(reader, taker);
                        return file;
                    });
        }

        private void read(ParquetFileReader reader, Taker taker) {
            try (Watch watch = Watch.over(longestWait)) {
                try {
                    read(reader, taker, watch);
                } catch (RuntimeException interrupted) {
                    if (watch.isOver()) {
                        throw new DataException(
                                "%s cannot be read as Parquet: its rows are not decoded to an end, so it is damaged"
                                        .formatted(file),
                                interrupted);
                    }
                    throw interrupted;
                }
            }
        }

        private static void read(ParquetFileReader reader, Taker taker, Watch watch) {
            var opened = new ArrayList<dev.hardwood.reader.RowReader>();
            watch.ask(() -> opened.add(reader.rowReader()));
            long number = 0;
            try (dev.hardwood.reader.RowReader each = opened.getFirst()) {
                boolean isWanted = true;
                while (isWanted && watch.ask(() -> hasMoved(each))) {
                    number++;
                    isWanted = taker.take(each, number);
                }
            }
        }

        private static void hand(Runnable taking) {
            try {
                taking.run();
            } catch (RuntimeException failure) {
                throw new TakerException(failure);
            }
        }

        private static boolean hasMoved(dev.hardwood.reader.RowReader each) {
            boolean has = each.hasNext();
            if (has) {
                each.next();
            }
            return has;
        }

        private Optional<String> field(dev.hardwood.reader.RowReader row, int column) {
            FileColumn known = fileColumns.get(column);
            return known.has(FileColumn.Form.NONE) || row.isNull(column)
                    ? Optional.of("")
                    : known.text(row.getValue(column));
        }

        @Override
        public String place(long line) {
            return "row " + line;
        }
    }

    private record ParquetRow(List<String> fields, long line, Map<Integer, String> faults)
            implements Row {}
}
