package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.model.Model;
import dev.gradus.train.TrainingResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTest {
    @Test
    void readsMostDigitsAfterAFifthOfAnEpochAndSoDoesTheFile(@TempDir Path folder) {
        TrainingResult result = Digits.train(0.2);
        assertTrue(result.test().get("accuracy") > 0.9, result.test()::toString);

        Path file = folder.resolve("digits.gradus");
        result.model().save(file);
        float[] blank = new float[28 * 28];
        assertArrayEquals(result.model().predict(blank), Model.load(file).predict(blank));
    }
}
