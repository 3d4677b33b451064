package dev.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The quoted texts are those of Python's {@code csv.writer}. */
class CsvCellTest {
    @Test
    void quotesWhatWouldEndTheCell() {
        assertThat(CsvCell.of("")).isEmpty();
        assertThat(CsvCell.of("Iris setosa; 5.1")).isEqualTo("Iris setosa; 5.1");
        assertThat(CsvCell.of("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvCell.of("5\" tall")).isEqualTo("\"5\"\" tall\"");
        assertThat(CsvCell.of("one\ntwo")).isEqualTo("\"one\ntwo\"");
        assertThat(CsvCell.of("one\rtwo")).isEqualTo("\"one\rtwo\"");
    }
}
