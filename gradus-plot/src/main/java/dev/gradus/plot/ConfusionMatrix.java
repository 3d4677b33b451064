package dev.gradus.plot;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;

/**
 * How many examples of each class were predicted as each class, drawn as squares: the darker, the
 * larger the share of the row. The diagonal is blue and all else vermilion, so that mistakes stand
 * out.
 *
 * @param names what the classes are called
 * @param counts a row for each true class, a column for each predicted one
 */
record ConfusionMatrix(List<String> names, List<List<Long>> counts) {
    private static final int WHOLE = 640;
    private static final int LARGEST_CELL = 72;
    private static final int SMALLEST_CELL = 2;

    /** Cells that are smaller hold no number, and no name stands beside them. */
    private static final int READABLE = 14;

    private static final int HEAD = 56;
    private static final int EDGE = 24;
    private static final int LINE = 18;
    private static final int LONGEST_NAME = 18;
    private static final int UNITS_PER_LETTER = 7;
    private static final double DARK = 0.6;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);

    ConfusionMatrix {
        names = names.stream().map(name -> Text.shortened(name, LONGEST_NAME)).toList();
        counts = counts.stream().map(List::copyOf).toList();
        int classes = names.size();
        if (classes == 0
                || counts.size() != classes
                || counts.stream().anyMatch(row -> row.size() != classes)) {
            throw new IllegalArgumentException(
                    Text.of(
                            "a confusion matrix has a row and a column for each of the %d classes",
                            classes));
        }
        if (classes > Plots.MOST_CLASSES) {
            throw new IllegalArgumentException(
                    Text.of(
                            "a confusion matrix is drawn for at most %,d classes; got %,d",
                            Plots.MOST_CLASSES, classes));
        }
    }

    private int cell() {
        return Math.clamp(WHOLE / names.size(), SMALLEST_CELL, LARGEST_CELL);
    }

    private boolean isReadable() {
        return cell() >= READABLE;
    }

    /** Returns the room for names beside the rows and above the columns. */
    private int margin() {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        return EDGE + LINE + (isReadable() ? longest * UNITS_PER_LETTER + LINE / 2 : 0);
    }

    int width() {
        return Math.max(Figure.WIDTH / 2, margin() + names.size() * cell() + EDGE);
    }

    int height() {
        return HEAD + margin() + names.size() * cell() + EDGE;
    }

    void paint(Graphics2D graphics, String title) {
        int left = margin();
        int top = HEAD + margin();
        graphics.setColor(Palette.INK);
        graphics.setFont(TITLE);
        graphics.drawString(title, EDGE, EDGE + LINE / 2);
        graphics.setFont(Canvas.SMALL);
        graphics.drawString("predicted", left, HEAD + LINE / 2);
        upwards(graphics, "what it is", EDGE + LINE / 2, top + names.size() * cell());
        for (int row = 0; row < names.size(); row++) {
            long all = counts.get(row).stream().mapToLong(Long::longValue).sum();
            for (int column = 0; column < names.size(); column++) {
                long count = counts.get(row).get(column);
                if (count > 0) {
                    cell(graphics, left, top, row, column, (double) count / all);
                }
            }
        }
        graphics.setColor(Palette.GREY);
        graphics.drawRect(left, top, names.size() * cell(), names.size() * cell());
        if (isReadable()) {
            words(graphics, left, top);
        }
    }

    private void cell(Graphics2D graphics, int left, int top, int row, int column, double share) {
        graphics.setColor(shade(row == column ? Palette.BLUE : Palette.VERMILION, share));
        graphics.fillRect(left + column * cell(), top + row * cell(), cell(), cell());
    }

    /** Never white: one example of many thousands is seen too. */
    private static Color shade(Color color, double share) {
        return Palette.between(Color.WHITE, color, 0.15 + 0.85 * share);
    }

    private void words(Graphics2D graphics, int left, int top) {
        FontMetrics metrics = graphics.getFontMetrics(Canvas.SMALL);
        int down = (cell() + metrics.getAscent() - metrics.getDescent()) / 2;
        for (int row = 0; row < names.size(); row++) {
            String name = names.get(row);
            graphics.setColor(Palette.INK);
            graphics.drawString(
                    name, left - LINE / 2 - metrics.stringWidth(name), top + row * cell() + down);
            upwards(graphics, name, left + row * cell() + down, top - LINE / 2);
            numbers(graphics, metrics, left, top + row * cell() + down, row);
        }
    }

    private void numbers(
            Graphics2D graphics, FontMetrics metrics, int left, int baseline, int row) {
        long all = counts.get(row).stream().mapToLong(Long::longValue).sum();
        for (int column = 0; column < names.size(); column++) {
            long count = counts.get(row).get(column);
            String text = NumberText.grouped(count);
            int width = metrics.stringWidth(text);
            if (width <= cell() && (count > 0 || row == column)) {
                graphics.setColor(count > DARK * all ? Color.WHITE : Palette.INK);
                graphics.drawString(text, left + column * cell() + (cell() - width) / 2, baseline);
            }
        }
    }

    private static void upwards(Graphics2D graphics, String text, int x, int y) {
        graphics.translate(x, y);
        graphics.rotate(-Math.PI / 2);
        graphics.drawString(text, 0, 0);
        graphics.rotate(Math.PI / 2);
        graphics.translate(-x, -y);
    }
}
