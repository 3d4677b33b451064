package dev.gradus.sweep;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Workers that take due work until there is none left and none under way that could lead to more.
 *
 * @param <T> a piece of work
 */
final class Crew<T> {
    private final Function<T, List<T>> work;
    private final Deque<T> due = new ArrayDeque<>();
    private int underWay;
    private boolean isStopped;

    /**
     * @param first the work that is due at the start, in order
     * @param work does a piece and returns what is due after it, which is done before other waiting
     *     work
     */
    Crew(List<T> first, Function<T, List<T>> work) {
        this.work = work;
        due.addAll(first);
    }

    /** Starts no more work; work under way continues. */
    synchronized void stop() {
        isStopped = true;
        notifyAll();
    }

    /**
     * Works until all is done or the crew is stopped; the first failure stops it.
     *
     * @param interrupted what to do if this thread is interrupted, before work under way is awaited
     * @return whether it was; its interrupt status is left clear, so that results can be written
     */
    boolean run(int workers, Runnable interrupted) {
        boolean wasInterrupted = false;
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            for (Future<Boolean> each : hands(pool, workers)) {
                while (!isOver(each)) {
                    wasInterrupted = true;
                    interrupted.run();
                    stop();
                }
            }
        } catch (ExecutionException failure) {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
            throw unwrapped(failure);
        }
        return wasInterrupted;
    }

    private List<Future<Boolean>> hands(ExecutorService pool, int workers) {
        Callable<Boolean> hand = this::worked;
        return IntStream.range(0, workers).mapToObj(_ -> pool.submit(hand)).toList();
    }

    /** Waits for a worker; returns whether it is done, and not this thread interrupted. */
    private static boolean isOver(Future<Boolean> hand) throws ExecutionException {
        try {
            hand.get();
            return true;
        } catch (InterruptedException early) {
            return false;
        }
    }

    private boolean worked() throws InterruptedException {
        for (Optional<T> next = taken(); next.isPresent(); next = taken()) {
            try {
                done(work.apply(next.get()));
            } catch (Throwable failure) { // work may throw what it does not declare, as Scala does
                stop();
                throw failure;
            }
        }
        return true;
    }

    private synchronized Optional<T> taken() throws InterruptedException {
        while (due.isEmpty() && underWay > 0 && !isStopped) {
            wait();
        }
        if (isStopped || due.isEmpty()) {
            return Optional.empty();
        }
        underWay++;
        return Optional.of(due.removeFirst());
    }

    private synchronized void done(List<T> more) {
        more.reversed().forEach(due::addFirst);
        underWay--;
        notifyAll();
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return switch (Objects.requireNonNull(failure.getCause())) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            case Throwable other -> new IllegalStateException(other);
        };
    }
}
