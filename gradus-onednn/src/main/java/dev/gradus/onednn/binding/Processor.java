package dev.gradus.onednn.binding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What oneDNN uses of this processor. */
public final class Processor {
    private static final int AVX512_WITH_BFLOAT16 = 0xe7;
    private static final int AVX512 = 0x27;
    private static final int AVX2 = 0x7;
    private static final int AMX = 0xfef;

    private Processor() {}

    /** Returns whether there are instructions for bfloat16. */
    public static boolean hasBfloat16() {
        return has(AVX512_WITH_BFLOAT16);
    }

    /** Returns whether there are the instructions of AVX2 and not those of AVX-512. */
    public static boolean endsAtAvx2() {
        return has(AVX2) && !has(AVX512);
    }

    /** Returns the name of the instruction set in use, such as {@code AVX-512 with bfloat16}. */
    public static String instructions() {
        if (has(AMX)) {
            return "AMX with bfloat16";
        }
        if (has(AVX512_WITH_BFLOAT16)) {
            return "AVX-512 with bfloat16";
        }
        if (has(AVX512)) {
            return "AVX-512";
        }
        return has(AVX2) ? "AVX2" : System.getProperty("os.arch");
    }

    /** Returns oneDNN's version, such as {@code 3.13.0}. */
    @SuppressWarnings("restricted") // reads the structure to which oneDNN returns a pointer
    public static String version() {
        var numbers =
                MemorySegment.ofAddress(Function.VERSION.invoke()).reinterpret(3 * Integer.BYTES);
        int major = numbers.getAtIndex(ValueLayout.JAVA_INT, 0);
        int minor = numbers.getAtIndex(ValueLayout.JAVA_INT, 1);
        int patch = numbers.getAtIndex(ValueLayout.JAVA_INT, 2);
        return major + "." + minor + "." + patch;
    }

    private static boolean has(int instructions) {
        int all = (int) Function.EFFECTIVE_ISA.invoke();
        return (all & instructions) == instructions;
    }
}
