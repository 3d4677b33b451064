package dev.gradus.train.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateHashTest {
    /** Around the size of a block, in which no array is too long for its bytes to be counted. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 50_000})
    void valuesAreHashedAsTheirBytesInARow(int length) throws NoSuchAlgorithmException {
        ByteBuffer bytes = ByteBuffer.allocate(length * 4).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) Math.sin(i);
            bytes.putFloat(4 * i, values[i]);
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");

        StateHash.update(digest, values);

        assertThat(digest.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }
}
