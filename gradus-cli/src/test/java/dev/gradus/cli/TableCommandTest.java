package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCommandTest {
    @TempDir private Path folder;

    @Test
    void aRawTableTrainsAndIsReplayedToTheSameBits() throws IOException {
        var text = new StringBuilder("id,income,city,answer\n");
        for (int row = 0; row < 200; row++) {
            boolean isRich = row % 3 == 0;
            text.append(row)
                    .append(',')
                    .append(row % 11 == 5 ? "NA" : 100_000 + (isRich ? 40_000 : 0) + row * 37 % 900)
                    .append(row % 2 == 0 ? ",\"Bern, old town\"," : ",Basel,")
                    .append(isRich ? "rich" : "poor")
                    .append('\n');
        }
        Files.writeString(folder.resolve("people.csv"), text);

        Session session =
                Session.run(
                        folder,
                        Session.words(
                                "train people.csv --target answer --backend java --threads 1 --name fox"));

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .contains("leftOut(\"id\")")
                .containsPattern("accuracy 9|accuracy 100");
        Session again = Session.run(folder, "replay", "fox");
        assertThat(again.code()).as(again.err()).isZero();
    }
}
