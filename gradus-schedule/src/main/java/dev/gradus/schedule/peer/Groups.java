package dev.gradus.schedule.peer;

import dev.gradus.number.NumberText;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Greedy;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.text.Place;
import dev.gradus.text.TextException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/**
 * The meanings of one constructor for several parameter groups, as one schedule and a multiple for
 * each group.
 */
final class Groups {
    /** Runs on which the schedules of two groups are compared. */
    private static final List<Horizon> RUNS =
            List.of(
                    new Horizon(48, 4, 1),
                    new Horizon(1_000, 100, 32),
                    new Horizon(100_000, 1_000, 128));

    private static final int SAMPLES = 2_000;
    private static final double ROUNDING = 1e-9;
    private static final int DIGITS = 14;

    private Groups() {}

    /**
     * Returns the rates of all groups.
     *
     * @param last the meaning for the last group
     * @param findings what was found while it was read
     * @param reader reads the constructor for a group, counted from the last
     */
    static Optional<GroupRates> rates(
            PeerPart last, Findings findings, IntFunction<PeerPart> reader) {
        if (findings.groups() == 1) {
            return Optional.empty();
        }
        List<Double> multiples = new ArrayList<>(List.of(1.0));
        for (int fromLast = 1; fromLast < findings.groups(); fromLast++) {
            multiples.addFirst(multiple(reader.apply(fromLast), last, findings.place()));
        }
        return findings.sliced().or(() -> Optional.of(new GroupRates.Listed(multiples)));
    }

    /** Returns what the rates of one group are times those of the last, the same at each step. */
    private static double multiple(PeerPart part, PeerPart last, Place place) {
        double multiple = ratio(part.schedule(), last.schedule(), place);
        for (Horizon run : RUNS) {
            Curve own = part.schedule().over(run);
            Curve reference = last.schedule().over(run);
            for (long step : steps(last.schedule(), run)) {
                double wanted = multiple * reference.at(step);
                if (!isClose(own.at(step), wanted)) {
                    throw new TextException(
                            "the groups' rates must be fixed multiples of one another; at step %s that of the last group is %s, and that of another %s instead of %s; write the schedule of the last group, and the others as multiples of it (--groups \"PATTERN=0.1x\")"
                                    .formatted(
                                            NumberText.grouped(step),
                                            NumberText.brief(reference.at(step)),
                                            NumberText.brief(own.at(step)),
                                            NumberText.brief(wanted)),
                            place);
                }
            }
        }
        requireSameOtherwise(part, last, multiple, place);
        return multiple;
    }

    /** Returns the ratio where the last group's rate is highest, without the noise of rounding. */
    private static double ratio(Schedule schedule, Schedule last, Place place) {
        Horizon run = RUNS.getFirst();
        Curve own = schedule.over(run);
        Curve reference = last.over(run);
        long highest =
                LongStream.of(steps(last, run))
                        .boxed()
                        .max(Comparator.comparingDouble(reference::at))
                        .orElseThrow();
        if (!(own.at(highest) > 0 && reference.at(highest) > 0)) {
            throw new TextException(
                    "the rate of a parameter group must be above 0; freeze"
                            + " parameters that are not trained (--freeze PATTERN)",
                    place);
        }
        return new BigDecimal(own.at(highest) / reference.at(highest))
                .round(new MathContext(DIGITS))
                .doubleValue();
    }

    private static boolean isClose(double value, double wanted) {
        double size = Math.max(Math.abs(value), Math.abs(wanted));
        return Math.abs(value - wanted) <= ROUNDING * size + Double.MIN_NORMAL;
    }

    private static long[] steps(Schedule schedule, Horizon run) {
        long stride = Math.max(1, run.steps() / SAMPLES);
        return LongStream.concat(
                        LongStream.range(0, run.steps()).filter(step -> step % stride == 0),
                        LongStream.of(schedule.samples(run)))
                .toArray();
    }

    /** Only the rate may differ from group to group. */
    private static void requireSameOtherwise(
            PeerPart part, PeerPart last, double multiple, Place place) {
        if (!areSame(companions(part), companions(last))) {
            throw new TextException(
                    "momentum is the same for all parameter groups here; give one number", place);
        }
        boolean scales =
                last.controller().isEmpty()
                        || isScaled(
                                part.controller().orElseThrow(),
                                last.controller().orElseThrow(),
                                multiple);
        if (!scales) {
            throw new TextException(
                    "min_lr and other bounds must be in the same proportion as the groups' rates,"
                            + " so that all are lowered together; give a list of such bounds, or"
                            + " leave them out",
                    place);
        }
    }

    private static Map<HyperParameter, Schedule> companions(PeerPart part) {
        return part.schedule().companions();
    }

    private static boolean areSame(
            Map<HyperParameter, Schedule> own, Map<HyperParameter, Schedule> other) {
        return own.keySet().equals(other.keySet())
                && own.keySet().stream()
                        .allMatch(driven ->
                                areSame(
                                        Objects.requireNonNull(own.get(driven)),
                                        Objects.requireNonNull(other.get(driven))));
    }

    private static boolean areSame(Schedule own, Schedule other) {
        return RUNS.stream()
                .allMatch(run -> {
                    Curve one = own.over(run);
                    Curve two = other.over(run);
                    return LongStream.of(steps(other, run))
                            .allMatch(step -> one.at(step) == two.at(step));
                });
    }

    private static boolean isScaled(Controller own, Controller last, double multiple) {
        if (own instanceof Plateau one && last instanceof Plateau two) {
            return one.equals(two.lowestRate(one.lowestRate()))
                    && isClose(one.lowestRate(), multiple * two.lowestRate());
        }
        if (own instanceof Greedy one && last instanceof Greedy two) {
            return one.equals(two.between(one.lowestRate(), one.highestRate()))
                    && isClose(one.lowestRate(), multiple * two.lowestRate())
                    && isClose(one.highestRate(), multiple * two.highestRate());
        }
        return own.equals(last);
    }
}
