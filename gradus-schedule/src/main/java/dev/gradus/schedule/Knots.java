package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.component;

import dev.gradus.number.NumberText;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.schedule.spelling.Spelling;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One timeline for several hyper-parameters. The first column is the schedule itself; the second
 * drives the momentum and the third the weight decay, as its {@linkplain #companions companions}.
 *
 * @param start the values at step 0, one for each column: one to three
 * @param knots the following points
 */
public record Knots(List<Double> start, List<Knot> knots) implements Schedule {
    private static final List<HyperParameter> COMPANIONS =
            List.of(HyperParameter.MOMENTUM, HyperParameter.WEIGHT_DECAY);

    /** Checks that every knot has a value for every column. */
    public Knots {
        start = List.copyOf(start);
        boolean isAppended = knots instanceof Appended<Knot>;
        knots = isAppended ? knots : List.copyOf(knots);
        if (start.isEmpty() || start.size() > COMPANIONS.size() + 1) {
            throw new IllegalArgumentException(
                    "knots: one to three columns (the schedule, its momentum, its weight decay), got "
                            + start.size());
        }
        // The earlier ones were checked when they were appended.
        for (var knot : isAppended ? List.of(knots.getLast()) : knots) {
            if (knot.values().size() != start.size()) {
                throw new IllegalArgumentException(
                        "knots: every knot needs "
                                + start.size()
                                + " values like the first, got "
                                + knot.values());
            }
        }
    }

    /**
     * Starts a timeline.
     *
     * @param start the values at step 0, one for each column: one to three
     */
    public Knots(List<Double> start) {
        this(start, List.of());
    }

    /**
     * Continues in a straight line to the next knot.
     *
     * @param length the time since the previous knot
     * @param values its values, one for each column
     * @return these knots with one more
     */
    public Knots to(Span length, double... values) {
        return to(length, Shapes.LINEAR, values);
    }

    /**
     * Continues to the next knot.
     *
     * @param length from the knot before
     * @param shape the way there
     * @param values where to arrive, one for each column
     * @return these knots with one more
     */
    public Knots to(Span length, RampShape shape, double... values) {
        return to(length, shape, DoubleStream.of(values).boxed().toList());
    }

    /**
     * Continues to the next knot.
     *
     * @param length from the knot before
     * @param shape the way there
     * @param values where to arrive, one for each column
     * @return these knots with one more
     */
    public Knots to(Span length, RampShape shape, List<Double> values) {
        return new Knots(start, Appended.of(knots, new Knot(length, shape, values)));
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        var companions = new EnumMap<HyperParameter, Schedule>(HyperParameter.class);
        for (int column = 1; column < start.size(); column++) {
            companions.put(COMPANIONS.get(column - 1), column(column));
        }
        return Map.copyOf(companions);
    }

    /** Returns one column as a sequence of ramps. */
    Schedule column(int column) {
        if (knots.isEmpty()) {
            return new Hold(start.get(column));
        }
        return Then.all(
                IntStream.range(0, knots.size())
                        .<Schedule>mapToObj(index -> ramp(column, index))
                        .toList());
    }

    private Ramp ramp(int column, int index) {
        var from = index == 0 ? start : knots.get(index - 1).values();
        var knot = knots.get(index);
        return new Ramp(from.get(column), knot.values().get(column), knot.length())
                .shape(knot.shape());
    }

    @Override
    public Schedule expanded() {
        return column(0);
    }

    @Override
    public Spelling spelling() {
        return Spelling.verbatim(
                "knots",
                written(),
                component("start", start),
                component("knots", knots.stream().map(Knot::toTree).toList()));
    }

    private String written() {
        var text = new StringBuilder("knots(").append(listed(start)).append(")");
        for (var knot : knots) {
            var shape = knot.shape().equals(Shapes.LINEAR) ? "" : knot.shape() + ", ";
            text.append(".to(" + knot.length() + ", " + shape + listed(knot.values()) + ")");
        }
        return text.toString();
    }

    private static String listed(List<Double> values) {
        return values.stream().map(NumberText::exact).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return text();
    }
}
