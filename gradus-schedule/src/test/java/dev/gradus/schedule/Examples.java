package dev.gradus.schedule;

import static dev.gradus.schedule.Span.epochs;
import static dev.gradus.schedule.Span.percent;
import static dev.gradus.schedule.Span.rest;
import static dev.gradus.schedule.Span.samples;
import static dev.gradus.schedule.Span.steps;
import static dev.gradus.schedule.named.Schedules.at;
import static dev.gradus.schedule.named.Schedules.constant;
import static dev.gradus.schedule.named.Schedules.cosine;
import static dev.gradus.schedule.named.Schedules.cosineRestarts;
import static dev.gradus.schedule.named.Schedules.cyclic;
import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.flatThenCosine;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.inverse;
import static dev.gradus.schedule.named.Schedules.inverseSquareRoot;
import static dev.gradus.schedule.named.Schedules.knots;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.linear;
import static dev.gradus.schedule.named.Schedules.multiStep;
import static dev.gradus.schedule.named.Schedules.noam;
import static dev.gradus.schedule.named.Schedules.oneCycle;
import static dev.gradus.schedule.named.Schedules.piecewise;
import static dev.gradus.schedule.named.Schedules.polynomial;
import static dev.gradus.schedule.named.Schedules.powerDecay;
import static dev.gradus.schedule.named.Schedules.ramp;
import static dev.gradus.schedule.named.Schedules.stepDecay;
import static dev.gradus.schedule.named.Schedules.timeBased;
import static dev.gradus.schedule.named.Schedules.warmupStableDecay;
import static dev.gradus.schedule.shape.Shapes.COSINE;
import static dev.gradus.schedule.shape.Shapes.GEOMETRIC;
import static dev.gradus.schedule.shape.Shapes.HALVING;
import static dev.gradus.schedule.shape.Shapes.LINEAR;
import static dev.gradus.schedule.shape.Shapes.power;
import static dev.gradus.schedule.shape.Shapes.tanh;

import dev.gradus.schedule.named.OneCycle;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.text.ScheduleReader;
import java.util.List;

/** Schedules of every kind; {@code KindsTest} fails if a kind is missing. */
public final class Examples {
    private Examples() {}

    public static List<Schedule> all() {
        return List.of(
                hold(0.1),
                hold(0.1, epochs(2)),
                hold(0.1, steps(0)),
                ramp(0, 0.1, steps(0)),
                ramp(0, 0.1, steps(1)),
                ramp(0, 0.1, steps(7)),
                ramp(0.1, 0, percent(0.1)),
                ramp(0.1, 0, rest(), COSINE),
                ramp(0.1, 1e-7, samples(100), GEOMETRIC),
                ramp(0.1, 0.01, steps(1.5), HALVING).landing(Landing.NEITHER),
                ramp(0.1, 0.001, steps(5), tanh(-7, 3)).landing(Landing.BOTH),
                ramp(0.1, 0, percent(50), power(2).reversed().of(COSINE)).landing(Landing.END),
                ramp(0.1, 0, percent(100).minus(steps(1)).plus(epochs(0.5))),
                exponential(0.1, 0.9),
                exponential(0.1, 0.1, epochs(3)).every(epochs(1)),
                inverse(0.1, 0.5).power(2).per(steps(3)),
                law("0.1 * 0.95^t"),
                law("1 / (1 + t)").per(epochs(1)),
                knots(0.004, 0.95, 1e-4)
                        .to(percent(30), COSINE, 0.1, 0.85, 1e-3)
                        .to(rest(), 0, 0.95, 0),
                ramp(0, 0.1, steps(3)).then(hold(0.1, steps(0))).then(cosine(0.1)),
                hold(0.1).then(ramp(0.1, 0, percent(20))),
                hold(0.1, steps(3)).then(hold(0.2, steps(2)).then(hold(0.3, steps(1)))),
                cosine(0.1).times(exponential(1, 0.99)),
                cosine(0.1).times(0.5).plus(0.01),
                linear(0.1, 0.2).plus(ramp(1, 2, steps(3))),
                exponential(0.1, 0.5).atLeast(0.001),
                law("4.6*(t+1)^-0.51").atMost(0.02),
                ramp(32, 512, percent(40)).roundTo(32),
                ramp(0.1, 0, steps(3), COSINE).repeat(),
                ramp(0.1, 0, steps(1)).then(ramp(0, 0.1, steps(2))).repeat(4),
                ramp(0.1, 0, steps(0)).repeat(),
                ramp(0.1, 0, steps(3)).repeat(0),
                ramp(0.1, 0.01, steps(1), COSINE).repeat().stretch(3).gain(0.5),
                ramp(0.1, 0, steps(2), COSINE).repeat(3).stretch(1.5),
                cosine(0.1).repeat(3),
                cosine(0.1).repeat(2).stretch(2),
                exponential(0.1, 0.9).take(steps(5)).then(hold(1)),
                exponential(0.1, 0.9).take(steps(0)),
                cosine(0.1).shift(2),
                cosine(0.1).delay(epochs(1)),
                cosine(0.1).perEpoch(),
                cosine(0.1).every(3),
                hold(0.1).every(steps(0)),
                ramp(0.1, 0, steps(9)).atEnd(EndPolicy.HOLD),
                exponential(0.1, 0.9).atEnd(EndPolicy.HOLD),
                ramp(0.1, 0, steps(9)).atEnd(EndPolicy.REPEAT),
                constant(0.1),
                linear(0, 0.1),
                linear(0.1, 0, epochs(1)),
                polynomial(0.1, 0.01, 2),
                polynomial(0.1, 0, 0.5, steps(7)),
                stepDecay(0.1, 0.5, epochs(2)),
                stepDecay(0.1, 0.5, epochs(2)).ahead(epochs(1)),
                multiStep(0.1, 0.1, epochs(1), epochs(3)),
                multiStep(0.1, 0.5, steps(0), percent(50), steps(30)),
                multiStep(0.1, 0.5),
                piecewise(0.1, at(steps(4), 0.01), at(percent(50), 0.001)),
                piecewise(0.1),
                timeBased(0.1, 0.01),
                powerDecay(0.1, steps(4)).power(2),
                cosine(0.1),
                cosine(0.1, 0.01),
                cosine(0.1).length(epochs(2)),
                cosineRestarts(0.1, steps(1)).stretch(3),
                cosineRestarts(0.1, epochs(1)).low(0.01).stretch(2).gain(0.5),
                cyclic(0.01, 0.1, steps(2)),
                cyclic(0.01, 0.1, steps(2)).down(steps(3)).gain(0.5).momentum(0.95, 0.85),
                cyclic(0.01, 0.1, epochs(1)).decay(0.99),
                oneCycle(0.1),
                oneCycle(0.1)
                        .rise(percent(45))
                        .startDivisor(10)
                        .finalDivisor(1000)
                        .shape(LINEAR)
                        .phases(OneCycle.Phases.THREE),
                oneCycle(0.1).rise(percent(0)).momentum(0.9, 0.8),
                flatThenCosine(0.1),
                flatThenCosine(0.1).flat(percent(50)).to(1e-6),
                warmupStableDecay(0.1, percent(10), percent(20)),
                warmupStableDecay(0.1, steps(2), steps(4))
                        .to(0.01)
                        .shape(LINEAR)
                        .landing(Landing.START),
                inverseSquareRoot(0.1, steps(4)),
                inverseSquareRoot(0.1, steps(0)).timescale(steps(10)).landing(Landing.START),
                noam(512, 4).factor(2),
                cosine(0.1).warmup(epochs(1)),
                hold(0.1).warmup(steps(0)),
                exponential(0.1, 0.9)
                        .warmup(steps(4))
                        .from(0.25)
                        .shape(COSINE)
                        .landing(Landing.BOTH),
                oneCycle(0.1).mirror(0.004, 0.1, 0.95, 0.85),
                ScheduleReader.parse("torch.OneCycleLR(max_lr=0.1, total_steps=10)"),
                ScheduleReader.parse(
                        "keras.CosineDecay(initial_learning_rate=0.1, decay_steps=10, alpha=0.1)"),
                ScheduleReader.parse("torch.StepLR(lr=0.1, step_size=3)")
                        .times(0.5)
                        .warmup(steps(2)));
    }
}
