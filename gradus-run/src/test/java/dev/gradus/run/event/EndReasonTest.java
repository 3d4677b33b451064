package dev.gradus.run.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndReasonTest {
    private static RunEnded ended(EndReason reason) {
        return new RunEnded(5, 5, reason, "", Map.of(), Reported.newest(5), 1, "sha256:0");
    }

    @Test
    void theWordsThatScriptsReadAreThese() {
        assertThat(Arrays.stream(BuiltIn.values()).map(BuiltIn::word))
                .containsExactly(
                        "completed",
                        "patience",
                        "target",
                        "time",
                        "steps",
                        "stopped",
                        "interrupted",
                        "diverged",
                        "failed");
    }

    @Test
    void eachIsReadAsItWasWritten() {
        for (EndReason reason : BuiltIn.values()) {
            String line = EventJson.write(ended(reason));

            assertThat(line).contains("\"reason\":\"" + reason.word() + "\"");
            assertThat(EventJson.read(line)).contains(ended(reason));
        }
    }

    @Test
    void aWordOfAnOwnRuleOrOfAnotherVersionIsKept() {
        var own = new EndReason.Own("overfitting");
        String line = EventJson.write(ended(own));

        assertThat(line).contains("\"reason\":\"overfitting\"");
        assertThat(EventJson.read(line)).contains(ended(own));
        assertThat("it ended: " + EndReason.of("overfitting")).isEqualTo("it ended: overfitting");
    }

    @Test
    void anOwnReasonHasAWordOfItsOwn() {
        assertThatThrownBy(() -> new EndReason.Own("time"))
                .hasMessage(
                        "\"time\" is the word of a reason that Gradus has; use EndReason.of(\"time\")");
    }
}
