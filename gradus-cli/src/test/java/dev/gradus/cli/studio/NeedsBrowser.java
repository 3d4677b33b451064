package dev.gradus.cli.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets tests of the page run where there is a browser. Where there is none they are skipped, which
 * {@code ./mvnw} says in its last line; with {@code GRADUS_BROWSER=required}, as in {@code
 * .ci/run}, they fail there.
 */
final class NeedsBrowser implements ExecutionCondition {
    private static final Path SKIPPED = Path.of("target", "page-not-tested.txt");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            Files.deleteIfExists(SKIPPED);
            boolean required = "required".equals(System.getenv("GRADUS_BROWSER"));
            if (required || (Machine.chromium().isPresent() && Machine.node().isPresent())) {
                return ConditionEvaluationResult.enabled("there is a browser");
            }
            String missing = Machine.chromium().isEmpty() ? "chromium" : "node";
            Files.writeString(
                    SKIPPED,
                    """
                    The studio's page was not tested: there is no %s.
                    Install it, on Debian by apt-get install chromium nodejs, and run ./mvnw verify again.
                    """
                            .formatted(missing));
            return ConditionEvaluationResult.disabled("there is no " + missing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
