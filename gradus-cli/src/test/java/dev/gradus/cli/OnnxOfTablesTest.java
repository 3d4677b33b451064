package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a table's model predicts here, ONNX Runtime predicts of the same raw rows. */
class OnnxOfTablesTest {
    @TempDir private Path folder;

    private Session run(String line) {
        Session session = Session.run(folder, Session.words(line));
        assertThat(session.code()).as(session.err()).isZero();
        return session;
    }

    private List<String> table(String name) throws IOException {
        try (InputStream in = OnnxOfTablesTest.class.getResourceAsStream("tables/" + name)) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(folder.resolve(name), text);
            return text.lines().toList();
        }
    }

    @Test
    void rawPenguinsWithMissingValuesGiveTheSameClasses() throws IOException {
        table("penguins.train.csv");
        List<String> rows = table("penguins.test.csv");
        assertThat(rows).as("rows with missing values").anyMatch(row -> row.contains(",,,,,"));
        run(
                "train penguins.train.csv --target species --backend java --threads 1 --steps 300 --name birds --quiet");
        Session exported = run("export birds --to birds.onnx");
        assertThat(exported.out()).contains("it takes a raw row, one input per column");

        List<String> predicted =
                run("predict birds penguins.test.csv").outLines().stream()
                        .skip(1)
                        .map(line -> line.split(",", -1)[1])
                        .toList();

        assertThat(classes(folder.resolve("birds.onnx"), rows)).isEqualTo(predicted);
        long right = 0;
        for (int i = 0; i < predicted.size(); i++) {
            right += rows.get(i + 1).startsWith(predicted.get(i)) ? 1 : 0;
        }
        assertThat(right).isGreaterThan(predicted.size() * 9 / 10);
    }

    private static List<String> classes(Path file, List<String> table) {
        List<String> header = List.of(table.getFirst().split(",", -1));
        List<List<String>> rows =
                table.stream().skip(1).map(row -> List.of(row.split(",", -1))).toList();
        var inputs = new HashMap<String, OnnxTensorLike>();
        try (var options = new OrtSession.SessionOptions();
                OrtSession session =
                        OrtEnvironment.getEnvironment().createSession(file.toString(), options)) {
            for (var input : session.getInputInfo().entrySet()) {
                int column = header.indexOf(input.getKey());
                List<String> fields = rows.stream().map(row -> row.get(column)).toList();
                OnnxJavaType type = ((TensorInfo) input.getValue().getInfo()).type;
                inputs.put(input.getKey(), tensor(fields, type));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return Arrays.asList((String[]) result.get("class").orElseThrow().getValue());
            }
        } catch (OrtException failure) {
            throw new AssertionError("ONNX Runtime cannot run " + file, failure);
        } finally {
            inputs.values().forEach(OnnxTensorLike::close);
        }
    }

    private static OnnxTensor tensor(List<String> fields, OnnxJavaType type) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        long[] shape = {fields.size(), 1};
        return type == OnnxJavaType.STRING
                ? OnnxTensor.createTensor(environment, fields.toArray(String[]::new), shape)
                : OnnxTensor.createTensor(
                        environment,
                        DoubleBuffer.wrap(
                                fields.stream().mapToDouble(OnnxOfTablesTest::number).toArray()),
                        shape);
    }

    private static double number(String field) {
        return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    }

    @Test
    void aTableWithDatesIsExportedWithoutItsPreparationAlone() {
        var rows = new ArrayList<String>(List.of("day,x,kind"));
        for (int i = 0; i < 60; i++) {
            rows.add(
                    Text.of(
                            "2026-%02d-%02d,%d,%s",
                            1 + i % 12, 1 + i % 28, i, i % 2 == 0 ? "a" : "b"));
        }
        write("dated.csv", rows);
        run(
                "train dated.csv --target kind --backend java --threads 1 --steps 20 --name dated --quiet");
        Session refused = Session.run(folder, "export", "dated", "--to", "dated.onnx");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("column 'day' is a date", "--without-preparation");
        assertThat(folder.resolve("dated.onnx")).doesNotExist();
        assertThat(run("export dated --to dated.onnx --without-preparation").out())
                .contains("prepared inputs of a row, not the raw row");
        Session useless =
                Session.run(
                        folder,
                        Session.words("export dated --to d.safetensors --without-preparation"));
        assertThat(useless.code()).isEqualTo(ExitCode.USAGE);
    }

    private void write(String name, List<String> lines) {
        try {
            Files.write(folder.resolve(name), lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
