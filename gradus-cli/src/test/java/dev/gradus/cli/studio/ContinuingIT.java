package dev.gradus.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradus.cli.studio.Workplace.button;
import static dev.gradus.cli.studio.Workplace.tab;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingEvent.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end, are ended or killed, and what is done with them afterwards. */
@ExtendWith(NeedsBrowser.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(240)
class ContinuingIT {
    private static final double PATIENCE = 30_000;

    @TempDir private static Path folder;

    private static Workplace place;

    @BeforeAll
    static void open() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        place = new Workplace(folder);
        place.train("ibis", "--steps", "400000", "--validation-share", "0.2");
    }

    @AfterAll
    static void close() {
        place.close();
    }

    private static long step(Page page) {
        String shown = page.locator(".fact b").first().textContent();
        return Long.parseLong(shown.split(" ", -1)[0].replace(",", ""));
    }

    private static void moves(Page page) {
        page.waitForFunction(
                "before => Number(document.querySelector('.fact b').textContent.split(' ')[0].replaceAll(',', '')) > before",
                (int) step(page));
    }

    @Test
    @Order(1)
    void aRunIsSavedItsProcessEndsAndItContinuesWhereItWas() throws Exception {
        Page page = place.page();
        Workplace.open(page, "ibis");
        moves(page);
        tab(page, "Run").click();
        button(page, "Save and quit").click();
        assertThat(page.locator(".preview")).containsText("Saves its state and ends the process");
        button(page, "Apply").click();
        assertThat(Workplace.badge(page)).hasText("interrupted");
        assertThat(page.locator(".helm .entry").first()).containsText("quit");
        long saved = step(page);

        button(page, "Resume").click();
        assertThat(Workplace.badge(page)).hasText("training");
        moves(page);
        assertThat(step(page)).isGreaterThan(saved);
        assertThat(Run.open(place.runs().resolve("ibis")).isLive()).isTrue();
        page.context().close();
    }

    @Test
    @Order(2)
    void aStopThatKeepsTheBestReportsTheBestEpoch() throws Exception {
        Page page = place.page();
        Workplace.open(page, "ibis");
        tab(page, "Run").click();
        button(page, "Stop, keep best").click();
        assertThat(page.locator(".preview")).containsText("with the parameters of its best epoch");
        button(page, "Apply").click();

        assertThat(Workplace.badge(page)).hasText("stopped");
        assertThat(page.locator(".helm .entry").first()).containsText("stopAndKeepBest");
        assertThat(page.locator(".helm .entry").first()).containsText("ends with its best");
        assertThat(
                        Run.open(place.runs().resolve("ibis"))
                                .end()
                                .orElseThrow()
                                .reported()
                                .parameters())
                .isEqualTo(Parameters.BEST);
        page.context().close();
    }

    @Test
    @Order(3)
    void aRunThatIsOverIsReplayedAndThePageSaysWhetherTheBitsAreTheSame() throws Exception {
        Process training = place.train("small", "--steps", "300");
        assertThat(training.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Page page = place.page();
        Workplace.open(page, "small");
        button(page, "Replay").click();

        assertThat(page.locator("section[aria-label='Forks and continuation'] pre"))
                .containsText(Pattern.compile("300|identical|same bits"));
        page.context().close();
    }

    @Test
    @Order(4)
    void aKilledRunIsResumedFromItsLastCheckpoint() throws Exception {
        Process doomed = place.train("doomed", "--steps", "400000");
        Page page = place.page();
        Workplace.open(page, "doomed");
        page.waitForFunction(
                "() => Number(document.querySelector('.fact b').textContent.split(' ')[0].replaceAll(',', '')) > 250");
        doomed.destroyForcibly().waitFor();
        assertThat(Workplace.badge(page)).hasText("killed");
        assertThat(page.locator("main")).containsText(Pattern.compile("was killed at step [1-9]"));
        button(page, "Resume").click();

        assertThat(Workplace.badge(page)).hasText("training");
        assertThat(page.locator("main")).not().containsText("was killed");
        moves(page);
        page.context().close();
    }

    @Test
    @Order(5)
    void aRunThatIsRemovedWhileItIsLookedAtIsSaidToBeGone() throws Exception {
        Page page = place.page();
        Workplace.open(page, "small");
        Files.move(place.runs().resolve("small"), place.runs().resolve(".removed-small"));

        assertThat(page.locator("main .note.bad")).containsText("it may have been removed");
        assertThat(page.locator(".toast.bad")).hasCount(0);
        page.navigate(page.url().replaceFirst("#.*", "#/"));
        assertThat(page.locator("td.c-name a").getByText("small")).hasCount(0);
        page.context().close();
    }
}
