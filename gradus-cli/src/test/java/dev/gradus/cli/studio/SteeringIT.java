package dev.gradus.cli.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradus.cli.studio.Workplace.button;
import static dev.gradus.cli.studio.Workplace.tab;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of a live run from its page, one request after the other, to its end. */
@ExtendWith(NeedsBrowser.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(240)
class SteeringIT {
    private static final double PATIENCE = 30_000;

    @TempDir private static Path folder;

    private static Workplace place;
    private static Page page;

    @BeforeAll
    static void open() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        place = new Workplace(folder);
        place.train("wren", "--steps", "400000", "--validation-share", "0.2");
        page = place.page();
        Workplace.open(page, "wren");
    }

    @AfterAll
    static void close() {
        place.close();
    }

    private static void isOnRecord(String control) {
        Locator newest = page.locator(".helm .entry").first();
        assertThat(newest).containsText(control);
        assertThat(newest).containsText("by studio");
    }

    @Test
    @Order(1)
    void updatesAreMeasuredWhenSomebodyAsksAndDrawnBesideTheUsualSize() throws Exception {
        Locator chart = page.locator("section.chart[aria-label^='Updates relative to weights']");
        assertThat(chart).hasCount(0);
        tab(page, "Run").click();
        page.getByLabel("Measure one update in").fill("20");
        button(page, "Measure").click();
        assertThat(page.locator(".preview")).containsText("Measures one update in 20");
        assertThat(page.locator(".preview")).containsText("training is not affected");
        button(page, "Apply").click();

        isOnRecord("updateRatios 20");
        assertThat(place.last("wren", "updateRatios 20").answer())
                .isEqualTo(new Answer.Measuring(20));
        chart.scrollIntoViewIfNeeded();
        assertThat(chart.locator(".legend")).containsText("usual");
        assertThat(chart.locator(".legend")).containsText("dense1");
        assertThat(chart.locator(".legend")).containsText("dense3");
        assertThat(
                        Run.open(place.runs().resolve("wren")).record(_ -> {}).stream()
                                .filter(UpdatesMeasured.class::isInstance)
                                .map(UpdatesMeasured.class::cast))
                .isNotEmpty()
                .allMatch(each -> each.step() % 20 == 0 && each.ratios().size() == 3);

        button(page, "Measure none").click();
        isOnRecord("updateRatios off");
    }

    @Test
    @Order(2)
    void aValueIsHeldAndReturnedToItsSchedule() throws Exception {
        tab(page, "Values").click();
        page.getByLabel("Value to hold").fill("0.004");
        assertThat(page.locator(".preview")).containsText("Holds learningRate at 0.004");
        button(page, "Apply").click();
        isOnRecord("set learningRate 0.004");
        assertThat(page.getByLabel("Value to hold")).hasValue("");
        button(page, "Return to schedule").click();
        assertThat(page.locator(".preview")).containsText("Gives learningRate back");
        button(page, "Apply").click();

        isOnRecord("release learningRate");
        assertThat(place.last("wren", "release learningRate").isDone()).isTrue();
    }

    @Test
    @Order(3)
    void aPreviewIsWithdrawnAndNothingIsAsked() {
        int asked = page.locator(".helm .entry").count();
        button(page, "÷ 10").click();
        assertThat(page.locator(".preview")).containsText("Multiplies learningRate by 0.1");
        button(page, "Withdraw").click();

        assertThat(page.locator(".preview")).isHidden();
        assertThat(page.locator(".helm .entry")).hasCount(asked);
    }

    @Test
    @Order(4)
    void aPreviewStaysWhenTheRunIsPausedFromElsewhereMeanwhile() throws Exception {
        button(page, "÷ 10").click();
        assertThat(page.locator(".preview")).isVisible();
        place.start("control", "wren", "pause").waitFor();
        assertThat(Workplace.badge(page)).hasText("paused");
        assertThat(page.locator(".preview")).isVisible();
        place.start("control", "wren", "resume").waitFor();
        assertThat(Workplace.badge(page)).hasText("training");
        assertThat(page.locator(".preview")).isVisible();
        assertThat(page.locator(".preview")).containsText("Multiplies learningRate by 0.1");

        button(page, "Withdraw").click();
        assertThat(page.locator(".preview")).isHidden();
    }

    @Test
    @Order(5)
    void whatIsTypedStaysInItsTabWhateverBecomesOfTheRun() throws Exception {
        tab(page, "Run").click();
        page.getByLabel("Measure one update in").fill("77");
        tab(page, "Length").click();
        page.getByLabel("How long to cool down").fill("33");
        tab(page, "Values").click();
        page.getByLabel("Value to hold").fill("0.0042");
        assertThat(page.locator(".preview")).containsText("Holds learningRate at 0.0042");
        place.start("control", "wren", "pause").waitFor();
        assertThat(Workplace.badge(page)).hasText("paused");

        assertThat(page.getByLabel("Value to hold")).hasValue("0.0042");
        assertThat(page.locator(".preview")).isVisible();
        tab(page, "Run").click();
        assertThat(page.locator(".preview")).isHidden();
        assertThat(page.getByLabel("Measure one update in")).hasValue("77");
        place.start("control", "wren", "resume").waitFor();
        assertThat(Workplace.badge(page)).hasText("training");
        assertThat(page.getByLabel("Measure one update in")).hasValue("77");
        tab(page, "Length").click();
        assertThat(page.getByLabel("How long to cool down")).hasValue("33");
        tab(page, "Values").click();
        assertThat(page.getByLabel("Value to hold")).hasValue("0.0042");
        assertThat(page.locator(".preview")).containsText("Holds learningRate at 0.0042");

        button(page, "Withdraw").click();
        page.getByLabel("Value to hold").fill("");
    }

    @Test
    @Order(6)
    void whatIsTypedOnAPageThatMovesStaysWhereItIsTyped() {
        Locator name = page.getByLabel("Name of the fork");
        name.focus();
        page.keyboard().type("slowly-typed", new Keyboard.TypeOptions().setDelay(150));

        assertThat(name).hasValue("slowly-typed");
        name.fill("");
    }

    @Test
    @Order(7)
    void theRateIsHalvedWithTheKeyboardAlone() throws Exception {
        page.locator("body").focus();
        tabTo("Values");
        page.keyboard().press("ArrowRight");
        assertThat(tab(page, "Schedule")).hasAttribute("aria-selected", "true");
        page.keyboard().press("ArrowLeft");
        assertThat(tab(page, "Values")).hasAttribute("aria-selected", "true");
        tabTo("½");
        page.keyboard().press("Enter");
        assertThat(page.locator(".preview")).containsText("Multiplies learningRate by 0.5");
        tabTo("Apply");
        page.keyboard().press("Enter");

        isOnRecord("scale learningRate 0.5");
        assertThat(place.last("wren", "scale learningRate 0.5").isDone()).isTrue();
    }

    /** Presses Tab until the element with these words has the focus. */
    private static void tabTo(String words) {
        for (int i = 0; i < 100; i++) {
            page.keyboard().press("Tab");
            if (words.equals(page.evaluate("document.activeElement.textContent.trim()"))) {
                return;
            }
        }
        throw new AssertionError("the Tab key does not reach " + words);
    }

    @Test
    @Order(8)
    void aPhoneSteersToo() throws Exception {
        Page phone = place.page(390, 844, ColorScheme.DARK);
        Workplace.open(phone, "wren");
        button(phone, "× 2").click();
        assertThat(phone.locator(".preview")).containsText("Multiplies learningRate by 2");
        assertThat((Integer) phone.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        button(phone, "Apply").click();

        isOnRecord("scale learningRate 2");
        phone.context().close();
    }

    @Test
    @Order(9)
    void aValidationOnRequestShowsItsNumbers() throws Exception {
        tab(page, "Run").click();
        button(page, "Validate").click();

        isOnRecord("validate");
        assertThat(page.locator(".helm .entry").first()).containsText("validation: loss");
        assertThat(place.last("wren", "validate").answer()).isInstanceOf(Answer.Validated.class);
    }

    @Test
    @Order(10)
    void aLongerRunIsChosenFromTheThreeWaysAndApplied() throws Exception {
        tab(page, "Length").click();
        page.getByLabel("New length").fill("500000");
        assertThat(page.locator(".choices svg")).hasCount(3);
        page.locator(".choices button").nth(1).click();
        assertThat(page.locator(".preview")).containsText("500,000 steps instead of 400,000");
        button(page, "Apply").click();

        isOnRecord("extend 500000 stretch");
        assertThat(page.locator(".fact").first()).containsText("/ 500,000");
    }

    @Test
    @Order(11)
    void aCoolDownIsDrawnThenEndsTheRun() throws Exception {
        tab(page, "Length").click();
        page.getByLabel("How long to cool down").fill("300");
        button(page, "Cool down now").click();
        assertThat(page.locator(".preview")).containsText("to 0 over 300 steps");
        button(page, "Apply").click();

        ControlAnswered answered = place.last("wren", "coolDown 300");
        assertThat(((Answer.Applied) answered.answer()).length().orElseThrow().after())
                .isEqualTo(answered.step() + 300);
        assertThat(Workplace.badge(page)).hasText("completed");
        assertThat(page.locator("section[aria-label='Steering']"))
                .containsText("The run is not being trained.");
    }

    @Test
    @Order(12)
    void aRunThatIsOverIsForkedFromAnEarlierCheckpoint() {
        Locator from = page.getByLabel("Checkpoint to fork from");
        String oldest = from.locator("option").last().getAttribute("value");
        from.selectOption(oldest);
        page.getByLabel("Learning rate of the fork").fill("0.001");
        page.getByLabel("Name of the fork").fill("earlier");
        button(page, "Fork").click();

        assertThat(page.locator("h1")).hasText("earlier");
        assertThat(page.locator(".page-head")).containsText("forked from");
        assertThat(page.locator(".page-head"))
                .containsText(Text.of("at step %,d", Long.parseLong(oldest)));
    }

    @Test
    @Order(13)
    void stoppingIsConfirmedAndSaysWhichParametersStay() {
        assertThat(Workplace.badge(page)).hasText("training");
        tab(page, "Run").click();
        button(page, "Stop").click();
        assertThat(page.locator(".preview")).containsText("Ends the run with its newest");
        button(page, "Apply").click();

        isOnRecord("stop");
        assertThat(Workplace.badge(page)).hasText("stopped");
    }
}
