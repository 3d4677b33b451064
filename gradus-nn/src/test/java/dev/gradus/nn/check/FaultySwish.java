package dev.gradus.nn.check;

import dev.gradus.nn.examples.Swish;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Site;
import java.util.Arrays;

/**
 * {@link Swish} with a fault of a kind that people make.
 *
 * @param fault which one
 */
record FaultySwish(Fault fault) implements OwnLayer {
    /** What is wrong. */
    enum Fault {
        NONE,
        WRONG_SIGN,
        MISSING_TERM,
        FORGOTTEN_FACTOR,
        LAST_ROW_ALONE,
        SLICE_IN_PLACE_OF_SUM,
        INPUT_GRADIENT_ADDED,
        FORGOTTEN_ROW,
        STALE_INPUT,
        PARAMETER_OF_THE_FIRST_PASS,
        ANOTHER_OUTPUT_EACH_PASS,
        NOT_A_NUMBER
    }

    @Override
    public Placement place(Site site) {
        return new Swish().place(site);
    }

    @Override
    public Function function(Node node, int most) {
        int size = node.input().size();
        var right = new Swish().function(node, most);
        return new Function() {
            private final float[] input = new float[most * size];
            private final float[] beta = new float[size];
            private int passes;

            @Override
            public void forward(Pass pass) {
                right.forward(pass);
                if (passes == 0) {
                    System.arraycopy(pass.input(), 0, input, 0, pass.rows() * size);
                    System.arraycopy(pass.parameter(0), 0, beta, 0, size);
                }
                passes++;
                if (fault == Fault.ANOTHER_OUTPUT_EACH_PASS) {
                    pass.output()[0] += passes * 1e-3f;
                }
            }

            @Override
            public void backward(Pass pass) {
                float[] sums = pass.parameterGradient(0);
                if (fault == Fault.SLICE_IN_PLACE_OF_SUM) {
                    Arrays.fill(sums, 0);
                }
                int rows = pass.rows() - (fault == Fault.FORGOTTEN_ROW ? 1 : 0);
                for (int i = 0; i < rows * size; i++) {
                    float x = fault == Fault.STALE_INPUT ? input[i] : pass.input()[i];
                    float b =
                            fault == Fault.PARAMETER_OF_THE_FIRST_PASS
                                    ? beta[i % size]
                                    : pass.parameter(0)[i % size];
                    float gate = (float) (1 / (1 + Math.exp(-b * x)));
                    float slope = gate * (1 - gate);
                    float given = pass.outputGradient()[i];
                    float byBeta = given * slope * x * x;
                    float byInput = given * (gate + x * b * slope);
                    switch (fault) {
                        case WRONG_SIGN -> sums[i % size] -= byBeta;
                        case LAST_ROW_ALONE -> sums[i % size] = byBeta;
                        case FORGOTTEN_FACTOR -> sums[i % size] += given * slope * x;
                        case NOT_A_NUMBER -> sums[i % size] = Float.NaN;
                        default -> sums[i % size] += byBeta;
                    }
                    if (pass.inputGradient().length > 0) {
                        switch (fault) {
                            case MISSING_TERM -> pass.inputGradient()[i] = given * gate;
                            case INPUT_GRADIENT_ADDED -> pass.inputGradient()[i] += byInput;
                            default -> pass.inputGradient()[i] = byInput;
                        }
                    }
                }
            }
        };
    }
}
