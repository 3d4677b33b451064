package dev.gradus.nn.layer;

/**
 * A layer that is computed in plain Java over arrays, the same on every backend. Users implement
 * {@link OwnLayer}.
 */
public sealed interface ArrayLayer extends Transform permits Prelu, GroupNorm, Embedding, OwnLayer {
    /**
     * {@return a function that computes this layer} A backend may ask for several, one for each
     * number of rows it works with.
     *
     * @param node the layer in its place
     * @param rows the most examples in one pass
     */
    Function function(Node node, int rows);

    /**
     * Computes a layer. A function may keep arrays from a forward pass to the backward pass that
     * follows it, and nothing else: lasting values are parameters or statistics.
     */
    interface Function {
        /**
         * Computes {@link Pass#output} for all rows.
         *
         * @param pass the rows, and where results go
         */
        void forward(Pass pass);

        /**
         * Computes gradients from {@link Pass#outputGradient}: sets {@link Pass#inputGradient} for
         * all rows, unless it is empty, and adds to {@link Pass#parameterGradient}. It follows the
         * forward pass over the same examples, whose input and output are unchanged.
         *
         * @param pass the rows, and where results go
         */
        void backward(Pass pass);
    }

    /**
     * What a function reads and writes. Rows follow one another, each in logical order: channels,
     * then rows, then columns of an image.
     */
    interface Pass {
        /** {@return how many examples there are} */
        int rows();

        /** {@return whether the outputs are for training; else they are for inference} */
        boolean isTraining();

        /** {@return the step of training, on which random choices may depend} */
        long step();

        /** {@return the number of the first row's example in its batch} */
        int firstExample();

        /** {@return the program's seed; 0 in a program for inference, which has none} */
        long seed();

        /** {@return the input values} */
        float[] input();

        /** {@return where the outputs are written} */
        float[] output();

        /** {@return the loss's derivatives by the outputs} */
        float[] outputGradient();

        /**
         * {@return where the loss's derivatives by the inputs are written; empty if nothing before
         * this layer is trained}
         */
        float[] inputGradient();

        /**
         * {@return a parameter, numbered as in {@link Placement#parameters}}
         *
         * @param number counted from 0
         */
        float[] parameter(int number);

        /**
         * {@return where the loss's derivatives by a parameter are added}
         *
         * @param number counted from 0
         */
        float[] parameterGradient(int number);

        /**
         * {@return a statistic, numbered as in {@link Placement#statistics}; to be changed only in
         * the forward pass of training} Changes in a frozen layer are discarded.
         *
         * @param number counted from 0
         */
        float[] statistic(int number);
    }
}
