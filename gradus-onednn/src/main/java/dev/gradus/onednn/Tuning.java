package dev.gradus.onednn;

import dev.gradus.onednn.trial.KernelTrials;

/**
 * How the kernels of a network are chosen.
 *
 * @param trials tries them
 * @param worthThreads how much work several threads compute
 */
public record Tuning(KernelTrials.Beginning trials, WorkAmount worthThreads) {
    static final Tuning USUAL = new Tuning(KernelTrials::of, WorkAmount.USUAL);

    /** Returns the usual way, with kernels checked by these trials. */
    public static Tuning by(KernelTrials.Beginning trials) {
        return new Tuning(trials, WorkAmount.USUAL);
    }
}
