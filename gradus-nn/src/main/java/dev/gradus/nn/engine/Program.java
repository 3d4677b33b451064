package dev.gradus.nn.engine;

import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import java.util.List;

/**
 * A network compiled for training, with all its memory: parameters, gradients, optimizer slots,
 * statistics and the values between layers. Parameters have their initial values.
 *
 * <p>One step of training is {@link #forwardBackward} (or {@link #forward}, the caller's own loss
 * and {@link #backward}), {@link #gradientNorm}, {@link #update}, from one thread. Once every batch
 * size in use has been seen, none of them allocates, on the heap or off it.
 */
public interface Program extends InferenceProgram {
    /** {@return what it was compiled for} */
    ProgramOptions options();

    @Override
    default Precision precision() {
        return options().precision();
    }

    @Override
    default int threads() {
        return options().threads();
    }

    /**
     * {@return the threads that it computes on, for other work between its calls; they end with the
     * program}
     */
    Team team();

    /**
     * Says that batches of this many examples will come soon, so that the first of them need not
     * wait for its kernels. It changes nothing but that; most programs ignore it.
     *
     * @param size examples, at least 1
     */
    default void prepare(int size) {}

    /**
     * {@return about how many bytes {@link #memory} will grow by when this evaluates for the first
     * time; 0 once it has, and for programs that need nothing more}
     *
     * @param rows how many examples are evaluated at once
     */
    default long memoryToEvaluate(int rows) {
        return 0;
    }

    /**
     * Computes the mean loss of a batch and its gradient for every parameter, and updates running
     * statistics.
     *
     * @param batch any number of examples from 1; its inputs and target fit the network and loss
     * @param step what dropout depends on, besides the seed
     * @return the loss, averaged over the examples (over their class weights, if the loss has some)
     */
    double forwardBackward(Batch batch, long step);

    /**
     * Computes the outputs of a batch as in training: with dropout, with the statistics of the
     * batch, and updating running statistics. {@link #backward} continues from here. The two of
     * them, with the loss between them, give the same bits as {@link #forwardBackward}.
     *
     * @param batch any number of examples from 1; its target is ignored
     * @param step what dropout depends on, besides the seed
     * @return the outputs, row after row from 0, in an array of the program that the next call may
     *     change; values after the last row are undefined
     */
    float[] forward(Batch batch, long step);

    /**
     * Computes the gradient for every parameter from the gradient by the outputs.
     *
     * <p>It follows {@link #forward}, whose batch must still be as it was: if it was cut into
     * slices, each passes through the network once more.
     *
     * @param outputGradient the derivatives by the outputs that {@code forward} returned, row after
     *     row from 0: at least batch size × output size values
     * @throws IllegalStateException if there was no {@code forward}, or something came between:
     *     another {@code backward}, an evaluation, an update, a change of the state
     */
    void backward(float[] outputGradient);

    /**
     * Lets {@code change} change every parameter, given its last gradient: copies weights and
     * gradient out, and the weights back in. Slower than {@link #update}, and not counted in {@link
     * #updates}.
     *
     * @param change changes one parameter after the other
     */
    default void change(Change change) {
        List<Parameter> parameters = network().parameters();
        for (int p = 0; p < parameters.size(); p++) {
            Parameter parameter = parameters.get(p);
            StateEntry entry = state().get(p);
            float[] weights = new float[parameter.size()];
            float[] gradient = new float[parameter.size()];
            read(entry, weights);
            readGradient(parameter, gradient);
            change.apply(parameter, weights, gradient);
            write(entry, weights);
        }
    }

    /** A change of a parameter in the caller's code. */
    @FunctionalInterface
    interface Change {
        /**
         * Changes a parameter.
         *
         * @param parameter a parameter of the network
         * @param weights its values in logical order, to be changed
         * @param gradient its last gradient
         */
        void apply(Parameter parameter, float[] weights, float[] gradient);
    }

    /**
     * {@return the L2 norm of the last gradient over all parameters, as it is after {@link
     * ProgramOptions#gradientLimit}}
     */
    double gradientNorm();

    /**
     * Changes every parameter by one update of the optimizer along the last gradient.
     *
     * @param learningRate the rate, at least 0
     * @param momentum what {@link dev.gradus.nn.optimizer.Optimizer#momentum()} names: a momentum
     *     or beta1; ignored by optimizers that have none
     * @param weightDecay the decay, at least 0
     * @param gradientScale multiplies the gradient first, as clipping by norm does; 1 leaves it as
     *     it is
     */
    void update(double learningRate, double momentum, double weightDecay, double gradientScale);

    /**
     * Sets how much the weights after each following update count in their running average, the
     * slot {@link ProgramOptions#AVERAGE}: average ← average + share · (weights − average).
     *
     * @param share in [0, 1]; 1 begins the average anew, 0 leaves it as it is
     * @throws IllegalStateException if it was compiled without {@link ProgramOptions#average}
     */
    void averageShare(double share);

    /**
     * {@return what the optimizer multiplied the rate of its last update by: 1, unless it is {@link
     * dev.gradus.nn.optimizer.RateFree}}
     */
    double rateFactor();

    /**
     * {@return how many updates were made; part of the state, since optimizers with bias correction
     * depend on it}
     */
    long updates();

    /**
     * Sets how many updates were made, when a state is restored.
     *
     * @param updates at least 0
     */
    void updates(long updates);

    /**
     * Returns all values that training changes, in a fixed order: parameters, then slots, then the
     * optimizer's numbers, then statistics.
     */
    @Override
    List<StateEntry> state();

    /**
     * Copies the last gradient of a parameter out, in logical order.
     *
     * @param parameter a parameter of the network
     * @param values where its values go; at least as many as it has
     */
    void readGradient(Parameter parameter, float[] values);
}
