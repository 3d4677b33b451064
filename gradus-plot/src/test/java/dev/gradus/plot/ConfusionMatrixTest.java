package dev.gradus.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    /** Squares of 72 units begin below 128 and right of 72: 24 + 18 + 3 letters of 7 + 9. */
    private static final int LEFT = 72;

    private static final int TOP = 128;
    private static final int CELL = 72;

    private static Color corner(BufferedImage image, int row, int column) {
        int unit = Figure.PIXELS_PER_UNIT;
        return new Color(
                image.getRGB(unit * (LEFT + column * CELL + 6), unit * (TOP + row * CELL + 6)));
    }

    @Test
    void squaresAreTheDarkerTheLargerTheirShareOfTheRow() {
        Figure figure =
                Plots.confusion(
                        "pets", List.of("cat", "dog"), List.of(List.of(8L, 0L), List.of(1L, 3L)));
        BufferedImage image = figure.image();

        assertThat(corner(image, 0, 0)).isEqualTo(Palette.BLUE);
        assertThat(corner(image, 0, 1)).isEqualTo(Color.WHITE);
        // 0.15 + 0.85 · 1/4 of the way from white to 0xD55E00, and 0.15 + 0.85 · 3/4 to 0x0072B2
        assertThat(corner(image, 1, 0)).isEqualTo(new Color(240, 197, 163));
        assertThat(corner(image, 1, 1)).isEqualTo(new Color(54, 144, 194));
        assertThat(figure.svg()).contains(">pets<", ">cat<", ">dog<", ">8<", ">3<", ">predicted<");
    }

    @Test
    void aSquareTooSmallForItsNumberHasNoneAndAClassWithoutExamplesIsEmpty() {
        List<String> names = Collections.nCopies(60, "a name of more than eighteen letters");
        List<List<Long>> counts = Collections.nCopies(60, Collections.nCopies(60, 0L));
        Figure figure = Plots.confusion("many", names, counts);

        assertThat(figure.svg()).doesNotContain("a name", ">0<");
        assertThat(figure.width()).isLessThan(800);
    }

    @Test
    void textInAnSvgHasTheViewersSansSerifFontAndNoInstalledOne() {
        String svg = Plots.confusion("pets", List.of("cat"), List.of(List.of(8L))).svg();

        // the root's font holds where a text says nothing else: the title is larger
        assertThat(svg)
                .contains("<svg font-family=\"sans-serif\" font-size=\"12px\" ")
                .contains("font-size:14px;font-weight:bold;")
                .containsOnlyOnce("font-family")
                .doesNotContain("font-family:");
    }

    @Test
    void aMatrixWhoseSquaresWouldBeTooSmallToSeeIsNotDrawn() {
        int most = Plots.MOST_CLASSES;
        Figure largest = zeros(most);

        assertThat(List.of(largest.width(), largest.height()))
                .allMatch(units -> units > 2 * most && units < 2 * most + 200);
        assertThatThrownBy(() -> zeros(most + 1))
                .hasMessage("a confusion matrix is drawn for at most 1,000 classes; got 1,001");
    }

    private static Figure zeros(int classes) {
        return Plots.confusion(
                "many",
                Collections.nCopies(classes, "a"),
                Collections.nCopies(classes, Collections.nCopies(classes, 0L)));
    }

    @Test
    void rowsAndColumnsAreAsManyAsNames() {
        assertThatThrownBy(() -> Plots.confusion("", List.of("a", "b"), List.of(List.of(1L, 2L))))
                .hasMessage("a confusion matrix has a row and a column for each of the 2 classes");
    }
}
