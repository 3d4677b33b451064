package dev.gradus.onednn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.binding.WindowGeometry;
import dev.gradus.onednn.binding.WindowGeometry.Pair;
import dev.gradus.onednn.memory.NativeTensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionPlanBuilderTest {
    private final Scope scope = new Scope();
    private final Engine engine = new Engine(scope);
    private final ExecutionPlanBuilder plan = new ExecutionPlanBuilder(engine, 1);

    @AfterEach
    void close() {
        scope.close();
    }

    private Descriptor images(long channels, long height) {
        return Descriptor.plain(scope, DataType.F32, 5, channels, height, height);
    }

    @Test
    void whatLiesAtTheSamePlacesIsNotCopied() {
        NativeTensor one = plan.tensor(images(1, 7));
        NativeTensor points = plan.tensor(images(3, 1));

        NativeTensor last = plan.ordered(one, one.descriptor().channelsLast());
        NativeTensor pixels = plan.ordered(points, points.descriptor().channelsLast());

        assertThat(plan.calls()).isEmpty();
        assertThat(last.buffer()).isSameAs(one.buffer());
        assertThat(pixels.buffer()).isSameAs(points.buffer());
    }

    @Test
    void aCopyInAnotherOrderIsMadeOnce() {
        NativeTensor images = plan.tensor(images(3, 7));
        Descriptor last = images.descriptor().channelsLast();

        NativeTensor first = plan.ordered(images, last);
        NativeTensor second = plan.ordered(images, last);

        assertThat(plan.calls()).hasSize(1);
        assertThat(first.buffer()).isSameAs(second.buffer()).isNotSameAs(images.buffer());
    }

    /** Kernels of oneDNN's choice keep channels in blocks of 8 or 16. */
    @Test
    void channelsThatDoNotFillTheirBlocksGoToTheLastPlaceByWayOfPlainOrder() {
        NativeTensor blocked = plan.tensor(convolved(6));
        assertThat(blocked.descriptor().isPadded()).isTrue();

        NativeTensor last = plan.ordered(blocked, blocked.descriptor().channelsLast());
        NativeTensor plain = plan.ordered(blocked, blocked.descriptor().plain(DataType.F32));

        assertThat(last.descriptor().isPadded()).isFalse();
        assertThat(plain.descriptor().isPlain()).isTrue();
        assertThat(plan.calls()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void fullBlocksLieAsChannelsLastIfThereIsOneOfThem(int channels) {
        Descriptor blocked = convolved(channels);
        boolean isOneBlock =
                blocked.bytes() == blocked.size() * Float.BYTES
                        && blocked.layout().places(1)[channels - 1] == channels - 1;

        assertThat(blocked.placesAs(blocked.channelsLast())).isEqualTo(isOneBlock);
        assertThat(blocked.placesAs(blocked.plain(DataType.F32))).isFalse();
    }

    /** Returns how the kernel of oneDNN's choice leaves a convolution's result. */
    private Descriptor convolved(long channels) {
        Pair none = new Pair(0, 0);
        var window = new WindowGeometry(new Pair(3, 3), new Pair(1, 1), none, none, none);
        return engine.convolution(
                        Propagation.TRAINING,
                        images(16, 9).any(),
                        Descriptor.any(scope, DataType.F32, channels, 16, 3, 3),
                        Descriptor.plain(scope, DataType.F32, channels),
                        images(channels, 7).any(),
                        window,
                        Attributes.none(scope))
                .descriptor(Argument.RESULT);
    }
}
