package dev.gradus.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTableTest {
    @Test
    void putsNumbersFlushRightAndWordsFlushLeft() {
        var table =
                new ReportTable(
                        List.of("system", "ms", "bar"),
                        List.of(List.of("gradus", "1.5", ""), List.of("djl", "12.25", "2x: met")));
        assertThat(table.markdown())
                .isEqualTo(
                        """
                        | system |    ms | bar     |
                        | ------ | ----: | ------- |
                        | gradus |   1.5 |         |
                        | djl    | 12.25 | 2x: met |
                        """);
    }

    @Test
    void wantsAsManyCellsAsHeadings() {
        assertThatThrownBy(() -> new ReportTable(List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("every row has 2 cells");
    }
}
