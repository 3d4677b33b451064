package dev.gradus.studio.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.Run;
import dev.gradus.run.event.LineCheck;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.history.History;
import dev.gradus.run.json.RunException;
import dev.gradus.studio.Recorded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
    @TempDir Path folder;

    private Run run;

    @BeforeEach
    void copy() {
        run = Recorded.in(folder, "changed");
    }

    @Test
    void aRecordReadAsItGrowsIsTheOneReadAtOnce() throws IOException {
        byte[] whole = Files.readAllBytes(run.events());
        var growing = new RunRecord(run);
        for (int end = 0; end <= whole.length; end += 977) { // most of these cut a line in two
            Files.write(run.events(), Arrays.copyOf(whole, Math.min(end, whole.length)));
            growing.refresh();
        }
        Files.write(run.events(), whole);
        growing.refresh();
        var atOnce = new RunRecord(run);
        atOnce.refresh();

        assertThat(growing.summary(RunState.ENDED)).isEqualTo(atOnce.summary(RunState.ENDED));
        double[] losses = growing.look(history -> history.loss().ys());
        assertThat(losses).isEqualTo(History.read(run.events()).loss().ys());
        assertThat(growing.damage()).isEmpty();
        assertThat(growing.share()).isEqualTo(1);
    }

    private static int losses(RunRecord record) {
        return record.look(history -> history.loss().size());
    }

    @Test
    void eachPartOfTheRecordCanBeReadWithoutWhatComesBefore() {
        var record = new RunRecord(run);
        record.refresh();

        for (long from = 0; from < record.next(); from += 13) {
            assertThat(record.steps(from, from + 20))
                    .extracting(StepCompleted::step)
                    .startsWith(from)
                    .isSorted()
                    .hasSize((int) Math.min(21, record.next() - from));
        }
        assertThat(record.step(99).orElseThrow().step()).isEqualTo(99);
        assertThat(record.step(record.next())).isEmpty();
    }

    @Test
    void aRecordThatBecameShorterIsReadAnew() throws IOException {
        var record = new RunRecord(run);
        record.refresh();
        byte[] whole = Files.readAllBytes(run.events());
        int line = 0;
        for (int lines = 0; lines < 40; line++) {
            lines += whole[line] == '\n' ? 1 : 0;
        }
        Files.write(run.events(), Arrays.copyOf(whole, line));
        record.refresh();

        assertThat(record.next()).isLessThan(60);
        assertThat(losses(record)).isEqualTo((int) record.next());
    }

    @Test
    void aDamagedLineIsNamedAndTheRestIsThere() throws IOException {
        byte[] whole = Files.readAllBytes(run.events());
        String text =
                new String(whole, StandardCharsets.UTF_8)
                        .replaceFirst("\"step\":7,", "\"step\":8,");
        Files.writeString(run.events(), text);
        var record = new RunRecord(run);
        record.refresh();

        assertThat(record.damage().orElseThrow()).contains("events.jsonl, line", "damaged");
        assertThat(record.next()).isGreaterThan(250);
    }

    @Test
    void aLinkInPlaceOfTheRecordIsNotFollowed() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(run.events(), elsewhere);
        Files.createSymbolicLink(run.events(), elsewhere);

        assertThatThrownBy(() -> new RunRecord(run).refresh())
                .isInstanceOf(RunException.class)
                .hasMessageContaining("symbolic link, which the studio does not follow");
    }

    @Test
    void stepsThatAResumptionMadeVoidAreNotShown() throws IOException {
        String text = Files.readString(run.events());
        String resume =
                "{\"event\":\"resume\",\"step\":100,\"checkpoint\":\"c\",\"parameters\":22,\"backend\":\"java\",\"threads\":1,\"steps\":400,\"stepsPerEpoch\":8,\"precision\":\"f32\",\"versions\":{},\"at\":\"2026-11-28T10:00:00Z\"}";
        String checked = new String(LineCheck.checked(resume, 1), StandardCharsets.UTF_8);
        Files.writeString(
                run.events(), text + checked + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        var record = new RunRecord(run);
        record.refresh();

        assertThat(record.steps(90, 200)).extracting(StepCompleted::step).last().isEqualTo(99L);
        assertThat(losses(record)).isEqualTo(100);
        assertThat(record.ending()).isEmpty();
    }
}
