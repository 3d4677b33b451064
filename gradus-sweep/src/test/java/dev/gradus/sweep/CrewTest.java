package dev.gradus.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CrewTest {
    @Test
    void allWorkIsDoneOnceWithWhatIsDueAfterIt() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        var crew =
                new Crew<Integer>(
                        List.of(1, 2, 3),
                        piece -> {
                            assertThat(done.add(piece)).isTrue();
                            return piece < 100 ? List.of(10 * piece) : List.of();
                        });

        crew.run(2, () -> {});

        assertThat(done).containsExactlyInAnyOrder(1, 2, 3, 10, 20, 30, 100, 200, 300);
    }

    /** Scala, and so Spark, throws checked exceptions that Java is not told about. */
    @Test
    void workersDoNotWaitForOneThatFailedWithAnUndeclaredException() {
        var crew =
                new Crew<Integer>(
                        List.of(1), _ -> CrewTest.<RuntimeException, List<Integer>>failed("lost"));

        assertThatThrownBy(() -> crew.run(3, () -> {})).hasRootCauseMessage("lost");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception, T> T failed(String message) throws E {
        throw (E) new IOException(message);
    }
}
