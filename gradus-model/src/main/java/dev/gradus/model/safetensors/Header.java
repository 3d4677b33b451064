package dev.gradus.model.safetensors;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file: an object of objects, read strictly. Every name may occur
 * once; numbers are integers.
 */
final class Header {
    private static final int DEEPEST = 4;

    private final String text;
    private int at;

    private Header(String text) {
        this.text = text;
    }

    /**
     * Reads a header.
     *
     * @return maps, lists, strings and integers
     * @throws IllegalArgumentException if it is not such JSON; the message says where
     */
    static Map<?, ?> parse(String text) {
        var header = new Header(text);
        Object value = header.value(0);
        header.blanks();
        if (header.at < text.length() || !(value instanceof Map<?, ?> map)) {
            throw header.fault("one JSON object");
        }
        return map;
    }

    private Object value(int depth) {
        blanks();
        if (at == text.length() || depth > DEEPEST) {
            throw fault("a value");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        var map = new LinkedHashMap<String, Object>();
        expect('{');
        if (!isNext('}')) {
            do {
                blanks();
                String name = string();
                expect(':');
                if (map.put(name, value(depth + 1)) != null) {
                    throw new IllegalArgumentException(
                            "the header has \"%s\" twice".formatted(name));
                }
            } while (isNext(','));
            expect('}');
        }
        return map;
    }

    private List<Object> array(int depth) {
        var list = new ArrayList<Object>();
        expect('[');
        if (!isNext(']')) {
            do {
                list.add(value(depth + 1));
            } while (isNext(','));
            expect(']');
        }
        return list;
    }

    private String string() {
        expect('"');
        var string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw fault("a text without control characters");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        if (at == text.length()) {
            throw fault("the end of a text");
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        if (at == text.length()) {
            throw fault("the end of a text");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw fault("an escape of JSON");
        };
    }

    private char unicode() {
        int end = at + 4;
        if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]{4}")) {
            throw fault("four hexadecimal digits");
        }
        char c = (char) Integer.parseInt(text.substring(at, end), 16);
        at = end;
        return c;
    }

    private Long number() {
        int from = at;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
            at++;
        }
        String digits = text.substring(from, at);
        if (!digits.matches("0|[1-9][0-9]{0,17}")) {
            throw fault("a whole number");
        }
        return Long.valueOf(digits);
    }

    private boolean isNext(char wanted) {
        blanks();
        boolean found = at < text.length() && text.charAt(at) == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void expect(char wanted) {
        if (!isNext(wanted)) {
            throw fault("'" + wanted + "'");
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException fault(String expected) {
        return new IllegalArgumentException(
                Text.of("expected %s at character %d of the header", expected, at));
    }

    /** Returns a string in JSON. */
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(Text.of("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
