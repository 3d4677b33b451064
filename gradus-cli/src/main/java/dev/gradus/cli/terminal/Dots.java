package dev.gradus.cli.terminal;

import dev.gradus.cli.terminal.CurveChart.Glyphs;
import java.util.ArrayList;
import java.util.List;

/** A grid of dots, several per character if the screen can show that. */
final class Dots {
    private static final char BLANK_BRAILLE = '\u2800';
    private static final int[][] BRAILLE = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80},
    };

    private final int width;
    private final int height;
    private final Glyphs glyphs;
    private final boolean[][] dots;

    /**
     * @param width in characters
     * @param height in lines
     */
    Dots(int width, int height, Glyphs glyphs) {
        this.width = width;
        this.height = height;
        this.glyphs = glyphs;
        this.dots = new boolean[height * down()][width * across()];
    }

    int columns() {
        return width * across();
    }

    int rows() {
        return height * down();
    }

    int width() {
        return width;
    }

    Glyphs glyphs() {
        return glyphs;
    }

    void set(int column, int row) {
        dots[row][column] = true;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        for (int line = 0; line < height; line++) {
            var text = new StringBuilder();
            for (int character = 0; character < width; character++) {
                text.append(
                        glyphs == Glyphs.BRAILLE
                                ? braille(line, character)
                                : star(line, character));
            }
            lines.add(text.toString());
        }
        return lines;
    }

    private char star(int line, int character) {
        return dots[line][character] ? '*' : ' ';
    }

    private char braille(int line, int character) {
        int bits = 0;
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 2; column++) {
                if (dots[line * 4 + row][character * 2 + column]) {
                    bits |= BRAILLE[row][column];
                }
            }
        }
        return bits == 0 ? ' ' : (char) (BLANK_BRAILLE + bits);
    }

    private int across() {
        return glyphs == Glyphs.BRAILLE ? 2 : 1;
    }

    private int down() {
        return glyphs == Glyphs.BRAILLE ? 4 : 1;
    }
}
