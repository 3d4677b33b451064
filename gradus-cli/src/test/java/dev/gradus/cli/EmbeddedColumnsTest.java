package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Columns with many values: each value has a trained vector. */
class EmbeddedColumnsTest {
    private static final int VALUES = 80;

    @TempDir private Path folder;
    private final List<String> rows = new ArrayList<>();

    /** What is learned depends on the town alone, in no order. */
    @BeforeEach
    void writeTable() throws IOException {
        rows.add("size,town,height,price");
        for (int row = 0; row < 12 * VALUES; row++) {
            int town = row * 7 % VALUES;
            rows.add(
                    Text.of(
                            "%.3f,T%d,%.3f,%.4f",
                            Math.sin(row),
                            town,
                            Math.cos(3.0 * row),
                            10 * Math.sin(1000.0 * town)));
        }
        Files.write(folder.resolve("t.csv"), rows);
    }

    private Session run(String line) {
        Session session = Session.run(folder, Session.words(line));
        assertThat(session.code()).as(session.err()).isZero();
        return session;
    }

    private Session train(String name, String more) {
        return run(
                "train t.csv --target price --test-share 0.2 --backend java --threads 1 --steps 800 --name "
                        + name
                        + " "
                        + more);
    }

    private String ending(String name) {
        Run run = Run.open(folder.resolve("runs").resolve(name));
        return ((RunEnded) run.record().getLast()).state();
    }

    private double rSquared(String name) {
        return JsonMapper.shared()
                .readTree(run("evaluate " + name + " t.csv --json").out())
                .get("rSquared")
                .asDouble();
    }

    @Test
    void aColumnOfManyValuesIsEmbeddedWhichLearnsWhatOneHotCannotTell() {
        Session embedded = train("vectors", "");
        Session oneHot = train("hot", "--columns town:category");

        assertThat(embedded.out())
                .containsPattern(
                        "town +embedding .*embedded: a trained vector for each of 80 values");
        assertThat(oneHot.out()).contains("64 inputs, one a value, 1 for the other 16 together");
        assertThat(rSquared("vectors")).isGreaterThan(0.95).isGreaterThan(rSquared("hot") + 0.05);
    }

    /** Numbers that become vectors without having been asked for are named. */
    @Test
    void codesThatAreEmbeddedAreNamedUnlessThatWasAskedFor() throws IOException {
        var text = new StringBuilder("shop,price\n");
        for (int row = 0; row < 1000; row++) {
            text.append(Text.of("%03d,%d.5\n", row % 80, row % 7));
        }
        Files.writeString(folder.resolve("shops.csv"), text);
        String train = "train shops.csv --target price --backend java --threads 1 --steps 1";

        assertThat(run(train).out())
                .containsPattern("shop +embedding")
                .contains("column 'shop' is a category, because leading zeros show that");
        assertThat(run(train + " --columns shop:embedding").out())
                .containsPattern("shop +embedding")
                .doesNotContain("leading zeros");
    }

    @Test
    void suchARunIsReplayedForkedAndTrainedAgainFromItsRecipe() throws IOException {
        train("fox", "--validation-share 0");
        String recipe = run("recipe fox").out();
        assertThat(recipe)
                .contains(
                        "town:embedding",
                        "inputs1=1, embedded2=1, inputs3=1",
                        "concat([source('inputs1')], [source('embedded2'), embedding(82, 19, initializer=normal(0.01)), flatten], [source('inputs3')])");
        Files.writeString(folder.resolve("again.yaml"), recipe);
        run("train again.yaml --name owl");

        assertThat(ending("owl")).isEqualTo(ending("fox"));
        assertThat(run("replay fox").out()).contains("identical");
        run("fork fox --name cub --quiet");
        run("resume fox --steps 900 --extend append --quiet");
    }

    @Test
    void aValueThatIsNewOrMissingIsPredicted() throws IOException {
        train("fox", "--model linear");
        Files.write(
                folder.resolve("new.csv"),
                List.of("height,size,town", "0.5,0.5,T3", "0.5,0.5,Atlantis", "0.5,0.5,"));

        assertThat(run("predict fox new.csv").outLines())
                .hasSize(4)
                .noneMatch(line -> line.contains("error:"));
    }

    /** With a network of one's own nothing is chosen behind one's back; it can be asked for. */
    @Test
    void aNetworkOfOnesOwnTakesInputsUnlessAskedOtherwise() {
        assertThat(train("own", "--model mlp").out()).contains("64 inputs, one a value");
        assertThat(
                        train(
                                        "asked",
                                        "--model \"dense(8) relu dense(1)\" --columns town:embedding")
                                .out())
                .contains("embedded: a trained vector for each of 80 values");
        assertThat(
                        run("train t.csv --target price --only town --columns town:embedding --steps 20 --backend java --name alone --quiet")
                                .code())
                .isZero();
        run("export asked --to a.onnx");
        run("export asked --to b.onnx --without-preparation");
    }
}
