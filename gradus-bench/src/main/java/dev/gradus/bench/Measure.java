package dev.gradus.bench;

import dev.gradus.bench.prediction.Predictions;
import dev.gradus.bench.report.Section;
import java.util.List;

/** What can be measured. */
enum Measure {
    /** Step times beside those of the peers. */
    SPEED {
        @Override
        List<Section> of(BenchPlan plan, BenchProgress progress) {
            return new Speed(plan, progress).measure();
        }
    },
    /** How much a step slows on a busy machine. */
    BUSY {
        @Override
        List<Section> of(BenchPlan plan, BenchProgress progress) {
            return List.of(Busy.measure(plan, progress));
        }
    },
    /** What bounds a step, and how that grows. */
    COSTS {
        @Override
        List<Section> of(BenchPlan plan, BenchProgress progress) {
            return new Costs(plan, progress).measure();
        }
    },
    /** What a batch costs whose size was never seen, and a first call. */
    SIZES {
        @Override
        List<Section> of(BenchPlan plan, BenchProgress progress) {
            return List.of(BatchSizes.measure(plan, progress));
        }
    },
    /** From the start of a process to its first step, and what it takes. */
    START {
        @Override
        List<Section> of(BenchPlan plan, BenchProgress progress) {
            return List.of(Start.measure(plan, progress));
        }
    },
    /** What finder, event log and validation cost a run. */
    OVERHEADS {
        @Override
        List<Section> of(BenchPlan plan, BenchProgress progress) {
            return List.of(Overheads.measure(plan, progress));
        }
    },
    /** Predictions beside those of the peers, and beside training's forward half. */
    INFERENCE {
        @Override
        List<Section> of(BenchPlan plan, BenchProgress progress) {
            return List.of(
                    Predictions.measure(plan.predictions(), progress::say),
                    Inference.measure(plan, progress));
        }
    };

    /** Measures it. */
    abstract List<Section> of(BenchPlan plan, BenchProgress progress);
}
