package dev.gradus.run.event;

import dev.gradus.number.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what could not be read in a record or is missing, and reports it in one sentence. */
public final class EventFaults implements Consumer<String> {
    private static final int NAMED = 3;

    private final List<String> named = new ArrayList<>();
    private long count;

    /** Creates one without faults. */
    public EventFaults() {}

    @Override
    public void accept(String fault) {
        if (count++ < NAMED) {
            named.add(fault);
        }
    }

    /** {@return whether a line could not be read} */
    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * {@return what could not be read, and that it is left in the file; empty if everything could}
     */
    public Optional<String> sentence() {
        if (isEmpty()) {
            return Optional.empty();
        }
        String more =
                count > NAMED ? "; and " + NumberText.counted(count - NAMED, "more line") : "";
        return Optional.of(
                String.join("; ", named)
                        + more
                        + "; damaged lines are skipped and left in the file");
    }
}
