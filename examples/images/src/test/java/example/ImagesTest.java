package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.train.TrainingResult;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
    @TempDir Path folder;

    @Test
    void tellsRipeTomatoesFromGreenOnes() throws IOException {
        draw(60);

        TrainingResult result = Images.train(folder, 8);

        assertTrue(result.test().get("accuracy") > 0.9, result.test()::toString);
        assertEquals(List.of("green", "ripe"), result.model().meaning().outputs());
    }

    @Test
    void whatCannotBeUsedIsSaidInOneLineAndByTheExitCode() {
        assertTrue(said(2).startsWith("Which folder?"));
        String none = folder.resolve("none").toString();
        assertTrue(said(4, none).contains(none));
    }

    private static String said(int code, String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertEquals(code, Images.run(arguments));
        } finally {
            System.setErr(before);
        }
        assertEquals(1, said.toString(StandardCharsets.UTF_8).lines().count());
        return said.toString(StandardCharsets.UTF_8);
    }

    /** Draws tomatoes of any size and place. */
    private void draw(int each) throws IOException {
        Random random = new Random(1);
        for (String kind : List.of("green", "ripe")) {
            Path images = Files.createDirectory(folder.resolve(kind));
            float hue = kind.equals("ripe") ? 0.02f : 0.3f;
            for (int i = 0; i < each; i++) {
                BufferedImage image = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
                Graphics2D pen = image.createGraphics();
                pen.setColor(new Color(Color.HSBtoRGB(hue + 0.05f * random.nextFloat(), 1, 1)));
                int size = random.nextInt(16, 26);
                pen.fillOval(random.nextInt(40 - size), random.nextInt(36 - size), size, size);
                pen.dispose();
                ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
            }
        }
    }
}
