package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Site;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedRunTest {
    /** Fails in the third step. */
    private record Broken(String message) implements OwnLayer {
        @Override
        public Placement place(Site site) {
            return Placement.of(site.input());
        }

        @Override
        public Function function(Node node, int rows) {
            return new Function() {
                @Override
                public void forward(Pass pass) {
                    if (pass.step() == 2) {
                        throw message.isEmpty()
                                ? new StackOverflowError()
                                : new AssertionError(message);
                    }
                }

                @Override
                public void backward(Pass pass) {}
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"it is broken, it is broken", "'', StackOverflowError"})
    void anErrorOfAPartIsTheEndOfTheRecord(String message, String detail) {
        var recorder = new Toys.Recorder();
        var network = Network.of(Shape.vector(2), dense(3), new Broken(message), dense(3));
        var trainer =
                Trainer.of(network, softmaxCrossEntropy())
                        .backend("java")
                        .learningRate(0.1)
                        .batchSize(5)
                        .epochs(2)
                        .listeners(recorder);

        assertThatThrownBy(() -> trainer.fit(Toys.clouds(23, 1))).isInstanceOf(Error.class);

        var ended = (RunEnded) recorder.events.getLast();
        assertThat(ended.reason()).isEqualTo(BuiltIn.FAILED);
        assertThat(ended.detail()).isEqualTo(detail);
        assertThat(ended.steps()).isEqualTo(2);
    }

    @Test
    void aModelThatCannotBeMadeAtTheEndIsAFailureOnRecord() {
        var recorder = new Toys.Recorder();
        var isBroken = new AtomicBoolean();
        Dataset data = Toys.clouds(23, 1);
        Dataset nameless =
                (Dataset)
                        Proxy.newProxyInstance(
                                Dataset.class.getClassLoader(),
                                new Class<?>[] {Dataset.class},
                                (_, method, arguments) -> {
                                    if (isBroken.get() && method.getName().equals("classNames")) {
                                        throw new IllegalStateException("the names are gone");
                                    }
                                    return method.invoke(data, arguments);
                                });
        try (Training training = Toys.trainer().listeners(recorder).prepare(nameless)) {
            while (!training.isOver()) {
                training.turn();
            }
            isBroken.set(true);
            assertThatThrownBy(training::run).hasMessage("the names are gone");
        }
        assertThat(recorder.all(RunEnded.class))
                .singleElement()
                .satisfies(ended -> {
                    assertThat(ended.reason()).isEqualTo(BuiltIn.FAILED);
                    assertThat(ended.detail()).isEqualTo("the names are gone");
                });
    }
}
