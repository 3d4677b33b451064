package dev.gradus.sweep.cluster;

import dev.gradus.train.round.ReplicaWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The replicas of a run that wait in a process of a cluster for their next share. Those of one run
 * are kept: when another run trains here, they are closed.
 */
final class ReplicaShelf {
    private static final ReplicaShelf HERE = new ReplicaShelf();

    private String run = "";
    private final Deque<ReplicaWork> idle = new ArrayDeque<>();

    /** The shelf of this process. */
    static ReplicaShelf here() {
        return HERE;
    }

    /** Takes a replica of a run, if one waits. */
    synchronized Optional<ReplicaWork> taken(String of) {
        if (!run.equals(of)) {
            close(run);
            run = of;
        }
        return Optional.ofNullable(idle.poll());
    }

    /** Takes a replica back, or closes it if another run trains here by now. */
    synchronized void give(String of, ReplicaWork replica) {
        if (run.equals(of)) {
            idle.push(replica);
        } else {
            replica.close();
        }
    }

    /** Closes the replicas of a run that is over. */
    synchronized void close(String of) {
        if (run.equals(of)) {
            idle.forEach(ReplicaWork::close);
            idle.clear();
            run = "";
        }
    }
}
