package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.model.Model;
import dev.gradus.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PenguinsTest {
    @Test
    void tellsPenguinsApartAndTheModelTakesRawRows(@TempDir Path folder) {
        TrainingResult result = Penguins.train(Path.of("penguins.csv"));
        assertTrue(result.test().get("accuracy") > 0.9, result.test()::toString);

        Path file = folder.resolve("penguins.gradus");
        result.model().save(file);
        Model model = Model.load(file);
        assertEquals(List.of("Adelie", "Chinstrap", "Gentoo"), model.meaning().outputs());
        assertTrue(Penguins.predict(model)[2] > 0.9);
    }
}
