package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.train.Replay;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.examples.EverythingOwn;
import dev.gradus.train.examples.HandWrittenLoop;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs with a Java program's own parts, on each backend: Java can continue them, the command
 * cannot.
 */
class OwnPartsRunTest {
    private final Dataset data = EverythingOwn.data();

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"java", "onednn"})
    void javaGoesOnToTheBit(String backend) {
        Trainer trainer = EverythingOwn.trainer(backend);
        TrainingResult whole = trainer.fit(data);
        Run run = begun(trainer);
        TrainingResult resumed;
        try (Training training = trainer.runIn(run).prepare(data)) {
            training.resume(new CheckpointStore(run.checkpoints(), 1).newest());
            resumed = training.run();
        }

        assertThat(resumed.state()).isEqualTo(whole.state());
        assertThat(resumed.validation()).isEqualTo(whole.validation());
        try (Training again = trainer.prepare(data)) {
            assertThat(Replay.of(run.record(), again)).isInstanceOf(Replay.Identical.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume fox", "replay fox", "fork fox", "resume fox --accept-changes"})
    void theCommandSaysWhatItCannotMake(String command) {
        begun(EverythingOwn.trainer("java"));

        Session refused = Session.run(folder, Session.words(command));

        assertThat(refused.code()).isNotZero();
        assertThat(refused.err())
                .contains("run fox has parts that a Java program supplied")
                .contains(EverythingOwn.PARTS)
                .contains("resume from that program");
        assertThat(refused.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plot fox", "compare fox fox"})
    void whatOnlyReadsTheRecordWorks(String command) {
        begun(EverythingOwn.trainer("java"));

        assertThat(Session.run(folder, Session.words(command)).code()).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "onednn"})
    void aLoopByHandGoesOnToTheBit(String name) {
        Backend backend = Backends.named(name);
        var network = EverythingOwn.network();
        Dataset values = EverythingOwn.values();
        try (Program whole = HandWrittenLoop.compile(backend, network);
                Program before = HandWrittenLoop.compile(backend, network);
                Program after = HandWrittenLoop.compile(backend, network)) {
            HandWrittenLoop.train(whole, values, 0, 11, 0.1f);
            HandWrittenLoop.train(before, values, 0, 6, 0.1f);
            StateValues.of(before).writeTo(after);
            HandWrittenLoop.train(after, values, 6, 11, 0.1f);

            assertThat(StateValues.of(after)).isEqualTo(StateValues.of(whole));
        }
    }

    private Run begun(Trainer trainer) {
        try (Training training = trainer.runs(folder.resolve("runs"), "fox").prepare(data)) {
            for (int step = 0; step < 12; step++) {
                training.turn();
            }
            training.request(new Control.Stop(), "test");
            return training.run().run().orElseThrow();
        }
    }
}
