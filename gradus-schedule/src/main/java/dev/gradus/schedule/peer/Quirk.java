package dev.gradus.schedule.peer;

import java.util.EnumSet;
import java.util.Set;

/**
 * A behaviour of another system that surprises its users: what the original does, and what Gradus
 * does. Values that are merely unexpected are kept, because users rely on them; defects are fixed.
 */
public enum Quirk {
    /**
     * The original: one step() more than total_steps is accepted and the rate rebounds; two more
     * raise an error. Here: the final rate is held.
     */
    TORCH_ONE_CYCLE_PAST_END(
            "torch.OneCycleLR.one_past_end",
            "one step() more than total_steps is accepted and the rate rebounds; two more raise an error",
            "the final rate is held"),
    /**
     * The original: pct_start * total_steps = 1 divides by zero; below 1 the run starts past the
     * peak. Here: a rising phase of length 0 vanishes and the run starts at the peak.
     */
    TORCH_ONE_CYCLE_ZERO_PHASE(
            "torch.OneCycleLR.zero_length_phase",
            "pct_start * total_steps = 1 divides by zero; below 1 the run starts past the peak",
            "a rising phase of length 0 vanishes and the run starts at the peak"),
    /**
     * The original: pct_start * total_steps is not whole, so no update uses max_lr. Here: the same;
     * choose pct_start so that it is whole.
     */
    TORCH_ONE_CYCLE_PEAK_BETWEEN(
            "torch.OneCycleLR.peak_between_updates",
            "pct_start * total_steps is not whole, so no update uses max_lr",
            "the same; choose pct_start so that it is whole"),
    /**
     * The original: total_iters=0 leaves the rate reduced forever. Here: a phase of length 0
     * vanishes: the base rate from the first update on.
     */
    TORCH_CONSTANT_ZERO(
            "torch.ConstantLR.total_iters0",
            "total_iters=0 leaves the rate reduced forever",
            "a phase of length 0 vanishes: the base rate from the first update on"),
    /**
     * The original: factor=0 divides by zero after total_iters. Here: rate 0 for total_iters, then
     * the base rate.
     */
    TORCH_CONSTANT_FACTOR_ZERO(
            "torch.ConstantLR.factor0",
            "factor=0 divides by zero after total_iters",
            "rate 0 for total_iters, then the base rate"),
    /**
     * The original: total_iters=0 leaves the rate at start_factor forever. Here: a phase of length
     * 0 vanishes: end_factor from the first update on.
     */
    TORCH_LINEAR_ZERO(
            "torch.LinearLR.total_iters0",
            "total_iters=0 leaves the rate at start_factor forever",
            "a phase of length 0 vanishes: end_factor from the first update on"),
    /** The original: total_iters=0 never decays. Here: the same: the base rate throughout. */
    TORCH_POLYNOMIAL_ZERO(
            "torch.PolynomialLR.total_iters0",
            "total_iters=0 never decays",
            "the same: the base rate throughout"),
    /**
     * The original: after T_max the rate climbs again, with period 2 * T_max. Here: the same;
     * cosine(lr, eta_min, length) stays at its end.
     */
    TORCH_COSINE_REBOUND(
            "torch.CosineAnnealingLR.rebound",
            "after T_max the rate climbs again, with period 2 * T_max",
            "the same; cosine(lr, eta_min, length) stays at its end"),
    /**
     * The original: step(epoch) finds the cycle by a rounded logarithm and slips at some restarts,
     * such as T_0=1, T_mult=3 at 121. Here: cycles are found by adding lengths.
     */
    TORCH_WARM_RESTARTS_LOGARITHM(
            "torch.CosineAnnealingWarmRestarts.logarithm",
            "step(epoch) finds the cycle by a rounded logarithm and slips at some restarts, such as T_0=1, T_mult=3 at 121",
            "cycles are found by adding lengths"),
    /**
     * The original: milestone 0 applies the skipped scheduler's first factor to the whole run: ten
     * times too low. Here: a phase of length 0 vanishes without a trace.
     */
    TORCH_SEQUENTIAL_MILESTONE_ZERO(
            "torch.SequentialLR.milestone0",
            "milestone 0 applies the skipped scheduler's first factor to the whole run: ten times too low",
            "a phase of length 0 vanishes without a trace"),
    /**
     * The original: a SequentialLR in a SequentialLR gives twice the base rate. Here: every piece
     * starts from the base rate at its own 0.
     */
    TORCH_SEQUENTIAL_NESTED(
            "torch.SequentialLR.nested",
            "a SequentialLR in a SequentialLR gives twice the base rate",
            "every piece starts from the base rate at its own 0"),
    /**
     * The original: a member in closed form (LambdaLR, OneCycleLR, …) overwrites the members before
     * it. Here: the product of all members.
     */
    TORCH_CHAINED_CLOSED_FORM(
            "torch.ChainedScheduler.closed_form_member",
            "a member in closed form (LambdaLR, OneCycleLR, …) overwrites the members before it",
            "the product of all members"),
    /**
     * The original: threshold_mode='rel' with a negative best counts every worsening as an
     * improvement. Here: the threshold is relative to |best|.
     */
    TORCH_PLATEAU_NEGATIVE(
            "torch.ReduceLROnPlateau.negative_rel",
            "threshold_mode='rel' with a negative best counts every worsening as an improvement",
            "the threshold is relative to |best|"),
    /**
     * The original: a rate halved by hand stays halved: the class continues from the current rate.
     * Here: a change by hand is a factor on the curve and stays, for every schedule.
     */
    TORCH_COSINE_LIVE_EDIT(
            "torch.CosineAnnealingLR.live_halving",
            "a rate halved by hand stays halved: the class continues from the current rate",
            "a change by hand is a factor on the curve and stays, for every schedule"),
    /**
     * The original: a rate halved by hand is silently undone by the next step(); so do OneCycleLR
     * and CyclicLR. Here: a change by hand is a factor on the curve and stays, for every schedule.
     */
    TORCH_LAMBDA_LIVE_EDIT(
            "torch.LambdaLR.live_halving",
            "a rate halved by hand is silently undone by the next step(); so do OneCycleLR and CyclicLR",
            "a change by hand is a factor on the curve and stays, for every schedule"),
    /** The original: the boundary step itself has the old value. Here: the same. */
    KERAS_BOUNDARY(
            "keras.PiecewiseConstantDecay.boundary",
            "the boundary step itself has the old value",
            "the same"),
    /** The original: no boundaries: an IndexError. Here: the only value, forever. */
    KERAS_PIECEWISE_EMPTY(
            "keras.PiecewiseConstantDecay.empty",
            "no boundaries: an IndexError",
            "the only value, forever"),
    /**
     * The original: cycle=True jumps back to a half, a third, a quarter … of the way. Here: the
     * same; ramp(…).repeat() starts every cycle at the top.
     */
    KERAS_POLYNOMIAL_CYCLE(
            "keras.PolynomialDecay.cycle",
            "cycle=True jumps back to a half, a third, a quarter … of the way",
            "the same; ramp(…).repeat() starts every cycle at the top"),
    /** The original: decay_steps does not include warmup_steps. Here: the same. */
    KERAS_COSINE_WARMUP(
            "keras.CosineDecay.decay_steps",
            "decay_steps does not include warmup_steps",
            "the same"),
    /**
     * The original: warmup_steps without warmup_target is ignored: the decay begins at once. Here:
     * the same; give warmup_target.
     */
    KERAS_COSINE_WARMUP_IGNORED(
            "keras.CosineDecay.warmup_without_target",
            "warmup_steps without warmup_target is ignored: the decay begins at once",
            "the same; give warmup_target"),
    /** The original: cooldown=1 does nothing, and c ignores c - 1 reports. Here: the same. */
    KERAS_PLATEAU_COOLDOWN(
            "keras.ReduceLROnPlateau.cooldown",
            "cooldown=1 does nothing, and c ignores c - 1 reports",
            "the same"),
    /**
     * The original: the callback raises a TypeError together with a schedule object. Here: it
     * multiplies any schedule.
     */
    KERAS_PLATEAU_WITH_SCHEDULE(
            "keras.callbacks.with_schedule",
            "the callback raises a TypeError together with a schedule object",
            "it multiplies any schedule"),
    /**
     * The original: a warm-up or transition of length 0 stays at init_value forever. Here: a phase
     * of length 0 vanishes: it is at its end from the first update on.
     */
    OPTAX_WARMUP_ZERO(
            "optax.warmup.zero_length",
            "a warm-up or transition of length 0 stays at init_value forever",
            "a phase of length 0 vanishes: it is at its end from the first update on"),
    /**
     * The original: for a short run two knots fall on one step and the rates are nonsense. Here: a
     * phase of length 0 vanishes.
     */
    OPTAX_ONE_CYCLE_COLLISION(
            "optax.linear_onecycle_schedule.equal_knots",
            "for a short run two knots fall on one step and the rates are nonsense",
            "a phase of length 0 vanishes"),
    /** The original: decay_rate=0 keeps init_value forever. Here: the same. */
    OPTAX_DECAY_RATE_ZERO(
            "optax.exponential_decay.decay_rate0",
            "decay_rate=0 keeps init_value forever",
            "the same"),
    /**
     * The original: patience=0 reduces on improvement. Here: patience 1: on the first bad report.
     */
    OPTAX_PLATEAU_PATIENCE_ZERO(
            "optax.reduce_on_plateau.patience0",
            "patience=0 reduces on improvement",
            "patience 1: on the first bad report"),
    /**
     * The original: rtol with a negative best counts worsening as improvement. Here: the threshold
     * is relative to |best|.
     */
    OPTAX_PLATEAU_NEGATIVE(
            "optax.reduce_on_plateau.negative",
            "rtol with a negative best counts worsening as improvement",
            "the threshold is relative to |best|"),
    /**
     * The original: threshold_mode='rel' with a negative best counts every worsening as an
     * improvement. Here: the threshold is relative to |best|.
     */
    PADDLE_PLATEAU_NEGATIVE(
            "paddle.ReduceOnPlateau.negative_rel",
            "threshold_mode='rel' with a negative best counts every worsening as an improvement",
            "the threshold is relative to |best|"),
    /**
     * The original: reports during the cooldown are not looked at, so that the best of them is not
     * remembered. Here: they do not count as bad, but the best of them is remembered, as in
     * PyTorch.
     */
    PADDLE_PLATEAU_COOLDOWN(
            "paddle.ReduceOnPlateau.cooldown",
            "reports during the cooldown are not looked at, so that the best of them is not remembered",
            "they do not count as bad, but the best of them is remembered, as in PyTorch"),
    /**
     * The original: with warmup_prefix=False the curve continues during the warm-up: a jump after
     * it, and the base rate is never used. Here: the same; warmup_prefix=True has neither.
     */
    TIMM_COSINE_UNDER_WARMUP(
            "timm.warmup_prefix",
            "with warmup_prefix=False the curve continues during the warm-up: a jump after it, and the base rate is never used",
            "the same; warmup_prefix=True has neither"),
    /**
     * The original: cycles are found by a rounded logarithm and slip at some restarts. Here: cycles
     * are found by adding lengths.
     */
    TIMM_LOGARITHM(
            "timm.cycle_mul.logarithm",
            "cycles are found by a rounded logarithm and slip at some restarts",
            "cycles are found by adding lengths"),
    /** The original: every step comes one epoch early. Here: the same. */
    TIMM_MULTISTEP_EARLY(
            "timm.MultiStepLRScheduler.early", "every step comes one epoch early", "the same"),
    /** The original: epoch 0 uses the plain base rate, not the curve. Here: the same. */
    TIMM_FIRST_EPOCH(
            "timm.first_epoch", "epoch 0 uses the plain base rate, not the curve", "the same"),
    /**
     * The original: metrics are ignored during the warm-up, and patience is forgotten on resume.
     * Here: metrics are ignored during the warm-up too, and a resumed run continues as if it had
     * not stopped.
     */
    TIMM_PLATEAU_WARMUP(
            "timm.PlateauLRScheduler.warmup",
            "metrics are ignored during the warm-up, and patience is forgotten on resume",
            "metrics are ignored during the warm-up too, and a resumed run continues as if it had not stopped"),
    /** The original: past num_training_steps the rate climbs again. Here: the same. */
    HF_COSINE_REBOUND(
            "hf.cosine.rebound", "past num_training_steps the rate climbs again", "the same"),
    /** The original: the first update of a warm-up is at rate 0. Here: the same. */
    HF_FIRST_UPDATE_ZERO(
            "hf.warmup.first_update", "the first update of a warm-up is at rate 0", "the same"),
    /**
     * The original: a base rate below min_lr (1e-3 by default) can rise and never fall. Here: the
     * same; give min_lr.
     */
    HF_GREEDY_BELOW_MIN(
            "hf.GreedyLR.below_min",
            "a base rate below min_lr (1e-3 by default) can rise and never fall",
            "the same; give min_lr"),
    /**
     * The original: the position is a float32 and misses a restart: 8e-15 instead of the top. Here:
     * every cycle starts at the top.
     */
    FASTAI_SGDR_MISSED_RESTART(
            "fastai.fit_sgdr.missed_restart",
            "the position is a float32 and misses a restart: 8e-15 instead of the top",
            "every cycle starts at the top"),
    /** The original: cycle_mult=1 divides by zero. Here: cycles of one length. */
    FASTAI_SGDR_MULT_ONE(
            "fastai.fit_sgdr.cycle_mult1", "cycle_mult=1 divides by zero", "cycles of one length"),
    /**
     * The original: trains the last group alone for freeze_epochs, then all groups with
     * slice(base_lr/2/lr_mult, base_lr/2). Here: the rates of the last group, for all parameters;
     * train the last group alone in a run of its own, then all with groups.
     */
    FASTAI_FINE_TUNE_GROUPS(
            "fastai.fine_tune.groups",
            "trains the last group alone for freeze_epochs, then all groups with slice(base_lr/2/lr_mult, base_lr/2)",
            "the rates of the last group, for all parameters; train the last group alone in a run of its own (--freeze), then all with groups (--groups)"),
    /**
     * The original: a sign error: v·(1 + i/max)^p grows, then drops to 0 at max. Here: what its
     * documentation says: v·(1 − i/max)^p.
     */
    DL4J_POLY_GROWS(
            "dl4j.PolySchedule.sign",
            "a sign error: v·(1 + i/max)^p grows, then drops to 0 at max",
            "what its documentation says: v·(1 − i/max)^p"),
    /**
     * The original: a tenfold spike before the tail when cycleLength − annealingLength is odd.
     * Here: the way down takes the odd step.
     */
    DL4J_CYCLE_SPIKE(
            "dl4j.CycleSchedule.odd",
            "a tenfold spike before the tail when cycleLength − annealingLength is odd",
            "the way down takes the odd step"),
    /** The original: grows for gamma &gt; 0. Here: the same; decay needs a negative gamma. */
    DL4J_SIGMOID_GROWS(
            "dl4j.SigmoidSchedule.sign",
            "grows for gamma > 0",
            "the same; decay needs a negative gamma"),
    /**
     * The original: DJL's trainer asks for update 1 first, so the value for 0 is never used. Here:
     * the value for 0 is used by the first update.
     */
    DJL_FIRST_UPDATE(
            "djl.first_update",
            "DJL's trainer asks for update 1 first, so the value for 0 is never used",
            "the value for 0 is used by the first update"),
    /**
     * The original: the first update, before the first step(), uses min_lr. Here: it uses max_lr,
     * as in the paper.
     */
    PYTORCH_OPTIMIZER_REX_FIRST(
            "pytorch_optimizer.REXScheduler.first",
            "the first update, before the first step(), uses min_lr",
            "it uses max_lr, as in the paper"),
    /**
     * The original: eta_min is the floor of whatever rate the other schedulers have left. Here:
     * that of the base rate, and the others multiply it.
     */
    MMENGINE_FLOOR(
            "mmengine.eta_min",
            "eta_min is the floor of whatever rate the other schedulers have left",
            "that of the base rate, and the others multiply it"),
    /**
     * The original: reading a value changes it: a second pass returns the last value throughout.
     * Here: the same step always has the same value.
     */
    DJL_MULTI_FACTOR_MUTATES(
            "djl.MultiFactorTracker.mutates",
            "reading a value changes it: a second pass returns the last value throughout",
            "the same step always has the same value"),
    /**
     * The original: min and max become a rounded number of updates, so the value can pass its limit
     * or stop short of it. Here: the same; give maxUpdates.
     */
    DJL_LIMIT_ROUNDED(
            "djl.min_or_max.rounded",
            "min and max become a rounded number of updates, so the value can pass its limit or stop short of it",
            "the same; give maxUpdates");

    /** Those with another curve than the author of a text may expect. */
    private static final Set<Quirk> UNEXPECTED =
            EnumSet.of(
                    TORCH_ONE_CYCLE_ZERO_PHASE,
                    TORCH_CONSTANT_ZERO,
                    TORCH_CONSTANT_FACTOR_ZERO,
                    TORCH_LINEAR_ZERO,
                    TORCH_POLYNOMIAL_ZERO,
                    TORCH_SEQUENTIAL_MILESTONE_ZERO,
                    TORCH_SEQUENTIAL_NESTED,
                    KERAS_PIECEWISE_EMPTY,
                    KERAS_COSINE_WARMUP_IGNORED,
                    OPTAX_WARMUP_ZERO,
                    OPTAX_ONE_CYCLE_COLLISION,
                    OPTAX_DECAY_RATE_ZERO,
                    OPTAX_PLATEAU_PATIENCE_ZERO,
                    FASTAI_SGDR_MULT_ONE,
                    FASTAI_FINE_TUNE_GROUPS,
                    DL4J_POLY_GROWS,
                    DL4J_CYCLE_SPIKE,
                    PYTORCH_OPTIMIZER_REX_FIRST);

    private final String id;
    private final String original;
    private final String ours;

    Quirk(String id, String original, String ours) {
        this.id = id;
        this.original = original;
        this.ours = ours;
    }

    /** {@return the system, its constructor and the case, separated by dots} */
    public String id() {
        return id;
    }

    /** {@return what the original does} */
    public String original() {
        return original;
    }

    /** {@return what is done here} */
    public String ours() {
        return ours;
    }

    /**
     * Returns whether to report this without being asked: the values differ from the original's, or
     * an argument has no effect. The original's users know the others, or the others concern more
     * than the text.
     *
     * @return whether users should hear of it without asking
     */
    public boolean isUnexpected() {
        return UNEXPECTED.contains(this);
    }

    /** One line for people. */
    @Override
    public String toString() {
        return id + ": the original: " + original + "; here: " + ours;
    }
}
