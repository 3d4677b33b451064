package dev.gradus.schedule;

import dev.gradus.schedule.named.Constant;
import dev.gradus.schedule.named.Cosine;
import dev.gradus.schedule.named.CosineRestarts;
import dev.gradus.schedule.named.Cyclic;
import dev.gradus.schedule.named.FlatThenCosine;
import dev.gradus.schedule.named.InverseSquareRoot;
import dev.gradus.schedule.named.Linear;
import dev.gradus.schedule.named.Mirror;
import dev.gradus.schedule.named.MultiStep;
import dev.gradus.schedule.named.Noam;
import dev.gradus.schedule.named.OneCycle;
import dev.gradus.schedule.named.Piecewise;
import dev.gradus.schedule.named.Polynomial;
import dev.gradus.schedule.named.PowerDecay;
import dev.gradus.schedule.named.StepDecay;
import dev.gradus.schedule.named.TimeBased;
import dev.gradus.schedule.named.Warmup;
import dev.gradus.schedule.named.WarmupStableDecay;
import dev.gradus.schedule.peer.PeerSchedule;
import java.util.Map;

/**
 * A schedule with a name of its own. It prints as itself and means exactly what it {@linkplain
 * #definition is defined as}.
 */
public sealed interface Named extends Schedule
        permits Constant,
                Cosine,
                CosineRestarts,
                Cyclic,
                FlatThenCosine,
                InverseSquareRoot,
                Linear,
                Mirror,
                MultiStep,
                Noam,
                OneCycle,
                Piecewise,
                Polynomial,
                PowerDecay,
                StepDecay,
                TimeBased,
                Warmup,
                WarmupStableDecay,
                PeerSchedule {
    /** Returns what the name stands for, in primitives, combinators and perhaps other names. */
    Schedule definition();

    @Override
    default Map<HyperParameter, Schedule> companions() {
        return definition().companions();
    }
}
