package dev.gradus.schedule.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.text.ScheduleReader;
import dev.gradus.text.Expression;
import dev.gradus.text.Formula;
import dev.gradus.text.TextException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PeersTest {
    private static final Horizon RUN = new Horizon(24, 4, 1);

    /**
     * A constructor and its closed form in the step t, from the originals' documentation or source.
     */
    private static final String CLOSED_FORMS =
            """
            torch.LambdaLR(lr=0.1, lr_lambda=lambda epoch: 0.95 ** epoch) | 0.1 * 0.95**t
            torch.LambdaLR(optimizer, lr_lambda="0.5 if t >= 4 else 1", lr=2) | 1 if t >= 4 else 2
            torch.optim.lr_scheduler.MultiplicativeLR(torch.optim.SGD(params, lr=0.1), lambda e: 0.9) | 0.1 * 0.9**t
            torch.MultiplicativeLR(lr=1, lr_lambda=lambda t: t / (t + 1)) | 1 / (t + 1)
            torch.StepLR(optimizer, step_size=30 // 10, gamma=0.1, lr=0.05) | 0.05 * 0.1**(t // 3)
            torch.StepLR(lr=0.05, step_size=2, unit='epoch') | 0.05 * 0.1**(t // 8)
            torch.MultiStepLR(lr=0.1, milestones=[4, 2, 4], gamma=0.5) | 0.1 if t < 2 else 0.05 if t < 4 else 0.0125
            torch.MultiStepLR(lr=0.1, milestones=[0, 3]) | 0.01 if t < 3 else 0.001
            torch.ConstantLR(lr=0.05) | 0.05/3 if t < 5 else 0.05
            torch.ConstantLR(lr=0.05, factor=0, total_iters=2) | 0 if t < 2 else 0.05
            torch.LinearLR(lr=0.06) | 0.06 * min(1, 1/3 + 2/3 * t/5)
            torch.LinearLR(lr=0.06, start_factor=0.5, total_iters=0) | 0.06
            torch.ExponentialLR(optimizer, gamma=0.9, last_epoch=-1, lr=1) | 0.9**t
            torch.ExponentialLR(gamma=0.9, lr=1, unit='epoch') | 0.9**(t // 4)
            torch.PolynomialLR(lr=1) | max(0, 1 - t/5)
            torch.PolynomialLR(lr=1, total_iters=0) | 1
            torch.CosineAnnealingLR(optimizer, 5, lr=1, eta_min=0.2) | 0.2 + 0.4 * (1 + cos(pi*t/5))
            torch.CosineAnnealingWarmRestarts(lr=1, T_0=3) | (1 + cos(pi * (t % 3)/3)) / 2
            torch.CyclicLR(optimizer, base_lr=1, max_lr=3, step_size_up=2, step_size_down=4) | 1 + (t%6 if t%6 < 2 else 2 - (t%6 - 2)/2)
            torch.OneCycleLR(max_lr=1, epochs=2, steps_per_epoch=5, pct_start=0.5, anneal_strategy='linear', div_factor=5, final_div_factor=2) | 0.2 + 0.2*t if t <= 4 else max(0.1, 1 - 0.9*(t - 4)/5)
            torch.OneCycleLR(max_lr=1, total_steps=11, pct_start=4/11, anneal_strategy='linear', div_factor=2, final_div_factor=5, three_phase=True) | 0.5 + t/6 if t <= 3 else 1 - (t - 3)/6 if t <= 6 else max(0.1, 0.5 - 0.1*(t - 6))
            torch.OneCycleLR(max_lr=1, total_steps=10, pct_start=0.1, anneal_strategy='linear', final_div_factor=2.5, div_factor=4) | max(0.1, 1 - 0.1*t)
            torch.SequentialLR([torch.LinearLR(start_factor=0.1, total_iters=3), torch.CosineAnnealingLR(T_max=4)], milestones=[3], lr=0.1) | 0.01 + 0.03*t if t < 3 else 0.05*(1 + cos(pi*(t-3)/4))
            torch.SequentialLR(optimizer, schedulers=[LinearLR(optimizer, start_factor=0.5, total_iters=2), ConstantLR(optimizer, factor=1), ExponentialLR(optimizer, 0.5)], milestones=[4, 6], lr=1) | min(1, 0.5 + t/4) if t < 4 else 1 if t < 6 else 0.5**(t - 6)
            torch.ChainedScheduler([ConstantLR(factor=0.1, total_iters=2), ExponentialLR(gamma=0.9)], lr=1) | (0.1 if t < 2 else 1) * 0.9**t
            torch.optim.swa_utils.SWALR(optimizer, swa_lr=0.05, lr=0.25, anneal_epochs=4) | 0.05 + 0.1*(1 + cos(pi*min(t,4)/4))
            torch.ReduceLROnPlateau(optimizer, 'min', lr=0.3) | 0.3
            OneCycleLR(max_lr=1, total_steps=10, pct_start=0.1, anneal_strategy='linear', final_div_factor=2.5, div_factor=4) | max(0.1, 1 - 0.1*t)
            tf.keras.optimizers.schedules.ExponentialDecay(0.1, 4, 0.5, staircase=True) | 0.1 * 0.5**(t // 4)
            keras.InverseTimeDecay(0.1, decay_steps=2, decay_rate=0.5) | 0.1 / (1 + 0.25*t)
            keras.PiecewiseConstantDecay([3], [1.0, 0.5]) | 1 if t <= 3 else 0.5
            keras.PiecewiseConstantDecay([], [0.5]) | 0.5
            keras.PolynomialDecay(0.1, 4) | 0.0001 + 0.0999 * (1 - min(t, 4)/4)
            keras.CosineDecay(0.1, 8) | 0.05 * (1 + cos(pi * min(t, 8)/8))
            keras.CosineDecay(0.05, 8, warmup_target=0.1, warmup_steps=2) | 0.05 + 0.025*t if t < 2 else 0.05 * (1 + cos(pi * min(t - 2, 8)/8))
            keras.CosineDecay(0.05, 8, warmup_steps=2) | 0.025 * (1 + cos(pi * min(t, 8)/8))
            keras.CosineDecayRestarts(0.1, 3, t_mul=1) | 0.05 * (1 + cos(pi * (t % 3)/3))
            keras.SGD(learning_rate=0.1, decay=0.5) | 0.1 / (1 + 0.5*t)
            keras.Adam(learning_rate=0.1, decay=0.5) | 0.1 / (1 + 0.5*t)
            keras.RMSprop(lr=0.1, decay=0.5) | 0.1 / (1 + 0.5*t)
            keras.Adagrad(lr=0.1, decay=0.5) | 0.1 / (1 + 0.5*t)
            keras.optimizer(lr=0.1) | 0.1
            keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 if epoch < 2 else 0.1 * exp(2 - epoch)) | 0.1 if t // 4 < 2 else 0.1 * exp(2 - t // 4)
            keras.callbacks.ReduceLROnPlateau(monitor='val_acc', lr=0.3) | 0.3
            optax.constant_schedule(0.3) | 0.3
            optax.linear_schedule(1.0, 0.2, transition_steps=4, transition_begin=2) | 1 - 0.2*clip(t - 2, 0, 4)
            optax.linear_schedule(1.0, 0.2, transition_steps=0) | 0.2
            optax.polynomial_schedule(1.0, 0.2, 2, 4) | 0.2 + 0.8*(1 - min(t, 4)/4)**2
            optax.piecewise_constant_schedule(1.0, {3: 0.5, 5: 0.1}) | 1 if t < 3 else 0.5 if t < 5 else 0.05
            optax.piecewise_interpolate_schedule('linear', 1.0, {2: 3, 6: 0.5}) | 1 + t if t < 2 else 3 - 1.5*min(t - 2, 4)/4
            optax.exponential_decay(1.0, 4, 2.0, staircase=True, end_value=8) | min(8, 2**(t // 4))
            optax.exponential_decay(1.0, 4, 0.0) | 1
            optax.cosine_decay_schedule(1.0, 8) | (1 + cos(pi * min(t, 8)/8))/2
            optax.linear_onecycle_schedule(20, 1.0, pct_start=0.25, pct_final=0.5, div_factor=5, final_div_factor=2) | 0.2 + 0.16*t if t < 5 else 1 - 0.16*(t-5) if t < 10 else 0.2 - 0.01*min(t - 10, 10)
            optax.cosine_onecycle_schedule(10, 1.0, pct_start=0.5, div_factor=2, final_div_factor=2) | 0.75 - 0.25*cos(pi*t/5) if t < 5 else 0.625 + 0.375*cos(pi*min(t - 5, 5)/5)
            optax.warmup_constant_schedule(0.0, 1.0, 4) | min(1, t/4)
            optax.warmup_constant_schedule(0.0, 1.0, 0) | 1
            optax.warmup_cosine_decay_schedule(0.0, 1.0, 2, 10, exponent=2) | t/2 if t < 2 else ((1 + cos(pi*min(t - 2, 8)/8))/2)**2
            optax.warmup_exponential_decay_schedule(0.0, 1.0, 2, 4, 0.5, transition_begin=1) | t/2 if t < 2 else 0.5**(max(0, t - 3)/4)
            optax.sgdr_schedule([dict(init_value=0.0, peak_value=1.0, warmup_steps=1, decay_steps=3, end_value=0.5)]) | 0 if t < 1 else 0.75 + 0.25*cos(pi*min(t - 1, 2)/2)
            optax.join_schedules([optax.linear_schedule(0.0, 1.0, 2), optax.constant_schedule(0.5)], boundaries=[5]) | min(1, t/2) if t < 5 else 0.5
            optax.contrib.reduce_on_plateau(lr=0.3) | 0.3
            timm.CosineLRScheduler(optimizer, t_initial=4, lr=1) | (1 + cos(pi*min(t//4, 4)/4))/2
            timm.CosineLRScheduler(t_initial=6, lr=1, t_in_epochs=False, warmup_t=2, warmup_prefix=True, k_decay=2) | t/2 if t < 2 else (1 + cos(pi*min(t - 2, 6)**2/36))/2
            timm.CosineLRScheduler(t_initial=3, lr=1, lr_min=0.25, t_in_epochs=False, cycle_limit=2, cycle_decay=0.5) | 0.625 + 0.375*cos(pi*t/3) if t < 3 else 0.375 + 0.125*cos(pi*(t-3)/3) if t < 6 else 0.25
            timm.TanhLRScheduler(t_initial=6, lr=1, t_in_epochs=False) | 1 if t == 0 else (1 - tanh(-7*(1 - t/6) + 3*t/6))/2 if t < 6 else 0
            timm.TanhLRScheduler(t_initial=6, lr=1, t_in_epochs=False, warmup_t=3) | t/3 * (1 - tanh(-2))/2 if t < 3 else (1 - tanh(-7*(1 - t/6) + 3*t/6))/2 if t < 6 else 0
            timm.PolyLRScheduler(t_initial=4, lr=1, t_in_epochs=False) | sqrt(1 - min(t, 4)/4)
            timm.StepLRScheduler(decay_t=2, decay_rate=0.5, lr=1, t_in_epochs=False) | 0.5**(t // 2)
            timm.StepLRScheduler(decay_t=2, decay_rate=0.5, lr=1, warmup_t=1, t_in_epochs=False) | 0 if t < 1 else 0.5**((t - 1) // 2)
            timm.MultiStepLRScheduler(decay_t=[3, 5], decay_rate=0.5, lr=1, t_in_epochs=False) | 1 if t < 2 else 0.5 if t < 4 else 0.25
            timm.PlateauLRScheduler(lr=0.3, warmup_t=2, warmup_lr_init=0.1) | min(0.3, 0.1 + 0.1 * (t // 4))
            hf.get_constant_schedule(optimizer, lr=0.3) | 0.3
            transformers.get_constant_schedule_with_warmup(optimizer, num_warmup_steps=4, lr=1) | min(1, t/4)
            hf.linear(4, 10, lr=1) | t/4 if t < 4 else max(0, (10 - t)/6)
            hf.constant(lr=0.3) | 0.3
            hf.polynomial(2, 10, lr=1, lr_end=0.2, power=2) | t/2 if t < 2 else 0.2 + 0.8*(1 - min(t - 2, 8)/8)**2
            hf.cosine_with_restarts(2, 10, num_cycles=2, lr=1) | t/2 if t < 2 else (1 + cos(pi*((t - 2) % 4)/4))/2 if t < 10 else 0
            hf.inverse_sqrt(4, lr=1) | t/4 if t < 4 else sqrt(4/t)
            hf.cosine_with_min_lr(2, 10, lr=1, min_lr=0.1) | t/2 if t < 2 else 0.1 + 0.45*(1 + cos(pi*(t - 2)/8))
            hf.cosine_warmup_with_min_lr(2, 10, lr=1, min_lr=0.1) | (t + 1)/2 if t < 2 else 0.1 + 0.45*(1 + cos(pi*(t - 1)/8))
            hf.warmup_stable_decay(2, 4, num_stable_steps=3, lr=1, decay_type='linear') | t/2 if t < 2 else 1 if t < 5 else max(0, 1 - (t - 5)/4)
            hf.reduce_lr_on_plateau(lr=0.3) | 0.3
            hf.greedy(lr=0.3) | 0.3
            composer.ConstantWithWarmupScheduler('4ba', alpha=0.5, lr=1) | 0.5 * min(1, t/4)
            composer.PolynomialWithWarmupScheduler('4ba', t_max='1dur', alpha_f=0.2, lr=1) | t/4 if t < 4 else 0.2 + 0.8*(1 - (t - 4)/20)**2
            paddle.optimizer.lr.ReduceOnPlateau(learning_rate=0.3) | 0.3
            mmengine.ReduceOnPlateauLR(lr=0.3) | 0.3
            {"type": "WarmupLR", "params": {"warmup_min_lr": 0, "warmup_max_lr": 1, "warmup_num_steps": 4, "warmup_type": "linear"}} | clip((t - 1) / 4, 0, 1)
            {"optimizer": {"type": "AdamW", "params": {"lr": 0.5}}, "scheduler": {"type": "WarmupDecayLR", "params": {"warmup_max_lr": 1, "warmup_num_steps": 4, "total_num_steps": 10, "warmup_type": "linear"}}} | clip((t - 1) / 4, 0, 1) if t < 5 else max(0, 1 - (t - 5) / 6)
            {"optimizer": {"type": "AdamW", "params": {"lr": 0.5}}, "scheduler": {"type": "WarmupCosineLR", "params": {"warmup_num_steps": 4, "total_num_steps": 10, "warmup_type": "linear", "cos_min_ratio": 0}}} | 0.5 * clip((t - 1) / 4, 0, 1) if t < 5 else 0.25 * (1 + cos(pi * min(t - 4, 6) / 6))
            dict(type='StepLR', step_size=2, gamma=0.5, by_epoch=False, lr=1) | 0.5**(t // 2)
            mmengine.param_scheduler([dict(type='LinearLR', start_factor=0.5, end=5, by_epoch=False), dict(type='ReduceOnPlateauLR', monitor='acc', rule='greater')], lr=1) | min(1, 0.5 + t/8)
            hf.get_linear_schedule_with_warmup(optimizer, 4, 10, lr=1) | t/4 if t < 4 else max(0, (10 - t)/6)
            hf.get_linear_schedule_with_warmup(optimizer, 4, 4, lr=1) | t/4 if t < 4 else 0
            hf.get_cosine_schedule_with_warmup(optimizer, 2, 8, num_cycles=1.5, lr=1) | t/2 if t < 2 else (1 + cos(3*pi*(t - 2)/6))/2
            hf.get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, 2, 8, num_cycles=3, lr=1) | t/2 if t < 2 else (1 + cos(pi*((t - 2) % 2)/2))/2 if t < 8 else 0
            hf.get_polynomial_decay_schedule_with_warmup(optimizer, 2, 8, lr_end=0.1, power=2, lr=1) | t/2 if t < 2 else 0.1 + 0.9*(1 - min(t - 2, 6)/6)**2
            hf.get_inverse_sqrt_schedule(optimizer, 2, timescale=4, lr=1) | t/2 if t < 2 else 1/sqrt((t + 2)/4)
            hf.get_cosine_with_min_lr_schedule_with_warmup(optimizer, 2, 8, min_lr=0.2, lr=1) | t/2 if t < 2 else 0.6 + 0.4*cos(pi*(t - 2)/6)
            hf.get_cosine_with_min_lr_schedule_with_warmup_lr_rate(optimizer, 2, 8, min_lr=0.2, lr=1) | (t + 1)/2 if t < 2 else 0.6 + 0.4*cos(pi*(t - 1)/6)
            hf.get_wsd_schedule(optimizer, 2, 4, num_training_steps=8, lr=1) | t/2 if t < 2 else 1 if t < 4 else (1 + cos(pi*min(t - 4, 4)/4))/2
            hf.get_reduce_on_plateau_schedule(optimizer, lr=0.3) | 0.3
            hf.get_greedy_schedule(optimizer, lr=0.3) | 0.3
            hf.GreedyLR(optimizer, lr=0.3) | 0.3
            fastai.fit_one_cycle(4, 1.0, div=5, pct_start=0.5) | 0.6 - 0.4*cos(pi*t/8) if t < 8 else 0.5*(1+1e-5) + 0.5*(1-1e-5)*cos(pi*min(t - 8, 8)/8)
            learn.fit_flat_cos(4, 1.0) | 1 if t < 12 else 0.5*(1+1e-5) + 0.5*(1-1e-5)*cos(pi*min(t - 12, 4)/4)
            fastai.fit_sgdr(3, 1, lr_max=1.0, cycle_mult=1) | (1 + cos(pi*(t % 4)/4))/2 if t < 12 else 0
            fastai.fine_tune(3, 1.0, pct_start=0.5) | (1.04/2 - 0.96/2*cos(pi*t/3.96)) if t < 4 else 0.3 - 0.2*cos(pi*(t - 4)/6) if t < 10 else 0.25*(1+1e-5) + 0.25*(1-1e-5)*cos(pi*min(t - 10, 6)/6)
            fastai.lr_find(start_lr=1e-4, end_lr=1, num_it=20) | min(1, 1e-4 * 10**(t/5))
            fastai.combine_scheds([0.25, 0.25, 0.5], [SchedLin(0, 1), SchedNo(1, 1), SchedExp(1, 0.01)]) | t/6 if t < 6 else 1 if t < 12 else 0.01**((t - 12)/12)
            fastai.ReduceLROnPlateau(lr=0.3) | 0.3
            dl4j.FixedSchedule(0.3) | 0.3
            new ExponentialSchedule(ScheduleType.EPOCH, 0.1, 0.9) | 0.1 * 0.9**(t // 4)
            dl4j.StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 3) | 0.1 * 0.5**(t // 3)
            new InverseSchedule(ScheduleType.ITERATION, 0.1, 0.1, 2) | 0.1 / (1 + 0.1*t)**2
            dl4j.PolySchedule(ScheduleType.ITERATION, 0.1, 2, 10) | 0.1 * (1 - min(t, 10)/10)**2
            dl4j.SigmoidSchedule(ScheduleType.ITERATION, 0.1, -0.5, 5) | 0.1 / (1 + exp(0.5*(t - 5)))
            new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 0.1).add(4, 0.05).build() | 0.1 if t < 4 else 0.05
            dl4j.MapSchedule(values=Map.of(0, 0.1, 4, 0.05)) | 0.1 if t < 4 else 0.05
            dl4j.CycleSchedule(maxLearningRate=0.1, cycleLength=10) | 0.01 + 0.0225*(t%10) if t%10 < 4 else 0.1 - 0.018*(t%10 - 4) if t%10 < 9 else 0.01
            dl4j.RampSchedule(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9), 4) | 0.1 * 0.9**t * min(1, (t + 1)/4)
            dl4j.CosineWarmupSchedule(0.1, 0.02, 4, 12) | t/40 if t < 4 else 0.06 + 0.04*cos(pi*min(t - 4, 8)/8)
            djl.FixedTracker(0.3) | 0.3
            Tracker.fixed(0.3f) | 0.3
            djl.FixedPerVarTracker(0.3) | 0.3
            Tracker.factor().setBaseValue(0.1f).setFactor(0.5f).optMinValue(0.02f).build() | 0.1 * 0.5**min(t, 2)
            djl.FactorTracker(base=0.1, factor=0.5) | 0.1 * 0.5**t
            LinearTracker.builder().setBaseValue(0.1f).optSlope(0.01f).optMaxValue(0.15f).build() | 0.1 + 0.01*min(t, 5)
            Tracker.multiFactor().setBaseValue(0.1f).setSteps(new int[] {2, 4}).optFactor(0.5f).build() | 0.1 if t <= 2 else 0.05 if t <= 4 else 0.025
            ai.djl.training.tracker.Tracker.cosine().setBaseValue(0.1f).optFinalValue(0.02f).setMaxUpdates(10).build() | 0.06 + 0.04*cos(pi*min(t, 10)/10)
            djl.PolynomialDecayTracker(baseValue=0.1, endLearningRate=0.02, decaySteps=10) | 0.1 - 0.008*min(t, 10)
            djl.PolynomialTracker(baseValue=0.1, endLearningRate=0.02, decaySteps=10) | 0.1 - 0.008*min(t, 10)
            CyclicalTracker.builder().optBaseValue(0.01f).optMaxValue(0.03f).optStepSizeUp(2).optMode(CyclicalMode.TRIANGULAR).build() | 0.01 + 0.01*(2 - abs(t % 4 - 2))
            Tracker.warmUp().optWarmUpSteps(4).optWarmUpBeginValue(0.02f).setMainTracker(Tracker.factor().setBaseValue(0.1f).setFactor(0.5f).setMaxUpdates(3).build()).build() | 0.02 + 0.02*t if t < 4 else 0.1 * 0.5**min(t - 4, 3)
            djl.WarmUpTracker(main=djl.FixedTracker(0.1), warmUpSteps=4, warmUpBeginValue=0.02, mode=Mode.CONSTANT) | 0.02 if t < 4 else 0.1
            djl.CosineTracker(0.1, 0.02, 10) | 0.06 + 0.04*cos(pi*min(t, 10)/10)
            djl.LinearTracker(base=0.1, slope=0.01) | 0.1 + 0.01*t
            djl.MultiFactorTracker(base=0.1, steps=[2, 4], factor=0.5) | 0.1 if t <= 2 else 0.05 if t <= 4 else 0.025
            djl.CyclicalTracker(base=0.01, max=0.03, up=2, down=4) | 0.01 + 0.02*((t%6)/2 if t%6 < 2 else 1 - (t%6 - 2)/4)
            megatron.OptimizerParamScheduler(init_lr=0, max_lr=1, min_lr=0.1, lr_warmup_steps=4, lr_decay_steps=12, lr_decay_style='cosine') | t/4 if t < 4 else 0.55 + 0.45*cos(pi*min(t - 4, 8)/8)
            megatron.OptimizerParamScheduler(max_lr=1, min_lr=0.1, lr_decay_steps=10, lr_decay_style='linear') | 1 - 0.09*min(t, 10)
            megatron.OptimizerParamScheduler(max_lr=1, lr_decay_steps=10, lr_decay_style='WSD', wsd_decay_steps=4, lr_wsd_decay_style='linear') | 1 if t < 6 else 1 - min(t - 6, 4)/4
            torchtitan.linear_warmup_stable_decay(lr=1, warmup_steps=3, decay_steps=4, lr_decay_type='linear') | (t + 1)/4 if t < 3 else 1 - (t - 2)/5 if t < 7 else 0
            levanter.power(lr=1, batch=2, a=1, b=-0.5, tokens_per_step=4) | min(1, 1/sqrt(max(t, 1)))
            ignite.create_lr_scheduler_with_warmup(torch.ExponentialLR(gamma=0.5, lr=1), 0.2, 3, 1.0) | 0.2 + 0.4*t if t < 3 else 0.5**(t - 2)
            transformers.get_scheduler(SchedulerType.COSINE, optimizer, 4, 20, lr=0.1) | 0.025*t if t < 4 else 0.05*(1 + cos(pi*(t - 4)/16))
            torch.LambdaLR(optimizer, lr_lambda=[lambda epoch: 0.95 ** epoch], lr=0.1) | 0.1 * 0.95**t
            ignite.create_lr_scheduler_with_warmup(torch.ExponentialLR(gamma=0.5, lr=1), 0.2, 3, 0.8) | 0.2 + 0.3*t if t < 3 else 0.5**(t - 3)
            ignite.create_lr_scheduler_with_warmup(torch.ExponentialLR(gamma=0.98), warmup_start_value=0.0, warmup_end_value=0.1, warmup_duration=3, lr=0.1) | 0.05*t if t < 3 else 0.1*0.98**(t - 2)
            """;

    static Stream<Arguments> closedForms() {
        return CLOSED_FORMS
                .lines()
                .map(line -> line.split(" \\| ", -1))
                .map(row -> Arguments.of(row[0], row[1]));
    }

    @ParameterizedTest
    @MethodSource("closedForms")
    void aConstructorHasItsClosedForm(String text, String form) {
        assertSame(Peers.read(text).over(RUN), Formula.of(form), 24);
    }

    private static void assertSame(Curve curve, Formula form, int steps) {
        for (int t = 0; t < steps; t++) {
            assertThat(curve.at(t)).as("at %d", t).isCloseTo(form.at(t), within(form.at(t)));
        }
    }

    private static Offset<Double> within(double value) {
        return Offset.offset(1e-12 * Math.max(1e-3, Math.abs(value)));
    }

    @Test
    void everyConstructorIsTested() throws IOException {
        Set<String> tested = new TreeSet<>();
        RepeatedOriginalsTest.cases()
                .map(RepeatedOriginalsTest.Case::text)
                .map(text -> text.split("\\(", 2)[0])
                .forEach(name -> tested.add(name.substring(name.lastIndexOf('.') + 1)));
        CLOSED_FORMS
                .lines()
                .map(line -> line.split("\\(", 2)[0])
                .forEach(name ->
                        tested.add(
                                name.substring(name.lastIndexOf('.') + 1)
                                        .replaceFirst("new ", "")));
        assertThat(tested)
                .containsAll(
                        Peers.names().stream()
                                .map(name -> name.substring(name.indexOf('.') + 1))
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("closedForms")
    void aConstructorPrintsAsWrittenAndReadsBack(String text, String form) {
        PeerSchedule schedule = Peers.read(text);
        assertThat(schedule).hasToString(text);
        assertThat(Peers.read(schedule.text())).isEqualTo(schedule);
        assertThat(ScheduleReader.parse(text)).isEqualTo(schedule);
        assertThat(Peers.isPeer(Expression.parse(text))).isTrue();
        assertThat(form).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("closedForms")
    void whatItMeansCanBeWrittenAsOurs(String text, String form) {
        Schedule schedule = Peers.read(text).definition();
        assertThat(ScheduleReader.parse(schedule.text())).isEqualTo(schedule);
        assertThat(ScheduleReader.fromTree(schedule.toTree())).isEqualTo(schedule);
        assertThat(form).isNotBlank();
    }

    @Test
    void commentsAndLinesOfAProgramAreLeftOutOfTheText() {
        var read =
                Peers.read(
                        """
                        torch.StepLR(
                            optimizer,  # of the "head"
                            step_size=30, lr=0.1,
                            # gamma=0.5
                        )\
                        """);
        assertThat(read).hasToString("torch.StepLR( optimizer, step_size=30, lr=0.1, )");
        assertThat(Peers.read(read.text())).isEqualTo(read);
        var quoted = Peers.read("torch.CyclicLR(0.1, 1, mode='triangular', # 'x\nlr=1)");
        assertThat(Peers.read(quoted.text())).isEqualTo(quoted);
    }

    @Test
    void momentumComesWithTheOriginals() {
        PeerSchedule threePhases =
                Peers.read(
                        "torch.OneCycleLR(max_lr=1, total_steps=11, pct_start=4/11, three_phase=True)");
        Curve momentum =
                threePhases.companions().get(HyperParameter.MOMENTUM).over(Horizon.ofSteps(11));
        assertThat(Stream.of(0, 3, 6, 8, 10).map(momentum::at))
                .containsExactly(0.95, 0.85, 0.95, 0.95, 0.95);
        assertThat(
                        Peers.read(
                                        "torch.OneCycleLR(max_lr=1, total_steps=10, cycle_momentum=False)")
                                .companions())
                .isEmpty();
        assertThat(Peers.read("torch.CyclicLR(0.1, 1, cycle_momentum=False)").companions())
                .isEmpty();
        Curve fastai =
                Peers.read("fastai.fit_one_cycle(4, 1.0, moms=(0.9, 0.8, 0.7), pct_start=0.5)")
                        .companions()
                        .get(HyperParameter.MOMENTUM)
                        .over(new Horizon(16, 4, 1));
        assertThat(Stream.of(0, 8, 16).map(fastai::at)).containsExactly(0.9, 0.8, 0.7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    start_wd=0.01, end_wd=0.1, wd_incr_steps=80, wd_incr_style='linear' | 0.01 + 0.09*min(t, 10)/10
                    start_wd=0.01, end_wd=0.1, wd_incr_steps=80, wd_incr_style='cosine' | 0.01 + 0.045*(1 + cos(pi*(1 - min(t, 10)/10)))
                    start_wd=0.1, end_wd=0.1, wd_incr_steps=0, wd_incr_style='constant' | 0.1
                    """)
    void weightDecayComesWithMegatrons(String weightDecay, String form) {
        Curve curve =
                Peers.read(
                                "megatron.OptimizerParamScheduler(max_lr=1, lr_decay_steps=160, lr_decay_style='linear', %s)"
                                        .formatted(weightDecay))
                        .companions()
                        .get(HyperParameter.WEIGHT_DECAY)
                        .over(new Horizon(24, 24, 8));
        assertSame(curve, Formula.of(form), 24);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    torch.OneCycelLR(max_lr=1) | unknown torch schedule 'OneCycelLR'; did you mean 'OneCycleLR'?
                    torch.StepLR(lr=0.1, step_sise=3) | unknown argument 'step_sise'; did you mean 'step_size'? (of torch.StepLR)
                    torch.StepLR(step_size=3) | torch.StepLR needs lr=…
                    torch.OneCycleLR(max_lr=0.1) | total_steps or epochs and steps_per_epoch must be given
                    torch.SequentialLR([ConstantLR()], milestones=[3], lr=1) | milestones must have one boundary fewer than there are schedules, got 1 for 1 schedules
                    torch.SequentialLR(['ConstntLR(0.1)', 'ExponentialLR(0.9)'], milestones=[3], lr=1) | unknown torch schedule 'ConstntLR'; did you mean 'ConstantLR'?
                    torch.LambdaLR(lr=1, lr_lambda="0.9**epohc") | unknown variable 'epohc'; did you mean 'epoch'?
                    ReduceLROnPlateau(lr=1) | more than one system has ReduceLROnPlateau; write torch.ReduceLROnPlateau or keras.ReduceLROnPlateau or fastai.ReduceLROnPlateau
                    kears.CosineDecay2(0.1) | unknown schedule 'kears.CosineDecay2'; did you mean 'keras.CosineDecay'?
                    keras.CosineDecay(0.1, -5) | must be greater than 0; got -5
                    dl4j.MapSchedule(values={3: 0.1}) | values must have a value for 0, where the run begins
                    timm.CosineLRScheduler(lr=1, t_initial=3, noise_range_t=2) | noise_range_t is not read
                    0.1 | expected a constructor such as torch.StepLR(lr=0.1, step_size=30), got the number 0.1
                    Tracker.cosine().withBase(3).build() | a builder is set up by setX(…) and optX(…), got withBase(…)
                    """)
    void faultsPointAndSuggest(String text, String reason) {
        assertThatThrownBy(() -> Peers.read(text))
                .isInstanceOf(TextException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void restartsDoNotSlipWhereLogarithmsDo() {
        Curve tripling =
                Peers.read("torch.CosineAnnealingWarmRestarts(lr=1, T_0=1, T_mult=3)")
                        .over(Horizon.ofSteps(130));
        assertThat(Stream.of(0, 1, 4, 13, 40, 121).map(tripling::at)).containsOnly(1.0);
        Curve timm =
                Peers.read(
                                "timm.CosineLRScheduler(lr=1, t_initial=1, cycle_mul=3, cycle_limit=9, t_in_epochs=False)")
                        .over(Horizon.ofSteps(130));
        assertThat(Stream.of(0, 1, 4, 13, 40, 121).map(timm::at)).containsOnly(1.0);
    }

    @Test
    void theSameQuestionHasTheSameAnswerInAnyOrder() {
        Curve curve =
                Peers.read("torch.MultiplicativeLR(lr=1, lr_lambda='0.5 if t%2 else 1')").over(RUN);

        double[] forwards = IntStream.range(0, 24).mapToDouble(curve::at).toArray();
        for (int t = 23; t >= 0; t--) {
            assertThat(curve.at(t)).isEqualTo(forwards[t]);
        }
        assertThat(Arrays.stream(forwards).distinct()).hasSize(13);
    }
}
