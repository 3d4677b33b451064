package dev.gradus.nn.plain;

import dev.gradus.nn.engine.FloatMath;

/** Activations without a kink. */
final class Smooth {
    private static final int OPERATIONS = 40;

    private Smooth() {}

    record Sigmoid() implements Elementwise {
        @Override
        public void forward(float[] in, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = (float) FloatMath.sigmoid(in[i]);
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
                out[i] = (float) FloatMath.tanh(in[i]);
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
                out[i] = (float) (in[i] * FloatMath.sigmoid(in[i]));
            }
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                double gate = FloatMath.sigmoid(in[i]);
                wanted[i] = (float) (given[i] * (gate + out[i] * (1 - gate)));
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
            for (int i = from; i < to; i++) {
                double tail = FloatMath.log1p(FloatMath.exp(-Math.abs(in[i])));
                out[i] = (float) (Math.max(in[i], 0) + tail);
            }
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                wanted[i] = (float) (given[i] * FloatMath.sigmoid(in[i]));
            }
        }

        @Override
        public int operations() {
            return OPERATIONS;
        }
    }

    record Gelu() implements Elementwise {
        private static final double PEAK = 1 / Math.sqrt(2 * Math.PI);

        @Override
        public void forward(float[] in, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = (float) (in[i] * FloatMath.normalDistribution(in[i]));
            }
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                double x = in[i];
                double density = PEAK * FloatMath.exp(-0.5 * x * x);
                double slope = FloatMath.normalDistribution(x) + x * density;
                wanted[i] = (float) (given[i] * slope);
            }
        }

        @Override
        public int operations() {
            return 2 * OPERATIONS;
        }
    }
}
