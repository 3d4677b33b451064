package dev.gradus.train.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Replicas in this process, each on a thread of its own. */
public final class ThreadReplicas implements Replicas {
    private final List<ReplicaWork> replicas = new ArrayList<>();
    private final RoundPiece whole;
    private final ExecutorService threads;

    private ThreadReplicas(int count, RoundPiece whole) {
        this.whole = whole;
        threads =
                Executors.newFixedThreadPool(
                        count, Thread.ofPlatform().daemon().name("gradus-replica-", 0).factory());
    }

    /**
     * Makes replicas; see {@link ReplicaPlace#open}.
     *
     * @param count how many, at least 1
     * @param layout what each gives back
     * @param here makes one
     * @return the replicas
     */
    public static ThreadReplicas open(int count, RoundLayout layout, Supplier<ReplicaWork> here) {
        var opened = new ThreadReplicas(count, layout.whole());
        try {
            for (int i = 0; i < count; i++) {
                opened.replicas.add(here.get());
            }
            return opened;
        } catch (RuntimeException | Error failure) {
            opened.close();
            throw failure;
        }
    }

    @Override
    public RoundResult train(RoundStart start, List<RoundShare> shares) {
        List<Future<RoundReport>> under =
                shares.stream()
                        .map(share ->
                                threads.submit(
                                        () -> replicas.get(share.replica()).train(start, share)))
                        .toList();
        return RoundResult.of(whole, under.stream().map(ThreadReplicas::result).toList());
    }

    /** Keeps an interruption for the loop, which handles it between two rounds. */
    private static RoundReport result(Future<RoundReport> under) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return under.get();
                } catch (InterruptedException kept) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failure) {
            throw unwrapped(failure);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return switch (Objects.requireNonNull(failure.getCause())) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            case Throwable other -> new IllegalStateException(other);
        };
    }

    @Override
    public String place() {
        return "on threads of this process";
    }

    @Override
    public void close() {
        threads.close();
        replicas.forEach(ReplicaWork::close);
    }
}
