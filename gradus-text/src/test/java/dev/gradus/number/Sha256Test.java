package dev.gradus.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {
    @Test
    void hashesAsTheStandardSays() {
        byte[] hash = Sha256.digest().digest(new byte[] {'a', 'b', 'c'});

        assertThat(HexFormat.of().formatHex(hash))
                .startsWith("ba7816bf8f01cfea414140de5dae2223")
                .hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 10_000})
    void numbersInBlocksHaveTheHashOfAllAtOnce(int count) {
        float[] values = new float[10_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 4f;
        }
        var whole = ByteBuffer.allocate(count * Float.BYTES);
        whole.asFloatBuffer().put(values, 0, count);

        MessageDigest digest = Sha256.digest();
        Sha256.add(digest, values, count);

        assertThat(digest.digest()).isEqualTo(Sha256.digest().digest(whole.array()));
    }
}
