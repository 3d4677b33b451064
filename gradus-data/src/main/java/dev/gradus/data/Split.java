package dev.gradus.data;

import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;

/**
 * A data set in two disjoint parts.
 *
 * @param training what is learned from
 * @param heldOut what is only measured
 */
public record Split(Dataset training, Dataset heldOut) {

    static Split of(Dataset data, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "a share to hold out lies above 0 and below 1, as in 0.1; got " + share);
        }
        if (data.size() < 2) {
            throw new IllegalArgumentException(
                    data.name() + " has one example; nothing can be held out");
        }
        int held = Math.clamp(Math.round(share * data.size()), 1, data.size() - 1);
        int[] order = new int[data.size()];
        Philox.shuffle(order, seed, Purpose.VALIDATION_SPLIT, 0);
        boolean[] isHeld = new boolean[order.length];
        for (int i = 0; i < held; i++) {
            isHeld[order[i]] = true;
        }
        int[] training = new int[order.length - held];
        int[] heldOut = new int[held];
        for (int example = 0, kept = 0, put = 0; example < order.length; example++) {
            if (isHeld[example]) {
                heldOut[put++] = example;
            } else {
                training[kept++] = example;
            }
        }
        return new Split(part(data, "training", training), part(data, "held-out", heldOut));
    }

    private static Dataset part(Dataset data, String part, int... examples) {
        return new Selection(data.name() + ", " + part + " share", data, examples);
    }
}
