package dev.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipStreamTest {
    /** What {@code printf hello | gzip -n} of gzip 1.12 writes. */
    private static final String HELLO = "1f8b0800000000000003cb48cdc9c9070086a6103605000000";

    /** Sizes below, at and above what is read at once, of members that do not compress. */
    private static final int[] SIZES = {0, 1, 65_507, 65_512, 65_517, 65_536, 200_000};

    @Test
    void readsMemberAfterMember() throws IOException {
        assertThat(text(HexFormat.of().parseHex(HELLO + HELLO))).isEqualTo("hellohello");
        for (int size : SIZES) {
            byte[] first = noise(size);
            byte[] both = joined(compressed(first), compressed(noise(3)));
            assertThat(expanded(both)).as("%s", size).isEqualTo(joined(first, noise(3)));
        }
    }

    @Test
    void readsMembersWithAllThatAHeaderMayHave() throws IOException {
        String extras = "0300616263";
        String name = HexFormat.of().formatHex("t.csv\0".getBytes(StandardCharsets.UTF_8));
        String header = "1f8b081e000000000003" + extras + name + name + "1234";

        assertThat(text(HexFormat.of().parseHex(HELLO + header + HELLO.substring(20))))
                .isEqualTo("hellohello");
    }

    @Test
    void passesOverTheZerosThatFillUpABlock() throws IOException {
        byte[] whole = HexFormat.of().parseHex(HELLO);

        assertThat(text(Arrays.copyOf(whole, 512))).isEqualTo("hello");
        assertThatThrownBy(() -> text(joined(Arrays.copyOf(whole, 512), whole)))
                .isInstanceOf(ZipException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"78", "1f", "1f00", "0a", "3132", "31323334353637383930"})
    void refusesWhatFollowsTheLastMember(String garbage) throws IOException {
        for (int size : SIZES) {
            byte[] file = joined(compressed(noise(size)), HexFormat.of().parseHex(garbage));
            assertThatThrownBy(() -> expanded(file))
                    .as("%s", size)
                    .isInstanceOf(ZipException.class)
                    .hasMessageStartingWith("the file goes on after its compressed data; ");
        }
    }

    @Test
    void refusesAFileThatIsCutOffWhereverItIs() throws IOException {
        byte[] whole = HexFormat.of().parseHex(HELLO);
        for (int length = 2; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> text(part)).as("%s", length).isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> text(joined(whole, part)))
                    .as("a second member of %s bytes", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void namesDamage() throws IOException {
        byte[] whole = HexFormat.of().parseHex(HELLO);
        for (int at = whole.length - 8; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at]++;
            assertThatThrownBy(() -> text(damaged)).hasMessageStartingWith("its checksum is wrong");
        }
        assertThatThrownBy(() -> text(new byte[] {1, 2, 3})).hasMessage("it is not a gzip file");
        byte[] other = whole.clone();
        other[2] = 7;
        assertThatThrownBy(() -> text(other))
                .hasMessage("it is compressed in another way than gzip does");
    }

    private static String text(byte[] file) throws IOException {
        return new String(expanded(file), StandardCharsets.UTF_8);
    }

    private static byte[] expanded(byte[] file) throws IOException {
        try (var stream = new GzipStream(new ByteArrayInputStream(file))) {
            return stream.readAllBytes();
        }
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(compressed)) {
            stream.write(bytes);
        }
        return compressed.toByteArray();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
