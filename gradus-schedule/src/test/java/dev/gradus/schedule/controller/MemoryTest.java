package dev.gradus.schedule.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void numbersAndTextsComeBackFromTheirTree() {
        Memory memory =
                Memory.of("best", Double.NaN)
                        .with("lowest", Double.NEGATIVE_INFINITY)
                        .with("count", 3)
                        .with("tenth", 0.1)
                        .with("phase", "warm");

        assertThat(new Memory(memory.tree())).isEqualTo(memory).hasSameHashCodeAs(memory);
        assertThat(memory.tree())
                .isEqualTo(
                        Map.of(
                                "best",
                                "NaN",
                                "lowest",
                                "-Infinity",
                                "count",
                                3.0,
                                "tenth",
                                0.1,
                                "phase",
                                "warm"));
        assertThat(memory.number("best")).isNaN();
        assertThat(memory.text("phase")).isEqualTo("warm");
    }

    @Test
    void aMemoryIsAValue() {
        Memory before = Memory.of("best", 1);
        Memory after = before.with("best", 2);

        assertThat(before.number("best")).isEqualTo(1);
        assertThat(after.number("best")).isEqualTo(2);
        assertThat(before.with("best", 2)).isEqualTo(after);
    }

    @Test
    void whatIsNotThereIsNamedBesideWhatIs() {
        Memory memory = Memory.of("best", 1).with("phase", "warm");

        assertThatThrownBy(() -> memory.number("bets"))
                .hasMessage("no number 'bets' is remembered; there is {best=1.0, phase=warm}");
        assertThatThrownBy(() -> memory.number("phase"))
                .hasMessage("no number 'phase' is remembered; there is {best=1.0, phase=warm}");
        assertThatThrownBy(() -> memory.text("best"))
                .hasMessage("no text 'best' is remembered; there is {best=1.0, phase=warm}");
    }

    @Test
    void whatNoFileCouldHoldIsRefused() {
        assertThatThrownBy(() -> new Memory(Map.of("list", List.of(1))))
                .hasMessage("'list' must be a number or a text to be remembered, got [1] (List12)");
        assertThatThrownBy(() -> Memory.empty().with("word", "NaN"))
                .hasMessage(
                        "'word' is remembered as a number, not as the text NaN; write with(name, Double.parseDouble(…))");
    }
}
