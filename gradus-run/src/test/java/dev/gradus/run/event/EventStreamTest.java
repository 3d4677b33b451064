package dev.gradus.run.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.number.Text;
import dev.gradus.run.Examples;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.history.History;
import dev.gradus.testing.Allocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamTest {

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    private static StepRecord record(long step) {
        return new StepRecord()
                .begin(step, step / 10)
                .loss(2.31)
                .learningRate(0.0004, 0.0004, 1)
                .momentum(0.95)
                .gradientNorm(1.9)
                .examples(128)
                .seconds(0.004);
    }

    @Test
    void aRecordIsTheEventItStandsFor() {
        assertThat(record(7).toEvent()).isEqualTo(Examples.step(7, 2.31));
        StepCompleted overridden =
                record(7).learningRate(0.1, 0.3, 0.5).override(0.1).weightDecay(0.01).toEvent();
        assertThat(overridden.learningRate().override()).hasValue(0.1);
        assertThat(overridden.weightDecay()).hasValue(0.01);
    }

    @Test
    void aRecordForgetsTheStepBefore() {
        StepRecord record = record(7).learningRate(0.1, 0.3, 0.5).override(0.1).weightDecay(0.01);

        StepCompleted next = record.begin(8, 0).learningRate(0.3, 0.3, 1).toEvent();

        assertThat(next.learningRate()).isEqualTo(LearningRate.scheduled(0.3));
        assertThat(next.momentum()).isEmpty();
        assertThat(next.weightDecay()).isEmpty();
        assertThat(next.examples()).isZero();
    }

    @Test
    void everyListenerReceivesAllEventsInOrderBeforeCloseReturns() {
        var first = new ArrayList<TrainingEvent>();
        var second = new ArrayList<TrainingEvent>();
        var expected = new ArrayList<TrainingEvent>();
        try (var stream = EventStream.to(List.of(first::add, second::add), warnings::add)) {
            for (int i = 0; i < 5000; i++) {
                stream.step(record(i));
                expected.add(Examples.step(i, 2.31));
                if (i % 7 == 0) {
                    TrainingEvent other = Examples.events().get(i % 3);
                    stream.publish(other);
                    expected.add(other);
                }
            }
        }

        assertThat(first).isEqualTo(expected);
        assertThat(second).isEqualTo(expected);
        assertThat(warnings).isEmpty();
    }

    @Test
    void publishingAStepAllocatesNothing(@TempDir Path folder) {
        StepRecord record = record(0);
        try (var log = EventLog.append(folder.resolve("events.jsonl"));
                var stream = EventStream.to(List.of(log, new History()), warnings::add)) {
            int[] step = {0};
            assertThat(
                            Allocation.of(() -> {
                                for (int i = 0; i < 100; i++) {
                                    publish(stream, record, step[0]++);
                                }
                            }))
                    .as("bytes for 100 steps")
                    .isZero();
        }
    }

    private static void publish(EventStream stream, StepRecord record, int step) {
        record.begin(step, 0)
                .loss(step)
                .learningRate(0.1, 0.2, 0.5)
                .override(0.1)
                .gradientNorm(1)
                .momentum(0.9);
        stream.step(record);
    }

    @Test
    void aDeadListenerDelaysNeitherTrainingNorOthers() throws InterruptedException {
        var never = new CountDownLatch(1);
        var received = new AtomicLong();
        var ended = new CountDownLatch(1);
        TrainingListener dead = _ -> awaitQuietly(never);
        TrainingListener alive =
                event -> {
                    received.incrementAndGet();
                    if (event instanceof TrainingEvent.RunEnded) {
                        ended.countDown();
                    }
                };
        var stream =
                new EventStream(
                        List.of(), List.of(dead, alive), warnings::add, Duration.ofMillis(50));
        long start = System.nanoTime();
        for (int i = 0; i < 3 * EventQueue.CAPACITY; i++) {
            stream.step(record(i));
            while (received.get() < i - EventQueue.CAPACITY / 2) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        stream.publish(Examples.events().getLast());

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(received).hasValue(3 * EventQueue.CAPACITY + 1);
        stream.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(warnings)
                .containsExactly("a listener was too slow: it missed 98305 of 98305 events");
        never.countDown();
    }

    @Test
    void whenAQueueIsFullStepsAreDroppedAndWeightierEventsAreNot() {
        var go = new CountDownLatch(1);
        var received = new ArrayList<TrainingEvent>();
        TrainingListener late =
                event -> {
                    awaitQuietly(go);
                    received.add(event);
                };
        try (var stream = EventStream.to(List.of(late), warnings::add)) {
            for (int i = 0; i < 2 * EventQueue.CAPACITY; i++) {
                stream.step(record(i));
            }
            Examples.events().forEach(stream::publish);
            assertThat(stream.dropped()).isEqualTo(EventQueue.CAPACITY + EventQueue.RESERVED);
            go.countDown();
        }

        assertThat(received)
                .hasSize(EventQueue.CAPACITY - EventQueue.RESERVED + Examples.events().size());
        assertThat(received).endsWith(Examples.events().toArray(TrainingEvent[]::new));
        assertThat(warnings)
                .containsExactly(
                        Text.of(
                                "a listener was too slow: it missed 33792 of %d events",
                                2 * EventQueue.CAPACITY + Examples.events().size()));
    }

    @Test
    void aKeeperThatIsSlowMissesNothingAndIsWaitedForWhichIsSaidOnce() {
        var received = new ArrayList<TrainingEvent>();
        TrainingListener slow =
                new TrainingListener() {
                    @Override
                    public void on(TrainingEvent event) {
                        received.add(event);
                        if (received.size() % 1000 == 0) {
                            LockSupport.parkNanos(5_000_000);
                        }
                    }

                    @Override
                    public String name() {
                        return "events.jsonl";
                    }
                };
        var watched = new ArrayList<TrainingEvent>();
        int steps = 5 * EventQueue.CAPACITY;
        EventStream stream =
                new EventStream(
                        List.of(slow), List.of(watched::add), warnings::add, Duration.ofSeconds(5));
        try (stream) {
            for (int i = 0; i < steps; i++) {
                stream.step(record(i));
                if (i % 5000 == 0) {
                    stream.publish(Examples.events().getLast());
                }
            }
        }

        assertThat(received.stream().filter(StepCompleted.class::isInstance))
                .extracting(TrainingEvent::step)
                .isEqualTo(LongStream.range(0, steps).boxed().toList());
        assertThat(received.stream().filter(TrainingEvent.Note.class::isInstance))
                .singleElement()
                .extracting(note -> ((TrainingEvent.Note) note).text())
                .isEqualTo(
                        "training is faster than events.jsonl can process events, and sometimes waits for it; no event is lost");
        assertThat(stream.missedBy(slow)).isZero();
        // The watcher may miss some if its thread gets no processor, and is told so.
        assertThat(warnings).noneMatch(warning -> warning.startsWith(slow.name()));
    }

    @Test
    void anInterruptedThreadWaitsForAKeeperToo() {
        var go = new CountDownLatch(1);
        var received = new AtomicLong();
        TrainingListener late =
                _ -> {
                    awaitQuietly(go);
                    received.incrementAndGet();
                };
        int steps = 2 * EventQueue.CAPACITY;
        try (var stream = EventStream.to(List.of(late), List.of(), warnings::add)) {
            Thread.ofVirtual()
                    .start(() -> {
                        LockSupport.parkNanos(50_000_000);
                        go.countDown();
                    });
            Thread.currentThread().interrupt();
            for (int i = 0; i < steps; i++) {
                stream.step(record(i));
            }
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(received).hasValue(steps + 1); // and the note that says so
    }

    @Test
    void aFailingListenerIsToldOfOnceAndGoesOnReceiving() {
        var received = new ArrayList<TrainingEvent>();
        TrainingListener failing =
                event -> {
                    received.add(event);
                    throw new IllegalStateException("no paper");
                };
        try (var stream = EventStream.to(List.of(failing), warnings::add)) {
            Examples.events().forEach(stream::publish);
        }

        assertThat(received).isEqualTo(Examples.events());
        assertThat(warnings).containsExactly("a listener: no paper; training continues");
    }

    @Test
    void aStepReachesItsListenerWithinASecondWithoutAnyOtherEvent() throws InterruptedException {
        var arrived = new CountDownLatch(1);
        try (var stream = EventStream.to(List.of(_ -> arrived.countDown()), warnings::add)) {
            stream.step(record(0));
            assertThat(arrived.await(1, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counts what it has received, and how much of that it was told to secure. */
    private static final class Keeper implements TrainingListener {
        private volatile long received;
        private volatile long secured;

        @Override
        public void on(TrainingEvent event) {
            received = event.step() + 1;
        }

        @Override
        public void secure() {
            secured = received;
        }
    }

    @Test
    void everythingPublishedIsSecureOnceThatIsAwaited() {
        var keeper = new Keeper();
        try (var stream = EventStream.to(List.of(keeper), List.of(), warnings::add)) {
            for (int round = 0, step = 0; round < 300; round++) {
                for (int more = round * 7 % 5; more > 0; more--) {
                    stream.step(record(step++));
                }
                stream.secure();
                assertThat(keeper.secured).isEqualTo(step);
            }
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void aKeeperThatHangsIsNotAwaitedForever() {
        var release = new CountDownLatch(1);
        TrainingListener hanging =
                _ -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        var stream =
                new EventStream(List.of(hanging), List.of(), warnings::add, Duration.ofMillis(50));
        stream.publish(Examples.step(0, 1));
        stream.secure();
        release.countDown();
        stream.close();
        assertThat(warnings).isEmpty();
    }
}
