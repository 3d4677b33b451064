package dev.gradus.bench.rate;

import java.util.List;
import java.util.Optional;

/**
 * A training or a search that was made.
 *
 * @param task the task's name
 * @param what the setting that was trained, or the name of a way to find a rate
 * @param seed the seed
 * @param rate the rate that was found; not a number for a training
 * @param score accuracy or R² of a training, in points; not a number for a search
 * @param steps how many updates were made
 * @param seconds how much time of a processor it took
 * @param remark what the search says of its answer
 */
record Row(
        String task,
        String what,
        long seed,
        double rate,
        double score,
        long steps,
        double seconds,
        String remark) {
    private static final String TAB = "\t";

    /** The names of the columns. */
    static final String HEADER =
            String.join(TAB, "task", "what", "seed", "rate", "score", "steps", "seconds", "remark");

    private static final int CELLS = 8;

    static Row ofTraining(
            Task task, Setting setting, long seed, double score, long steps, double seconds) {
        return new Row(task.name(), setting.key(), seed, Double.NaN, score, steps, seconds, "");
    }

    /** Reads a line; empty for the heading, and for one that was torn when a process was ended. */
    static Optional<Row> read(String line) {
        List<String> cells = List.of(line.split(TAB, -1));
        if (cells.size() != CELLS || line.equals(HEADER) || !cells.getLast().endsWith(".")) {
            return Optional.empty();
        }
        return Optional.of(
                new Row(
                        cells.get(0),
                        cells.get(1),
                        Long.parseLong(cells.get(2)),
                        Double.parseDouble(cells.get(3)),
                        Double.parseDouble(cells.get(4)),
                        Long.parseLong(cells.get(5)),
                        Double.parseDouble(cells.get(6)),
                        cells.get(7).substring(0, cells.get(7).length() - 1)));
    }

    /** Returns the line; a full stop ends it, so that a torn one shows. */
    String line() {
        return String.join(
                TAB,
                task,
                what,
                String.valueOf(seed),
                String.valueOf(rate),
                String.valueOf(score),
                String.valueOf(steps),
                String.valueOf(seconds),
                remark.replace('\t', ' ').replace('\n', ' ') + ".");
    }

    /** Returns what tells it from all others. */
    String key() {
        return key(task, what, seed);
    }

    static String key(String task, String what, long seed) {
        return String.join(TAB, task, what, String.valueOf(seed));
    }
}
