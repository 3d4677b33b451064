package dev.gradus.prepare;

import dev.gradus.prepare.Encoding.Cycle;
import dev.gradus.prepare.Encoding.Missing;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prepares encodings for use on many rows. */
final class Encoders {
    private static final double FULL_CIRCLE = 2 * Math.PI;

    /** Turns fields into inputs. */
    @FunctionalInterface
    interface Encoder {
        /**
         * Writes the inputs that a field becomes.
         *
         * @param field without blanks around it
         * @param inputs takes the values from {@code at} on
         * @throws UnreadableFieldException if the field is not what the column holds
         */
        void write(String field, float[] inputs, int at);
    }

    private Encoders() {}

    static Encoder of(Column column, NumberReading reading) {
        return switch (column.encoding()) {
            case Encoding.Numeric number -> number(column.name(), number, reading);
            case Encoding.AsItIs _ -> asItIs(column.name(), reading);
            case Encoding.Category category -> category(category);
            case Encoding.Embedded embedded -> embedded(embedded);
            case Encoding.Flag flag -> flag(flag);
            case Encoding.Moment moment -> moment(column.name(), moment);
            case Encoding.LeftOut _ -> (_, _, _) -> {};
        };
    }

    private static Encoder number(String column, Encoding.Numeric number, NumberReading reading) {
        return (field, inputs, at) -> {
            boolean isMissing = Fields.isMissing(field) || field.equals(number.marker());
            double value = isMissing ? number.median() : reading.number(column, field);
            inputs[at] = finite(column, field, number.standardized(value));
            mark(number.missing(), isMissing, inputs, at + 1);
        };
    }

    private static Encoder category(Encoding.Category category) {
        Map<String, Integer> places = new HashMap<>();
        category.values().forEach(value -> places.put(value, places.size()));
        int known = places.size();
        boolean hasRest = category.rare() == Encoding.Rare.TOGETHER;
        int width = known + (hasRest ? 1 : 0);
        return (field, inputs, at) -> {
            Arrays.fill(inputs, at, at + width, 0);
            boolean isMissing = Fields.isMissing(field);
            Integer place = places.get(field);
            if (place != null) {
                inputs[at + place] = 1;
            } else if (hasRest && !isMissing) {
                inputs[at + known] = 1;
            }
            mark(category.missing(), isMissing, inputs, at + width);
        };
    }

    private static Encoder embedded(Encoding.Embedded embedded) {
        Map<String, Integer> places = new HashMap<>();
        embedded.values()
                .forEach(value -> places.put(value, Encoding.Embedded.FIRST + places.size()));
        return (field, inputs, at) ->
                inputs[at] =
                        Fields.isMissing(field)
                                ? Encoding.Embedded.MISSING
                                : places.getOrDefault(field, Encoding.Embedded.OTHER);
    }

    private static Encoder flag(Encoding.Flag flag) {
        return (field, inputs, at) -> {
            boolean isOne = field.equalsIgnoreCase(flag.one());
            boolean isZero = field.equalsIgnoreCase(flag.zero());
            inputs[at] = isOne ? 1 : isZero ? 0 : 0.5f;
            mark(flag.missing(), !isOne && !isZero, inputs, at + 1);
        };
    }

    private static Encoder moment(String column, Encoding.Moment moment) {
        List<Cycle> cycles = moment.cycles();
        int width = 1 + 2 * cycles.size();
        return (field, inputs, at) -> {
            boolean isMissing = Fields.isMissing(field);
            mark(moment.missing(), isMissing, inputs, at + width);
            if (isMissing) {
                Arrays.fill(inputs, at, at + width, 0);
                return;
            }
            LocalDateTime read = moment(column, moment.form(), field);
            inputs[at] = (float) ((year(read) - moment.mean()) / moment.deviation());
            for (int i = 0; i < cycles.size(); i++) {
                double angle = FULL_CIRCLE * cycles.get(i).phase(read);
                inputs[at + 1 + 2 * i] = (float) StrictMath.sin(angle);
                inputs[at + 2 + 2 * i] = (float) StrictMath.cos(angle);
            }
        };
    }

    private static void mark(Missing missing, boolean isMissing, float[] inputs, int at) {
        if (missing == Missing.MARKED) {
            inputs[at] = isMissing ? 1 : 0;
        }
    }

    /** Returns the year plus the part of it that has passed. */
    static double year(LocalDateTime moment) {
        return moment.getYear()
                + (moment.getDayOfYear() - 1 + moment.toLocalTime().toNanoOfDay() / 86_400e9)
                        / moment.toLocalDate().lengthOfYear();
    }

    private static Encoder asItIs(String column, NumberReading reading) {
        return (field, inputs, at) -> {
            float number =
                    Fields.isNumber(field) ? (float) reading.number(column, field) : Float.NaN;
            if (!Float.isFinite(number)) {
                throw new UnreadableFieldException(column, field, "a finite number");
            }
            inputs[at] = number;
        };
    }

    /** Refuses what is too far from the training rows for a network's numbers. */
    static float finite(String column, String field, double number) {
        if (!Float.isFinite((float) number)) {
            throw new UnreadableFieldException(
                    column, field, "a number nearer to those of training");
        }
        return (float) number;
    }

    static LocalDateTime moment(String column, DateForm form, String field) {
        LocalDateTime moment = form.read(field);
        if (moment == null) {
            throw new UnreadableFieldException(column, field, "a day such as " + form.example());
        }
        return moment;
    }
}
