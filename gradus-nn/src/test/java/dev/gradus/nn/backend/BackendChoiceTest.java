package dev.gradus.nn.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendChoiceTest {
    private static final Backend JAVA = Backends.named("java");

    /** A backend that says about itself what a test wants. */
    private record Fake(Optional<String> obstacle, List<String> notices) implements Backend {
        @Override
        public String name() {
            return "fast";
        }

        @Override
        public int preference() {
            return 10;
        }

        @Override
        public Program compile(Network network, ProgramOptions options) {
            throw new UnsupportedOperationException("nobody computes here");
        }

        @Override
        public InferenceProgram compileForInference(Network network, InferenceOptions options) {
            throw new UnsupportedOperationException("nobody computes here");
        }
    }

    @Test
    void fallingBackToPlainJavaIsAWarningThatSaysWhyAndWhatItCosts() {
        var lost = new Fake(Optional.of("its library is damaged; unpack it again"), List.of());

        assertThat(new BackendChoice(JAVA, Optional.empty()).warnings(List.of(lost, JAVA)))
                .containsExactly(
                        "the fast backend fast cannot run here: its library is damaged; unpack it again;"
                                + " plain Java computes instead, which takes 2 to 13 times as long, convolutions the longest");
    }

    @Test
    void aFastBackendThatIsNotThereAtAllIsAWarningThatSaysWhatToAdd() {
        assertThat(new BackendChoice(JAVA, Optional.empty()).warnings(List.of(JAVA)))
                .containsExactly(
                        "there is no fast backend: add dev.gradus:gradus-onednn to the class path or module path;"
                                + " plain Java computes instead, which takes 2 to 13 times as long, convolutions the longest");
    }

    @Test
    void whoAsksForPlainJavaIsNotWarned() {
        var lost = new Fake(Optional.of("why ever"), List.of());

        assertThat(new BackendChoice(JAVA, Optional.of("java")).warnings(List.of(lost, JAVA)))
                .isEmpty();
    }

    @Test
    void aRepairIsSaidThoughTheFastBackendRuns() {
        var repaired = new Fake(Optional.empty(), List.of("x was damaged; it was unpacked again"));

        for (Optional<String> asked : List.of(Optional.<String>empty(), Optional.of("fast"))) {
            assertThat(new BackendChoice(repaired, asked).warnings(List.of(repaired, JAVA)))
                    .containsExactly("x was damaged; it was unpacked again");
        }
    }
}
