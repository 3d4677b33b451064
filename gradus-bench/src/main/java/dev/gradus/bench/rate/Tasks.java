package dev.gradus.bench.rate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tasks of the study. In the order of their names, every second one is for choosing how rates
 * are searched for, and the others for the report alone.
 */
final class Tasks {
    private static final StudyData DIGITS = new StudyData.OfDigits(Digits.Form.HALVED, 6000);
    private static final StudyData FEW_DIGITS = new StudyData.OfDigits(Digits.Form.HALVED, 1000);
    private static final StudyData MANY_DIGITS = new StudyData.OfDigits(Digits.Form.HALVED, 20_000);
    private static final StudyData IRIS = new StudyData.OfTable("iris", "class", 3);
    private static final StudyData PENGUINS = new StudyData.OfTable("penguins", "species", 3);
    private static final StudyData WINE = new StudyData.OfTable("wine", "class", 3);
    private static final StudyData CANCER = new StudyData.OfTable("breast-cancer", "class", 2);
    private static final StudyData DIABETES = new StudyData.OfTable("diabetes", "target", 1);
    private static final StudyData CARS = new StudyData.OfTable("cars", "Miles_per_Gallon", 1);

    private static final String MLP = "flatten dense(64) relu";
    private static final String DEEP = "flatten dense(48) relu dense(48) relu dense(48) relu";
    private static final String NORMALIZED = "flatten dense(64) batchNorm relu";
    private static final String CNN = "conv2d(8, 3) relu maxPool(2) flatten";
    private static final String NORMALIZED_CNN = "conv2d(8, 3) batchNorm relu maxPool(2) flatten";
    private static final String CONV1D = "conv1d(8, 5) relu maxPool(2) conv1d(12, 3) relu flatten";
    private static final String NESTEROV = "nesterov(0.9)";
    private static final String ONE_CYCLE = "oneCycle(auto)";
    private static final String COSINE = "cosine(auto)";
    private static final String CONSTANT = "constant(auto)";
    private static final String STEP = "stepDecay(auto, 0.2, percent(34))";
    private static final double TENTH = 0.1;

    /** What a task is for. */
    enum Half {
        /** To choose how to search. */
        TUNING,
        /** To report how well that does. */
        REPORT
    }

    private Tasks() {}

    /** Returns all tasks by their names. */
    static List<Task> all() {
        return Stream.of(
                        new Task(DIGITS, "linear", "sgd", CONSTANT, 5, 32, 0),
                        new Task(DIGITS, MLP, "sgd", ONE_CYCLE, 6, 32, TENTH),
                        new Task(DIGITS, MLP, NESTEROV, COSINE, 10, 64, TENTH),
                        new Task(DIGITS, MLP, "adam", CONSTANT, 3, 16, TENTH),
                        new Task(DIGITS, DEEP, "adamw", ONE_CYCLE, 15, 256, TENTH),
                        new Task(DIGITS, NORMALIZED, NESTEROV, STEP, 8, 128, TENTH),
                        new Task(DIGITS, CNN, "adam", COSINE, 4, 32, TENTH),
                        new Task(DIGITS, CNN, "sgd", ONE_CYCLE, 3, 16, 0),
                        new Task(DIGITS, NORMALIZED_CNN, NESTEROV, ONE_CYCLE, 3, 64, 0),
                        new Task(FEW_DIGITS, MLP, "adamw", COSINE, 20, 32, 0),
                        new Task(MANY_DIGITS, MLP, "adam", ONE_CYCLE, 8, 32, TENTH),
                        new Task(MANY_DIGITS, CNN, NESTEROV, COSINE, 4, 16, TENTH),
                        new Task(MANY_DIGITS, CNN, "adamw", ONE_CYCLE, 6, 32, TENTH),
                        new Task(MANY_DIGITS, DEEP, "sgd", CONSTANT, 8, 32, TENTH),
                        new Task(made(Made.WAVES), CONV1D, "adam", ONE_CYCLE, 8, 32, TENTH),
                        new Task(made(Made.WAVES), CONV1D, NESTEROV, COSINE, 8, 64, 0),
                        new Task(made(Made.WAVES), DEEP, "sgd", STEP, 15, 32, TENTH),
                        new Task(made(Made.MOTIFS), CONV1D, "adamw", CONSTANT, 6, 32, TENTH),
                        new Task(made(Made.MOTIFS), CONV1D, "sgd", COSINE, 6, 16, 0),
                        new Task(made(Made.TEXTURES), CNN, NESTEROV, ONE_CYCLE, 5, 32, TENTH),
                        new Task(made(Made.TEXTURES), CNN, "adam", STEP, 6, 64, 0),
                        new Task(made(Made.TEXTURES), NORMALIZED_CNN, "sgd", COSINE, 5, 32, 0),
                        new Task(made(Made.FIGURES), CNN, "adamw", ONE_CYCLE, 4, 32, TENTH),
                        new Task(made(Made.FIGURES), DEEP, NESTEROV, CONSTANT, 10, 64, TENTH),
                        new Task(made(Made.SPIRALS), DEEP, "adam", ONE_CYCLE, 20, 32, 0),
                        new Task(made(Made.SPIRALS), MLP, NESTEROV, COSINE, 40, 64, 0),
                        new Task(made(Made.FRIEDMAN), MLP, "sgd", COSINE, 20, 32, TENTH),
                        new Task(made(Made.FRIEDMAN), DEEP, "adam", ONE_CYCLE, 15, 64, TENTH),
                        new Task(made(Made.FRIEDMAN), "linear", "adamw", STEP, 15, 32, 0),
                        new Task(made(Made.ARM), DEEP, NESTEROV, ONE_CYCLE, 20, 128, TENTH),
                        new Task(made(Made.ARM), MLP, "adamw", COSINE, 15, 64, 0),
                        new Task(IRIS, MLP, "adam", CONSTANT, 40, 16, 0),
                        new Task(PENGUINS, MLP, "sgd", ONE_CYCLE, 30, 32, 0),
                        new Task(WINE, MLP, NESTEROV, COSINE, 20, 32, 0),
                        new Task(WINE, NORMALIZED, "adam", STEP, 30, 32, 0),
                        new Task(CANCER, "small-wide-deep", "adamw", ONE_CYCLE, 30, 32, 0),
                        new Task(CANCER, "linear", "sgd", CONSTANT, 20, 32, 0),
                        new Task(DIABETES, "small-wide-deep", "adam", COSINE, 30, 32, 0),
                        new Task(DIABETES, "linear", NESTEROV, STEP, 30, 16, 0),
                        new Task(CARS, MLP, "adamw", COSINE, 60, 32, 0),
                        new Task(CARS, NORMALIZED, "sgd", ONE_CYCLE, 60, 32, 0))
                .sorted(Comparator.comparing(Task::name))
                .toList();
    }

    /** Returns the tasks of one half. */
    static List<Task> of(Half half) {
        List<Task> all = all();
        int first = half == Half.TUNING ? 0 : 1;
        return IntStream.iterate(first, place -> place < all.size(), place -> place + 2)
                .mapToObj(all::get)
                .toList();
    }

    private static StudyData made(Made made) {
        return new StudyData.Drawn(made);
    }
}
