package dev.gradus.schedule.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Observation;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.text.ScheduleReader;
import dev.gradus.text.TextException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that the originals refuse, or that would be lost, and lengths of nothing. */
class RefusalTest {
    /**
     * A text and a part of the message. Each is an exception in the original, from its source:
     * PyTorch 2.9 lr_scheduler.py, Keras 3 learning_rate_schedule.py and reduce_lr_on_plateau.py,
     * optax _schedule.py and _reduce_on_plateau.py, timm scheduler/*.py, transformers
     * optimization.py, fastai callback/schedule.py, DJL ai.djl.training.tracker, Megatron-LM,
     * ignite; or an argument that its author would believe to be in force.
     */
    private static final String REFUSED =
            """
            torch.OneCycleLR(max_lr=0.1, total_steps=10, pct_start=30) | pct_start must be a float
            torch.OneCycleLR(max_lr=0.1, total_steps=10, pct_start=30.0) | pct_start must lie between 0 and 1
            torch.OneCycleLR(max_lr=0.1, total_steps=10.0) | total_steps must be a positive integer
            torch.OneCycleLR(max_lr=0.1, total_steps=0) | total_steps must be a positive integer
            torch.OneCycleLR(max_lr=0.1, epochs=3) | total_steps or epochs and steps_per_epoch
            torch.OneCycleLR(max_lr=0.1, total_steps=10, anneal_strategy='exp') | anneal_strategy
            torch.OneCycleLR(max_lr=0.1, total_steps=10, anneal_strategy='COS') | must be spelled 'cos'
            torch.OneCycleLR(max_lr=0.1, total_steps=10, div_factor=0) | div_factor must be greater than 0
            torch.CyclicLR(base_lr=[0.1, 0.01], max_lr=1) | must be fixed multiples of one another; at step
            torch.CyclicLR(base_lr=0.1, max_lr=1, base_momentum=[0.8, 0.7]) | momentum is the same for all parameter groups
            torch.CosineAnnealingLR(lr=[0.1, 0.01], T_max=10, eta_min=0.001) | must be fixed multiples of one another; at step 1
            torch.LambdaLR(lr=0.1, lr_lambda=[lambda e: 0.9**e, lambda e: 0.8**e]) | differ by more than a constant factor
            torch.LambdaLR(lr=0.1, lr_lambda=[lambda e: 1 if e < 50000 else 0.1, lambda e: 1 if e < 60000 else 0.1]) | differ by more
            torch.MultiplicativeLR(lr=0.1, lr_lambda=[lambda e: 0.5 * (e % 2), lambda e: e % 2]) | must be fixed multiples
            torch.ReduceLROnPlateau(lr=[0.1, 0.01], min_lr=0.001) | in the same proportion as the groups' rates
            torch.ReduceLROnPlateau(lr=[0.1, 0.01], min_lr=[0.1, 0.01, 0]) | give as many of both
            torch.StepLR(lr=[0.1, 0], step_size=3) | must be above 0; freeze
            torch.StepLR(lr=[], step_size=3) | lr is an empty list
            torch.StepLR(lr=0.1, step_size=3, gamma=[0.1, 0.2]) | gamma must be a number, got a list
            torch.OneCycleLR(max_lr=[0.1, 0.2], total_steps=10).times(2) | which only a whole learning rate can have
            fastai.fit_one_cycle(1, slice(0, 1e-3)) | the rates of a slice must be above 0
            fastai.fit_one_cycle(1, slice(1, 2, 3)) | write slice(1e-5, 1e-3)
            fastai.fit_one_cycle(1, slice()) | write slice(1e-5, 1e-3)
            fastai.fit_one_cycle(1, slice(stop=1e-3)) | write slice(1e-5, 1e-3)
            torch.LambdaLR(lr=0.1, lr_lambda=[lambda: 1, lambda: 2]) | lambda
            mmengine.ReduceOnPlateauLR(lr=0.1, by_epoch=False) | by_epoch must be True
            mmengine.ReduceOnPlateauLR(lr=0.1, end=9) | end is not read
            [dict(type='ReduceOnPlateauLR'), dict(type='LinearLR', end=9)] | needs lr
            {"type": "WarmupDecay", "params": {"total_num_steps": 9}} | did you mean 'WarmupDecayLR'
            {"type": "WarmupLR", "params": {"warmup_steps": 9}} | unknown argument 'warmup_steps'
            torch.SequentialLR([LinearLR(), ReduceLROnPlateau()], [5], lr=0.1) | plateau(ignored=5)
            keras.LearningRateScheduler(lambda epoch, lr: lr + 0.1, lr=0.1) | may use the rate so far as a factor alone
            keras.LearningRateScheduler(lambda epoch, lr: max(lr * 0.9, 0.00001), lr=0.1) | may use the rate so far as a factor alone
            hf.get_scheduler('cosin', optimizer, 2, 9, lr=0.1) | did you mean 'cosine'
            hf.get_scheduler('cosine', optimizer, 2, 9, {'num_cycle': 2}, lr=0.1) | num_cycle
            hf.cosine(2, 9) | needs lr
            composer.StepScheduler(step_size='2', lr=0.1) | a length is written as '10ep'
            composer.StepScheduler(step_size=2, lr=0.1) | a length is written as '10ep'
            composer.StepScheduler(step_size='9tok', lr=0.1) | tokens are not counted
            composer.LinearWithWarmupScheduler('1ep', scale_warmup=True, lr=0.1) | scale_warmup depends on
            composer.CosineAnnealingWarmRestartsScheduler('1ep', t_mult=1.5, lr=0.1) | t_mult is read only where
            ignite.LinearCyclicalScheduler(optimizer, 'momentum', 0.9, 0.8, 4) | param_name must be 'lr'
            ignite.LinearCyclicalScheduler(optimizer, 'lr', 0.9, 0.8, 4, param_group_index=1) | param_group_index
            ignite.LinearCyclicalScheduler(optimizer, 'lr', 0.9, 0.8, 1) | cycle_size must be 2 or more
            ignite.CosineAnnealingScheduler(optimizer, 'lr', 0.9, 0.8, 4, start_value_mult=0.5) | end_value_mult is read only
            ignite.PiecewiseLinear(optimizer, 'lr', [(5, 0.1), (3, 0.2)]) | whole milestones in rising order
            paddle.optimizer.lr.PiecewiseDecay([3], [0.1]) | values must have one value more
            paddle.optimizer.lr.OneCycleLR(1.0, 20, phase_pct=0.6, three_phase=True) | phase_pct must be below 0.5
            mx.lr_scheduler.FactorScheduler(step=5, factor=1.5) | factor must be above 0 and at most 1
            mx.lr_scheduler.CosineScheduler(max_update=5, warmup_steps=9) | max_update must be greater than warmup_steps
            mx.lr_scheduler.CosineScheduler(max_update=5, lr=0.1) | lr has no effect here
            mmengine.LinearLR(start_factor=0.1, lr=0.1) | end must be given
            mmengine.LinearLR(begin=5, end=5, lr=0.1) | end must be greater than begin
            mmengine.StepLR(step_size=3, convert_to_iter_based=True, lr=0.1) | write by_epoch=False
            deepspeed.WarmupDecayLR(total_num_steps=3, warmup_num_steps=5) | must not be less than warmup_num_steps
            deepspeed.OneCycle(0.01, 0.1, cycle_first_stair_count=4) | cycle_first_stair_count is read only as 0
            fairseq.tri_stage(phase_ratio=[0.5, 0.6], max_update=20, lr=0.1) | three shares that add up to 1
            megatron.OptimizerParamScheduler(max_lr=0.1, lr_decay_steps=9, start_wd=0.01, end_wd=0.1) | wd_incr_style must be linear or cosine
            torch.StepLR(lr=0.1, step_size=0) | step_size must be a positive integer
            torch.StepLR(lr=0.1, step_size=2.5) | step_size must be a positive integer
            torch.StepLR(lr=0.1, step_size=3, gamma=-0.1) | gamma must be greater than 0
            torch.StepLR(lr=0.1, step_size=3, gama=0.1) | gama
            torch.StepLR(lr=0.1, step_size=3, dtype='x') | dtype
            torch.StepLR(SGD(parameters, lr=0.1), 3, lr=0.2) | lr must be the optimizer's
            torch.MultiStepLR(lr=0.1, milestones=[2.5]) | milestones must be whole numbers
            torch.MultiStepLR(lr=0.1, milestones=[-1]) | milestones must be whole numbers
            torch.ConstantLR(lr=0.1, factor=2) | factor must lie between 0 and 1
            torch.ConstantLR(lr=0.1, factor=-0.5) | factor must lie between 0 and 1
            torch.LinearLR(lr=0.1, start_factor=0) | start_factor must be greater than 0
            torch.LinearLR(lr=0.1, start_factor=1.5) | start_factor must be greater than 0 and at most 1
            torch.LinearLR(lr=0.1, end_factor=2) | end_factor must lie between 0 and 1
            torch.PolynomialLR(lr=0.1, power=-1) | power must be greater than 0
            torch.CosineAnnealingLR(lr=0.1, T_max=0) | T_max must be greater than 0
            torch.CosineAnnealingWarmRestarts(lr=0.1, T_0=0) | T_0 must be a positive integer
            torch.CosineAnnealingWarmRestarts(lr=0.1, T_0=2.5) | T_0 must be a positive integer
            torch.CosineAnnealingWarmRestarts(lr=0.1, T_0=2, T_mult=1.5) | T_mult must be a positive integer
            torch.CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=0) | step_size_up must be greater than 0
            torch.CyclicLR(base_lr=0.01, max_lr=0.1, mode='saw') | mode
            torch.ReduceLROnPlateau(lr=0.1, factor=1.0) | factor must lie above 0 and below 1
            torch.ReduceLROnPlateau(lr=0.1, mode='Min') | must be spelled 'min'
            torch.ReduceLROnPlateau(lr=0.1, last_epoch=3) | last_epoch
            torch.StepLR(lr=0.1, step_size=3, last_epoch=-2) | last_epoch must be -1
            torch.SequentialLR([ConstantLR(), ReduceLROnPlateau()], [3], lr=0.1) | reacts to measurements
            torch.SequentialLR([ConstantLR(), ExponentialLR(0.9), ExponentialLR(0.9)], [5, 3], lr=0.1) | milestones must be in rising order
            torch.ChainedScheduler([ConstantLR(), ReduceLROnPlateau()], lr=0.1) | reacts to measurements
            torch.ChainedScheduler([SequentialLR([ReduceLROnPlateau(), ConstantLR()], [2])], lr=0.1) | reacts to measurements
            optax.join_schedules([constant_schedule(0.1), reduce_on_plateau(lr=0.1)], [3]) | reacts to measurements
            ignite.create_lr_scheduler_with_warmup(torch.ReduceLROnPlateau(lr=1), 0.2, 3, 1.0) | reacts to measurements
            keras.PiecewiseConstantDecay([5, 2], [1, 0.5, 0.1]) | boundaries must be in rising order
            keras.PiecewiseConstantDecay([5], [1]) | values must have one value more
            keras.ExponentialDecay(0.1, 0, 0.9) | decay_steps must be greater than 0
            keras.InverseTimeDecay(0.1, -3, 0.9) | decay_steps must be greater than 0
            keras.PolynomialDecay(0.1, 0) | decay_steps must be greater than 0
            keras.CosineDecay(0.1, 0) | decay_steps must be greater than 0
            keras.CosineDecayRestarts(0.1, 0) | first_decay_steps must be greater than 0
            keras.ReduceLROnPlateau(lr=0.1, factor=1) | factor must lie above 0 and below 1
            keras.CosineDecay(0.1, 10, lr=0.5) | lr has no effect here
            optax.cosine_decay_schedule(0.1, 0) | decay_steps must be greater than 0
            optax.linear_onecycle_schedule(0, 0.1) | transition_steps must be a positive integer
            optax.cosine_onecycle_schedule(10, 0.1, pct_start=30) | pct_start must lie between 0 and 1
            optax.piecewise_constant_schedule(0.1, {3: -0.5}) | must not hold a negative scale
            optax.piecewise_interpolate_schedule('cubic', 0.1, {3: 0.5}) | interpolate_type
            optax.reduce_on_plateau(lr=0.1, factor=1.5) | factor must lie above 0 and below 1
            optax.reduce_on_plateau(lr=0.1, rtol=-1.0) | rtol must lie between 0 and 1
            optax.reduce_on_plateau(lr=0.1, rtol=0.0, atol=0.0) | rtol or atol must be greater than 0
            optax.join_schedules([constant_schedule(1), constant_schedule(2), constant_schedule(3)], [5, 3]) | must not go back
            timm.CosineLRScheduler(lr=0.1, t_initial=0) | t_initial must be greater than 0
            timm.CosineLRScheduler(lr=0.1, t_initial=9, lr_min=-1) | lr_min must be 0 or more
            timm.TanhLRScheduler(lr=0.1, t_initial=9, lb=3, ub=-7) | lb must be less than ub
            timm.MultiStepLRScheduler(lr=0.1, decay_t=[5, 3]) | decay_t must be in rising order
            timm.StepLRScheduler(lr=0.1, decay_t=0) | decay_t must be greater than 0
            timm.PlateauLRScheduler(lr=0.1, noise_range_t=5) | noise_range_t is not read
            timm.PlateauLRScheduler(lr=0.1, decay_rate=2.0) | decay_rate must lie above 0
            hf.get_polynomial_decay_schedule_with_warmup(2, 9, lr=0.1, lr_end=0.2) | lr_end must be less than lr
            hf.get_cosine_with_min_lr_schedule_with_warmup(2, 9, lr=0.1) | min_lr
            hf.get_cosine_with_min_lr_schedule_with_warmup(2, 9, lr=0.1, min_lr=0.01, min_lr_rate=0.1) | min_lr
            hf.get_wsd_schedule(5, 5, 9, lr=0.1) | num_training_steps must not be less
            hf.get_wsd_schedule(2, 2, 9, lr=0.1, warmup_type='sqrt') | warmup_type
            hf.get_linear_schedule_with_warmup(-2, 9, lr=0.1) | num_warmup_steps
            hf.GreedyLR(lr=0.1, factor=1.0) | factor must lie above 0 and below 1
            fastai.fit_one_cycle(1, 0.1, pct_start=30) | pct_start must lie between 0 and 1
            fastai.fit_one_cycle(1, 0.1, div=0) | div must be greater than 0
            fastai.fit_one_cycle(1, 0.1, wd=0.1) | wd is not read
            fastai.fit_one_cycle(1, 0.1, moms=(0.9, 0.8)) | moms must hold three
            fastai.fit_one_cycle(1, 0.1, steps=10) | steps stands in place of n_epoch
            fastai.combine_scheds([0.5, 0.6], [SchedLin(0, 1), SchedNo(1, 1)]) | pcts must be 0 or more and add up to 1
            fastai.combine_scheds([0.5, 0.5], [SchedLin(0, 1), SchedFoo(1, 1)]) | SchedFoo
            dl4j.StepSchedule(0.1, 0.5, 0) | step must be greater than 0
            dl4j.MapSchedule({3: 0.1}) | must have a value for 0
            dl4j.CycleSchedule(maxLearningRate=0.1, cycleLength=0) | cycleLength must be greater than 0
            djl.FactorTracker(base=0.1, factor=1.5, maxUpdates=9) | factor must be greater than 0 and at most 1
            djl.FactorTracker(base=0.1, factor=0.5, maxUpdates=9, min=0.01) | min and maxUpdates
            djl.FactorTracker(base=0.1, factor=0.5, min=0.5) | min must be less than the base
            djl.LinearTracker(base=0.1, slope=0) | slope must not be 0
            djl.LinearTracker(base=0.1, slope=0.1, min=0.01) | min needs a slope below 0
            djl.MultiFactorTracker(base=0.1, steps=[4, 2], factor=0.5) | steps must be in rising order
            djl.MultiFactorTracker(base=0.1, steps=[2], factor=0.5) | steps must be two or more
            djl.CosineTracker(0.01, 0.02, 10) | base must be greater than final
            djl.CosineTracker(0.1, 0.02, 0) | maxUpdates must be greater than 0
            djl.CyclicalTracker(base=0.2, max=0.1) | base must not be greater than max
            djl.CyclicalTracker(gamma=2) | gamma must lie between 0 and 1
            megatron.OptimizerParamScheduler(max_lr=0.1, min_lr=1, lr_decay_steps=9) | max_lr must not be less
            megatron.OptimizerParamScheduler(max_lr=0.1, lr_warmup_steps=9, lr_decay_steps=9) | lr_decay_steps must be greater
            ignite.create_lr_scheduler_with_warmup(torch.ExponentialLR(gamma=0.5, lr=1), 0.2, 1, 1.0) | warmup_duration must be 2
            """;

    static Stream<String> refused() {
        return REFUSED.lines();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTheOriginalRefusesIsRefused(String line) {
        String[] row = line.split(" \\| ", -1);
        assertThatThrownBy(() -> ScheduleReader.parse(row[0]))
                .isInstanceOf(TextException.class)
                .hasMessageContaining(row[1]);
    }

    /** The shares of a run are not rounded; values from the formulas of fastai's schedule.py. */
    private static final String FRACTIONS =
            """
            fastai.fit_one_cycle(n_epoch=1, lr_max=0.1) | 10 | 0.004 0.037167184270002526 0.09083281572999748 0.09890739096288992 0.09045094521025018 0.07500025000000002 0.055226870899151057 0.03454980478974981 0.016544304247360267 0.00432368389059877
            fastai.fit_one_cycle(n_epoch=1, lr_max=0.1, pct_start=0.33) | 7 | 0.004 0.041956394763610794 0.09579691641064897 0.09475382531623838 0.07124075214320841 0.038548292546833174 0.010805126249998492
            fastai.fit_flat_cos(n_epoch=1, lr=0.1, pct_start=0.72) | 10 | 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.08117467834803574 0.028306529985991633
            fastai.combine_scheds(pcts=[0.25, 0.75], scheds=[SchedLin(0, 0.1), SchedCos(0.1, 0.01)]) | 10 | 0.0 0.04000000000000001 0.08000000000000002 0.09901664203302127 0.09140576474687263 0.07750000000000001 0.05970378084704442 0.041094235253127366 0.02488912271385138 0.013890454406082955
            """;

    static Stream<String> fractions() {
        return FRACTIONS.lines();
    }

    @ParameterizedTest
    @MethodSource("fractions")
    void aShareOfTheRunIsNotRounded(String line) {
        String[] row = line.split(" \\| ", -1);
        int steps = Integer.parseInt(row[1]);
        var curve = ScheduleReader.parse(row[0]).over(Horizon.ofEpochs(1, steps));
        String[] values = row[2].split(" ", -1);
        for (int step = 0; step < steps; step++) {
            assertThat(curve.at(step))
                    .as("step %d", step)
                    .isCloseTo(Double.parseDouble(values[step]), within(1e-15));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch.StepLR(lr=0.1, step_size=3",
                "torch.MultiStepLR(lr=0.1, milestones=[3, 7]",
                "torch.OneCycleLR(max_lr=0.1, total_steps=20",
                "torch.CosineAnnealingLR(lr=0.1, T_max=9",
                "torch.CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=3",
                "torch.LambdaLR(lr=0.1, lr_lambda='0.9**t'",
                "hf.get_cosine_schedule_with_warmup(2, 20, lr=0.1"
            })
    void lastEpochGoesOnBehindThatStep(String constructor) {
        var run = Horizon.ofSteps(20);
        var whole = ScheduleReader.parse(constructor + ")").over(run);
        var fresh = ScheduleReader.parse(constructor + ", last_epoch=-1)").over(run);
        var resumed = ScheduleReader.parse(constructor + ", last_epoch=4)").over(run);
        for (int step = 0; step < 15; step++) {
            assertThat(fresh.at(step)).isEqualTo(whole.at(step));
            assertThat(resumed.at(step)).isEqualTo(whole.at(step + 5));
        }
    }

    /** PyTorch: {@code last_epoch > total_iters} leaves the rate as it is; it never decays. */
    @Test
    void aPolynomialOfNoLengthKeepsTheRate() {
        var curve =
                ScheduleReader.parse("torch.PolynomialLR(lr=0.1, total_iters=0)")
                        .over(Horizon.ofSteps(9));
        assertThat(curve.at(0)).isEqualTo(0.1);
        assertThat(curve.at(8)).isEqualTo(0.1);
    }

    /** timm's step(epoch, metric) looks at the metric only where epoch > warmup_t. */
    @Test
    void timmsPlateauIgnoresTheMetricsOfTheWarmUp() {
        var peer =
                Peers.read("timm.PlateauLRScheduler(lr=0.1, warmup_t=3, patience_t=1, mode='min')");
        var rule = (Plateau) peer.controller().orElseThrow();
        Plateau.State state = rule.start();
        for (double metric : new double[] {0.1, 0.1, 0.1, 5, 4}) {
            state = rule.next(state, Observation.measured(metric, 0.1));
        }
        assertThat(state.best()).isEqualTo(4);
        assertThat(state.factor()).isEqualTo(1);
        state =
                rule.next(
                        rule.next(state, Observation.measured(4, 0.1)),
                        Observation.measured(4, 0.1));
        assertThat(state.factor()).isEqualTo(0.1);
        assertThat(rule.restore(rule.start().tree())).isEqualTo(rule.start());
    }

    @Test
    void aControllerIsNotLostInACombinator() {
        var peer = ScheduleReader.parse("torch.ReduceLROnPlateau(lr=0.1)");
        assertThatThrownBy(() -> peer.times(0.5)).hasMessageContaining("reacts to measurements");
        assertThatThrownBy(() -> Schedules.hold(1).then(peer))
                .hasMessageContaining("reacts to measurements");
        assertThatThrownBy(() -> peer.warmup(Span.steps(3)))
                .hasMessageContaining("reacts to measurements");
    }
}
