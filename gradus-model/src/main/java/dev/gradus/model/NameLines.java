package dev.gradus.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names as text, one per line; line breaks and backslashes within a name are escaped with a
 * backslash.
 */
final class NameLines {
    private NameLines() {}

    static String write(List<String> names) {
        return names.stream()
                .map(name -> name.replace("\\", "\\\\").replace("\n", "\\n") + "\n")
                .collect(Collectors.joining());
    }

    static List<String> read(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.substring(0, text.length() - 1).split("\n", -1))
                        .map(NameLines::name)
                        .toList();
    }

    private static String name(String line) {
        var name = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                name.append(line.charAt(i) == 'n' ? '\n' : line.charAt(i));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
