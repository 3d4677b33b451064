package dev.gradus.cli;

/** Whether text is coloured. */
enum Style {
    PLAIN,
    COLOURED;

    private static final String RESET = "\u001b[0m";

    String good(String text) {
        return wrapped("\u001b[32m", text);
    }

    String bad(String text) {
        return wrapped("\u001b[33m", text);
    }

    String faint(String text) {
        return wrapped("\u001b[2m", text);
    }

    private String wrapped(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : code + text + RESET;
    }
}
