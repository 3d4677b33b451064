package dev.gradus.onednn.binding;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;

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
        if (root instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        if (root instanceof FileSystemException file && file.getReason() != null) {
            return lower(file.getReason()) + ": " + file.getFile();
        }
        String message = root.getMessage();
        return message == null || message.isBlank()
                ? root.getClass().getSimpleName()
                : message.strip();
    }

    private static String lower(String reason) {
        return reason.isEmpty()
                ? reason
                : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }
}
