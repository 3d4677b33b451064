package dev.gradus.run.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Examples;
import dev.gradus.run.event.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {
    private static final Instant AT = Instant.parse("2026-11-28T09:33:32.5Z");

    @TempDir private Path folder;

    /** A check from RFC 3720, B.4 (32 zeros), masked as the format says. */
    @Test
    void checksAreThoseOfTheFormat() {
        assertThat(EventRecords.masked(new byte[32]))
                .isEqualTo(Integer.rotateRight(0x8a9136aa, 15) + 0xa282ead8);
    }

    /** The first record of every file that TensorFlow writes, but for its time of 0. */
    @Test
    void aFileBeginsAsThoseOfTensorFlowDo() throws IOException {
        Path file;
        try (TensorBoard board = TensorBoard.in(folder, InstantSource.fixed(Instant.EPOCH))) {
            file = board.file();
        }
        assertThat(file.getFileName()).hasToString("events.out.tfevents.0000000000.gradus.0");
        byte[] version = "brain.Event:2".getBytes(StandardCharsets.US_ASCII);
        var expected = ByteBuffer.allocate(2 + version.length);
        expected.put((byte) 0x1a).put((byte) version.length).put(version);
        assertThat(records(file)).singleElement().isEqualTo(expected.array());
    }

    @Test
    void aStepIsAnEventWithAValueForEachNumber() throws IOException {
        Path file;
        try (TensorBoard board = TensorBoard.in(folder, InstantSource.fixed(AT))) {
            board.on(Examples.step(7, 0.5));
            file = board.file();
        }
        byte[] record = records(file).get(1);
        String hex = HexFormat.of().formatHex(record);
        // field 1, a double: seconds since 1970; field 2, a varint: the step
        assertThat(hex).startsWith("09" + doubled(AT.getEpochSecond() + 0.5) + "1007" + "2a");
        // a value: its tag, then 0.5 as a float
        assertThat(hex).contains("0a0b0a046c6f7373150000003f");
        assertThat(new String(record, StandardCharsets.ISO_8859_1))
                .contains("learningRate", "gradientNorm");
    }

    @Test
    void ratiosOfUpdatesAreScalarsOfTheirLayers() throws IOException {
        Path file;
        try (TensorBoard board = TensorBoard.in(folder, InstantSource.fixed(AT))) {
            board.on(new TrainingEvent.UpdatesMeasured(9, Map.of("dense1", 0.5)));
            file = board.file();
        }
        String hex = HexFormat.of().formatHex(records(file).get(1));
        String tag =
                HexFormat.of().formatHex("updateRatio/dense1".getBytes(StandardCharsets.UTF_8));
        assertThat(hex).contains("1009" + "2a").contains(tag + "150000003f");
    }

    @Test
    void aRunThatGoesOnWritesAnotherFileThatTakesLaterStepsBack() throws IOException {
        try (TensorBoard first = TensorBoard.in(folder, InstantSource.fixed(AT));
                TensorBoard second = TensorBoard.in(folder, InstantSource.fixed(AT))) {
            assertThat(second.file()).isNotEqualTo(first.file());
            second.on(resumed());
            second.caughtUp();
            // SessionLog, of which the status is START
            assertThat(HexFormat.of().formatHex(records(second.file()).get(1)))
                    .endsWith("3a020801");
        }
    }

    /** TensorBoard drops what has the step that a resumed run begins with, or a later one. */
    @Test
    void theNumbersOfAnEpochOutlastAResumeAtItsEnd() throws IOException {
        Path file;
        var epoch =
                Examples.events().stream()
                        .filter(TrainingEvent.EpochCompleted.class::isInstance)
                        .map(TrainingEvent.EpochCompleted.class::cast)
                        .findFirst()
                        .orElseThrow();
        try (TensorBoard board = TensorBoard.in(folder, InstantSource.fixed(AT))) {
            board.on(epoch);
            board.histograms(epoch.step(), Map.of("dense1.weight", new float[] {1, 2}));
            file = board.file();
        }
        assertThat(records(file).subList(1, records(file).size()))
                .hasSizeGreaterThan(1)
                .allSatisfy(record -> assertThat(step(record)).isEqualTo(epoch.step() - 1));
    }

    /** Returns the varint that follows the time. */
    private static long step(byte[] record) {
        assertThat(record[9]).isEqualTo((byte) 0x10);
        long step = 0;
        for (int i = 10, shift = 0; ; i++, shift += 7) {
            step |= (long) (record[i] & 0x7f) << shift;
            if (record[i] >= 0) {
                return step;
            }
        }
    }

    @Test
    void aFullDiskEndsTheFileAndIsToldOnce() {
        var full =
                new OutputStream() {
                    private int room = 100;

                    @Override
                    public void write(int next) throws IOException {
                        if (room-- <= 0) {
                            throw new IOException("No space left on device");
                        }
                    }
                };
        try (var board =
                new TensorBoard(
                        new EventRecords(full), Path.of("events"), InstantSource.fixed(AT))) {
            assertThat(board.takeFault()).isEmpty();
            Examples.events().forEach(board::on);
            board.histograms(3, Map.of("dense1.weight", new float[] {1}));
            board.caughtUp();
            assertThat(board.takeFault().orElseThrow())
                    .startsWith("cannot write events")
                    .contains("the disk is full")
                    .endsWith("training goes on");
            board.on(Examples.step(7, 0.5));
            assertThat(board.takeFault()).isEmpty();
        }
    }

    private static TrainingEvent resumed() {
        return Examples.events().stream()
                .filter(TrainingEvent.RunResumed.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyKindOfEventIsTaken() throws IOException {
        Path file;
        try (TensorBoard board = TensorBoard.in(folder, InstantSource.fixed(AT))) {
            Examples.events().forEach(board::on);
            board.histograms(3, Map.of("dense1.weight", new float[] {-1, 0, 0.25f, Float.NaN}));
            board.caughtUp();
            file = board.file();
        }
        List<byte[]> records = records(file);
        assertThat(records).hasSizeGreaterThan(3);
        assertThat(new String(records.getLast(), StandardCharsets.ISO_8859_1))
                .contains("dense1.weight");
    }

    @Test
    void aHistogramOfNoFiniteNumberIsEmpty() throws IOException {
        var bytes = new ByteArrayOutputStream();
        Histogram.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY}).writeTo(bytes);

        ByteBuffer message = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        for (int field = 1; field <= 5; field++) {
            assertThat(message.get()).isEqualTo((byte) (field << 3 | 1));
            assertThat(message.getDouble()).isZero();
        }
        assertThat(message.hasRemaining()).isFalse();
    }

    @Test
    void aHistogramCountsEachNumberOnceAndSumsThem() {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i) * (i % 7 == 0 ? 1e-13f : 3);
        }
        var bytes = new ByteArrayOutputStream();
        try {
            Histogram.of(values).writeTo(bytes);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        ByteBuffer message = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double[] head = new double[5];
        for (int i = 0; i < 5; i++) {
            assertThat(message.get()).isEqualTo((byte) ((i + 1) << 3 | 1));
            head[i] = message.getDouble();
        }
        assertThat(head[2]).isEqualTo(1000);
        assertThat(head[3]).isEqualTo(sum);
        assertThat(head[4]).isEqualTo(squares);
        double[] limits = packed(message, 6);
        double[] counts = packed(message, 7);
        assertThat(limits).hasSameSizeAs(counts).isSorted();
        double counted = 0;
        for (int i = 0; i < counts.length; i++) {
            counted += counts[i];
            double below = 0;
            for (float value : values) {
                below += value < limits[i] ? 1 : 0;
            }
            assertThat(counted).as("below %s", limits[i]).isEqualTo(below);
        }
        assertThat(counted).isEqualTo(1000);
    }

    private static double[] packed(ByteBuffer message, int field) {
        assertThat(message.get()).isEqualTo((byte) (field << 3 | 2));
        int length = 0;
        int shift = 0;
        byte next;
        do {
            next = message.get();
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        double[] values = new double[length / Double.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = message.getDouble();
        }
        return values;
    }

    private static String doubled(double value) {
        return HexFormat.of()
                .formatHex(
                        ByteBuffer.allocate(8)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putDouble(value)
                                .array());
    }

    /** Reads records as the format says, checks and all. */
    private static List<byte[]> records(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var records = new ArrayList<byte[]>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[8];
            bytes.get(length);
            assertThat(bytes.getInt()).isEqualTo(check(length));
            byte[] data =
                    new byte
                            [(int)
                                    ByteBuffer.wrap(length)
                                            .order(ByteOrder.LITTLE_ENDIAN)
                                            .getLong()];
            bytes.get(data);
            assertThat(bytes.getInt()).isEqualTo(check(data));
            records.add(data);
        }
        return records;
    }

    private static int check(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        long value = crc.getValue();
        return (int) (((value >>> 15) | (value << 17)) + 0xa282ead8L);
    }
}
