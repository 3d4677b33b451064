package dev.gradus.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradus.cli.studio.Workplace.button;
import static dev.gradus.cli.studio.Workplace.tab;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
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

/** What a person does with the studio, in a real browser over real trainings. */
@ExtendWith(NeedsBrowser.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(240)
class StudioIT {
    private static final double PATIENCE = 30_000;
    private static final String LONG = "a-name-that-does-not-end-".repeat(8);

    @TempDir private static Path folder;

    private static Workplace place;

    @BeforeAll
    static void open() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        place = new Workplace(folder);
        place.train("lark", "--steps", "400000");
    }

    @AfterAll
    static void close() {
        place.close();
    }

    private static Run run(String name) {
        return Run.open(place.runs().resolve(name));
    }

    @Test
    @Order(1)
    void aLiveRunMovesAndItsRateIsHalvedFromThePage() throws Exception {
        Page page = place.page();
        Workplace.open(page, "lark");
        int before =
                Integer.parseInt(
                        page.locator(".fact b")
                                .first()
                                .textContent()
                                .split(" ", -1)[0]
                                .replace(",", ""));
        page.waitForFunction(
                "before => Number(document.querySelector('.fact b').textContent.split(' ')[0].replaceAll(',', '')) > before + 50",
                before);

        button(page, "½").click();
        assertThat(page.locator(".preview")).containsText("Multiplies learningRate by 0.5");
        assertThat(page.locator(".chart .legend").getByText("as proposed")).isVisible();
        button(page, "Apply").click();

        assertThat(page.locator(".helm .entry").first()).containsText("scale learningRate 0.5");
        assertThat(page.locator(".helm .entry").first()).containsText("by studio");
        ControlAnswered answered = place.last("lark", "scale learningRate 0.5");
        assertThat(answered.request().by()).isEqualTo("studio");
        StepCompleted used =
                run("lark").record(_ -> {}).stream()
                        .filter(StepCompleted.class::isInstance)
                        .map(StepCompleted.class::cast)
                        .filter(each -> each.step() == answered.step())
                        .findFirst()
                        .orElseThrow();
        assertThat(used.learningRate().factor()).isEqualTo(0.5);
        assertThat(used.learningRate().value()).isEqualTo(used.learningRate().curve() * 0.5);
        page.waitForFunction(
                "() => [...document.querySelectorAll('.legend')].some(l => l.textContent.includes('its schedule alone'))");
        page.context().close();
    }

    @Test
    @Order(2)
    void theRateAtTheCursorIsExplained() {
        Page page = place.page();
        Workplace.open(page, "lark");
        page.locator("section[aria-label='Learning rate']").focus();
        page.keyboard().press("ArrowRight");

        assertThat(page.locator(".why")).containsText("schedule");
        assertThat(page.locator(".why")).containsText("ramp from");
        assertThat(page.locator(".why .equation")).containsText(Pattern.compile("used|planned"));
        page.context().close();
    }

    @Test
    @Order(3)
    void aSchedulePastedFromPyTorchIsDrawnThenFollowed() throws Exception {
        Page page = place.page();
        Workplace.open(page, "lark");
        tab(page, "Schedule").click();
        page.getByLabel("Schedule", new Page.GetByLabelOptions().setExact(true))
                .last()
                .fill("torch.CosineAnnealingLR(lr=0.02, T_max=30)");
        assertThat(page.locator(".preview")).containsText("Follows this schedule for learningRate");
        button(page, "Apply").click();

        assertThat(place.last("lark", "schedule learningRate torch.CosineAnnealingLR").isDone())
                .isTrue();
        assertThat(page.locator(".helm")).containsText("torch.CosineAnnealingLR");
        page.context().close();
    }

    @Test
    @Order(4)
    void aScheduleThatCannotBeReadSaysWhatToWrite() {
        Page page = place.page();
        Workplace.open(page, "lark");
        tab(page, "Schedule").click();
        page.getByLabel("Schedule", new Page.GetByLabelOptions().setExact(true))
                .last()
                .fill("cosin(0.1)");

        assertThat(page.locator(".preview")).containsText("did you mean");
        assertThat(button(page, "Apply")).hasCount(0);
        page.context().close();
    }

    @Test
    @Order(5)
    void keepStretchAndAppendAreShownSideBySide() {
        Page page = place.page();
        Workplace.open(page, "lark");
        tab(page, "Length").click();
        page.getByLabel("New length").fill("800000");

        assertThat(page.locator(".choices svg")).hasCount(3);
        page.locator(".choices button").nth(1).click();
        assertThat(page.locator(".preview"))
                .containsText(
                        "Gives the run 800,000 steps instead of 400,000; schedules are stretched");
        page.context().close();
    }

    @Test
    @Order(6)
    void aSearchIsDrawnAndOneClickTakesARate() throws Exception {
        Process seeker = place.train("seeker", "--steps", "400000", "--lr", "0.000001");
        Page page = place.page();
        Workplace.open(page, "seeker");
        tab(page, "Run").click();
        button(page, "Find a rate").click();

        Locator finder = page.locator("section[aria-label='Finder']");
        assertThat(finder).containsText("A sweep on copies of the run");
        finder.getByRole(AriaRole.BUTTON).first().click();
        assertThat(page.locator(".preview")).containsText("Holds learningRate at");
        button(page, "Apply").click();
        assertThat(page.locator(".helm .entry").first()).containsText("set learningRate");
        assertThat(place.last("seeker", "set learningRate").isDone()).isTrue();
        seeker.destroy();
        page.context().close();
    }

    @Test
    @Order(7)
    void aRunIsPausedForkedAndComparedWithItsFork() throws Exception {
        Page page = place.page();
        Workplace.open(page, "lark");
        tab(page, "Run").click();
        button(page, "Checkpoint").click();
        place.last("lark", "checkpoint");
        button(page, "Pause").click();
        assertThat(Workplace.badge(page)).hasText("paused");

        page.getByLabel("Learning rate of the fork").fill("0.001");
        page.getByLabel("Name of the fork").fill("branch");
        button(page, "Fork").click();
        assertThat(page.locator("h1")).hasText("branch");
        assertThat(page.locator(".lineage")).containsText("branch");

        page.navigate(page.url().replaceFirst("#.*", "#/"));
        page.getByLabel("Compare lark").check();
        page.getByLabel("Compare branch").check();
        button(page, "Compare 2").click();
        assertThat(page.locator(".chart .legend").first()).containsText("branch");
        assertThat(page.locator("main")).containsText("What differs");
        page.context().close();
    }

    @Test
    @Order(8)
    void aReloadInTheMiddleShowsTheSameRun() {
        Page page = place.page();
        Workplace.open(page, "lark");
        page.reload();

        assertThat(page.locator("h1")).hasText("lark");
        page.locator(".uplot").first().waitFor();
        page.context().close();
    }

    @Test
    @Order(9)
    void aRunWhoseProcessWasKilledSaysSo() throws Exception {
        Process doomed = place.train("doomed", "--steps", "400000");
        Page page = place.page();
        Workplace.open(page, "doomed");
        assertThat(Workplace.badge(page)).hasText("training");
        doomed.destroyForcibly().waitFor();

        assertThat(Workplace.badge(page)).hasText("killed");
        assertThat(page.locator("main")).containsText("was killed");
        page.context().close();
    }

    @Test
    @Order(10)
    void aNewRunIsStartedFromThePage() {
        Page page = place.page();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New run"))
                .first()
                .click();
        page.getByLabel("Data").selectOption("points.csv");
        assertThat(page.locator("main")).containsText("300 rows. Choose the target column");
        assertThat(page.getByLabel("Seed")).hasAttribute("placeholder", "1");
        page.getByLabel("Target column").selectOption(new SelectOption().setIndex(3));
        assertThat(page.locator("main"))
                .containsText(Pattern.compile("300 rows, classes are learned\\. Target '.*\\)\\."));
        page.getByLabel("Target column").selectOption("kind");
        assertThat(page.locator("main table")).containsText("input");
        assertThat(page.getByLabel("Model").first()).hasAttribute("placeholder", "small-wide-deep");
        assertThat(page.getByLabel("Batch size")).hasAttribute("placeholder", "32");
        assertThat(page.getByLabel("Epochs")).hasAttribute("placeholder", "instead of steps");
        String usualRate = page.getByLabel("Learning rate").getAttribute("placeholder");
        page.getByLabel("Steps", new Page.GetByLabelOptions().setExact(true)).fill("60");
        page.getByLabel("Held out as test").fill("0.2");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("fresh");
        button(page, "Forecast").click();
        assertThat(page.locator(".note.plain")).containsText("60 updates of");
        button(page, "Start training").click();

        assertThat(page.locator("h1")).hasText("fresh");
        assertThat(Workplace.badge(page)).hasText("completed");
        assertThat(page.getByLabel("Test", new Page.GetByLabelOptions().setExact(true)))
                .containsText("F1 of 'right'");
        button(page, "Evaluate on the data of the run").click();
        assertThat(page.getByLabel("Result")).containsText("F1 of 'right'");
        assertThat(run("fresh").configuration().text("learningRate")).hasValue(usualRate);
        assertThat(run("fresh").configuration().text("batchSize")).hasValue("32");
        page.context().close();
    }

    @Test
    @Order(10)
    void aRunThatDivergedSaysWhatToDo() throws Exception {
        place.train("lost", "--optimizer", "sgd", "--lr", "1e38", "--steps", "20").waitFor();
        Page page = place.page();
        Workplace.open(page, "lost");

        assertThat(Workplace.badge(page)).hasText("diverged");
        assertThat(page.locator(".note.bad")).containsText("try a lower rate");
        page.context().close();
    }

    @Test
    @Order(11)
    void theWorkshopDrawsExplainsAndDragsKnots() {
        Page page = place.page();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Workshop")).click();
        page.locator("textarea")
                .fill(
                        "keras.ExponentialDecay(initial_learning_rate=0.1, decay_steps=500, decay_rate=0.9)");
        assertThat(page.locator("main")).containsText("trainer.learningRate(");
        button(page, "Turn into draggable knots").click();
        Locator knot = page.locator(".knot").nth(3);
        String before = page.locator("textarea").inputValue();
        knot.focus();
        page.keyboard().press("ArrowUp");

        assertThat(before).startsWith("knots(");
        page.waitForFunction(
                "before => document.querySelector('textarea').value !== before", before);
        page.context().close();
    }

    @Test
    @Order(12)
    void whatPeopleAndDataWriteIsTextAndNothingElse() throws Exception {
        String evil = "<img src=x onerror=window.hacked=1>";
        String quoted = "'quoted' \"twice\" & ünï–日本語 %2F..%2F #?";
        for (String name : List.of(evil, quoted, LONG)) {
            Path named = place.runs().resolve(name);
            Files.createDirectories(named);
            for (String file : List.of("configuration.json", "events.jsonl")) {
                Files.copy(
                        run("fresh").folder().resolve(file),
                        named.resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Page page = place.page();
        Workplace.open(page, "fresh");
        page.getByLabel("Note", new Page.GetByLabelOptions().setExact(true))
                .fill(evil + "<script>window.hacked=1</script>");
        page.getByLabel("Tags, separated by commas").fill("<svg onload=window.hacked=1>");
        button(page, "Save").click();
        assertThat(page.locator("#toasts")).containsText("Saved");
        page.navigate(page.url().replaceFirst("#.*", "#/"));
        for (String name : List.of(evil, quoted, LONG)) {
            assertThat(page.getByText(name, new Page.GetByTextOptions().setExact(true)).first())
                    .isVisible();
        }
        Workplace.open(page, quoted);
        assertThat(page.locator("h1")).hasText(quoted);
        page.navigate(page.url().replaceFirst("#.*", "#/"));
        page.getByText(evil).first().click();
        page.locator(".uplot").first().waitFor();
        page.locator("summary").getByText("Recipe").click();

        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
        assertThat(page.locator("main img, main script").count()).isZero();
        page.context().close();
    }

    @Test
    @Order(13)
    void aSweepShowsItsPointsItsBestAndHowSettingsMatter() throws Exception {
        place.sweep("rates");
        Page page = place.page();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sweeps")).click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("rates")).click();

        assertThat(page.locator("h1")).hasText("rates");
        assertThat(page.locator("main")).containsText("6 points trained · 2 seeds each");
        assertThat(page.locator("main"))
                .containsText(Pattern.compile("gradus studio \\S*rates/trials"));
        assertThat(page.locator("tbody tr")).hasCount(6);
        assertThat(page.locator("tbody tr").first()).containsText("best");
        assertThat(page.locator(".sweep-chart")).hasCount(2);
        assertThat(page.locator(".sweep-chart").first().locator("circle")).hasCount(12);
        page.getByLabel("Setting").selectOption("optimizer");
        assertThat(page.locator("h2").first()).hasText("loss by optimizer");
        page.getByLabel("Metric").selectOption("accuracy");
        assertThat(page.locator("h2").first()).hasText("accuracy by optimizer");
        assertThat(page.locator("thead")).containsText("accuracy");
        page.waitForFunction(
                """
                () => {
                  const column = [...document.querySelectorAll('th')].findIndex((each) => each.textContent === 'accuracy');
                  const values = [...document.querySelectorAll('tbody tr')].map((row) => parseFloat(row.children[column].textContent));
                  return values.every((value, i) => i === 0 || value <= values[i - 1]);
                }
                """);
        page.context().close();
    }

    @Test
    @Order(14)
    void nothingIsWiderThanAPhoneAndEverythingHasAName() {
        Page page = place.page(390, 844, ColorScheme.DARK);
        for (String where : List.of("#/", "#/compare", "#/sweeps", "#/workshop", "#/new")) {
            page.navigate(page.url().replaceFirst("[?#].*", "") + where);
            page.waitForTimeout(700);
            isReadable(page);
        }
        page.navigate(page.url().replaceFirst("[?#].*", "") + "#/sweeps");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("rates")).click();
        page.locator(".sweep-chart").first().waitFor();
        isReadable(page);
        for (String run : List.of("fresh", LONG)) {
            Workplace.open(page, run);
            isReadable(page);
        }
        page.context().close();
    }

    private static void isReadable(Page page) {
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        assertThat(
                        page.evaluate(
                                """
                                [...document.querySelectorAll('button, input, select, textarea, a, section.chart')]
                                  .filter(each => each.offsetParent !== null)
                                  .filter(each => !(each.ariaLabel || each.textContent.trim() || each.labels?.length || each.title))
                                  .map(each => each.outerHTML)
                                """))
                .isEqualTo(List.of());
    }

    @Test
    @Order(15)
    void theStudioAsksNothingOfOtherMachines() {
        Page page = place.page();
        var asked = new ArrayList<String>();
        page.onRequest(request -> asked.add(request.url()));
        page.reload();
        page.locator("td.c-name").first().waitFor();

        assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith("http://127.0.0.1:"));
        page.context().close();
    }

    @Test
    @Order(16)
    void aRunThatIsOverShowsItsConfusionsAndWorstPredictions() throws Exception {
        place.digits("reader", "--steps", "60");
        Page page = place.page();
        Workplace.open(page, "reader");
        button(page, "Evaluate on the data of the run").click();

        assertThat(page.locator("table.confusion tbody tr")).hasCount(10);
        assertThat(page.locator(".mistakes canvas")).hasCount(12);
        assertThat(page.locator(".mistakes figcaption").first()).containsText("→");
        page.context().close();
    }
}
