package dev.gradus.prepare.signs;

/**
 * A field with {@code #} in place of its numbers. Numbers are written with digits of any script,
 * also with an underscore among them, or as programs write them: {@code 0x3e8}, {@code 0b101},
 * {@code 0o17}. Long tables have millions of such fields, so no pattern of the JDK searches them.
 */
final class NumberFrame {
    private static final String SIGNS = "-+\u2212";
    private static final String DECIMAL_MARKS = ".,\u00b7";
    private static final String EXPONENTS = "eEdD";
    private static final String HEX_DIGITS = "0123456789abcdefABCDEF_";
    private static final String OCTAL_DIGITS = "01234567_";

    private final String field;
    private final StringBuilder frame = new StringBuilder();

    private NumberFrame(String field) {
        this.field = field;
    }

    /** Returns the frame of a field; the field itself if it has no number. */
    static String of(String field) {
        return new NumberFrame(field).frame();
    }

    private String frame() {
        int at = 0;
        while (at < field.length()) {
            int end = number(at);
            if (end > at) {
                frame.append('#');
            } else {
                end = after(at);
                frame.append(field, at, end);
            }
            at = end;
        }
        return frame.toString();
    }

    /** Returns where the number ends that begins here; {@code at} if there is none. */
    private int number(int at) {
        if (at > 0 && Character.isDigit(field.codePointBefore(at))) {
            return digits(at); // of another script, or too large for the number before them
        }
        int begin = isOneOf(SIGNS, at) ? at + 1 : at;
        int end = ofProgram(begin);
        end = end > begin ? end : decimal(begin);
        return end > begin ? exponent(end) : at;
    }

    private int ofProgram(int at) {
        if (!isOneOf("0", at)) {
            return at;
        }
        String digits =
                isOneOf("xX", at + 1) ? HEX_DIGITS : isOneOf("bBoO", at + 1) ? OCTAL_DIGITS : "";
        int begin = at + 2;
        int end = begin;
        while (isOneOf(digits, end)) {
            end++;
        }
        return end > begin ? end : at;
    }

    private int decimal(int at) {
        int end = digits(at);
        while (end > at && isOneOf("_", end) && isDigit(end + 1)) {
            end = digits(end + 1);
        }
        return end > at && isOneOf(DECIMAL_MARKS, end) && isDigit(end + 1) ? digits(end + 1) : end;
    }

    private int exponent(int at) {
        if (!isOneOf(EXPONENTS, at)) {
            return at;
        }
        int begin = isOneOf("-+", at + 1) ? at + 2 : at + 1;
        int end = begin;
        while (isOneOf("0123456789", end)) {
            end++;
        }
        return end > begin ? end : at;
    }

    /** Returns where the digits end that begin here. */
    private int digits(int at) {
        int end = at;
        while (isDigit(end)) {
            end = after(end);
        }
        return end;
    }

    private boolean isDigit(int at) {
        return at < field.length() && Character.isDigit(field.codePointAt(at));
    }

    private boolean isOneOf(String characters, int at) {
        return at < field.length() && characters.indexOf(field.charAt(at)) >= 0;
    }

    private int after(int at) {
        return at + Character.charCount(field.codePointAt(at));
    }
}
