package dev.gradus.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.json.RunException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private final List<String> screen = new ArrayList<>();
    private final List<String> unkept = new ArrayList<>();
    private final Drawing drawing =
            new Drawing("the plot", "; gradus plot owl draws it again", screen::add, unkept::add);

    @Test
    void saysNothingOfAPictureThatIsThere() {
        assertThat(drawing.attempt(() -> {})).isTrue();
        assertThat(screen).isEmpty();
        assertThat(unkept).isEmpty();
    }

    @Test
    void keepsWhatCouldNotBeSaved() {
        boolean isDrawn =
                drawing.attempt(() -> {
                    throw new RunException("cannot write plot.png");
                });

        assertThat(isDrawn).isFalse();
        assertThat(screen).isEmpty();
        assertThat(unkept)
                .containsExactly(
                        "the plot could not be saved: cannot write plot.png; gradus plot owl draws it again");
    }

    @Test
    void keepsWhatThereIsNoMemoryFor() {
        boolean isDrawn =
                drawing.attempt(() -> {
                    throw new OutOfMemoryError("Java heap space");
                });

        assertThat(isDrawn).isFalse();
        assertThat(unkept)
                .singleElement()
                .asString()
                .startsWith("the plot could not be drawn: ")
                .endsWith("; gradus plot owl draws it again");
    }
}
