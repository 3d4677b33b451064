package dev.gradus.cli.screen;

import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.nn.loss.Loss;
import dev.gradus.text.CsvCell;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How predictions are written: one row for each input row, even for one that failed. */
public interface PredictionText {
    /** Returns the header: empty, or a line. */
    String head();

    /**
     * Returns the line of a row that was predicted.
     *
     * @param chosen the number of its class, if classes were learned
     */
    String answer(RowName row, int chosen, float[] answer);

    /** Returns the line of a row that could not be predicted. */
    String fault(RowName row, String why);

    /**
     * Which row it is.
     *
     * @param number from 0
     * @param file the file that it is, where each row is a file
     */
    record RowName(long number, Optional<String> file) {}

    /** How rows are named. */
    enum Naming {
        /** Rows have numbers. */
        NUMBERS,
        /** Each is a file, and has its name too. */
        FILES
    }

    /** The kind of numbers in an answer. */
    enum Kind {
        /** A probability for each class. */
        PROBABILITIES,
        /** An output for each class, of which the largest counts. */
        OUTPUTS,
        /** Values. */
        VALUES;

        static Kind of(Model model) {
            if (!model.meaning().isClasses()) {
                return VALUES;
            }
            return model.loss() instanceof Loss.SoftmaxCrossEntropy
                            || model.loss() instanceof Loss.BinaryCrossEntropy
                    ? PROBABILITIES
                    : OUTPUTS;
        }

        /** Returns the word for it, as in {@code {"probabilities": …}}. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the number of the class with the largest output. */
    static int largest(float[] outputs) {
        int largest = 0;
        for (int i = 1; i < outputs.length; i++) {
            largest = outputs[i] > outputs[largest] ? i : largest;
        }
        return largest;
    }

    /** Returns the name of each number of an answer. */
    static List<String> names(Meaning meaning) {
        return IntStream.range(0, meaning.target().outputs()).mapToObj(meaning::output).toList();
    }

    /** Comma-separated values with a header; {@code error} is empty if there is none. */
    static PredictionText csv(Model model, Naming naming) {
        return new Csv(Kind.of(model), names(model.meaning()), naming);
    }

    /** One JSON object per line. */
    static PredictionText json(Model model) {
        return new PredictionJson(Kind.of(model), names(model.meaning()));
    }

    /**
     * A table of answers.
     *
     * @param kind what the numbers are
     * @param names the name of each
     * @param naming whether there is a column for a file
     */
    record Csv(Kind kind, List<String> names, Naming naming) implements PredictionText {
        @Override
        public String head() {
            String form =
                    switch (kind) {
                        case PROBABILITIES -> "p(%s)";
                        case OUTPUTS -> "output(%s)";
                        case VALUES -> "%s";
                    };
            String columns =
                    names.stream()
                            .map(name ->
                                    kind == Kind.VALUES && isNumber(name) ? "value" + name : name)
                            .map(name -> CsvCell.of(form.formatted(name)))
                            .collect(Collectors.joining(","));
            return "row,"
                    + (naming == Naming.FILES ? "file," : "")
                    + (kind == Kind.VALUES ? "" : "class,")
                    + columns
                    + ",error\n";
        }

        private static boolean isNumber(String name) {
            return name.matches("[0-9]+");
        }

        @Override
        public String answer(RowName row, int chosen, float[] answer) {
            var line = new StringBuilder(beginning(row));
            if (kind != Kind.VALUES) {
                line.append(',').append(CsvCell.of(names.get(chosen)));
            }
            for (float value : answer) {
                line.append(',').append(value);
            }
            return line.append(",\n").toString();
        }

        @Override
        public String fault(RowName row, String why) {
            int empty = names.size() + (kind == Kind.VALUES ? 0 : 1);
            return beginning(row) + ",".repeat(empty + 1) + CsvCell.of(why) + "\n";
        }

        private static String beginning(RowName row) {
            return row.number() + row.file().map(file -> "," + CsvCell.of(file)).orElse("");
        }
    }
}
