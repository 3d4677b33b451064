package dev.gradus.onednn.trial;

import dev.gradus.number.Text;
import dev.gradus.onednn.binding.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tries every kernel for a product once, when it is chosen, unless its tensors are very large,
 * which is noted.
 *
 * <p>A verdict holds for the process: a kernel, for the same shapes and layouts on as many threads,
 * always does the same.
 */
public final class KernelTrials {
    private static final Map<String, Boolean> VERDICTS = new ConcurrentHashMap<>();

    /** Begins the trials of a program. */
    @FunctionalInterface
    public interface Beginning {
        /** Returns trials on an engine. */
        KernelTrials on(Engine engine);
    }

    private final Engine engine;
    private final KernelTrial.Runner runner;
    private final Map<String, Boolean> verdicts;
    private final List<String> notes = new ArrayList<>();

    private KernelTrials(Engine engine, KernelTrial.Runner runner, Map<String, Boolean> verdicts) {
        this.engine = engine;
        this.runner = runner;
        this.verdicts = verdicts;
    }

    /** Returns trials of oneDNN's kernels. */
    public static KernelTrials of(Engine engine) {
        return new KernelTrials(engine, KernelTrial::run, VERDICTS);
    }

    /**
     * Returns trials of kernels that are run in another way; their verdicts are valid only here.
     */
    static KernelTrials by(KernelTrial.Runner runner, Engine engine) {
        return new KernelTrials(engine, runner, new ConcurrentHashMap<>());
    }

    /** Returns what was noted since the last call, a sentence each. */
    public List<String> takeNotes() {
        if (notes.isEmpty()) {
            return List.of();
        }
        List<String> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }

    /**
     * Returns whether a kernel may be used, and notes it if it may not.
     *
     * @param layer the layer it is for
     * @param threads how many threads compute it
     */
    public boolean passes(KernelTrial trial, String layer, int threads) {
        if (!trial.isAffordable()) {
            note(
                    Text.of(
                            "layer '%s': oneDNN's kernel %s was not tried on known numbers, because its tensors take more than %d MB",
                            layer,
                            trial.described().implementation(),
                            KernelTrial.WORTH_TRYING >> 20));
            return true;
        }
        String question = trial.toString().concat(", threads ").concat(Integer.toString(threads));
        Boolean known = verdicts.get(question);
        boolean right = known == null ? trial.succeeds(engine, runner) : known;
        if (known == null) {
            verdicts.put(question, right);
        }
        if (!right) {
            note(
                    "layer '%s': oneDNN's kernel %s computes wrongly, so another is used (%s)"
                            .formatted(layer, trial.described().implementation(), question));
        }
        return right;
    }

    /** Notes what the user should know of how a program computes, once. */
    public void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }
}
