package dev.gradus.run.event;

import dev.gradus.number.Text;
import java.util.Optional;

/**
 * Follows the {@linkplain LineCheck checks} of a file's lines. Lines without one are accepted until
 * the first that has one, because files of earlier versions had none.
 */
public final class LineChecks {
    private boolean begun;

    /** Whether reading started in the middle of the log. */
    private boolean amid;

    private long last;
    private long damaged;

    /**
     * The verdict on a line.
     *
     * @param fault the end of a sentence that starts with the line's place, or empty
     * @param isGood whether the line can be used nevertheless
     */
    public record Verdict(String fault, boolean isGood) {
        private static final Verdict GOOD = new Verdict("", true);

        private static Verdict bad(String fault) {
            return new Verdict(fault, false);
        }
    }

    /** Follows the checks from the first line. */
    public LineChecks() {}

    /** Follows the checks, starting with a line in the middle of a log. */
    static LineChecks amid() {
        var checks = new LineChecks();
        checks.amid = true;
        return checks;
    }

    /**
     * {@return the verdict on the next line}
     *
     * @param line its bytes, without the end of the line
     */
    public Verdict next(byte[] line) {
        Optional<LineCheck> check = LineCheck.of(line);
        if (check.isEmpty() && !begun) {
            return Verdict.GOOD;
        }
        begun = true;
        if (check.isEmpty() || !check.get().isRight()) {
            damaged++;
            return Verdict.bad(
                    check.isEmpty()
                            ? "is damaged or was not written by Gradus: it has no check"
                            : "is damaged: its bytes are not those that were written");
        }
        return inPlace(check.get().number());
    }

    /** Returns whether lines are checked: whether one of those read so far had a check. */
    boolean isBegun() {
        return begun;
    }

    private Verdict inPlace(long number) {
        if (amid) {
            amid = false;
            last = number;
            damaged = 0;
            return Verdict.GOOD;
        }
        long missing = number - last - 1 - damaged;
        // The damaged lines above may include the one with which the numbering restarted.
        boolean beginsAgain = number <= 1 + damaged;
        if (!beginsAgain && number <= last) {
            return Verdict.bad("is out of order: it was written before the line above it");
        }
        last = number;
        damaged = 0;
        return beginsAgain || missing <= 0
                ? Verdict.GOOD
                : new Verdict(
                        missing == 1
                                ? "follows a line that is missing"
                                : Text.of("follows %d lines that are missing", missing),
                        true);
    }
}
