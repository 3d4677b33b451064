package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.inverse;
import static dev.gradus.schedule.named.Schedules.law;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Observation;
import dev.gradus.schedule.controller.Trend;
import dev.gradus.text.Formula;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every entry of the reference file, from the text its parameters make. */
class OracleTest {
    /**
     * Entries whose id or schedule is a description: the constructor, and the arguments the
     * description leaves out.
     */
    private static final Map<String, List<String>> DESCRIBED =
            Map.of(
                    "keras.legacy_decay", List.of("keras.optimizer", ""),
                    "torch.CosineAnnealingWarmRestarts.fractional",
                            List.of("torch.CosineAnnealingWarmRestarts", "unit='fraction'"),
                    "warmup.t/W",
                            List.of(
                                    "hf.get_constant_schedule_with_warmup",
                                    "lr=0.1, num_warmup_steps="),
                    "warmup.(t+1)/W",
                            List.of(
                                    "dl4j.RampSchedule",
                                    "baseSchedule=new FixedSchedule(0.1), numIter="),
                    "warmup.t/(W-1)",
                            List.of(
                                    "ignite.create_lr_scheduler_with_warmup",
                                    "lr=0.1, warmup_start_value=0, warmup_duration="),
                    "wsd.torchtitan.sqrt", List.of("torchtitan.linear_warmup_stable_decay", ""),
                    "wsd.megatron.minus_sqrt", List.of("megatron.OptimizerParamScheduler", ""),
                    "wsd.megatron.exponential", List.of("megatron.OptimizerParamScheduler", ""),
                    "decay.levanter.power", List.of("levanter.power", ""));

    /** Formulas of no constructor, in our own words. */
    private static final Map<String, Function<Oracle.Entry, Schedule>> OURS =
            Map.of(
                    "seed.power",
                            e ->
                                    inverse(number(e, "eta0"), 1 / number(e, "s"))
                                            .power(number(e, "c")),
                    "seed.exponential",
                            e -> exponential(number(e, "eta0"), 0.1, Span.steps(number(e, "s"))),
                    "seed.lr_finder_exponential",
                            e -> exponential(number(e, "lr0"), number(e, "factor")),
                    "warmup.untuned_linear",
                            e ->
                                    formula(
                                                    "0.1 * min(1, (1 - "
                                                            + number(e, "beta2")
                                                            + ") / 2 * t)")
                                            .shift(1),
                    "warmup.noam",
                            e ->
                                    formula(
                                                    number(e, "d_model")
                                                            + "**-0.5 * min(t**-0.5, t * "
                                                            + number(e, "W")
                                                            + "**-1.5)")
                                            .shift(1));

    private static Schedule formula(String text) {
        Formula formula = Formula.of(text);
        return law(formula.text(), formula);
    }

    private static double number(Oracle.Entry entry, String name) {
        return entry.params().get(name).asDouble();
    }

    private static boolean isCurve(Oracle.Entry entry) {
        return !entry.id().startsWith("quirk.")
                && !entry.id().startsWith("dlib.")
                && !Oracle.excluded().containsKey(entry.id())
                && entry.metrics().isEmpty();
    }

    static Stream<Oracle.Entry> curves() {
        return Oracle.entries().stream().filter(OracleTest::isCurve);
    }

    static Stream<Oracle.Entry> controllers() {
        return Oracle.entries().stream().filter(entry -> !entry.metrics().isEmpty());
    }

    static Stream<Oracle.Entry> quirks() {
        return Oracle.entries().stream().filter(entry -> entry.id().startsWith("quirk."));
    }

    static Stream<Oracle.Entry> trends() {
        return Oracle.entries().stream().filter(entry -> entry.id().startsWith("dlib."));
    }

    @Test
    void everyEntryOfTheFileIsACase() {
        List<Oracle.Entry> seen = new ArrayList<>();
        Stream.of(curves(), controllers(), quirks(), trends())
                .forEach(cases -> cases.forEach(seen::add));
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.size() + Oracle.excluded().size()).isEqualTo(Oracle.entries().size());
        assertThat(Oracle.entries()).hasSizeGreaterThanOrEqualTo(94);
        assertThat(Oracle.entries().stream().map(Oracle.Entry::id))
                .containsAll(Oracle.excluded().keySet());
    }

    @ParameterizedTest
    @MethodSource("curves")
    void aCurveHasTheOriginalsValues(Oracle.Entry entry) {
        Schedule schedule = schedule(entry);
        assertClose(entry, schedule, entry.values(), entry.tolerance());
        if (!entry.momentum().isEmpty()) {
            Schedule momentum = schedule.companions().get(HyperParameter.MOMENTUM);
            assertThat(momentum).isNotNull();
            assertClose(entry, momentum, entry.momentum(), entry.tolerance());
        }
    }

    private static Schedule schedule(Oracle.Entry entry) {
        if (OURS.containsKey(entry.id())) {
            return OURS.get(entry.id()).apply(entry);
        }
        return Peers.read(text(entry));
    }

    static String text(Oracle.Entry entry) {
        List<String> described = DESCRIBED.get(entry.id());
        if (described == null) {
            return entry.text(entry.system() + "." + entry.schedule(), "");
        }
        boolean warmup = entry.id().startsWith("warmup.");
        return warmup
                ? described.get(0) + "(" + described.get(1) + (long) number(entry, "W") + ")"
                : entry.text(described.get(0), described.get(1));
    }

    private static void assertClose(
            Oracle.Entry entry, Schedule schedule, List<Double> values, double tolerance) {
        long perEpoch = entry.unit().equals("quarter epoch") ? 4 : 1;
        var curve = schedule.over(new Horizon(values.size(), perEpoch, 1));
        double scale = Collections.max(values.stream().map(Math::abs).toList());
        for (int t = 0; t < values.size(); t++) {
            double wanted = values.get(t);
            double allowed = tolerance * Math.max(Math.abs(wanted), 1e-3 * scale);
            assertThat(Math.abs(curve.at(t) - wanted))
                    .as("%s at %d: %s, wanted %s", schedule, t, curve.at(t), wanted)
                    .isLessThanOrEqualTo(allowed);
        }
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void aControllerHasTheOriginalsRateAfterEveryReport(Oracle.Entry entry) {
        PeerSchedule schedule = Peers.read(text(entry));
        Controller controller = schedule.controller().orElseThrow();
        double base = schedule.over(Horizon.ofSteps(1)).at(0);
        List<Double> rates = rates(controller, base, entry.metrics());
        for (int report = 0; report < rates.size(); report++) {
            double wanted = entry.values().get(report);
            assertThat(rates.get(report))
                    .as("%s after report %d", entry, report)
                    .isCloseTo(wanted, Offset.offset(entry.tolerance() * wanted));
        }
        assertThat(rates).hasSameSizeAs(entry.values());
    }

    static List<Double> rates(Controller controller, double base, List<Double> metrics) {
        List<Double> rates = new ArrayList<>();
        Controller.State state = controller.start();
        for (double metric : metrics) {
            state = controller.next(state, Observation.measured(metric, base));
            rates.add(controller.apply(state, base));
        }
        return rates;
    }

    /**
     * The 200 losses are not in the file; what it holds of them is consistent with our
     * distribution.
     */
    @ParameterizedTest
    @MethodSource("trends")
    void theProbabilityOfDecreaseIsThatOfDlib(Oracle.Entry entry) {
        double slope = entry.values().get(0);
        double error = entry.values().get(1);
        Trend trend = new Trend(slope, error);
        assertThat(trend.probabilityOfDecrease())
                .isCloseTo(entry.values().get(2), Offset.offset(entry.tolerance() * 1e-6));
    }
}
