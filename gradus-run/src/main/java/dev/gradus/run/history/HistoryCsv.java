package dev.gradus.run.history;

import dev.gradus.number.NumberText;
import dev.gradus.run.Run;
import dev.gradus.run.ValidRecord;
import dev.gradus.run.event.LearningRate;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A run's record as comma-separated values for spreadsheets: every step, every digit. Give it what
 * {@link ValidRecord#readSteps} and {@link Run#recordWithoutSteps} read. An absent number is an
 * empty field.
 */
public final class HistoryCsv {
    /** The header of the steps, with the end of its line. */
    public static final String STEPS =
            "step,epoch,loss,learningRate,curve,factor,override,momentum,weightDecay,gradientNorm,examples,seconds\n";

    private HistoryCsv() {}

    /**
     * {@return the line of a step, with its end}
     *
     * @param step the step
     */
    public static String step(StepCompleted step) {
        LearningRate rate = step.learningRate();
        return line(
                String.valueOf(step.step()),
                String.valueOf(step.epoch()),
                NumberText.json(step.loss()),
                NumberText.json(rate.value()),
                NumberText.json(rate.curve()),
                NumberText.json(rate.factor()),
                optional(rate.override()),
                optional(step.momentum()),
                optional(step.weightDecay()),
                NumberText.json(step.gradientNorm()),
                String.valueOf(step.examples()),
                NumberText.json(step.seconds()));
    }

    /**
     * The epochs.
     *
     * @param events a run's events; events other than epochs are ignored
     * @return a header, with every validation metric that any epoch has, and one line per epoch
     */
    public static String epochs(List<TrainingEvent> events) {
        List<EpochCompleted> epochs =
                events.stream()
                        .filter(EpochCompleted.class::isInstance)
                        .map(EpochCompleted.class::cast)
                        .toList();
        Set<String> metrics = new LinkedHashSet<>();
        epochs.forEach(epoch -> metrics.addAll(epoch.validation().keySet()));
        var csv = new StringBuilder("epoch,step,trainLoss");
        metrics.forEach(metric -> csv.append(",validation.").append(metric));
        csv.append(",seconds,best,overfitting\n");
        for (EpochCompleted epoch : epochs) {
            csv.append(epoch.epoch())
                    .append(',')
                    .append(epoch.step())
                    .append(',')
                    .append(NumberText.json(epoch.trainLoss()));
            for (String metric : metrics) {
                Double value = epoch.validation().get(metric);
                csv.append(',').append(value == null ? "" : NumberText.json(value));
            }
            csv.append(',')
                    .append(
                            line(
                                    NumberText.json(epoch.seconds()),
                                    String.valueOf(epoch.marks().contains(Mark.BEST)),
                                    String.valueOf(epoch.marks().contains(Mark.OVERFITTING))));
        }
        return csv.toString();
    }

    private static String line(String... fields) {
        return String.join(",", fields) + '\n';
    }

    private static String optional(OptionalDouble value) {
        return value.isPresent() ? NumberText.json(value.getAsDouble()) : "";
    }
}
