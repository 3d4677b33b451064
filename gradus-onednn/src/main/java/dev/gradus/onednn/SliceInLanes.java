package dev.gradus.onednn;

import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.memory.ParameterStore;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Passes a slice through the network in lanes: each thread takes a share of the rows through all
 * layers, waits for no other between two of them, and finds what a layer wrote in its core's cache.
 * Each lane has gradients of its own, which are added up when they are used.
 */
final class SliceInLanes implements SlicePass {
    private static final float[] NONE = {};

    private final Compiled compiled;
    private final Team team;
    private final int outputSize;
    private final Lane[] lanes;
    private final Team.Task forwardLane = this::forwardLane;
    private final Team.Task backwardLane = this::backwardLane;

    /** The sizes of plans whose results were compared with what a thread computes alone. */
    private final BitSet compared = new BitSet();

    private boolean isUsable;
    private boolean isRight = true;
    private Batch batch;
    private long step;
    private int first;
    private int rows;
    private float[] outputs = NONE;
    private float[] outputGradients = NONE;
    private int outputsPlace;
    private int gradientsPlace;

    /** What a thread computes with. */
    private static final class Lane {
        private final Compiled compiled;
        private final WholeSlice share;
        private volatile boolean isAlarmed;

        private Lane(Compiled compiled) {
            this.compiled = compiled;
            this.share = new WholeSlice(compiled);
        }
    }

    /**
     * Prepares passes in lanes, if there are any.
     *
     * @param team the threads
     */
    SliceInLanes(Compiled compiled, Team team) {
        this.compiled = compiled;
        this.team = team;
        outputSize = compiled.network().output().size();
        lanes = compiled.lanes().each().stream().map(Lane::new).toArray(Lane[]::new);
        isUsable = lanes.length > 0;
        batch = Batch.view(compiled.network().input().size(), Target.values(1));
    }

    /** Returns whether a slice with this many rows is passed in lanes. */
    boolean takes(int size) {
        return isUsable && compiled.lanes().take(size);
    }

    @Override
    public void forward(Batch batch, long step, int first, int rows, float[] outputs, int place) {
        this.batch = batch;
        this.step = step;
        this.first = first;
        this.rows = rows;
        this.outputs = outputs;
        this.outputsPlace = place;
        isRight = true;
        preparePlans();
        team.run(lanes.length, forwardLane);
        if (!isCompared()) {
            compareOutputs();
        }
        compiled.enter();
    }

    /** Makes the plans of all lanes, which they could not do side by side. */
    private void preparePlans() {
        for (int lane = 0; lane < lanes.length; lane++) {
            Compiled alone = lanes[lane].compiled;
            alone.enter();
            alone.plans().of(Propagation.TRAINING, count(lane));
            passOn(alone.trials().takeNotes());
        }
    }

    /** By index, since a step allocates nothing. */
    private void passOn(List<String> notes) {
        for (int i = 0; i < notes.size(); i++) {
            compiled.trials().note(notes.get(i));
        }
    }

    private void forwardLane(int number) {
        Lane lane = lanes[number];
        lane.compiled.enter();
        int skipped = begin(number);
        lane.share.forward(
                batch,
                step,
                first + skipped,
                count(number),
                outputs,
                outputsPlace + skipped * outputSize);
        lane.isAlarmed = lane.share.isAlarmed();
    }

    @Override
    public void watch() {
        for (Lane lane : lanes) {
            lane.isAlarmed = false;
        }
    }

    @Override
    public void backward(float[] outputGradients, int place) {
        this.outputGradients = outputGradients;
        this.gradientsPlace = place;
        team.run(lanes.length, backwardLane);
        if (!isCompared()) {
            compareGradients();
        }
        compiled.enter();
    }

    private void backwardLane(int number) {
        Lane lane = lanes[number];
        lane.compiled.enter();
        lane.share.watch();
        lane.share.backward(outputGradients, gradientsPlace + begin(number) * outputSize);
        lane.isAlarmed |= lane.share.isAlarmed();
    }

    private int begin(int lane) {
        return Division.begin(rows, lane, lanes.length);
    }

    private int count(int lane) {
        return begin(lane + 1) - begin(lane);
    }

    @Override
    public boolean isAlarmed() {
        for (Lane lane : lanes) {
            if (lane.isAlarmed) {
                return true;
            }
        }
        return !isRight;
    }

    /** No layer has any: one that lets examples depend on one another is not passed in lanes. */
    @Override
    public void updateStatistics() {}

    @Override
    public boolean isInLanes() {
        return true;
    }

    /** The first lane has the smallest share, the last one the largest, which is one row more. */
    private boolean isCompared() {
        return compared.get(planned(0)) && compared.get(planned(lanes.length - 1));
    }

    private int planned(int lane) {
        return lanes[lane].compiled.plans().planned(Propagation.TRAINING, count(lane));
    }

    /**
     * Compares what all lanes have computed side by side with what they compute one after another,
     * once for each size: within a parallel region oneDNN gives a kernel one thread, and one that
     * was made to share its rows among more leaves some out.
     */
    private void compareOutputs() {
        float[] sideBySide =
                Arrays.copyOfRange(outputs, outputsPlace, outputsPlace + rows * outputSize);
        for (int lane = 0; lane < lanes.length; lane++) {
            forwardLane(lane);
        }
        judge(
                Arrays.equals(
                        sideBySide,
                        0,
                        sideBySide.length,
                        outputs,
                        outputsPlace,
                        outputsPlace + sideBySide.length));
    }

    private void compareGradients() {
        for (int lane = 0; lane < lanes.length; lane++) {
            ParameterStore parameters = lanes[lane].compiled.parameters();
            float[] sideBySide = parameters.gradients();
            forwardLane(lane); // going back has used up what was between the layers
            backwardLane(lane);
            judge(Arrays.equals(sideBySide, parameters.gradients()));
        }
        compared.set(planned(0));
        compared.set(planned(lanes.length - 1));
    }

    private void judge(boolean isAlike) {
        if (isAlike) {
            return;
        }
        isRight = false;
        isUsable = false;
        compiled.trials()
                .note(
                        "oneDNN's kernels compute something else where several threads train side by side, so all compute each layer together, which takes longer");
    }
}
