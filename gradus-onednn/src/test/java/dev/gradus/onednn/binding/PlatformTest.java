package dev.gradus.onednn.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, aarch64, macosx-arm64",
        "Windows 11, amd64, windows-x86_64",
        "Linux, riscv64, linux-riscv64",
    })
    void isNamedAsInThePublishedClassifiers(String system, String processor, String name) {
        assertThat(Platform.name(system, processor)).isEqualTo(name);
    }

    @Test
    void isKnownHere() {
        assertThat(Platform.current()).isPresent();
    }
}
