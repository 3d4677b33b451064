package dev.gradus.bench;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.text.ScheduleReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a schedule costs: one value, binding it to a run, reading its text. The bar is a median
 * below 100 ns for one value of any schedule. A sample takes many values, spread over the run, so
 * that reading the clock does not count.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ScheduleBenchmark {
    private static final Horizon RUN = new Horizon(1_000_000, 1000, 128);
    private static final int VALUES = 1000;

    /** Odd and no divisor of the run, so that the steps asked for come in no order. */
    private static final long STRIDE = 617_837;

    /** The text form. */
    @Param({
        "constant(0.1)",
        "cosine(0.1)",
        "oneCycle(0.01)",
        "cosineRestarts(0.1, epochs(10)).stretch(2).gain(0.9)",
        "cyclic(0.001, 0.006, epochs(4))",
        "exponential(0.1, 0.97, epochs(1))",
        "ramp(1e-6, 0.1, epochs(5), GEOMETRIC).then(cosine(0.1))",
        "polynomial(0.1, 0, 2.5).every(epochs(1)).warmup(epochs(5)).atLeast(1e-5)",
        "law(\"0.1 * 0.95^t\").per(epochs(1))",
        "timm.CosineLRScheduler(lr=0.1, t_initial=1000, warmup_t=5, cycle_limit=3, cycle_decay=0.5)",
        "oneCycle(0.1).times(cosineRestarts(1, epochs(10)).stretch(2).gain(0.9))"
                + ".times(exponential(1, 0.97, epochs(10))).plus(polynomial(0.01, 0, 2.5))"
                + ".atLeast(1e-5)"
    })
    public String expression = "";

    private Schedule schedule = Schedules.constant(0);
    private Curve curve = _ -> 0;
    private long step;

    /** Reads and binds. */
    @Setup
    public void bind() {
        schedule = ScheduleReader.parse(expression);
        curve = schedule.over(RUN);
    }

    /** One value. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double at() {
        double sum = 0;
        for (int index = 0; index < VALUES; index++) {
            step = (step + STRIDE) % RUN.steps();
            sum += curve.at(step);
        }
        return sum;
    }

    /** All spans measured. */
    @Benchmark
    public Curve over() {
        return schedule.over(RUN);
    }

    /** The text read. */
    @Benchmark
    public Schedule parse() {
        return ScheduleReader.parse(expression);
    }
}
