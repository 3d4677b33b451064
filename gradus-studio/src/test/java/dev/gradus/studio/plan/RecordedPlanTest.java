package dev.gradus.studio.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.studio.Recorded;
import dev.gradus.studio.record.RunRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan worked out from a record is the one that was trained by, to the last bit. */
class RecordedPlanTest {
    @TempDir private static Path folder;

    private static RunRecord record;
    private static List<StepCompleted> steps;

    @BeforeAll
    static void read() {
        record = new RunRecord(Recorded.in(folder, "changed"));
        record.refresh();
        steps = record.steps(0, 10_000);
    }

    @Test
    void agreesWithEveryStepOfARunThatWasChangedNineTimes() {
        RecordedPlan plan = record.plan().orElseThrow();

        assertThat(record.answers()).filteredOn(ControlAnswered::changesRun).hasSize(11);
        assertThat(plan.end()).isEqualTo(steps.size()).isGreaterThan(250);
        for (StepCompleted step : steps) {
            assertThat(plan.at(HyperParameter.LEARNING_RATE, step.step(), 1))
                    .as("learning rate of step %d", step.step())
                    .isEqualTo(step.learningRate().value());
            assertThat(plan.scheduled(HyperParameter.LEARNING_RATE, step.step()))
                    .isEqualTo(step.learningRate().curve());
            assertThat(plan.at(HyperParameter.MOMENTUM, step.step(), 1))
                    .isEqualTo(step.momentum().orElseThrow());
        }
    }

    @Test
    void explainsAStepByTheScheduleInForce() {
        RecordedPlan plan = record.plan().orElseThrow();

        assertThat(plan.text(HyperParameter.LEARNING_RATE, 10)).isEqualTo("oneCycle(0.05)");
        assertThat(plan.text(HyperParameter.LEARNING_RATE, 90)).startsWith("cosine(0.03, 0.001)");
        assertThat(plan.explain(HyperParameter.LEARNING_RATE, 90).value())
                .isEqualTo(plan.scheduled(HyperParameter.LEARNING_RATE, 90));
    }

    @Test
    void aPreviewIsWhatTheChangeThenCameTo() {
        for (ControlAnswered each : record.answers()) {
            if (!each.changesRun()) {
                continue;
            }
            Control control = each.request().control();
            RecordedPlan before = until(each);
            RecordedPlan after = before.after(control, each.step(), 1);
            StepCompleted used = steps.get((int) each.step());
            boolean isLastOfItsStep =
                    record.answers().stream()
                            .filter(other -> other.step() == each.step())
                            .toList()
                            .getLast()
                            .equals(each);
            if (isLastOfItsStep) {
                assertThat(after.at(HyperParameter.LEARNING_RATE, each.step(), 1))
                        .as(ControlText.of(control))
                        .isEqualTo(used.learningRate().value());
            }
        }
    }

    /** The plan as it was before a change. */
    private static RecordedPlan until(ControlAnswered change) {
        List<PlanStep> earlier =
                record.answers().stream()
                        .filter(ControlAnswered::changesRun)
                        .takeWhile(each -> !each.equals(change))
                        .map(each -> new PlanStep(each, 1))
                        .toList();
        return RecordedPlan.of(
                record.run().configuration(), record.start().orElseThrow().extent(), earlier);
    }

    @Test
    void aControllersFactorActsOnThePlanAheadButNotOnAHeldValue() {
        RecordedPlan plan = record.plan().orElseThrow();

        assertThat(plan.at(HyperParameter.LEARNING_RATE, 10, 0.5))
                .isEqualTo(plan.scheduled(HyperParameter.LEARNING_RATE, 10) * 0.5);
        assertThat(plan.at(HyperParameter.LEARNING_RATE, 40, 0.5)).isEqualTo(0.04);
    }

    @Test
    void whatCannotBeIsRefusedBeforeItIsDrawn() {
        RecordedPlan plan = record.plan().orElseThrow();

        assertThatThrownBy(() -> plan.after(ControlText.parse("extend 5 keep"), 100, 1))
                .hasMessageContaining("the run has made 100 steps already");
        assertThatThrownBy(() -> plan.after(ControlText.parse("schedule lr cosin(0.1)"), 100, 1))
                .hasMessageContaining("did you mean");
        assertThatThrownBy(() -> plan.after(ControlText.parse("coolDown soon"), 100, 1))
                .hasMessageContaining("got \"soon\"");
    }

    @Test
    void samplesReachFromTheFirstToTheLastStep() {
        RecordedPlan plan = record.plan().orElseThrow();

        long[] samples = plan.samples(7, 10_000, 50);
        assertThat(samples)
                .startsWith(7)
                .endsWith(plan.end() - 1)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(plan.samples(10_000, 20_000, 50)).isEmpty();
    }
}
