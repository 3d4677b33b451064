package dev.gradus.plot;

import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.util.Optional;

/**
 * Whether Java can lay out text. It looks for fonts when the first text is laid out, and fails in
 * different ways then and afterwards, so the first answer is kept.
 */
final class Fonts {
    private static final Optional<String> OBSTACLE = obstacle(Fonts::layOut);

    private Fonts() {}

    /**
     * Checks that there are fonts.
     *
     * @throws NoFontsException if there are none
     */
    static void require() {
        if (OBSTACLE.isPresent()) {
            throw new NoFontsException(OBSTACLE.get());
        }
    }

    private static void layOut() {
        var _ = new TextLayout("x", Canvas.SMALL, new FontRenderContext(null, true, true));
    }

    /** Returns why an attempt failed: fonts, fontconfig or the library that reads them missing. */
    static Optional<String> obstacle(Runnable attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (RuntimeException | LinkageError | InternalError failure) {
            return Optional.of(failure.toString());
        }
    }
}
