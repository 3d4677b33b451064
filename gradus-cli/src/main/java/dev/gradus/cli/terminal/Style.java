package dev.gradus.cli.terminal;

/** Whether text is coloured. */
public enum Style {
    PLAIN,
    COLOURED;

    private static final String RESET = "\u001b[0m";

    public String good(String text) {
        return wrapped("\u001b[32m", text);
    }

    public String bad(String text) {
        return wrapped("\u001b[33m", text);
    }

    public String faint(String text) {
        return wrapped("\u001b[2m", text);
    }

    private String wrapped(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : code + text + RESET;
    }
}
