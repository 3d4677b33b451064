package dev.gradus.run.event;

import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.json.Configuration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Something that happened in a run. Events are the run's record: in order, they contain everything
 * that is needed to draw it, to explain it and to train it again. {@link EventJson} writes each as
 * one JSON object.
 *
 * <p>Steps and epochs are counted from 0. Metrics are maps from name to value in the order they are
 * to be shown.
 */
public sealed interface TrainingEvent {

    /**
     * Where in the run the event belongs.
     *
     * @return for a {@link StepCompleted} its own step; for all others the number of updates done
     *     before it
     */
    long step();

    /**
     * The first event of every run.
     *
     * @param run the run's id
     * @param at the wall-clock time
     * @param parent the run and step this one was forked from or replays, as {@code RUN@STEP}
     * @param configuration everything that is needed to train again
     * @param seed the seed of every random stream
     * @param extent how much there is to do
     * @param machine what it is done with
     */
    record RunStarted(
            String run,
            Instant at,
            Optional<String> parent,
            Configuration configuration,
            long seed,
            Extent extent,
            Machine machine)
            implements TrainingEvent {
        @Override
        public long step() {
            return 0;
        }
    }

    /**
     * A run continues from a checkpoint. Earlier events about {@code step} and later steps no
     * longer count: those updates were lost with the process that made them.
     *
     * @param step the first step to come
     * @param batch the first batch to come
     * @param at the wall-clock time
     * @param checkpoint the file it continues from
     * @param extent how much there is to do in all, which may have changed
     * @param machine what it is done with, which may have changed
     */
    record RunResumed(
            long step, long batch, Instant at, String checkpoint, Extent extent, Machine machine)
            implements TrainingEvent {}

    /**
     * The plan of the rest of a run has changed.
     *
     * @param step the next step
     * @param steps the new total number of steps
     * @param rates the change of the learning rate at some future steps, including the next and the
     *     last, as far as it is planned
     */
    record PlanChanged(long step, long steps, List<RateChange> rates) implements TrainingEvent {
        /** Copies lists and maps, and checks the numbers. */
        public PlanChanged {
            rates = List.copyOf(rates);
        }
    }

    /**
     * The change of the learning rate at a step.
     *
     * @param step the step
     * @param before the earlier plan; NaN past the earlier end of the run
     * @param after the new plan; NaN past the new end of the run
     */
    record RateChange(long step, double before, double after) {}

    /**
     * One optimizer update.
     *
     * @param step the update, from 0
     * @param epoch the pass it belongs to, from 0
     * @param loss the batch's mean loss before the update
     * @param learningRate the rate the update used, and how it was computed
     * @param momentum momentum or beta1, if the optimizer has one
     * @param weightDecay weight decay, if there is any
     * @param gradientNorm the global norm of the gradient before clipping
     * @param examples the number of examples in the batch
     * @param seconds how long the step took
     */
    record StepCompleted(
            long step,
            long epoch,
            double loss,
            LearningRate learningRate,
            OptionalDouble momentum,
            OptionalDouble weightDecay,
            double gradientNorm,
            long examples,
            double seconds)
            implements TrainingEvent {}

    /**
     * How large the update before this step was relative to the weights that it changed: for each
     * layer, ‖after − before‖ / ‖before‖ in L2 norms over all its parameters, everything included
     * that the optimizer does to them. Around 0.001 is usual.
     *
     * @param step the number of updates done; the last of them was measured
     * @param ratios the ratio of each layer by name, in the network's order; without layers of
     *     which all parameters are frozen, or were 0
     */
    record UpdatesMeasured(long step, Map<String, Double> ratios) implements TrainingEvent {
        /** Copies the ratios. */
        public UpdatesMeasured {
            ratios = ordered(ratios);
        }
    }

    /**
     * The end of a pass over the training data.
     *
     * @param step the number of updates done
     * @param batch the number of batches taken: more than updates if some were skipped
     * @param epoch the pass, from 0
     * @param trainLoss the mean loss over the pass
     * @param validation the validation metrics; empty when nothing was held out
     * @param marks what is remarkable about it
     * @param seconds how long the pass took, validation included
     */
    record EpochCompleted(
            long step,
            long batch,
            long epoch,
            double trainLoss,
            Map<String, Double> validation,
            Set<Mark> marks,
            double seconds)
            implements TrainingEvent {
        /** Copies lists and maps, and checks the numbers. */
        public EpochCompleted {
            validation = ordered(validation);
            marks = Set.copyOf(marks);
        }
    }

    /**
     * A control request was answered. Each request has one such event.
     *
     * <p>Requests that {@linkplain Control.Effect#CHANGE change} a run remain valid when it is
     * resumed from before them, and take effect again at the same step.
     *
     * @param step the next update: the first one that a change affects
     * @param batch the next batch
     * @param request what was requested, by whom and when
     * @param answer the answer
     * @param activity what the run does next
     */
    record ControlAnswered(
            long step, long batch, ControlRequest request, Answer answer, Activity activity)
            implements TrainingEvent {
        /** {@return whether the request was carried out} */
        public boolean isDone() {
            return !(answer instanceof Answer.Refused);
        }

        /** {@return whether it changes the following steps} */
        public boolean changesRun() {
            return isDone() && request.control().effect() == Control.Effect.CHANGE;
        }

        /**
         * {@return whether this control, which is later in the record, overrides another one that
         * affected a later batch, because training went back between them}
         *
         * @param other an earlier answer
         */
        public boolean supersedes(ControlAnswered other) {
            return isDone()
                    && other.isDone()
                    && batch < other.batch
                    && request.control().overrides(other.request.control());
        }
    }

    /** What a run does after a control request. */
    enum Activity {
        /** It trains. */
        TRAINING,
        /** It waits until it is resumed, stopped or ended. */
        PAUSED,
        /** It ends. */
        ENDING
    }

    /**
     * A file among the control requests was not one, and was moved aside.
     *
     * @param step the update that was next
     * @param file where it is now, relative to the run folder
     * @param reason what is wrong with it
     */
    record FileRejected(long step, String file, String reason) implements TrainingEvent {}

    /**
     * A checkpoint is safely on disk.
     *
     * @param step the first update that would follow it
     * @param file its path, relative to the run folder
     * @param marks what is remarkable about it
     */
    record CheckpointWritten(long step, String file, Set<Mark> marks) implements TrainingEvent {
        /** Copies lists and maps, and checks the numbers. */
        public CheckpointWritten {
            marks = Set.copyOf(marks);
        }
    }

    /**
     * A remark: what a person looking at the run should know.
     *
     * @param step the number of updates done
     * @param level whether it needs attention
     * @param text one sentence
     */
    record Note(long step, Level level, String text) implements TrainingEvent {}

    /**
     * The last event of a run, or of a part of it that was interrupted and may be resumed.
     *
     * @param steps the number of updates done in all
     * @param batch the number of batches taken in all
     * @param reason why
     * @param detail a sentence for people; may be empty
     * @param test the metrics of the test set; empty if it was not used
     * @param reported the parameters that the run results in; {@code test} was measured with them
     * @param seconds how long this process trained
     * @param state {@code sha256:} and the digest of everything training continues from, which are
     *     the newest parameters whichever are reported
     */
    record RunEnded(
            long steps,
            long batch,
            EndReason reason,
            String detail,
            Map<String, Double> test,
            Reported reported,
            double seconds,
            String state)
            implements TrainingEvent {
        /** Copies lists and maps, and checks the numbers. */
        public RunEnded {
            test = ordered(test);
        }

        @Override
        public long step() {
            return steps;
        }
    }

    /**
     * The parameters that a run results in.
     *
     * @param parameters which ones
     * @param step the number of updates they have seen
     * @param validation what validation measured with them; empty when it did not
     * @param average by what they are an average of the weights in training, as {@code ema(0.999)};
     *     empty if they are none
     */
    record Reported(
            Parameters parameters,
            long step,
            Map<String, Double> validation,
            Optional<String> average) {
        /** Copies lists and maps, and checks the numbers. */
        public Reported {
            validation = ordered(validation);
        }

        /**
         * {@return the newest parameters of a run, which were not validated}
         *
         * @param step the step of the parameters
         */
        public static Reported newest(long step) {
            return new Reported(Parameters.NEWEST, step, Map.of(), Optional.empty());
        }
    }

    /** Which parameters a run results in. */
    enum Parameters {
        /** Those of the last update. */
        NEWEST,
        /** Those of the best epoch. */
        BEST
    }

    /**
     * How much a run has to do.
     *
     * @param parameters the number of trained parameters
     * @param steps the number of updates in all
     * @param stepsPerEpoch the number of updates in one pass over the training data
     */
    record Extent(long parameters, long steps, long stepsPerEpoch) {}

    /**
     * What a run trains with. The same bits are promised only for the same machine kind and
     * versions.
     *
     * @param backend {@code onednn} or {@code java}
     * @param threads the number of threads that compute
     * @param precision {@code f32} or {@code bf16}
     * @param versions what else affects the bits: {@code gradus}, {@code jdk}, {@code processor} …
     */
    record Machine(String backend, int threads, String precision, Map<String, String> versions) {
        /** Copies lists and maps, and checks the numbers. */
        public Machine {
            versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        }
    }

    /** What is remarkable about an epoch or a checkpoint. */
    enum Mark {
        /** The best so far by the metric the run is judged by. */
        BEST,
        /** The validation loss rises while the training loss falls. */
        OVERFITTING
    }

    /** Whether a {@link Note} needs attention. */
    enum Level {
        /** Good to know. */
        INFO,
        /** A problem that a person should look at. */
        WARNING
    }

    private static Map<String, Double> ordered(Map<String, Double> metrics) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
