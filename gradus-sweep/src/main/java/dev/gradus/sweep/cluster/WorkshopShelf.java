package dev.gradus.sweep.cluster;

import dev.gradus.sweep.Workshop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a process of a cluster keeps from one trial to the next: data it has read. */
final class WorkshopShelf {
    private static final Map<WorkshopSource, Shelf> SHELVES = new ConcurrentHashMap<>();

    private WorkshopShelf() {}

    /** A workshop, and notes on its runs that have not been reported yet. */
    record Shelf(Workshop workshop, Queue<String> unsaid) {
        void say(String sentence) {
            unsaid.add(sentence);
        }

        List<String> said() {
            var said = new ArrayList<String>();
            for (String next = unsaid.poll(); next != null; next = unsaid.poll()) {
                said.add(next);
            }
            return said;
        }
    }

    static Shelf of(WorkshopSource source) {
        return SHELVES.computeIfAbsent(
                source,
                each -> {
                    Queue<String> unsaid = new ConcurrentLinkedQueue<>();
                    return new Shelf(each.open(unsaid::add), unsaid);
                });
    }
}
