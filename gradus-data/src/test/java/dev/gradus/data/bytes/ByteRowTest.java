package dev.gradus.data.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRowTest {
    @ParameterizedTest
    @CsvSource({"1,255", "3,255", "17,1", "63,255", "256,255", "256,1", "785,255"})
    void everyByteIsDividedAsANumberFrom0To255(int width, float divisor) {
        var row = new ByteRow(width);
        float[] into = new float[width + 2];

        for (int first = 0; first < 256; first += width) {
            for (int i = 0; i < width; i++) {
                row.bytes()[i] = (byte) (first + i);
            }
            row.divideInto(divisor, into, 1);

            for (int i = 0; i < width; i++) {
                assertThat(into[1 + i]).isEqualTo((first + i) % 256 / divisor);
            }
            assertThat(into[0]).isZero();
            assertThat(into[width + 1]).isZero();
        }
    }
}
