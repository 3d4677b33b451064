package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.engine.FloatMath;

/** Activations without a kink. */
final class Smooth {
    private static final int OPERATIONS = 40;

    private Smooth() {}

    record Sigmoid() implements Elementwise {
        @Override
        public void forward(float[] in, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = FloatMath.sigmoid(in[i]);
            }
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                wanted[i] = given[i] * (out[i] * (1 - out[i]));
            }
        }

        @Override
        public int operations() {
            return OPERATIONS;
        }
    }

    record Tanh() implements Elementwise {
        @Override
        public void forward(float[] in, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = FloatMath.tanh(in[i]);
            }
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                wanted[i] = given[i] * (1 - out[i] * out[i]);
            }
        }

        @Override
        public int operations() {
            return OPERATIONS;
        }
    }

    record Silu() implements Elementwise {
        @Override
        public void forward(float[] in, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = in[i] * FloatMath.sigmoid(in[i]);
            }
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                float gate = FloatMath.sigmoid(in[i]);
                wanted[i] = given[i] * (gate + out[i] * (1 - gate));
            }
        }

        @Override
        public int operations() {
            return OPERATIONS;
        }
    }

    record Softplus() implements Elementwise {
        @Override
        public void forward(float[] in, float[] out, int from, int to) {
            FloatMath.softplus(in, out, from, to);
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                wanted[i] = given[i] * FloatMath.sigmoid(in[i]);
            }
        }

        @Override
        public int operations() {
            return OPERATIONS;
        }
    }

    record Gelu() implements Elementwise {
        /** The density at 0: 1 / √(2π). */
        private static final float PEAK = 0.3989423f;

        @Override
        public void forward(float[] in, float[] out, int from, int to) {
            FloatMath.normalDistribution(in, out, from, to);
            for (int i = from; i < to; i++) {
                out[i] *= in[i];
            }
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            FloatMath.normalDistribution(in, wanted, from, to);
            for (int i = from; i < to; i++) {
                float density = PEAK * FloatMath.exp(-0.5f * in[i] * in[i]);
                wanted[i] = given[i] * (wanted[i] + in[i] * density);
            }
        }

        @Override
        public int operations() {
            return 2 * OPERATIONS;
        }
    }
}
