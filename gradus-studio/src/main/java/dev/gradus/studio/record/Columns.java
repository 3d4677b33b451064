package dev.gradus.studio.record;

import dev.gradus.studio.record.Points.Across;
import java.util.Arrays;

/** Gathers a curve column by column of a picture: of each, its lowest and its highest point. */
final class Columns {
    private final double from;
    private final double width;
    private final Across across;
    private double[] x = new double[64];
    private double[] y = new double[64];
    private int size;
    private long column = Long.MIN_VALUE;
    private double lowX;
    private double lowY;
    private double highX;
    private double highY;
    private boolean open;

    Columns(double from, double to, int columns, Across across) {
        this.across = across;
        this.from = place(from);
        this.width = Math.max(place(to) - this.from, Double.MIN_NORMAL) / Math.max(1, columns);
    }

    private double place(double value) {
        return across == Across.LINEAR ? value : Math.log1p(Math.max(0, value));
    }

    void add(double atX, double atY) {
        long here = (long) Math.floor((place(atX) - from) / width);
        if (!open || here != column) {
            close();
            column = here;
            open = true;
            lowX = highX = atX;
            lowY = highY = atY;
            return;
        }
        if (atY < lowY) {
            lowX = atX;
            lowY = atY;
        }
        if (atY >= highY) {
            highX = atX;
            highY = atY;
        }
    }

    Points done() {
        close();
        return new Points(Arrays.copyOf(x, size), Arrays.copyOf(y, size));
    }

    private void close() {
        if (!open) {
            return;
        }
        open = false;
        if (lowX < highX) {
            put(lowX, lowY);
            put(highX, highY);
        } else if (highX < lowX) {
            put(highX, highY);
            put(lowX, lowY);
        } else {
            put(lowX, lowY);
        }
    }

    private void put(double atX, double atY) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
        }
        x[size] = atX;
        y[size++] = atY;
    }
}
