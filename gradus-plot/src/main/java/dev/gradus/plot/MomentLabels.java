package dev.gradus.plot;

import dev.gradus.number.Text;
import dev.gradus.run.history.History.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.AnnotationText;

/**
 * Writes the labels of moments at the top of a panel, each beside its line, in rows so that none
 * covers another. A label that does not fit in the rows is left out; its line remains.
 */
final class MomentLabels {
    private static final int MOST_ROWS = 4;
    private static final int MOST_CHARACTERS = 34;
    private static final double UNITS_PER_CHARACTER = 6.8;
    private static final double ROW = 0.06;

    private final Axis x;
    private final Axis y;
    private final double perUnit;
    private final double[] rowEnds = new double[MOST_ROWS];

    MomentLabels(Axis x, Axis y, int width) {
        this.x = x;
        this.y = y;
        this.perUnit = (x.highest() - x.lowest()) / (0.9 * width);
        Arrays.fill(rowEnds, Double.NEGATIVE_INFINITY);
    }

    List<AnnotationText> of(List<Moment> moments) {
        var labels = new ArrayList<AnnotationText>();
        for (Moment moment : moments) {
            String text = Text.shortened(moment.text(), MOST_CHARACTERS);
            double half = (text.length() + 1) * UNITS_PER_CHARACTER / 2 * perUnit;
            double at = (double) moment.step();
            double center = at + 2 * half > x.highest() ? at - half : at + half;
            int row = freeRow(center - half);
            if (row < MOST_ROWS) {
                rowEnds[row] = center + half;
                labels.add(new AnnotationText(text, center, y.at(0.97 - ROW * row), false));
            }
        }
        return labels;
    }

    private int freeRow(double left) {
        int row = 0;
        while (row < MOST_ROWS && rowEnds[row] > left) {
            row++;
        }
        return row;
    }
}
