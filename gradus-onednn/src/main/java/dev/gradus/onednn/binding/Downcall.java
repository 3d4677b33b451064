package dev.gradus.onednn.binding;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * One way to call all C functions, whatever their parameters.
 *
 * <p>The JVM writes machine code for each signature it is asked to link, which takes milliseconds
 * and adds up to much of a short run. So there is one signature, long enough for the function with
 * the most parameters. Calling conventions allow it: integers of any size and pointers take one
 * word each, floats have registers of their own (see {@link #FLOATS_APART}), and a function ignores
 * arguments beyond its own; the caller removes them again.
 */
@SuppressWarnings("restricted") // the module is granted native access: calling C is what it is for
final class Downcall {
    /** How many whole numbers and pointers a call takes. */
    static final int WORDS = 13;

    /** How many floats a call takes. */
    static final int FLOATS = 2;

    /**
     * Whether the registers of floats are counted separately from those of words; if not, their
     * position matters.
     */
    static final boolean FLOATS_APART =
            Platform.current().map(platform -> !platform.isWindows()).orElse(false);

    private static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(signature());

    private Downcall() {}

    private static FunctionDescriptor signature() {
        var layouts = new MemoryLayout[WORDS + FLOATS];
        Arrays.fill(layouts, 0, WORDS, ValueLayout.JAVA_LONG);
        Arrays.fill(layouts, WORDS, layouts.length, ValueLayout.JAVA_FLOAT);
        return FunctionDescriptor.of(ValueLayout.JAVA_LONG, layouts);
    }

    /**
     * Calls a function that takes up to four words.
     *
     * @return its result; if the function returns an int, the upper half is undefined
     */
    static long of(MemorySegment function, long first, long second, long third, long fourth) {
        try {
            return (long)
                    HANDLE.invokeExact(
                            function, first, second, third, fourth, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L,
                            0L, 0f, 0f);
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    /**
     * Calls a function.
     *
     * @param w its integers and pointers in order, padded to {@link #WORDS}
     * @param f its floats in order, padded to {@link #FLOATS}
     * @return its result; if the function returns an int, the upper half is undefined
     */
    static long of(MemorySegment function, long[] w, float[] f) {
        try {
            return (long)
                    HANDLE.invokeExact(
                            function, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9],
                            w[10], w[11], w[12], f[0], f[1]);
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    private static IllegalStateException failed(Throwable failure) {
        return new IllegalStateException("a C function could not be called", failure);
    }
}
