package dev.gradus.onednn.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlocksTest {
    /** Runs the parts of a task one after another, and tells which one runs. */
    private static final class Counting implements Team {
        private final int threads;
        private int parts;
        private int part;

        Counting(int threads) {
            this.threads = threads;
        }

        /** Returns the thread that takes the current part unless it comes late. */
        int owner() {
            return part * threads / parts;
        }

        @Override
        public int threads() {
            return threads;
        }

        @Override
        public void run(int count, Task task) {
            parts = count;
            for (part = 0; part < count; part++) {
                task.run(part);
            }
        }

        @Override
        public void close() {}
    }

    /** A block, and the thread that it belongs to. */
    private record Given(int block, int thread) {}

    private static List<Given> given(int inputs, String text, int threads) {
        Network network = Network.parse(Shape.vector(inputs), text);
        try (var scope = new Scope()) {
            var store = new ParameterStore(network, scope, Propagation.TRAINING);
            network.parameters()
                    .forEach(parameter ->
                            store.elect(
                                    parameter,
                                    Descriptor.plain(scope, DataType.F32, parameter.size())));
            store.settle();
            var team = new Counting(threads);
            var blocks = new Blocks(network.parameters(), store, 0, team);
            List<Given> given = new ArrayList<>();
            blocks.forEach((index, block, scratch) -> given.add(new Given(index, team.owner())));
            assertThat(given)
                    .extracting(Given::block)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, blocks.size()).boxed().toList());
            return given;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, dense(2)",
        "2, 784, dense(128) relu dense(10)",
        "2, 64, dense(64) dense(64) dense(64) dense(64) dense(64) dense(64) dense(64) dense(64)",
        "3, 784, dense(512) relu dense(256) relu dense(10)",
        "7, 100, dense(33) dense(10) dense(50) dense(1)",
        "2, 5, dense(5) dense(5) dense(5) dense(5) dense(5) dense(5) dense(5)"
    })
    void areSharedOutEvenly(int threads, int inputs, String network) {
        var counts =
                given(inputs, network, threads).stream()
                        .collect(Collectors.groupingBy(Given::thread, Collectors.counting()));

        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        assertThat(counts.values())
                .allSatisfy(count ->
                        assertThat((double) count).isLessThanOrEqualTo((double) all / threads + 3));
    }

    /** The gradient of the first outputs' weights is computed by the first thread. */
    @Test
    void ofALargeParameterGoToThreadsInOrder() {
        var first =
                given(784, "dense(512) relu dense(256)", 2).stream()
                        .filter(each -> each.block < 196);

        assertThat(first).allSatisfy(each -> assertThat(each.thread).isEqualTo(each.block / 98));
    }
}
