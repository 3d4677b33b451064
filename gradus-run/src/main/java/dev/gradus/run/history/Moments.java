package dev.gradus.run.history;

import dev.gradus.number.Text;
import dev.gradus.run.history.History.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * What to mark in a plot, in bounded memory: of too many, the oldest of those that matter least are
 * left out, and a moment of their own says how many.
 */
final class Moments {
    /** How much a moment matters, the least first. */
    enum Weight {
        /** Somebody's request, of which a script may make thousands. */
        REQUEST,
        /** A warning, or that the run was resumed. */
        WARNING,
        /** Over-fitting or divergence, which the reader of a plot looks for. */
        TURNING_POINT
    }

    private record Weighed(Moment moment, Weight weight) {}

    private final List<Weighed> kept = new ArrayList<>();
    private final int most;
    private long leftOut;
    private long lastLeftOut;

    Moments(int most) {
        this.most = most;
    }

    void add(long step, String text, Weight weight) {
        kept.add(new Weighed(new Moment(step, text), weight));
        if (kept.size() > most) {
            leaveOut(leastThatMatters());
        }
    }

    /** Forgets what came after a step. */
    void forgetAfter(long step) {
        kept.removeIf(each -> each.moment.step() > step);
        lastLeftOut = Math.min(lastLeftOut, step);
    }

    /** Returns the moments in their order; how many were left out comes first. */
    List<Moment> list() {
        var all = new ArrayList<Moment>();
        if (leftOut > 0) {
            all.add(new Moment(lastLeftOut, Text.of("%,d lesser marks are left out", leftOut)));
        }
        kept.forEach(each -> all.add(each.moment));
        return List.copyOf(all);
    }

    private int leastThatMatters() {
        int least = 0;
        for (int i = 1; i < kept.size(); i++) {
            if (kept.get(i).weight.compareTo(kept.get(least).weight) < 0) {
                least = i;
            }
        }
        return least;
    }

    private void leaveOut(int index) {
        lastLeftOut = Math.max(lastLeftOut, kept.remove(index).moment.step());
        leftOut++;
    }
}
