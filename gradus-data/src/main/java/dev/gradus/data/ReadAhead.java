package dev.gradus.data;

import dev.gradus.prepare.DecimalMark;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.table.UnreadColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows on a thread of its own, a little ahead of the one that takes them, so that a second
 * processor splits the file into fields while the first computes with them. Rows, faults and the
 * reader's failure arrive in their order. What lies between the two threads is bounded by its size;
 * of rows beyond that size there are at most two.
 */
final class ReadAhead implements RowReader {
    /** What may lie between the two threads, in characters and {@link #FIELD}s. */
    private static final int MOST = 1 << 19;

    /** What a field takes besides its characters. */
    private static final int FIELD = 32;

    private static final int ROWS_OF_BLOCK = 64;
    private static final int WEIGHT_OF_BLOCK = MOST / 8;

    private final RowReader reader;

    ReadAhead(RowReader reader) {
        this.reader = reader;
    }

    @Override
    public List<String> columns() {
        return reader.columns();
    }

    @Override
    public UnreadColumns unread() {
        return reader.unread();
    }

    @Override
    public List<String> notes() {
        return reader.notes();
    }

    @Override
    public Optional<DecimalMark> decimalMark() {
        return reader.decimalMark();
    }

    @Override
    public boolean isNamed() {
        return reader.isNamed();
    }

    @Override
    public Optional<String> doubtOfNames() {
        return reader.doubtOfNames();
    }

    @Override
    public String place(long line) {
        return reader.place(line);
    }

    @Override
    public void forEach(Consumer<Row> rows, BadRows bad) throws IOException {
        var ahead = new Ahead(reader);
        Thread thread = Thread.ofPlatform().daemon().name("gradus-reading").start(ahead);
        try {
            boolean isOver = false;
            while (!isOver) {
                Block block = ahead.next();
                block.items.forEach(item -> item.hand(rows, bad));
                ahead.room.release(block.weight);
                isOver = block.isLast;
            }
        } finally {
            ahead.stop();
            joined(thread);
        }
        ahead.rethrow();
    }

    /** Waits for a thread that is about to end; an interruption is kept for whoever asks next. */
    private static void joined(Thread thread) {
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException wanted) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private sealed interface Item {
        void hand(Consumer<Row> rows, BadRows bad);
    }

    private record Good(List<String> fields, long line, Map<Integer, String> faults)
            implements Item, Row {
        @Override
        public void hand(Consumer<Row> rows, BadRows bad) {
            rows.accept(this);
        }
    }

    private record Bad(String place, String fault) implements Item {
        @Override
        public void hand(Consumer<Row> rows, BadRows bad) {
            bad.add(place, fault);
        }
    }

    private static final class Block {
        private final List<Item> items = new ArrayList<>(ROWS_OF_BLOCK);
        private int weight;
        private boolean isLast;

        boolean isFull() {
            return items.size() == ROWS_OF_BLOCK || weight >= WEIGHT_OF_BLOCK;
        }
    }

    /** Ends a reading that nobody takes rows from any more. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The reading itself. */
    private static final class Ahead implements Runnable {
        private final RowReader reader;
        private final LinkedBlockingQueue<Block> blocks = new LinkedBlockingQueue<>();
        private final Semaphore room = new Semaphore(MOST);
        private Block block = new Block();
        private volatile boolean isStopped;
        private volatile @Nullable Throwable failure;

        Ahead(RowReader reader) {
            this.reader = reader;
        }

        @Override
        public void run() {
            try {
                reader.forEach(
                        row -> {
                            List<String> fields = List.copyOf(row.fields());
                            var good = new Good(fields, row.line(), Map.copyOf(row.faults()));
                            add(good, weight(fields));
                        },
                        BadRows.forwarding(
                                (place, fault) -> add(new Bad(place, fault), fault.length())));
            } catch (Throwable thrown) {
                failure = thrown;
            }
            block.isLast = true;
            block.weight = 0; // it took no room
            blocks.add(block);
        }

        private static int weight(List<String> fields) {
            long weight = 0;
            for (int i = 0; i < fields.size(); i++) {
                weight += FIELD + fields.get(i).length();
            }
            return (int) Math.min(weight, MOST);
        }

        private void add(Item item, int weight) {
            block.items.add(item);
            block.weight = Math.min(block.weight + weight, MOST);
            if (block.isFull()) {
                room.acquireUninterruptibly(block.weight);
                if (isStopped) {
                    throw new StoppedException();
                }
                blocks.add(block);
                block = new Block();
            }
        }

        Block next() {
            boolean isInterrupted = false;
            try {
                while (true) {
                    try {
                        return blocks.take();
                    } catch (InterruptedException wanted) {
                        isInterrupted = true;
                    }
                }
            } finally {
                if (isInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** Makes a reader that waits for room go on, to its end. */
        void stop() {
            isStopped = true;
            room.release(MOST);
        }

        void rethrow() throws IOException {
            switch (failure) {
                case null -> {}
                case IOException fault -> throw fault;
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }
}
