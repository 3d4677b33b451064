package dev.gradus.plot;

import java.awt.Color;
import java.util.List;

/**
 * Colours that people of every colour vision can tell apart.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe and Ito, Color Universal Design</a>
 */
final class Palette {
    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILION = new Color(0xD55E00);
    static final Color GREEN = new Color(0x009E73);
    static final Color PURPLE = new Color(0xCC79A7);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color SKY = new Color(0x56B4E9);
    static final Color INK = new Color(0x222222);
    static final Color GREY = new Color(0x777777);
    static final Color GRID = new Color(0xE6E6E6);

    private static final List<Color> CYCLE =
            List.of(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, INK);

    private Palette() {}

    static Color of(int index) {
        return CYCLE.get(index % CYCLE.size());
    }

    /**
     * The colour blended with white; opaque, because not every SVG viewer supports transparency.
     */
    static Color pale(Color color) {
        return between(color, Color.WHITE, 2.0 / 3);
    }

    /**
     * A colour between two.
     *
     * @param share how much of the second, from 0 to 1
     */
    static Color between(Color first, Color second, double share) {
        return new Color(
                between(first.getRed(), second.getRed(), share),
                between(first.getGreen(), second.getGreen(), share),
                between(first.getBlue(), second.getBlue(), share));
    }

    private static int between(int first, int second, double share) {
        return (int) Math.round(first + share * (second - first));
    }
}
