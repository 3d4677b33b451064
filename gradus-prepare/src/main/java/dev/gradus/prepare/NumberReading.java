package dev.gradus.prepare;

import dev.gradus.number.NumberText;

/** How the numbers of one column are read. */
sealed interface NumberReading {
    /**
     * Returns the number that a field spells.
     *
     * @throws UnreadableFieldException if it is none; the message names the column
     */
    double number(String column, String field);

    /** All numbers have this decimal mark. */
    record With(DecimalMark mark) implements NumberReading {
        @Override
        public double number(String column, String field) {
            double number = Fields.number(field, mark);
            if (!Double.isNaN(number)) {
                return number;
            }
            boolean isOther = !Double.isNaN(Fields.number(field, mark.other()));
            throw new UnreadableFieldException(
                    column,
                    field,
                    isOther
                            ? "a number with %s, as in the rest of the column"
                                    .formatted(
                                            mark == DecimalMark.POINT
                                                    ? "a decimal point"
                                                    : "a decimal comma")
                            : "a finite number or nothing");
        }
    }

    /**
     * Each number shows its mark itself, or has that of the training table. One whose thousands
     * would be separated there, by what is usually the decimal mark here, is refused: both readings
     * are likely.
     *
     * @param trained the mark of the training table
     * @param usual the usual mark of the table that is read
     */
    record Each(DecimalMark trained, DecimalMark usual) implements NumberReading {
        @Override
        public double number(String column, String field) {
            double number = Fields.number(field, trained);
            double other = Fields.number(field, trained.other());
            if (Double.isNaN(number)) {
                return Double.isNaN(other) ? new With(trained).number(column, field) : other;
            }
            boolean isSeparated = field.indexOf(trained.separator()) >= 0;
            if (Double.isNaN(other) || number == other || trained == usual || !isSeparated) {
                return number;
            }
            throw new UnreadableFieldException(
                    column,
                    field,
                    "a number that can be read in one way only, such as %s or %s"
                            .formatted(plain(number), plain(other)));
        }

        /** Adds a decimal where there are three, which could be a group of thousands. */
        private static String plain(double number) {
            String text = NumberText.exact(number);
            return Double.isNaN(Fields.number(text, DecimalMark.COMMA)) || !Fields.hasMark(text)
                    ? text
                    : text + "0";
        }
    }
}
