package dev.gradus.onednn.trial;

/** oneDNN has kernels for a computation, but all of them compute wrongly. */
public final class WrongKernelsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongKernelsException() {
        super(
                "every kernel oneDNN has for it computes wrongly on this processor; choose backend java, or another size");
    }
}
