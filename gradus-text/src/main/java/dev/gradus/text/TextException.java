package dev.gradus.text;

/** A text that cannot be understood; the message ends with the line and carets under the fault. */
public final class TextException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;

    /** What is wrong, without the marked line. */
    private final String reason;

    /**
     * Creates an exception that says what is wrong and marks the place.
     *
     * @param reason what is wrong, what came and what to write instead, in one line
     * @param place where
     */
    public TextException(String reason, Place place) {
        super(reason + "\n" + place.marked());
        this.reason = reason;
        this.place = place;
    }

    /** {@return what is wrong, without the marked line} */
    public String reason() {
        return reason;
    }

    /** {@return where it is wrong} */
    public Place place() {
        return place;
    }
}
