package dev.gradus.nn.plain;

import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Slice.Mode;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.tensor.Batch;

/** Passes batches to a network, a slice at a time. */
final class Slices {
    private final Slice slice = new Slice();
    private final int size;

    /**
     * @param size how many examples a slice has at most
     */
    Slices(int size) {
        this.size = size;
    }

    /** Returns the current slice. */
    Slice shown() {
        return slice;
    }

    int size() {
        return size;
    }

    /** Moves to the slice that begins with this example of a batch, and copies its inputs. */
    void enter(Chain chain, Batch batch, int first, Mode mode, long step) {
        int rows = Math.min(size, batch.size() - first);
        int features = batch.inputSize();
        slice.show(mode, step, first, rows);
        System.arraycopy(batch.inputs(), first * features, chain.in().data, 0, rows * features);
    }

    /** Computes the outputs of a batch, slice by slice. */
    void forward(Chain chain, Batch batch, Mode mode, long step, float[] outputs) {
        Values out = chain.out();
        for (int first = 0; first < batch.size(); first += size) {
            enter(chain, batch, first, mode, step);
            chain.forward();
            int count = slice.rows() * out.features;
            System.arraycopy(out.data, 0, outputs, first * out.features, count);
        }
    }
}
