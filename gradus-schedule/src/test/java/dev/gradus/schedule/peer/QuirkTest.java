package dev.gradus.schedule.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.schedule.controller.Observation;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.text.ScheduleReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What we answer where the originals are defective, one by one. */
class QuirkTest {
    /** A text and the id of a quirk it meets. */
    private static final String APPLICATIONS =
            """
            torch.OneCycleLR(max_lr=1, total_steps=10) | torch.OneCycleLR.one_past_end
            torch.OneCycleLR(max_lr=1, total_steps=10, pct_start=0.1) | torch.OneCycleLR.zero_length_phase
            torch.OneCycleLR(max_lr=1, total_steps=10, pct_start=0.25) | torch.OneCycleLR.peak_between_updates
            mmengine.param_scheduler([dict(type='LinearLR', end=3), dict(type='CosineAnnealingLR', T_max=5, eta_min=0.1)], lr=1) | mmengine.eta_min
            pytorch_optimizer.REXScheduler(total_steps=9, max_lr=1) | pytorch_optimizer.REXScheduler.first
            torch.ConstantLR(lr=1, total_iters=0) | torch.ConstantLR.total_iters0
            torch.ConstantLR(lr=1, factor=0) | torch.ConstantLR.factor0
            torch.LinearLR(lr=1, total_iters=0) | torch.LinearLR.total_iters0
            torch.PolynomialLR(lr=1, total_iters=0) | torch.PolynomialLR.total_iters0
            torch.CosineAnnealingLR(lr=1, T_max=9) | torch.CosineAnnealingLR.rebound
            torch.CosineAnnealingLR(lr=1, T_max=9) | torch.CosineAnnealingLR.live_halving
            torch.CosineAnnealingWarmRestarts(lr=1, T_0=1, T_mult=3) | torch.CosineAnnealingWarmRestarts.logarithm
            torch.SequentialLR([ConstantLR(), ExponentialLR(0.9)], [0], lr=1) | torch.SequentialLR.milestone0
            torch.SequentialLR([SequentialLR([ConstantLR(), ExponentialLR(0.9)], [2]), ExponentialLR(0.9)], [5], lr=1) | torch.SequentialLR.nested
            torch.ChainedScheduler([ConstantLR(), ExponentialLR(0.9)], lr=1) | torch.ChainedScheduler.closed_form_member
            torch.ReduceLROnPlateau(lr=1) | torch.ReduceLROnPlateau.negative_rel
            torch.LambdaLR(lr=1, lr_lambda='0.9**t') | torch.LambdaLR.live_halving
            keras.PiecewiseConstantDecay([2], [1, 0.1]) | keras.PiecewiseConstantDecay.boundary
            keras.PiecewiseConstantDecay([], [1]) | keras.PiecewiseConstantDecay.empty
            keras.PolynomialDecay(1, 4, cycle=True) | keras.PolynomialDecay.cycle
            keras.CosineDecay(0, 4, warmup_target=1, warmup_steps=2) | keras.CosineDecay.decay_steps
            keras.CosineDecay(0, 4, warmup_steps=2) | keras.CosineDecay.warmup_without_target
            keras.ReduceLROnPlateau(lr=1, cooldown=1) | keras.ReduceLROnPlateau.cooldown
            keras.ReduceLROnPlateau(lr=1) | keras.callbacks.with_schedule
            optax.warmup_constant_schedule(0, 1, 0) | optax.warmup.zero_length
            optax.linear_onecycle_schedule(2, 1) | optax.linear_onecycle_schedule.equal_knots
            optax.exponential_decay(1, 4, 0) | optax.exponential_decay.decay_rate0
            optax.reduce_on_plateau(lr=1, patience=0) | optax.reduce_on_plateau.patience0
            optax.reduce_on_plateau(lr=1) | optax.reduce_on_plateau.negative
            paddle.optimizer.lr.ReduceOnPlateau(learning_rate=1) | paddle.ReduceOnPlateau.negative_rel
            paddle.optimizer.lr.ReduceOnPlateau(learning_rate=1, cooldown=2) | paddle.ReduceOnPlateau.cooldown
            timm.PlateauLRScheduler(lr=1) | torch.ReduceLROnPlateau.negative_rel
            timm.CosineLRScheduler(lr=1, t_initial=9, warmup_t=3) | timm.warmup_prefix
            timm.CosineLRScheduler(lr=1, t_initial=1, cycle_mul=3, cycle_limit=9) | timm.cycle_mul.logarithm
            timm.MultiStepLRScheduler(lr=1, decay_t=[3]) | timm.MultiStepLRScheduler.early
            timm.TanhLRScheduler(lr=1, t_initial=9) | timm.first_epoch
            timm.PlateauLRScheduler(lr=1, warmup_t=3) | timm.PlateauLRScheduler.warmup
            hf.get_cosine_schedule_with_warmup(2, 9, lr=1) | hf.cosine.rebound
            hf.get_constant_schedule_with_warmup(2, lr=1) | hf.warmup.first_update
            hf.GreedyLR(lr=1e-5) | hf.GreedyLR.below_min
            fastai.fit_sgdr(3, 1, lr_max=1) | fastai.fit_sgdr.missed_restart
            fastai.fit_sgdr(3, 1, lr_max=1, cycle_mult=1) | fastai.fit_sgdr.cycle_mult1
            fastai.fine_tune(3) | fastai.fine_tune.groups
            dl4j.PolySchedule(0.1, 2, 10) | dl4j.PolySchedule.sign
            dl4j.CycleSchedule(maxLearningRate=0.1, cycleLength=10) | dl4j.CycleSchedule.odd
            dl4j.SigmoidSchedule(0.1, 0.5, 5) | dl4j.SigmoidSchedule.sign
            djl.FixedTracker(0.1) | djl.first_update
            djl.MultiFactorTracker(0.1, [2, 4], 0.5) | djl.MultiFactorTracker.mutates
            djl.LinearTracker(base=0.1, slope=-0.03, min=0.02) | djl.min_or_max.rounded
            """;

    /**
     * Our values where the reference file records a defect, and how they are made from the entry's
     * text.
     */
    private static final Map<String, Answer> ANSWERS =
            Map.of(
                    "quirk.torch.OneCycleLR.one_past_end", answer(QuirkTest::curve, 4e-7),
                    "quirk.torch.ConstantLR.total_iters0",
                            answer(QuirkTest::curve, 0.05, 0.05, 0.05, 0.05, 0.05),
                    "quirk.torch.ReduceLROnPlateau.negative_rel",
                            answer(QuirkTest::worseningNegatives, Math.pow(0.5, 9)),
                    "quirk.torch.SequentialLR.milestone0",
                            answer(
                                    QuirkTest::curve,
                                    cosine(0),
                                    cosine(1),
                                    cosine(2),
                                    cosine(3),
                                    cosine(4)),
                    "quirk.torch.CosineAnnealingLR.live_halving",
                            answer(QuirkTest::halvedLive, 0.025),
                    "quirk.torch.LambdaLR.live_halving", answer(QuirkTest::halvedLive, 0.025));

    private record Answer(Function<Oracle.Entry, List<Double>> ours, List<Double> values) {}

    private static Answer answer(Function<Oracle.Entry, List<Double>> ours, double... values) {
        return new Answer(ours, DoubleStream.of(values).boxed().toList());
    }

    private static double cosine(int t) {
        return 0.05 * (1 + Math.cos(Math.PI * t / 10));
    }

    static Stream<Oracle.Entry> recorded() {
        return OracleTest.quirks();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void everyRecordedDefectIsAnswered(Oracle.Entry entry) {
        Answer answer = ANSWERS.get(entry.id());
        assertThat(answer).as("an answer to %s", entry.id()).isNotNull();
        List<Double> ours = answer.ours().apply(entry);
        assertThat(ours).hasSameSizeAs(answer.values());
        for (int i = 0; i < ours.size(); i++) {
            assertThat(ours.get(i)).isCloseTo(answer.values().get(i), Offset.offset(1e-15));
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void everyRecordedDefectIsExplainedWhenItsTextIsRead(Oracle.Entry entry) {
        List<Quirk> quirks = Peers.read(OracleTest.text(entry)).quirks();
        assertThat(quirks).extracting(quirk -> "quirk." + quirk.id()).contains(entry.id());
    }

    private static List<Double> curve(Oracle.Entry entry) {
        int start = entry.json().path("start").asInt(0);
        Curve curve = Peers.read(OracleTest.text(entry)).over(Horizon.ofSteps(10));
        return IntStream.range(start, start + entry.values().size()).mapToObj(curve::at).toList();
    }

    /**
     * The entry's metrics are a formula in words: a loss that rises from −1 by 9e-5 of itself at
     * every report.
     */
    private static List<Double> worseningNegatives(Oracle.Entry entry) {
        Controller controller = Peers.read(OracleTest.text(entry)).controller().orElseThrow();
        List<Double> metrics =
                IntStream.range(0, 30).mapToObj(i -> -Math.pow(1 - 9e-5, i)).toList();
        return List.of(OracleTest.rates(controller, 1, metrics).getLast());
    }

    /** Two steps, halve by hand, one more step. */
    private static List<Double> halvedLive(Oracle.Entry entry) {
        Curve curve = Peers.read(OracleTest.text(entry)).over(Horizon.ofSteps(7));
        Manual manual = new Manual();
        Controller.State halved = manual.next(manual.start(), new Observation.Scale(0.5));
        return List.of(manual.apply(halved, curve.at(3)));
    }

    static Stream<Arguments> applications() {
        return APPLICATIONS
                .lines()
                .map(line -> line.split(" \\| ", -1))
                .map(row -> Arguments.of(row[0], row[1]));
    }

    @ParameterizedTest
    @MethodSource("applications")
    void aQuirkIsToldWhereItApplies(String text, String id) {
        assertThat(Peers.read(text).quirks()).extracting(Quirk::id).contains(id);
    }

    @Test
    void aQuirkIsToldWhereverItsConstructorStands() {
        var within =
                ScheduleReader.parse(
                        "hold(0.1, steps(3)).then(torch.LinearLR(lr=1, total_iters=0)).warmup(steps(2))");
        assertThat(Peers.quirks(within)).containsExactly(Quirk.TORCH_LINEAR_ZERO);
        assertThat(Quirk.TORCH_LINEAR_ZERO.isUnexpected()).isTrue();
        assertThat(Quirk.TORCH_COSINE_REBOUND.isUnexpected()).isFalse();
    }

    /** Keras: without a target there is no warm-up, whatever its length. */
    @Test
    void kerasWarmsUpOnlyToATarget() {
        var run = Horizon.ofSteps(10);
        assertThat(Peers.read("keras.CosineDecay(0.1, 4, warmup_steps=2)").over(run).at(0))
                .isEqualTo(0.1);
        assertThat(
                        Peers.read("keras.CosineDecay(0.1, 4, warmup_target=1, warmup_steps=2)")
                                .over(run)
                                .at(2))
                .isEqualTo(1);
    }

    @Test
    void everyQuirkHasAnApplication() {
        assertThat(applications().map(row -> row.get()[1]))
                .containsAll(Arrays.stream(Quirk.values()).map(Quirk::id).toList());
    }

    @Test
    void quirksAreToldOnlyWhereTheyApply() {
        assertThat(Peers.read("torch.ConstantLR(lr=1)").quirks()).isEmpty();
        assertThat(Peers.read("torch.StepLR(lr=1, step_size=3)").quirks()).isEmpty();
        assertThat(Peers.read("keras.CosineDecay(1, 4)").quirks()).isEmpty();
        assertThat(Peers.read("optax.warmup_constant_schedule(0, 1, 3)").quirks()).isEmpty();
        assertThat(Peers.read("hf.GreedyLR(lr=0.1)").quirks()).isEmpty();
        assertThat(Peers.read("dl4j.CycleSchedule(maxLearningRate=0.1, cycleLength=20)").quirks())
                .isEmpty();
    }

    @Test
    void idsAreUniqueAndSentencesWhole() {
        assertThat(Arrays.stream(Quirk.values()).map(Quirk::id)).doesNotHaveDuplicates();
        assertThat(Quirk.TORCH_CONSTANT_ZERO)
                .hasToString(
                        "torch.ConstantLR.total_iters0: the original: total_iters=0 leaves the rate reduced forever; "
                                + "here: a phase of length 0 vanishes: the base rate from the first update on");
    }
}
