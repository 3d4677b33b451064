package dev.gradus.onednn.trial;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.kit.InferenceParity;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.Examples;
import dev.gradus.onednn.OneDnnInference;
import dev.gradus.onednn.OneDnnProgram;
import dev.gradus.onednn.Tuning;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import dev.gradus.onednn.trial.KernelTrial.Room;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelChoiceTest {
    private static final int DRAWN = 30;

    /** Notes which kernels would compute. */
    private record Listing(Set<String> kernels) implements KernelTrial.Runner {
        @Override
        public void run(Engine engine, PrimitiveDescriptor described, Map<Argument, Room> rooms) {
            kernels.add(described.implementation());
            KernelTrial.run(engine, described, rooms);
        }

        KernelTrials on(Engine engine) {
            return KernelTrials.by(this, engine);
        }
    }

    /** The first ones took seconds for a step that now takes milliseconds. */
    static Stream<Network> convolutions() {
        return Stream.concat(
                Stream.of(
                        network(8, 12, conv2d(8, 3).padding(2).dilation(2)),
                        network(3, 32, conv2d(12, 16).stride(16)),
                        network(16, 9, conv2d(16, 9)),
                        network(3, 20, conv2d(9, 3).stride(2).dilation(2)),
                        network(16, 8, conv2d(16, 3).padding(1).groups(4)),
                        network(3, 39, conv2d(16, 11).stride(4).padding(2))),
                IntStream.range(0, DRAWN).mapToObj(KernelChoiceTest::drawn));
    }

    private static Network drawn(int number) {
        var random = new Random(number);
        int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
        int kernel = 1 + random.nextInt(6);
        int dilation = 1 + random.nextInt(3);
        int span = dilation * (kernel - 1) + 1;
        var layer =
                conv2d(groups * (1 + random.nextInt(20)), kernel)
                        .stride(1 + random.nextInt(3))
                        .dilation(dilation)
                        .padding(random.nextInt(span / 2 + 1))
                        .groups(groups);
        return network(groups * (1 + random.nextInt(20)), span + random.nextInt(9), layer);
    }

    /** The convolution in the middle needs all three computations. */
    private static Network network(int channels, int side, Conv2d layer) {
        return Network.of(
                Shape.image(channels, side, side),
                conv2d(channels, 1),
                relu(),
                layer,
                relu(),
                dense(Examples.CLASSES));
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void noConvolutionIsComputedByLoopsForAnyShape(Network network) {
        var listing = new Listing(new TreeSet<>());
        var batch = Examples.batch(network, Examples.SLICE, 1);
        var options = InferenceParity.forInference(Examples.options());
        try (var trained =
                        OneDnnProgram.compile(network, Examples.options(), Tuning.by(listing::on));
                var predicting =
                        OneDnnInference.compile(network, options, Tuning.by(listing::on))) {
            trained.forwardBackward(batch, 0);
            InferenceParity.share(trained, predicting);
            predicting.evaluate(batch, new float[Examples.SLICE * Examples.CLASSES]);
        }
        assertThat(listing.kernels).isNotEmpty().noneMatch(kernel -> kernel.startsWith("ref"));
    }
}
