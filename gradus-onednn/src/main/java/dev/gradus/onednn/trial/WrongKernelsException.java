package dev.gradus.onednn.trial;

/** Says that oneDNN has kernels for a computation, and that none of them computes rightly. */
public final class WrongKernelsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongKernelsException() {
        super(
                "every kernel oneDNN has for it computes wrongly on this processor; choose backend java, or another size");
    }
}
