package dev.gradus.bench.rate;

import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.number.Text;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Data to learn from. */
sealed interface StudyData {
    /** Returns its name. */
    String key();

    /** Returns how many cuts into training and test part there are. */
    default int cuts() {
        return 1;
    }

    /** Returns how many classes there are; 1 for values. */
    int outputs();

    default boolean isOfClasses() {
        return outputs() > 1;
    }

    /**
     * Handwritten digits.
     *
     * @param form their size, and which of them are scored
     * @param examples how many are learned from
     */
    record OfDigits(Digits.Form form, int examples) implements StudyData {
        @Override
        public String key() {
            return form.key() + "-" + examples;
        }

        @Override
        public int outputs() {
            return 10;
        }
    }

    /**
     * Data drawn from a formula.
     *
     * @param made the formula
     */
    record Drawn(Made made) implements StudyData {
        @Override
        public String key() {
            return made.name().toLowerCase(Locale.ROOT) + "-" + made.examples();
        }

        @Override
        public int outputs() {
            return Math.max(1, made.classes());
        }
    }

    /**
     * A raw table, prepared as {@code gradus train} does.
     *
     * @param key what its files begin with
     * @param target the column to learn
     * @param outputs how many classes it has; 1 for values
     */
    record OfTable(String key, String target, int outputs) implements StudyData {
        @Override
        public int cuts() {
            return 3;
        }

        private Split split(Path folder, int cut) {
            Table train = Table.of(file(folder, cut, "train"), TableFormat.usual());
            Roles roles = Roles.of(Survey.of(train), Wishes.learn(target));
            PreparedTable prepared =
                    PreparedTable.of(train, roles, new PreparedTable.Shares(0, 0), 0);
            Table test = Table.of(file(folder, cut, "test"), TableFormat.usual());
            return new Split(
                    prepared.training(),
                    PreparedTable.further(test, prepared.preparation()).data());
        }

        private Path file(Path folder, int cut, String part) {
            return folder.resolve(Text.of("%s.%d.%s.csv", key, cut, part));
        }
    }

    /** Reads and draws data, each once. */
    final class Source {
        private final Optional<Path> tables;
        private final Map<String, Split> splits = new ConcurrentHashMap<>();

        /**
         * Returns a source of data.
         *
         * @param tables the folder of tables, if there is one
         */
        Source(Optional<Path> tables) {
            this.tables = tables;
        }

        /** Returns whether data can be read. */
        boolean has(StudyData data) {
            return !(data instanceof OfTable) || tables.isPresent();
        }

        Split split(StudyData data, int cut) {
            return splits.computeIfAbsent(
                    data.key() + " " + cut,
                    _ ->
                            switch (data) {
                                case OfDigits(Digits.Form form, int examples) ->
                                        form.split(examples);
                                case Drawn(Made made) -> made.split();
                                case OfTable table -> table.split(tables.orElseThrow(), cut);
                            });
        }
    }
}
