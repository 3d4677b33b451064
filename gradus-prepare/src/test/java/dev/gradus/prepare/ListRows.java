package dev.gradus.prepare;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A table in memory, written as comma-separated lines. */
record ListRows(List<String> columns, List<List<String>> rows) implements RowSource {
    static ListRows of(String header, String... lines) {
        return new ListRows(fields(header), Stream.of(lines).map(ListRows::fields).toList());
    }

    private static List<String> fields(String line) {
        return List.of(line.split(",", -1));
    }

    @Override
    public void forEach(Consumer<Row> reader) {
        for (int i = 0; i < rows.size(); i++) {
            List<String> fields = rows.get(i);
            long line = i + 1L;
            reader.accept(
                    new Row() {
                        @Override
                        public List<String> fields() {
                            return fields;
                        }

                        @Override
                        public long line() {
                            return line;
                        }
                    });
        }
    }
}
