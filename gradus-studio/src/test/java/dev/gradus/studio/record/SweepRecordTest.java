package dev.gradus.studio.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.gradus.run.json.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepRecordTest {
    private static final String HEADER =
            "trial,point,learningRate,model,seed,rung,steps,status,loss,accuracy,detail,state\n";

    @TempDir private Path folder;
    private Path table;

    @BeforeEach
    void placeTable() {
        table = folder.resolve("table.csv");
    }

    @Test
    void aPointHasTheValuesOfItsSeedsAfterItsLastRung() throws IOException {
        Files.writeString(
                table,
                HEADER
                        + "1,1,0.01,\"dense(8) relu, dense(2)\",0,0,10,stopped,0.9,0.5,,aa\n"
                        + "1,1,0.01,\"dense(8) relu, dense(2)\",0,1,30,completed,0.5,0.75,,ab\n"
                        + "2,1,0.01,\"dense(8) relu, dense(2)\",1,0,10,stopped,0.8,0.5,,ac\n"
                        + "2,1,0.01,\"dense(8) relu, dense(2)\",1,1,30,completed,0.25,1.0,,ad\n"
                        + "3,2,0.1,linear,0,0,10,stopped,1.5,0.25,,ae\n");

        SweepRecord record = SweepRecord.read(table);

        assertThat(record.axes()).containsExactly("learningRate", "model");
        assertThat(record.metrics()).containsExactly("loss", "accuracy");
        SweepRecord.Point first = record.points().getFirst();
        assertThat(first.settings())
                .containsExactly(
                        entry("learningRate", "0.01"), entry("model", "dense(8) relu, dense(2)"));
        assertThat(first.rung()).isEqualTo(1);
        assertThat(first.steps()).isEqualTo(30);
        assertThat(first.metrics().get("loss").values()).containsExactly(0.5, 0.25);
        assertThat(first.metrics().get("loss").mean()).isEqualTo(0.375);
        assertThat(record.points().get(1).rung()).isZero();
    }

    @Test
    void aPointOfWhichRunsFailedSaysWhy() throws IOException {
        Files.writeString(
                table,
                HEADER
                        + "1,1,5,linear,0,0,4,diverged,NaN,0.1,the loss is not finite,\n"
                        + "2,1,5,linear,1,0,0,failed,,,out of memory,\n"
                        + "3,1,5,linear,2,0,9,completed,0.5,0.5,,aa\n");

        SweepRecord.Point point = SweepRecord.read(table).points().getFirst();

        assertThat(point.trouble()).isEqualTo("the loss is not finite; out of memory");
        assertThat(point.runs()).isEqualTo(3);
        assertThat(point.metrics().get("loss").values()).containsExactly(0.5);
    }

    @Test
    void aSweepWithoutResultsHasNoPoints() {
        assertThat(SweepRecord.read(table))
                .isEqualTo(new SweepRecord(List.of(), List.of(), List.of()));
    }

    @Test
    void aFileThatIsNoTableIsRefused() throws IOException {
        Files.writeString(table, "a,b\n1,2\n");

        assertThatThrownBy(() -> SweepRecord.read(table))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("table.csv is not the table of a sweep");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.csv"), HEADER);
        Files.createSymbolicLink(table, elsewhere);

        assertThat(SweepRecord.read(table).points()).isEmpty();
    }
}
