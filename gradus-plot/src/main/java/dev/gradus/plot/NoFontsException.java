package dev.gradus.plot;

import java.io.Serial;

/**
 * Nothing can be drawn, because Java finds no fonts on this machine, as in most small containers.
 * The message says what to install.
 */
public final class NoFontsException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    NoFontsException(String obstacle) {
        super(
                "Java finds no fonts on this machine (%s); install fontconfig and a font, for example the packages fontconfig and fonts-dejavu-core"
                        .formatted(obstacle));
    }
}
