package dev.gradus.onednn.trial;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.kit.InferenceParity;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.Examples;
import dev.gradus.onednn.OneDnnInference;
import dev.gradus.onednn.OneDnnProgram;
import dev.gradus.onednn.Tuning;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import dev.gradus.onednn.trial.KernelTrial.Room;
import dev.gradus.testing.Distance;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KernelTrialsTest {
    private static final List<Argument> MADE =
            List.of(
                    Argument.RESULT,
                    Argument.SOURCE_GRADIENT,
                    Argument.WEIGHTS_GRADIENT,
                    Argument.BIAS_GRADIENT);

    /** A kernel that spoils what it makes, where it does so, and how. */
    private record Spoiling(Predicate<String> kernels, Argument argument, Damage damage)
            implements KernelTrial.Runner {
        @Override
        public void run(Engine engine, PrimitiveDescriptor described, Map<Argument, Room> rooms) {
            KernelTrial.run(engine, described, rooms);
            Room room = rooms.get(argument);
            if (room != null && kernels.test(described.implementation())) {
                damage.to(room);
            }
        }

        KernelTrials on(Engine engine) {
            return KernelTrials.by(this, engine);
        }
    }

    enum Damage {
        FIRST_VALUE_MISSING {
            @Override
            void to(MemorySegment memory) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, 0, Float.NaN);
            }
        },
        ONE_VALUE_TWICE {
            @Override
            void to(MemorySegment memory) {
                float first = memory.getAtIndex(ValueLayout.JAVA_FLOAT, 0);
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, 0, 2 * first);
            }
        },
        A_HUNDREDTH_TOO_MUCH {
            @Override
            void to(MemorySegment memory) {
                for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
                    float value = memory.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                    memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1.01f * value);
                }
            }
        },
        NOTHING_WRITTEN {
            @Override
            void to(MemorySegment memory) {
                memory.fill((byte) 0);
            }
        },
        ONE_BYTE_BEFORE {
            @Override
            void to(Room room) {
                room.whole().set(ValueLayout.JAVA_BYTE, KernelTrial.MARGIN - 1, (byte) 0);
            }
        },
        ONE_BYTE_AFTER {
            @Override
            void to(Room room) {
                long after = KernelTrial.MARGIN + room.memory().byteSize();
                room.whole().set(ValueLayout.JAVA_BYTE, after, (byte) 0);
            }
        };

        void to(MemorySegment memory) {}

        void to(Room room) {
            to(room.memory());
        }
    }

    private static Network network() {
        return Network.of(
                Shape.image(3, 9, 7),
                conv2d(16, 3).stride(2).padding(1),
                relu(),
                conv2d(16, 3).padding(1).groups(2),
                dense(5),
                relu(),
                dense(Examples.CLASSES));
    }

    static Stream<Argument> made() {
        return MADE.stream().filter(argument -> argument != Argument.BIAS_GRADIENT);
    }

    @ParameterizedTest
    @MethodSource("made")
    void aWrongKernelIsNotUsedAndItsSuccessorComputesTheSame(Argument argument) {
        Network network = network();
        var seen = new ArrayList<String>();
        Predicate<String> fast = kernel -> !kernel.contains("ref") && seen.add(kernel);
        var spoiling = new Spoiling(fast, argument, Damage.ONE_VALUE_TWICE);
        try (var program =
                        OneDnnProgram.compile(
                                network, Examples.options(), Tuning.by(spoiling::on));
                Program plain = Backends.named("java").compile(network, Examples.options())) {
            Batch batch = Examples.batch(network, Examples.SLICE, 1);
            assertThat(program.forwardBackward(batch, 0))
                    .isCloseTo(plain.forwardBackward(batch, 0), offset(1e-4));
            for (Parameter parameter : network.parameters()) {
                assertThat(
                                Distance.largest(
                                        gradient(program, parameter), gradient(plain, parameter)))
                        .as(parameter.name())
                        .isLessThanOrEqualTo(1e-3);
            }
            assertThat(seen).isNotEmpty();
            assertThat(program.takeNotes())
                    .hasSameSizeAs(seen)
                    .allSatisfy(note ->
                            assertThat(note)
                                    .startsWith("layer '")
                                    .contains("computes wrongly, so another is used"));
        }
    }

    @Test
    void aWrongKernelIsNotUsedForInferenceEither() {
        Network network = network();
        var seen = new ArrayList<String>();
        Predicate<String> fast = kernel -> !kernel.contains("ref") && seen.add(kernel);
        var spoiling = new Spoiling(fast, Argument.RESULT, Damage.ONE_VALUE_TWICE);
        var options = InferenceParity.forInference(Examples.options());
        try (var program = OneDnnInference.compile(network, options, Tuning.by(spoiling::on));
                Program plain = Backends.named("java").compile(network, Examples.options())) {
            InferenceParity.share(plain, program);
            Batch batch = Examples.batch(network, Examples.SLICE, 1);
            float[] actual = new float[Examples.SLICE * Examples.CLASSES];
            float[] expected = new float[actual.length];
            program.evaluate(batch, actual);
            plain.evaluate(batch, expected);
            assertThat(actual).containsExactly(expected, offset(1e-4f));
            assertThat(seen).isNotEmpty();
            assertThat(program.takeNotes()).hasSameSizeAs(seen);
        }
    }

    private static float[] gradient(Program program, Parameter parameter) {
        float[] values = new float[parameter.size()];
        program.readGradient(parameter, values);
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void anyDamageShows(Damage damage) {
        for (Argument argument : MADE) {
            var spoiling = new Spoiling(kernel -> true, argument, damage);
            assertThatThrownBy(() ->
                            OneDnnProgram.compile(
                                            network(), Examples.options(), Tuning.by(spoiling::on))
                                    .forwardBackward(Examples.batch(network(), 3, 0), 0))
                    .as("%s of %s", damage, argument)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be prepared: every kernel oneDNN has for it")
                    .hasMessageEndingWith("choose backend java, or another size");
        }
    }
}
