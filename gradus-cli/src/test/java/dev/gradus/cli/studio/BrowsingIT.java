package dev.gradus.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradus.cli.studio.Workplace.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Looking through runs that are over: the table, charts, comparisons and the workshop. */
@ExtendWith(NeedsBrowser.class)
@Timeout(240)
class BrowsingIT {
    private static final double PATIENCE = 30_000;

    @TempDir private static Path folder;

    private static Workplace place;

    /** Two equal runs and one of another rate. */
    @BeforeAll
    static void open() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        place = new Workplace(folder);
        for (String name : new String[] {"owl", "twin", "fast"}) {
            String rate = name.equals("fast") ? "0.03" : "0.01";
            Process training =
                    place.train(name, "--steps", "300", "--lr", rate, "--validation-share", "0.2");
            assertThat(training.waitFor(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    @AfterAll
    static void close() {
        place.close();
    }

    @Test
    void chosenColumnsSortAndFilterStayAfterAReload() {
        Page page = place.page();
        page.locator("td.c-name").first().waitFor();
        page.locator("summary").getByText("Columns").click();
        page.getByLabel("loss, min", new Page.GetByLabelOptions().setExact(true)).check();
        page.getByLabel("Started", new Page.GetByLabelOptions().setExact(true)).uncheck();
        page.locator("summary").getByText("Columns").click();
        button(page, "Run").click();
        page.getByLabel("Filter runs").fill("completed");
        page.reload();

        assertThat(page.locator("td.c-name")).hasCount(3);
        assertThat(page.locator("td.c-name a")).containsText(new String[] {"fast", "owl", "twin"});
        assertThat(page.locator("thead")).containsText("loss, min");
        assertThat(page.locator("thead")).not().containsText("Started");
        page.getByLabel("Filter runs").fill("fast");
        assertThat(page.locator("td.c-name")).hasCount(1);
        page.context().close();
    }

    @Test
    void runsOfTheSameBitsAreMarked() {
        Page page = place.page();
        Workplace.open(page, "owl");

        assertThat(page.locator(".page-head .badge.same")).hasText("= same bits");
        assertThat(page.locator(".page-head .badge.same"))
                .hasAttribute("title", Pattern.compile("twin"));
        page.context().close();
    }

    @Test
    void aNoteAndTagsAppearInTheTableAndChangeNothingInTheRun() throws Exception {
        Path events = place.runs().resolve("fast/events.jsonl");
        byte[] before = Files.readAllBytes(events);
        Page page = place.page();
        Workplace.open(page, "fast");
        page.getByLabel("Note", new Page.GetByLabelOptions().setExact(true)).fill("too fast?");
        page.getByLabel("Tags, separated by commas").fill("baseline, keep");
        button(page, "Save").click();
        assertThat(page.locator("#toasts")).containsText("Saved");
        page.navigate(page.url().replaceFirst("#.*", "#/"));

        assertThat(page.locator("tr").filter(new Locator.FilterOptions().setHasText("fast")))
                .containsText("baseline");
        assertThat(Files.readAllBytes(events)).isEqualTo(before);
        page.context().close();
    }

    @Test
    void aChartIsZoomedByDraggingAndByKeysAndComesBack() {
        Page page = place.page();
        Workplace.open(page, "owl");
        Locator over = page.locator("section[aria-label='Loss'] .u-over");
        BoundingBox box = over.boundingBox();
        page.mouse().move(box.x + box.width * 0.3, box.y + 40);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.6, box.y + 40);
        page.mouse().up();
        assertThat(button(page, "Whole run")).hasAttribute("aria-pressed", "false");

        over.dblclick();
        assertThat(button(page, "Whole run")).hasAttribute("aria-pressed", "true");
        page.locator("section[aria-label='Loss']").focus();
        page.keyboard().press("+");
        assertThat(button(page, "Whole run")).hasAttribute("aria-pressed", "false");
        page.keyboard().press("0");
        assertThat(button(page, "Whole run")).hasAttribute("aria-pressed", "true");
        page.context().close();
    }

    @Test
    void axesAreLogarithmicOnRequestAndTheCursorIsInEveryChart() {
        Page page = place.page();
        Workplace.open(page, "owl");
        button(page, "log step").click();
        button(page, "log loss").click();
        assertThat(button(page, "log loss")).hasAttribute("aria-pressed", "true");
        page.locator("section[aria-label='Learning rate']").focus();
        page.keyboard().press("ArrowRight");

        page.waitForFunction(
                "() => [...document.querySelectorAll('.u-cursor-x')].filter(c => c.style.transform).length > 1");
        assertThat(page.locator(".why")).containsText("schedule");
        page.context().close();
    }

    @Test
    void runsAreComparedByStepEpochAndTimeAndAClickOnALinesNamePicksItsRun() {
        Page page = place.page();
        page.getByLabel("Compare owl").check();
        page.getByLabel("Compare fast").check();
        button(page, "Compare 2").click();
        Locator legend = page.locator(".chart .legend").first();
        assertThat(legend).containsText("fast");
        assertThat(page.locator("main")).containsText("learningRate");
        for (String axis : new String[] {"epoch", "time", "step"}) {
            page.getByLabel("Compare by").selectOption(axis);
            assertThat(page.getByLabel("Compare by")).hasValue(axis);
            page.locator(".chart .uplot").first().waitFor();
        }
        Locator rates = page.locator("section[aria-label='Learning rate']");
        rates.scrollIntoViewIfNeeded();
        BoundingBox box = rates.locator(".u-over").boundingBox();
        for (int down = 2; page.locator("p[role='status'] a").count() == 0; down += 5) {
            assertThat((double) down).as("no line was picked").isLessThan(box.height);
            page.mouse().click(box.x + box.width / 2, box.y + down);
        }
        Locator picked = page.locator("p[role='status'] a");
        String first = picked.textContent();
        assertThat(rates.locator(".legend button[aria-pressed='true']")).containsText(first);
        String other = first.equals("fast") ? "owl" : "fast";
        legend.getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText(other))
                .click();
        assertThat(picked).hasText(other);
        picked.click();
        assertThat(page.locator("h1")).hasText(other);
        page.context().close();
    }

    @Test
    void aKnotIsDraggedWithTheMouse() {
        Page page = place.page();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Workshop")).click();
        button(page, "knots").click();
        Locator knot = page.locator(".knot").nth(1);
        knot.waitFor();
        String before = page.locator("textarea").inputValue();
        BoundingBox box = knot.boundingBox();
        page.mouse().move(box.x + 8, box.y + 8);
        page.mouse().down();
        page.mouse().move(box.x + 60, box.y + 60);
        page.mouse().up();

        page.waitForFunction(
                "before => document.querySelector('textarea').value !== before", before);
        assertThat(page.locator("textarea").inputValue()).startsWith("knots(");
        page.context().close();
    }

    @Test
    void aScheduleIsCopiedFromTheWorkshop() {
        Page page = place.page();
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Workshop")).click();
        page.locator("textarea").fill("torch.StepLR(lr=0.1, step_size=100)");
        assertThat(page.locator("main")).containsText("gradus train --lr");
        button(page, "Copy: Command").click();

        assertThat(page.locator("#toasts")).containsText("Copied.");
        String copied = String.valueOf(page.evaluate("navigator.clipboard.readText()"));
        assertThat(copied).startsWith("gradus train --lr \"");
        button(page, "Copy: Java").click();
        page.waitForFunction(
                "async () => (await navigator.clipboard.readText()).startsWith('trainer.learningRate(')");
        page.context().close();
    }

    @Test
    void aRunIsTrainedFurtherFromThePage() {
        Page page = place.page();
        Workplace.open(page, "twin");
        page.getByLabel("Total steps").fill("420");
        button(page, "Train further").click();

        assertThat(page.locator(".fact").first()).containsText("420 / 420");
        page.context().close();
    }

    @Test
    void aReadOnlyStudioShowsEverythingAndOffersNoChange() throws Exception {
        Page page = place.pageOfAnother("--read-only");
        page.locator("td.c-name").first().waitFor();
        assertThat(page.locator("main")).containsText("read only");
        Workplace.open(page, "owl");

        assertThat(page.locator("section[aria-label='Forks and continuation']"))
                .containsText("Read only.");
        assertThat(button(page, "Save")).isDisabled();
        assertThat(button(page, "Fork")).hasCount(0);
        page.context().close();
    }

    @Test
    void lightAndDarkAreChosenAndStay() {
        Page page = place.page();
        page.locator("#theme").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.context().close();
    }
}
