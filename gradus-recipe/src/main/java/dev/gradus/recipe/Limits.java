package dev.gradus.recipe;

import dev.gradus.nn.tensor.Precision;
import dev.gradus.number.Text;
import dev.gradus.text.Suggestions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ranges of settings, with messages that say what to write instead. */
final class Limits {
    private static final int MOST_THREADS = 1024;
    private static final int MOST_REPLICAS = 10_000;
    private static final Pattern FOLD = Pattern.compile("([1-9]\\d{0,5})/([1-9]\\d{0,5})");

    private Limits() {}

    static void epochs(double epochs) {
        if (!(epochs > 0) || Double.isInfinite(epochs)) {
            throw new IllegalArgumentException(
                    "epochs must be a finite number above 0, got " + epochs);
        }
    }

    static void steps(long steps) {
        Plain.requireAtLeastOne("steps", steps);
    }

    static void replicas(int replicas) {
        if (replicas > MOST_REPLICAS) {
            throw new IllegalArgumentException(
                    Text.of(
                            "at most %,d replicas can train together, got %,d",
                            MOST_REPLICAS, replicas));
        }
    }

    static void above0(String name, double limit) {
        if (!((float) limit > 0) || Double.isInfinite(limit)) {
            throw new IllegalArgumentException(
                    name + " must be a finite number above 0, got " + limit);
        }
    }

    static void share(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "a validation share must be above 0 and below 1, such as 0.1; got " + share);
        }
    }

    static void testShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "a test share must be above 0 and below 1, such as 0.2; got " + share);
        }
    }

    static String rowsIn(String text) {
        return known("place for rows", text, "memory", "disk");
    }

    static String preparation(String text) {
        return known("preparation", text, "model", "new");
    }

    static String task(String text) {
        return known("task", text, "classification", "regression");
    }

    private static String known(String what, String text, String... words) {
        List<String> known = List.of(words);
        if (!known.contains(text)) {
            throw new IllegalArgumentException(Suggestions.unknown(what, text, known));
        }
        return text;
    }

    /** Folds are counted from 1, and there are at least 2. */
    static String fold(String text) {
        Matcher fold = FOLD.matcher(text);
        if (!fold.matches()
                || Integer.parseInt(fold.group(2)) < 2
                || Integer.parseInt(fold.group(1)) > Integer.parseInt(fold.group(2))) {
            throw new IllegalArgumentException(
                    "a fold is its number and how many there are, at least 2, as in 1/5 to 5/5; got '%s'"
                            .formatted(text));
        }
        return text;
    }

    static void threads(int threads) {
        if (threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    Text.of(
                            "threads must be at most %d, got %d; more threads than processors (%d here) gain nothing",
                            MOST_THREADS, threads, Runtime.getRuntime().availableProcessors()));
        }
    }

    static void learningRate(double rate) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(
                    "learningRate must be a finite number above 0, got "
                            + rate
                            + "; 0.01 is a start for plain gradient descent, 0.001 for Adam");
        }
    }

    static Precision precision(String text) {
        return Suggestions.named("precision", text, Precision.values());
    }
}
