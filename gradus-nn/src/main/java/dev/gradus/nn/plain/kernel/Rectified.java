package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.engine.FloatMath;

/** Activations that are the identity above 0. */
final class Rectified {
    private Rectified() {}

    record Relu() implements Elementwise {
        @Override
        public void forward(float[] in, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = Math.max(in[i], 0);
            }
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                wanted[i] = in[i] > 0 ? given[i] : 0;
            }
        }

        @Override
        public int operations() {
            return 1;
        }
    }

    record Leaky(float slope) implements Elementwise {
        @Override
        public void forward(float[] in, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = in[i] > 0 ? in[i] : slope * in[i];
            }
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                wanted[i] = in[i] > 0 ? given[i] : slope * given[i];
            }
        }

        @Override
        public int operations() {
            return 2;
        }
    }

    record Exponential(float alpha) implements Elementwise {
        @Override
        public void forward(float[] in, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = Math.max(in[i], 0) + alpha * FloatMath.expm1(Math.min(in[i], 0));
            }
        }

        @Override
        public void backward(
                float[] in, float[] out, float[] given, float[] wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                wanted[i] = in[i] > 0 ? given[i] : given[i] * (out[i] + alpha);
            }
        }

        @Override
        public int operations() {
            return 40;
        }
    }
}
