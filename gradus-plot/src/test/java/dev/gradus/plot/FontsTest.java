package dev.gradus.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Test;

class FontsTest {
    /**
     * In this order Java reports that fontconfig finds no fonts, at the first attempt and later.
     */
    @Test
    void whateverJavaFailsWithIsAnObstacle() {
        for (Throwable failure :
                List.of(
                        new IllegalStateException("Fontconfig head is null"),
                        new InternalError("java.lang.reflect.InvocationTargetException"),
                        new NoClassDefFoundError("sun.awt.X11FontManager"),
                        new UnsatisfiedLinkError("libfreetype.so.6"))) {
            assertThat(Fonts.obstacle(() -> FontsTest.<RuntimeException>sneak(failure)))
                    .contains(failure.toString());
        }
    }

    @Test
    void aMachineWithFontsIsNoObstacle() {
        assertThat(Fonts.obstacle(() -> {})).isEmpty();
        assertThatCode(Fonts::require).doesNotThrowAnyException();
    }

    @SuppressWarnings("unchecked") // whatever it is, it is thrown as it is
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}
