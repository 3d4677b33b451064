package dev.gradus.onednn;

import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.layer.ArrayLayer;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.onednn.binding.Propagation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Evaluates batches in parts, each of which one thread passes through the whole network: it waits
 * for no other between two layers, and finds what a layer wrote in its core's cache.
 *
 * <p>Batches of too few rows, and those of networks with a layer in Java, which may not expect
 * several threads, are passed by all threads together, as in training.
 */
final class Evaluations {
    /** Fewer rows than this for each thread do not fill the tiles of a product. */
    private static final int LEAST = 16;

    private static final float[] NONE = {};

    /** Kernels treat this many rows no slower than one less. */
    private static final int EVEN = 8;

    private final Compiled compiled;
    private final ForwardPasses together;
    private final Team team;
    private final int outputSize;
    private final List<Lane> lanes = new ArrayList<>();
    private final Deque<Lane> idle = new ArrayDeque<>();
    private final Team.Task passPart = this::passPart;
    private final Batch none;

    /** The sizes of parts that were compared with what a thread computes alone. */
    private final BitSet compared = new BitSet();

    /** Those of them that differed. */
    private final BitSet wrong = new BitSet();

    private boolean isInParts;
    private Batch batch;
    private float[] outputs = NONE;
    private int rows;
    private volatile boolean isSound;

    /** What a thread computes with. */
    private record Lane(Compiled compiled, ForwardPasses passes) {
        /** Returns the lane that also trains, if there is one. */
        static Lane of(Compiled shared, int number) {
            List<Compiled> training = shared.lanes().each();
            Compiled alone =
                    number < training.size() ? training.get(number) : shared.forOneThread();
            return new Lane(alone, new ForwardPasses(alone));
        }

        boolean pass(Batch batch, int first, int rows, float[] outputs, int place) {
            compiled.enter();
            return passes.evaluate(batch, first, rows, outputs, place);
        }
    }

    /**
     * Prepares evaluations.
     *
     * @param together passes of all threads
     * @param team the threads
     */
    Evaluations(Compiled compiled, ForwardPasses together, Team team) {
        this.compiled = compiled;
        this.together = together;
        this.team = team;
        outputSize = compiled.network().output().size();
        none = Batch.view(compiled.network().input().size(), Target.values(1));
        batch = none;
        isInParts =
                compiled.network().nodes().stream()
                        .noneMatch(node -> node.operation() instanceof ArrayLayer);
    }

    /**
     * Computes the outputs of a batch.
     *
     * @param outputs takes them, row after row
     * @return whether they are reliable; if not, only some may have been computed
     */
    boolean pass(Batch batch, float[] outputs) {
        if (!isInParts(batch.size())) {
            return together.pass(batch, outputs);
        }
        this.batch = batch;
        this.outputs = outputs;
        try {
            prepare();
            if (!hasWrongPart() && passInParts()) {
                return isSound;
            }
        } catch (IllegalArgumentException | IllegalStateException failure) {
            isInParts = false;
            compiled.trials()
                    .note(
                            "all threads evaluate together, which takes longer, because they cannot side by side: "
                                    + failure.getMessage());
        } finally {
            this.batch = none;
            this.outputs = NONE;
            compiled.enter();
        }
        return together.pass(batch, outputs);
    }

    private boolean isInParts(int size) {
        return isInParts && size >= team.threads() * LEAST;
    }

    /**
     * Returns about how many bytes the lanes will take for batches of this size: the values between
     * layers for the rows of a part, in each. There is no more to come once they are there.
     */
    long memoryToCome(int size) {
        if (!lanes.isEmpty() || !isInParts(size)) {
            return 0;
        }
        long part =
                Math.min(shared(size), CachedRows.of(compiled.network(), 1, compiled.sliceSize()));
        return team.threads() * part * CachedRows.bytes(compiled.network());
    }

    /** Returns how many rows each thread has, if all have as many. */
    private int shared(int size) {
        return Math.ceilDiv(Math.ceilDiv(size, team.threads()), EVEN) * EVEN;
    }

    /** Makes the plans of all lanes, which they could not do side by side. */
    private void prepare() {
        while (lanes.size() < team.threads()) {
            Lane lane = Lane.of(compiled, lanes.size());
            lanes.add(lane);
            idle.push(lane);
        }
        rows = Math.min(shared(batch.size()), lanes.getFirst().compiled.evaluatedSlice());
        for (int i = 0; i < lanes.size(); i++) {
            Compiled lane = lanes.get(i).compiled;
            lane.enter();
            lane.plans().of(Propagation.INFERENCE, size(0));
            lane.plans().of(Propagation.INFERENCE, size(parts() - 1));
            passOn(lane.trials().takeNotes());
        }
    }

    /** By index, since an evaluation allocates nothing. */
    private void passOn(List<String> notes) {
        for (int i = 0; i < notes.size(); i++) {
            compiled.trials().note(notes.get(i));
        }
    }

    private int parts() {
        return Math.ceilDiv(batch.size(), rows);
    }

    private int size(int part) {
        return Math.min(rows, batch.size() - part * rows);
    }

    private boolean hasWrongPart() {
        return wrong.get(size(0)) || wrong.get(size(parts() - 1));
    }

    /** Returns whether the outputs are right, if they are sound. */
    private boolean passInParts() {
        isSound = true;
        team.run(parts(), passPart);
        if (isSound && team.threads() > 1) {
            compare(0);
            compare(parts() - 1);
        }
        return !hasWrongPart();
    }

    private void passPart(int part) {
        Lane lane = take();
        try {
            int first = part * rows;
            if (!lane.pass(batch, first, size(part), outputs, first * outputSize)) {
                isSound = false;
            }
        } finally {
            giveBack(lane);
        }
    }

    private Lane take() {
        synchronized (idle) {
            return idle.pop();
        }
    }

    private void giveBack(Lane lane) {
        synchronized (idle) {
            idle.push(lane);
        }
    }

    /**
     * Compares a part with what one thread computes while no other does, once for each size. Within
     * a parallel region oneDNN gives a kernel one thread, and one that was made to share its rows
     * among more leaves some out.
     */
    private void compare(int part) {
        int size = size(part);
        if (compared.get(size)) {
            return;
        }
        compared.set(size);
        int first = part * rows;
        int place = first * outputSize;
        float[] alone = new float[size * outputSize];
        boolean isAlike =
                lanes.getFirst().pass(batch, first, size, alone, 0)
                        && Arrays.equals(
                                alone, 0, alone.length, outputs, place, place + alone.length);
        if (!isAlike) {
            wrong.set(size);
            compiled.trials()
                    .note(
                            "oneDNN's kernels compute something else where several threads evaluate side by side, so all evaluate together, which takes longer");
        }
    }
}
