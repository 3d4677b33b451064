package dev.gradus.onednn.plan;

import dev.gradus.onednn.memory.Buffer;
import dev.gradus.onednn.memory.Buffer.Lifetime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Places the buffers of a step in one range of memory, so that two overlap only if one is no longer
 * needed when the other is first written. Less memory is also faster, because it stays in the
 * caches.
 *
 * <p>The largest buffers are placed first, each at the lowest address where it fits (Pisarchyk and
 * Lee 2020, "greedy by size").
 */
public final class BufferPlacement {
    static final long ALIGNMENT = 64;

    private final Map<Buffer, Span> spans = new LinkedHashMap<>();
    private final List<Placed> placed = new ArrayList<>();
    private long bytes;

    /** The first and the last call that uses a buffer. */
    private record Span(int first, int last) {
        Span including(int position) {
            return new Span(Math.min(first, position), Math.max(last, position));
        }

        boolean overlaps(Span other) {
            return first <= other.last && other.first <= last;
        }
    }

    private record Placed(Buffer buffer, Span span, long offset) {
        long end() {
            return offset + Math.ceilDiv(buffer.bytes(), ALIGNMENT) * ALIGNMENT;
        }
    }

    private BufferPlacement() {}

    /** Finds a place for every buffer within a step of a plan. */
    public static BufferPlacement of(ExecutionPlanBuilder plan) {
        var placement = new BufferPlacement();
        for (int i = 0; i < plan.calls().size(); i++) {
            for (ExecutionPlanBuilder.Piece piece : plan.calls().get(i).pieces()) {
                for (ExecutionPlanBuilder.Operand operand : piece.arguments().values()) {
                    placement.use(operand.tensor().buffer(), i);
                }
            }
        }
        plan.uses().forEach(use -> placement.use(use.buffer(), use.position()));
        placement.spans.entrySet().stream()
                .sorted(
                        Comparator.<Map.Entry<Buffer, Span>>comparingLong(
                                        entry -> -entry.getKey().bytes())
                                .thenComparingInt(entry -> entry.getValue().first()))
                .forEach(entry -> placement.place(entry.getKey(), entry.getValue()));
        return placement;
    }

    /** Returns how much memory they need together. */
    public long bytes() {
        return bytes;
    }

    /** Returns the largest buffer, if there is any. */
    public Optional<Buffer> largest() {
        return placed.stream().map(Placed::buffer).findFirst();
    }

    /** Sets the place of every buffer, in memory that starts here. */
    public void settle(long base) {
        placed.forEach(each -> each.buffer.place(base + each.offset));
    }

    private void use(Buffer buffer, int position) {
        if (buffer.lifetime() == Lifetime.PASSING) {
            spans.merge(
                    buffer,
                    new Span(position, position),
                    (known, one) -> known.including(position));
        }
    }

    private void place(Buffer buffer, Span span) {
        Placed found = new Placed(buffer, span, lowestGap(buffer, neighbours(span)));
        placed.add(found);
        bytes = Math.max(bytes, found.end());
    }

    private Collection<Placed> neighbours(Span span) {
        return placed.stream()
                .filter(other -> other.span.overlaps(span))
                .sorted(Comparator.comparingLong(Placed::offset))
                .toList();
    }

    private static long lowestGap(Buffer buffer, Collection<Placed> neighbours) {
        long offset = 0;
        for (Placed neighbour : neighbours) {
            if (offset + buffer.bytes() <= neighbour.offset) {
                break;
            }
            offset = Math.max(offset, neighbour.end());
        }
        return offset;
    }
}
