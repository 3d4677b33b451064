package dev.gradus.onednn.binding;

import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Explains in words why loading failed, and what to do. */
final class PrimitiveExplanation {
    private PrimitiveExplanation() {}

    /** Returns whether Java denies this module native access. */
    static boolean isDenied(Throwable failure) {
        return root(failure) instanceof IllegalCallerException;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    static String of(Throwable failure) {
        Throwable root = root(failure);
        if (isDenied(failure)) {
            return "native access is denied; start Java with --enable-native-access="
                    + (PrimitiveExplanation.class.getModule().isNamed()
                            ? PrimitiveExplanation.class.getModule().getName()
                            : "ALL-UNNAMED");
        }
        if (root instanceof FileSystemException file) {
            return FileFault.reason(file) + ": " + file.getFile();
        }
        if (root instanceof IOException fault) {
            return FileFault.reason(fault);
        }
        String message = root.getMessage();
        return message == null || message.isBlank()
                ? root.getClass().getSimpleName()
                : message.strip();
    }
}
