package dev.gradus.data.numpy;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the dictionary of a header, a Python literal. */
final class DictionaryReader {
    private static final int MOST_DIMENSIONS = 64;

    private final String text;
    private final Map<String, Object> values = new HashMap<>();
    private int at;

    DictionaryReader(String text) {
        this.text = text;
    }

    NpyHeader header(int length) {
        expect('{');
        while (!isNext('}')) {
            entry();
            if (!isNext('}')) {
                expect(',');
            }
        }
        at++;
        if (!text.substring(at).isBlank()) {
            throw fault("expected nothing more");
        }
        if (values.get("descr") instanceof String descr
                && values.get("fortran_order") instanceof Boolean isFortran
                && values.get("shape") instanceof List<?> shape) {
            return new NpyHeader(
                    NpyType.parse(descr),
                    isFortran ? NpyHeader.Layout.FORTRAN : NpyHeader.Layout.C,
                    shape.stream().map(Long.class::cast).toList(),
                    length);
        }
        throw new IllegalArgumentException(
                "has a header without 'descr', 'fortran_order' and 'shape'");
    }

    private void entry() {
        String key = string();
        expect(':');
        Object value =
                switch (key) {
                    case "descr" -> type();
                    case "fortran_order" -> flag();
                    case "shape" -> shape();
                    default -> throw fault("'%s' is not known".formatted(Text.shortened(key)));
                };
        if (values.put(key, value) != null) {
            throw fault("'%s' occurs twice".formatted(key));
        }
    }

    private String type() {
        if (isNext('[')) {
            throw new IllegalArgumentException(
                    "has named fields (a structured array); save each field as a separate array");
        }
        return string();
    }

    private boolean flag() {
        skipBlanks();
        for (String word : List.of("True", "False")) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw fault("expected True or False");
    }

    private List<Long> shape() {
        var shape = new ArrayList<Long>();
        expect('(');
        while (!isNext(')')) {
            shape.add(extent());
            if (shape.size() > MOST_DIMENSIONS) {
                throw fault(Text.of("expected at most %d dimensions", MOST_DIMENSIONS));
            }
            if (!isNext(')')) {
                expect(',');
            }
        }
        at++;
        return shape;
    }

    private long extent() {
        skipBlanks();
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from || at - from > 18) {
            throw fault("expected a whole number of at least 0");
        }
        long extent = Long.parseLong(text.substring(from, at));
        if (at < text.length() && text.charAt(at) == 'L') {
            at++; // as Python 2 wrote large ones
        }
        return extent;
    }

    private String string() {
        skipBlanks();
        char quote = at < text.length() ? text.charAt(at) : ' ';
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            throw fault("expected a text in quotes");
        }
        String string = text.substring(at + 1, end);
        at = end + 1;
        return string;
    }

    private boolean isNext(char expected) {
        skipBlanks();
        return at < text.length() && text.charAt(at) == expected;
    }

    private void expect(char expected) {
        if (!isNext(expected)) {
            throw fault("expected '%s'".formatted(expected));
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException fault(String expected) {
        return new IllegalArgumentException(
                Text.of("has a damaged header: %s at character %d (counted from 0)", expected, at));
    }
}
