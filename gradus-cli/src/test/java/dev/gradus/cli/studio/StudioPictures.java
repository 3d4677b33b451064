package dev.gradus.cli.studio;

import static dev.gradus.cli.studio.Workplace.button;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.gradus.number.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of every page, light and dark, wide and narrow, to be looked at; {@code
 * tools/studio-pictures} runs it. The README's is made of those of a run that is steered.
 */
@ExtendWith(NeedsBrowser.class)
class StudioPictures {
    private static final int WIDE = 1280;
    private static final int NARROW = 390;

    /** Shows the charts of loss, validation and rate whole. */
    private static final int TALL = 980;

    private static final double FRAME = 250;
    private static final String LIVELY = "lively-lark";

    /** A picture every quarter of a second, numbered, of a run whose rate is halved. */
    @Test
    void ofARunThatIsSteered(@TempDir Path folder) throws Exception {
        Path pictures = folder();
        try (var place = new Workplace(folder)) {
            Process live = live(place, 20_000);
            Page page = place.page(WIDE, TALL, ColorScheme.LIGHT);
            Workplace.open(page, LIVELY);
            int count = frames(page, pictures, 0, 24);
            button(page, "½").click();
            page.locator(".preview").waitFor();
            count = frames(page, pictures, count, 12);
            button(page, "Apply").click();
            frames(page, pictures, count, 28);
            live.destroy();
        }
    }

    private static int frames(Page page, Path pictures, int first, int count) {
        for (int frame = first; frame < first + count; frame++) {
            page.waitForTimeout(FRAME);
            shot(page, pictures.resolve(Text.of("moving-%03d.png", frame)));
        }
        return first + count;
    }

    private static Path folder() throws IOException {
        Path pictures = Path.of(System.getProperty("gradus.pictures", "target/studio-pictures"));
        return Files.createDirectories(pictures);
    }

    @Test
    void ofEveryPage(@TempDir Path folder) throws Exception {
        Path pictures = folder();
        try (var place = new Workplace(folder)) {
            place.digits("calm-heron", "--epochs", "2");
            place.start(
                            "fork",
                            "calm-heron@422",
                            "--lr",
                            "0.003",
                            "--name",
                            "calm-heron-fork-1",
                            "--quiet")
                    .waitFor();
            place.sweep("rates");
            place.start(
                            "train",
                            "--name",
                            "sad-seal",
                            "--quiet",
                            "--model",
                            "linear",
                            "--optimizer",
                            "sgd",
                            "--lr",
                            "1e38",
                            "--steps",
                            "20")
                    .waitFor();
            Process live = live(place, 40_000);
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
                for (int width : new int[] {WIDE, NARROW}) {
                    pictures(place, pictures, scheme, width);
                }
            }
            live.destroy();
        }
    }

    /** A run over rows that cannot be told apart by heart, so that its curves look like curves. */
    private static Process live(Workplace place, int steps) throws Exception {
        var rows = new StringBuilder("width,height,depth,kind\n");
        for (int i = 0; i < 20_000; i++) {
            double noise = 0.8 * Math.sin(1.3 * i * i);
            rows.append(Math.sin(i)).append(',').append(Math.cos(i * 0.7)).append(',');
            rows.append(i % 7).append(',').append(Math.sin(i) + noise > 0 ? "left\n" : "right\n");
        }
        Files.writeString(place.runs().resolveSibling("data").resolve("leaves.csv"), rows);
        return place.start(
                "train",
                "data/leaves.csv",
                "--target",
                "kind",
                "--quiet",
                "--name",
                LIVELY,
                "--model",
                "dense(256) relu dense(256) relu dense(2)",
                "--threads",
                "1",
                "--optimizer",
                "momentum(0.9)",
                "--lr",
                "oneCycle(0.05)",
                "--validation-share",
                "0.1",
                "--stop",
                "time 10m",
                "--update-ratios",
                "50",
                "--steps",
                String.valueOf(steps));
    }

    private static void pictures(Workplace place, Path pictures, ColorScheme scheme, int width) {
        int height = width == WIDE ? 860 : 844;
        String suffix = Text.of("-%s-%d.png", scheme.name().toLowerCase(Locale.ROOT), width);
        Page page = place.page(width, height, scheme);
        page.locator("td.c-name").first().waitFor();
        page.waitForTimeout(1000);
        shot(page, pictures.resolve("runs" + suffix));
        Workplace.open(page, LIVELY);
        page.waitForTimeout(1500);
        button(page, "½").click();
        page.locator(".preview").waitFor();
        page.locator("section[aria-label='Learning rate']").focus();
        page.keyboard().press("ArrowRight");
        page.waitForTimeout(900);
        shot(page, pictures.resolve("run" + suffix));
        page.locator("section.chart[aria-label^='Updates relative to weights']").focus();
        page.waitForTimeout(700);
        shot(page, pictures.resolve("updates" + suffix));
        String base = page.url().replaceFirst("[?#].*", "");
        page.navigate(base + "#/workshop");
        page.waitForTimeout(1500);
        shot(page, pictures.resolve("workshop" + suffix));
        page.navigate(base + "#/sweeps");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("rates")).click();
        page.locator(".sweep-chart").first().waitFor();
        shot(page, pictures.resolve("sweep" + suffix));
        page.navigate(base + "#/new");
        page.waitForTimeout(1000);
        shot(page, pictures.resolve("new-digits" + suffix));
        page.getByLabel("Data").selectOption("points.csv");
        page.getByLabel("Target column").selectOption("kind");
        page.waitForTimeout(1000);
        shot(page, pictures.resolve("new" + suffix));
        page.navigate(base + "#/");
        Workplace.open(page, "sad-seal");
        page.locator(".note.bad").waitFor();
        shot(page, pictures.resolve("diverged" + suffix));
        page.navigate(base + "#/");
        page.getByLabel("Compare calm-heron", new Page.GetByLabelOptions().setExact(true)).check();
        page.getByLabel("Compare calm-heron-fork-1").check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare 2")).click();
        page.waitForTimeout(1500);
        shot(page, pictures.resolve("compare" + suffix));
        page.context().close();
    }

    private static void shot(Page page, Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
}
