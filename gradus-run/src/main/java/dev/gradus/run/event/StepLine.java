package dev.gradus.run.event;

import dev.gradus.run.event.TrainingEvent.StepCompleted;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads a step's line as {@link EventJson} writes it, without a tree of its fields: a long record
 * has a million of them. A line in any other form is left to the general JSON reader.
 */
final class StepLine {
    private static final String BEGIN = "{\"event\":\"step\",\"step\":";
    private static final byte[] FIRST = BEGIN.getBytes(StandardCharsets.UTF_8);
    private static final int MOST_DIGITS = 18;

    private final String line;
    private int at;

    /** Whether everything read so far has the usual form. */
    private boolean usual = true;

    private StepLine(String line) {
        this.line = line;
    }

    static Optional<StepCompleted> read(String text) {
        return text.startsWith(BEGIN) ? new StepLine(text).step() : Optional.empty();
    }

    /**
     * Returns the number of a step, from a line whose check is right; empty for other events and
     * lines in another form.
     */
    static OptionalLong step(byte[] line) {
        if (line.length < FIRST.length || Arrays.mismatch(line, FIRST) != FIRST.length) {
            return OptionalLong.empty();
        }
        long step = 0;
        int at = FIRST.length;
        while (at < line.length && at - FIRST.length < MOST_DIGITS && isDigit((char) line[at])) {
            step = 10 * step + line[at++] - '0';
        }
        boolean isNumber = at > FIRST.length && at < line.length && line[at] == ',';
        return isNumber ? OptionalLong.of(step) : OptionalLong.empty();
    }

    private Optional<StepCompleted> step() {
        at = BEGIN.length();
        long step = whole();
        expect(",\"epoch\":");
        long epoch = whole();
        expect(",\"loss\":");
        double loss = number();
        expect(",\"learningRate\":");
        double rate = number();
        OptionalDouble momentum = optional(",\"momentum\":");
        OptionalDouble weightDecay = optional(",\"weightDecay\":");
        expect(",\"gradientNorm\":");
        double norm = number();
        expect(",\"seconds\":");
        double seconds = number();
        expect(",\"examples\":");
        long examples = whole();
        OptionalDouble curve = optional(",\"curve\":");
        OptionalDouble factor = optional(",\"factor\":");
        OptionalDouble override = optional(",\"override\":");
        if (!usual || !isOver()) {
            return Optional.empty();
        }
        var learningRate = new LearningRate(rate, curve.orElse(rate), factor.orElse(1), override);
        return Optional.of(
                new StepCompleted(
                        step,
                        epoch,
                        loss,
                        learningRate,
                        momentum,
                        weightDecay,
                        norm,
                        examples,
                        seconds));
    }

    /** After the numbers comes the end, or the check, which the line's reader has verified. */
    private boolean isOver() {
        return line.startsWith("}", at)
                ? at + 1 == line.length()
                : line.startsWith(",\"check\":\"", at)
                        && line.endsWith("\"}")
                        && line.indexOf('"', at + ",\"check\":\"".length()) == line.length() - 2;
    }

    private void expect(String literal) {
        if (usual && line.startsWith(literal, at)) {
            at += literal.length();
        } else {
            usual = false;
        }
    }

    private OptionalDouble optional(String literal) {
        if (!usual || !line.startsWith(literal, at)) {
            return OptionalDouble.empty();
        }
        at += literal.length();
        return OptionalDouble.of(number());
    }

    private long whole() {
        int begin = at;
        while (usual && at < line.length() && isDigit(line.charAt(at))) {
            at++;
        }
        boolean fits = at > begin && at - begin <= MOST_DIGITS;
        usual &= fits;
        return fits ? Long.parseLong(line, begin, at, 10) : 0;
    }

    /** A number that is not finite is {@code null}. */
    private double number() {
        if (usual && line.startsWith("null", at)) {
            at += "null".length();
            return Double.NaN;
        }
        int begin = at;
        while (usual && at < line.length() && isOfNumber(line.charAt(at))) {
            at++;
        }
        usual &= at > begin && isDigit(line.charAt(at - 1)) && line.charAt(begin) != '+';
        try {
            return usual ? Double.parseDouble(line.substring(begin, at)) : 0;
        } catch (NumberFormatException other) {
            usual = false;
            return 0;
        }
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isOfNumber(char letter) {
        return isDigit(letter)
                || letter == '-'
                || letter == '+'
                || letter == '.'
                || letter == 'e'
                || letter == 'E';
    }
}
