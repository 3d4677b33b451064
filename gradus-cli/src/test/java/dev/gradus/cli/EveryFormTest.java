package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows in one form or another: the same preparation, the same network, to the bit. */
class EveryFormTest {
    private static final int ROWS = 60;
    private static final String SMALL =
            " --target 2 --steps 40 --lr 0.1 --backend java --threads 1 --batch-size 8 --model linear --seed 3";

    @TempDir Path folder;

    private static double[] row(int number) {
        double a = Math.sin(number * number + 1.0);
        double b = number % 7 == 0 ? Double.NaN : 1000 * Math.cos(number);
        return new double[] {a, b, a > 0.1 ? 1 : 0};
    }

    private static String field(double value) {
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }

    private static String csv() {
        var text = new StringBuilder("0,1,2\n");
        for (int number = 0; number < ROWS; number++) {
            double[] row = row(number);
            text.append(field(row[0])).append(',').append(field(row[1])).append(',');
            text.append(field(row[2])).append('\n');
        }
        return text.toString();
    }

    private static String json() {
        var text = new StringBuilder();
        for (int number = 0; number < ROWS; number++) {
            double[] row = row(number);
            String second = Double.isNaN(row[1]) ? "null" : String.valueOf(row[1]);
            text.append("{\"0\": %s, \"1\": %s, \"2\": %s}%n".formatted(row[0], second, row[2]));
        }
        return text.toString();
    }

    private static byte[] npy() {
        String header =
                Text.of("{'descr': '<f8', 'fortran_order': False, 'shape': (%d, 3), }", ROWS);
        var file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        file.write(header.length());
        file.write(header.length() >> 8);
        file.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer numbers =
                ByteBuffer.allocate(ROWS * 3 * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int number = 0; number < ROWS; number++) {
            for (double value : row(number)) {
                numbers.putDouble(value);
            }
        }
        file.writeBytes(numbers.array());
        return file.toByteArray();
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("t.csv"), csv());
        Files.writeString(folder.resolve("t.jsonl"), json());
        Files.write(folder.resolve("t.npy"), npy());
        try (OutputStream file =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("t.csv.gz")))) {
            file.write(csv().getBytes(StandardCharsets.UTF_8));
        }
    }

    private Session ok(String line, String... more) {
        Session session =
                Session.run(
                        folder,
                        Stream.concat(Stream.of(Session.words(line)), Stream.of(more))
                                .toArray(String[]::new));
        assertThat(session.code()).as(session.out() + session.err()).isEqualTo(ExitCode.DONE);
        return session;
    }

    /** Returns data as the command line names them, and what else is written to read them. */
    private List<String> options(String form) {
        var options = new ArrayList<String>();
        if (form.startsWith("jdbc:")) {
            options.add("--query");
            options.add("select * from csvread('%s')".formatted(folder.resolve("t.csv")));
        } else if (form.contains("csv")) {
            options.addAll(List.of("--header", "yes"));
        }
        return options;
    }

    private List<String> predicted(String run, String form) {
        List<String> lines =
                ok("predict " + run + " " + form, options(form).toArray(String[]::new)).outLines();
        assertThat(lines).hasSize(ROWS + 1);
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.csv.gz", "t.jsonl", "t.npy", "jdbc:h2:mem:forms"})
    void trainsPredictsAndMeasuresAsOnCsv(String form) {
        ok("train t.csv --header yes --name csv" + SMALL);
        ok("train " + form + " --name other" + SMALL, options(form).toArray(String[]::new));
        List<String> expected = predicted("csv", "t.csv");

        assertThat(predicted("other", form)).isEqualTo(expected);
        assertThat(predicted("other", "t.csv")).isEqualTo(expected);
        assertThat(predicted("csv", form)).isEqualTo(expected);
        assertThat(measured("evaluate other --json " + form, options(form)))
                .isEqualTo(measured("evaluate csv t.csv --json", List.of("--header", "yes")));
    }

    /** Returns the numbers alone: the notes say how data of this form are read. */
    private String measured(String line, List<String> options) {
        return ok(line, options.toArray(String[]::new))
                .out()
                .replaceAll("\"notes\":\\[[^\\]]*\\],", "");
    }

    @Test
    void measuresTheTrainingFileAsTrainingDid() {
        String trained =
                ok("train t.csv --header yes --test t.csv --name csv" + SMALL).outLines().stream()
                        .filter(line -> line.startsWith("test: "))
                        .findFirst()
                        .orElseThrow();

        assertThat(ok("evaluate csv t.csv --header yes").out())
                .contains(trained.substring("test: ".length()));
    }
}
