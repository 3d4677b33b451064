package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data that are neither built in, IDX files nor text: trained on, predicted, measured, resumed. */
class FurtherDataTest {
    private static final String SMALL =
            " --backend java --threads 1 --batch-size 8 --model linear --seed 3";

    @TempDir Path folder;

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private Session ok(String line) {
        Session session = run(line);
        assertThat(session.code()).as(session.out() + session.err()).isEqualTo(ExitCode.DONE);
        return session;
    }

    private static byte[] npy(String descr, String shape, byte... elements) {
        String header =
                "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr, shape);
        var file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        file.write(header.length());
        file.write(header.length() >> 8);
        file.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(elements);
        return file.toByteArray();
    }

    private static byte[] floats(String shape, float... values) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        ByteBuffer elements = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            elements.putFloat(value);
        }
        return npy("<f4", shape, bytes);
    }

    /** Points right of the axis are of class 1. */
    private static float[] points(int count) {
        float[] points = new float[2 * count];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) Math.sin(i * i + 1.0);
        }
        return points;
    }

    private static byte[] sides(float... points) {
        byte[] sides = new byte[points.length / 2];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = (byte) (points[2 * i] > 0 ? 1 : 0);
        }
        return npy("|u1", "(" + sides.length + ",)", sides);
    }

    private void archive(String name, byte[] inputs, byte[] answers) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(inputs);
            zip.putNextEntry(new ZipEntry("y.npy"));
            zip.write(answers);
        }
    }

    @Test
    void trainsOnAnArchiveOfArraysAndMeasuresIt() throws IOException {
        float[] points = points(200);
        archive("points.npz", floats("(200, 2)", points), sides(points));
        ok("train points.npz --steps 60 --lr 0.1 --name a" + SMALL);

        assertThat(ok("evaluate a points.npz --json").out())
                .containsPattern("\"accuracy\":(1\\.0|0\\.9[0-9]*)[,}]");
        assertThat(ok("predict a points.npz").outLines()).hasSize(201);
        assertThat(ok("recipe a").out()).contains("data: " + folder.resolve("points.npz"));
        ok("resume a --steps 80 --extend keep");
    }

    @Test
    void trainsOnInputsAndTargetsInFilesOfTheirOwn() throws IOException {
        float[] points = points(60);
        Files.write(folder.resolve("x.npy"), floats("(60, 2)", points));
        Files.write(folder.resolve("y.npy"), sides(points));
        assertThat(ok("train x.npy --labels y.npy --steps 60 --lr 0.1 --name a" + SMALL).out())
                .containsPattern("predict \\S+ \\S*x.npy")
                .doesNotContain("evaluate"); // it has no data that it did not learn from

        assertThat(ok("evaluate a x.npy --labels y.npy").out()).contains("60 examples of");
        assertThat(ok("predict a x.npy").outLines()).hasSize(61);
        assertThat(run("evaluate a x.npy").err()).contains("--labels FILE.npy");
        assertThat(ok("recipe a").out()).contains("labels: " + folder.resolve("y.npy"));
        ok("resume a --steps 80 --extend keep");
    }

    @Test
    void trainsOnATableWhoseTargetIsAColumnOfAnArray() throws IOException {
        float[] points = points(90);
        for (int i = 0; i < points.length; i += 3) {
            points[i + 2] = points[i] > points[i + 1] ? 1 : 0;
        }
        Files.write(folder.resolve("t.npy"), floats("(60, 3)", points));
        ok("train t.npy --target 2 --task classification --steps 200 --name a" + SMALL);

        assertThat(ok("evaluate a t.npy").out()).contains("60 examples of");
        assertThat(ok("predict a t.npy").outLines()).hasSize(61);
        Session wrong = run("train t.npy --target 3 --name b" + SMALL);
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("'3'").hasLineCount(1);
    }

    /** Writes a bitmap of 6 x 6 pixels as its format says: the lowest line first, blue first. */
    private void image(String name, int grey) throws IOException {
        byte[] bytes = new byte[54 + 6 * 20];
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(54 + 6 * 20).putInt(0).putInt(54);
        file.putInt(40).putInt(6).putInt(6).putShort((short) 1).putShort((short) 24);
        file.position(54);
        for (int line = 0; line < 6; line++) {
            for (int i = 0; i < 18; i++) {
                file.put((byte) Math.clamp(grey + 7 * ((line + i / 3) % 5), 0, 255));
            }
            file.putShort((short) 0);
        }
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }

    private void images() throws IOException {
        for (int i = 0; i < 20; i++) {
            image(Text.of("photos/dark/%02d.bmp", i), i);
            image(Text.of("photos/light/%02d.bmp", i), 200 + i);
        }
    }

    @Test
    void trainsOnFoldersOfImagesAndPredictsFiles() throws IOException {
        images();
        Session trained =
                ok(
                        "train images:photos --image-size 4x4 --augment \"shift(1), flip\" --steps 60 --lr 0.1 --name a"
                                + SMALL);

        assertThat(trained.out()).contains("40 images of 4x4, grey", "dark, light");
        assertThat(ok("evaluate a images:photos --json").out()).contains("\"accuracy\":1.0");
        assertThat(ok("predict a photos/dark/03.bmp").outLines().getLast())
                .matches("0,\\S*photos/dark/03\\.bmp,dark,.*");
        assertThat(ok("predict a images:photos").outLines())
                .hasSize(41)
                .first()
                .isEqualTo("row,file,class,p(dark),p(light),error");
        assertThat(ok("predict a photos/dark/03.bmp --json").out())
                .containsPattern("\"file\":\"\\S*photos/dark/03\\.bmp\",\"class\":\"dark\"");
        assertThat(ok("recipe a").out())
                .contains("imageSize: 4x4", "colour: grey", "augmentation: \"shift(1), flip\"");
        Files.writeString(folder.resolve("photos/dark/broken.bmp"), "text");
        Session broken = run("predict a images:photos");
        assertThat(broken.code()).isEqualTo(ExitCode.DATA);
        assertThat(broken.outLines()).hasSize(42);
        assertThat(broken.out()).contains("broken.bmp is not an image");
        Session refused = run("train images:photos --name b" + SMALL);
        assertThat(refused.code()).isEqualTo(ExitCode.DATA);
        assertThat(refused.err()).contains("broken.bmp", "--on-bad-row skip").hasLineCount(1);
        ok("train images:photos --on-bad-row skip --steps 3 --name c" + SMALL);
        assertThat(run("evaluate a images:photos").code()).isEqualTo(ExitCode.DATA);
        Session skipped = ok("evaluate a images:photos --on-bad-row skip");
        assertThat(skipped.out()).contains("40 examples");
        assertThat(skipped.err()).contains("broken.bmp");
    }

    /**
     * A run that stops within an epoch and goes on ends with the bits of one that never stopped.
     */
    @Test
    void goesOnWithAugmentedImagesToTheBit() throws IOException {
        images();
        String line =
                "train images:photos --augment \"shift(1), flip, crop(5), cutout(2), noise(0.05)\" --lr 0.1 --epochs 3 --checkpoint-every 3"
                        + SMALL;
        ok(line + " --keep 50 --name whole");
        ok("fork whole@3 --name rest");

        assertThat(Files.readString(folder.resolve("runs/rest/events.jsonl")))
                .contains(lastHash("whole"));
        assertThat(ok("replay rest").code()).isZero();
    }

    private String lastHash(String run) throws IOException {
        String events =
                Files.readString(folder.resolve("runs").resolve(run).resolve("events.jsonl"));
        var matcher = Pattern.compile("\"state\":\"([^\"]+)\"").matcher(events);
        String last = "";
        while (matcher.find()) {
            last = matcher.group(1);
        }
        assertThat(last).isNotEmpty();
        return last;
    }

    @Test
    void keepsRowsOnDiskAndGoesOnToTheBit() throws IOException {
        var table = new StringBuilder("a,b,kind,y\n");
        for (int i = 0; i < 3000; i++) {
            double a = Math.sin(i * i);
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%.6f,%d,%s,%.6f%n",
                            a,
                            i % 7,
                            "abc".charAt(i % 3),
                            2 * a + i % 7));
        }
        Files.writeString(folder.resolve("t.csv"), table);
        String line =
                "train t.csv --target y --rows-in disk --test-share 0.1 --validation-share 0.2 --lr 0.05 --epochs 3 --checkpoint-every 50"
                        + SMALL;
        Session whole = ok(line + " --keep 50 --name whole");
        ok("fork whole@50 --name rest");

        assertThat(whole.out())
                .contains("3,000 prepared rows take", "until the command ends (--cache DIR");
        assertThat(ok("recipe whole").out()).contains("rowsIn: disk");
        assertThat(Files.readString(folder.resolve("runs/rest/events.jsonl")))
                .contains(lastHash("whole"));
        assertThat(ok("evaluate whole t.csv").out()).contains("3,000 examples");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    train mnist --image-size 9x9                   | 2 | --image-size is for images, which 'mnist' is not
                    train mnist --labels y.npy                     | 2 | --labels is for an .npy file without targets, which 'mnist' is not
                    train mnist --cache .                          | 2 | --cache is for images and tables, which 'mnist' is not
                    train images:none                              | 4 | there is no folder
                    train images:none --image-size 0x9             | 2 | 1 to 4096 pixels, got 0x9
                    train images:none --image-size big             | 2 | its height and width, as in 28x28, got 'big'
                    train images:none --colour gray                | 2 | did you mean 'grey'
                    train images:none --target a                   | 2 | --target is for tables, which 'images:none' is not
                    train none.npz                                 | 4 | none.npz does not exist
                    train t.csv --target a --rows-in drawer        | 2 | 'drawer'
                    train t.csv --target a --rows-in disk --cache none | 4 | none
                    train mnist --augment "shift(2), spin"         | 2 | 'spin'
                    train t.csv --target a --augment flip --steps 1| 2 | flip changes images
                    evaluate none.npy mnist                        | 4 | none.npy
                    train t.npy                                    | 2 | --labels FILE.npy
                    train .                                        | 4 | has no IDX files; for images, with a subfolder for each class, write images:.
                    """)
    void refusesInOneLine(String line, int code, String sentence) throws IOException {
        Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n2,3\n3,5\n4,4\n");
        Files.write(folder.resolve("t.npy"), floats("(2, 1)", 1, 2));
        Session session = run(line);

        assertThat(session.err()).contains(sentence).hasLineCount(1);
        assertThat(session.code()).isEqualTo(code);
    }

    @Test
    void namesTheDamageOfAnArray() throws IOException {
        Files.write(folder.resolve("x.npy"), List.of("hello world"), StandardCharsets.UTF_8);
        Session session = run("train x.npy --labels x.npy");

        assertThat(session.code()).isEqualTo(ExitCode.DATA);
        assertThat(session.err()).contains("x.npy does not begin with \\x93NUMPY").hasLineCount(1);
    }
}
