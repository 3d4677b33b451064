package dev.gradus.cli.screen;

import dev.gradus.plot.NoFontsException;
import dev.gradus.run.json.RunException;
import dev.gradus.text.MemoryFault;
import java.util.function.Consumer;

/**
 * Draws what is kept as numbers anyway, so that a fault costs the picture alone.
 *
 * @param what what is drawn, as in {@code the plots}
 * @param again ends each sentence about a fault, as in {@code ; gradus plot RUN draws them again};
 *     may be empty
 * @param screen is told where this machine has no fonts, which loses nothing
 * @param unkept takes what could not be kept, a sentence
 */
public record Drawing(String what, String again, Consumer<String> screen, Consumer<String> unkept) {
    /** Draws; returns whether the picture is there. */
    public boolean attempt(Runnable picture) {
        try {
            picture.run();
            return true;
        } catch (NoFontsException none) {
            screen.accept(sentence("drawn", String.valueOf(none.getMessage())));
        } catch (RunException failure) {
            unkept.accept(sentence("saved", String.valueOf(failure.getMessage())));
        } catch (OutOfMemoryError full) {
            unkept.accept(sentence("drawn", MemoryFault.sentence(full)));
        }
        return false;
    }

    private String sentence(String done, String why) {
        return "%s could not be %s: %s%s".formatted(what, done, why, again);
    }
}
