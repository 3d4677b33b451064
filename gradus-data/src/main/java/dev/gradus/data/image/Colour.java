package dev.gradus.data.image;

import dev.gradus.text.Suggestions;
import java.util.Locale;

/** How the colours of images are read. */
public enum Colour {
    /** One channel, the brightness: 0.299 R + 0.587 G + 0.114 B. */
    GREY(1),
    /** Three channels: red, green, blue. */
    RGB(3);

    private final int channels;

    Colour(int channels) {
        this.channels = channels;
    }

    /** {@return how many channels an input has} */
    public int channels() {
        return channels;
    }

    /**
     * {@return the constant with this name}
     *
     * @param name the name as a user writes it
     * @throws IllegalArgumentException if there is none; the message suggests one
     */
    public static Colour parse(String name) {
        return Suggestions.named("colour", name, values());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
