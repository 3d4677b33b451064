package dev.gradus.plot;

import dev.gradus.number.Text;
import dev.gradus.plot.Line.Look;
import dev.gradus.run.history.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How large updates were relative to the weights of each layer, and the usual size. */
final class UpdatePanel {
    private static final double USUAL = 1e-3;

    /** Everybody can tell this many colours apart, and no more. */
    private static final int MOST_LAYERS = 7;

    private UpdatePanel() {}

    /** A logarithmic axis has no place for the ratio 0, of layers that did not change. */
    static Panel of(Map<String, Series> layers, Axis steps) {
        List<Map.Entry<String, Series>> shown = spread(List.copyOf(layers.entrySet()));
        var lines = new ArrayList<Line>();
        for (Map.Entry<String, Series> layer : shown) {
            lines.add(
                    new Line(
                            layer.getKey(),
                            positive(layer.getValue()),
                            Palette.of(lines.size()),
                            Look.SOLID));
        }
        var usual = new Series(16);
        usual.add(steps.lowest(), USUAL);
        usual.add(steps.highest(), USUAL);
        lines.add(new Line("usual: 0.001", usual, Palette.GREY, Look.FAINT));
        double[] heights =
                lines.stream().flatMapToDouble(line -> Arrays.stream(line.series().ys())).toArray();
        String title =
                shown.size() == layers.size()
                        ? "update / weights"
                        : Text.of("update / weights, %d of %d layers", shown.size(), layers.size());
        return Panel.of(lines, steps, Axis.decades(title, heights)).explained();
    }

    /** The first, the last and others between them, evenly. */
    private static <T> List<T> spread(List<T> layers) {
        if (layers.size() <= MOST_LAYERS) {
            return layers;
        }
        var spread = new ArrayList<T>();
        for (int i = 0; i < MOST_LAYERS; i++) {
            spread.add(layers.get(i * (layers.size() - 1) / (MOST_LAYERS - 1)));
        }
        return spread;
    }

    private static Series positive(Series ratios) {
        var positive = new Series(Series.LIMIT);
        for (int i = 0; i < ratios.size(); i++) {
            if (ratios.y(i) > 0) {
                positive.add(ratios.x(i), ratios.y(i));
            }
        }
        return positive;
    }
}
