package dev.gradus.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Table;
import dev.gradus.model.Model;
import dev.gradus.number.Text;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.table.TableTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that a Java program trains on, beside the command. */
class TableTrainingTest {
    private static final int SHOPS = 70;

    @TempDir private Path folder;

    @BeforeEach
    void writeTables() throws IOException {
        Files.writeString(folder.resolve("few.csv"), table(120));
        Files.writeString(folder.resolve("many.csv"), table(900));
    }

    /** Numbers, words, gaps, and a category with enough values for each to get a trained vector. */
    private static String table(int rows) {
        var random = new SplittableRandom(rows);
        var text = new StringBuilder("area,shop,kind,price\n");
        for (int row = 0; row < rows; row++) {
            int shop = random.nextInt(SHOPS);
            double area = random.nextDouble(20, 90);
            text.append(row % 13 == 4 ? "NA" : Text.of("%.1f", area))
                    .append(",shop ")
                    .append((char) ('A' + shop % 26))
                    .append(shop / 26)
                    .append(row % 3 == 0 ? ",new," : ",old,")
                    .append(Math.round(1000 * area + 500 * (shop % 7)))
                    .append('\n');
        }
        return text.toString();
    }

    private String command(String words) {
        Session session =
                Session.run(
                        folder, Session.words(words + " --backend java --threads 1 --name fox"));
        assertThat(session.code()).as(session.err()).isZero();
        Run run = new Runs(folder.resolve("runs")).find("fox");
        return run.record().stream()
                .filter(RunEnded.class::isInstance)
                .map(event -> ((RunEnded) event).state())
                .findFirst()
                .orElseThrow();
    }

    private static TableTraining plain(TableTraining training) {
        return training.with(trainer -> trainer.backend("java").threads(1));
    }

    @Test
    void aFewRowsTrainTheNetworkOfTheCommand() {
        String state = command("train few.csv --target kind");

        TrainingResult result = plain(TableTraining.of(folder.resolve("few.csv"), "kind")).fit();

        assertThat(result.state()).isEqualTo(state);
    }

    @Test
    void manyRowsWithTrainedVectorsTrainTheNetworkOfTheCommand() {
        String state = command("train many.csv --target price --test-share 0.2 --steps 60");

        TrainingResult result =
                plain(
                                TableTraining.of(
                                        Table.of(folder.resolve("many.csv"), TableFormat.usual()),
                                        Wishes.learn("price"),
                                        Recipe.empty().with(Keys.STEPS, 60L),
                                        0.2))
                        .fit();

        assertThat(result.state()).isEqualTo(state);
        assertThat(result.testScores()).isPresent();
    }

    @Test
    void aProgramLearnsOfTheTableWhatTheCommandPrints() throws IOException {
        var rows = new StringBuilder("plz,area,rent,kind\n");
        for (int i = 0; i < 40; i++) {
            rows.append(Text.of("0%d,%d m²,%d,%s\n", i % 3, i % 9, i % 7, i % 2 == 0 ? "a" : "A"));
        }
        Path file = folder.resolve("messy.csv");
        Files.writeString(file, rows + ",Total,115,\n");

        List<String> notes = TableTraining.of(file, "kind").notes();

        assertThat(notes)
                .anyMatch(note -> note.startsWith("column 'plz' is a category"))
                .anyMatch(note -> note.startsWith("column 'kind': 'a' and 'A' differ only"))
                .anyMatch(note -> note.startsWith("column 'area' is of kind category, although"))
                .anyMatch(note -> note.contains("line 42 seems to sum up other rows"))
                .anyMatch(note -> note.equals("1 row without a value in kind left out"));
        Session session =
                Session.run(folder, Session.words("train messy.csv --target kind --steps 9"));
        assertThat(session.out().lines()).containsSubsequence(notes);
        assertThat(TableTraining.of(file, "rent").notes())
                .first(as(InstanceOfAssertFactories.STRING))
                .startsWith("target 'rent' is learned as a value");
    }

    @Test
    void theModelTakesRawRows() throws IOException {
        Model model = plain(TableTraining.of(folder.resolve("few.csv"), "kind")).fit().model();
        Path file = folder.resolve("kinds.gradus");
        model.save(file);

        assertThat(
                        Model.load(file)
                                .predict(
                                        Map.of(
                                                "area", "33.5", "shop", "shop A0", "price",
                                                "34000")))
                .hasSize(2);
    }
}
