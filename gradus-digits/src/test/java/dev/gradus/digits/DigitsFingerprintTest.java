package dev.gradus.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.IdxDataset;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DigitsFingerprintTest {
    @Test
    void whatIsKnownBeforehandIsTheFingerprintOfTheFiles() throws IOException {
        assertThat(Mnist.load().train().fingerprint()).isEqualTo(fingerprint("train"));
        assertThat(Mnist.load().test().fingerprint()).isEqualTo(fingerprint("t10k"));
    }

    private static String fingerprint(String part) throws IOException {
        try (InputStream images = file(part + "-images-idx3-ubyte.gz");
                InputStream labels = file(part + "-labels-idx1-ubyte.gz")) {
            return IdxDataset.of(part, images, labels, 10).fingerprint();
        }
    }

    private static InputStream file(String name) {
        return Objects.requireNonNull(Mnist.class.getResourceAsStream("mnist/" + name), name);
    }
}
