package dev.gradus.run.control;

import dev.gradus.schedule.curve.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What drives a hyper-parameter whose plan was changed during the run: one schedule after another.
 *
 * @param list at least one piece, in the order of their starts; each is valid until the next
 *     starts, the last forever
 */
public record Pieces(List<Piece> list) {
    /** Copies the list. */
    public Pieces {
        list = List.copyOf(list);
        if (list.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one piece");
        }
    }

    /**
     * A schedule and its place in the run.
     *
     * @param schedule its text; empty for the one the run was started with
     * @param from the update that is its step 0
     * @param steps the length of the run for which its spans are resolved
     */
    public record Piece(Optional<String> schedule, long from, long steps) {}

    /**
     * {@return a plan of one piece}
     *
     * @param piece the piece
     */
    public static Pieces of(Piece piece) {
        return new Pieces(List.of(piece));
    }

    /**
     * {@return the plan of a run whose length changes}
     *
     * @param before its length so far, in updates
     * @param after its new length, in updates
     * @param continuation how the schedules continue
     */
    public Pieces extended(long before, long after, Continuation continuation) {
        Piece last = list.getLast();
        return switch (continuation) {
            case KEEP -> this;
            case STRETCH -> replacedLast(new Piece(last.schedule, last.from, after - last.from));
            case APPEND -> followedBy(new Piece(last.schedule, before, after - before));
        };
    }

    private Pieces replacedLast(Piece piece) {
        var pieces = new ArrayList<>(list);
        pieces.set(pieces.size() - 1, piece);
        return new Pieces(pieces);
    }

    private Pieces followedBy(Piece piece) {
        var pieces = new ArrayList<>(list);
        pieces.removeIf(before -> before.from >= piece.from);
        pieces.add(piece);
        return new Pieces(pieces);
    }

    /** Returns the schedules for a message. */
    @Override
    public String toString() {
        return list.stream()
                .map(piece -> piece.schedule.orElse("the schedule so far"))
                .collect(Collectors.joining(", then "));
    }

    /**
     * {@return the values of all pieces as one curve over the steps of the run}
     *
     * @param bind returns the values of a piece from its own step 0 on
     */
    public Curve bound(Function<Piece, Curve> bind) {
        Curve[] curves = list.stream().map(bind).toArray(Curve[]::new);
        long[] from = list.stream().mapToLong(Piece::from).toArray();
        return step -> {
            int piece = from.length - 1;
            while (piece > 0 && step < from[piece]) {
                piece--;
            }
            return curves[piece].at(Math.max(0, step - from[piece]));
        };
    }
}
