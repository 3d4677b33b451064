package dev.gradus.schedule;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A persistent list: appending does not copy it, because the longer list shares its beginning with
 * the shorter one. So thousands of calls in a row stay fast.
 */
final class Appended<E> extends AbstractList<E> implements RandomAccess {
    private final Object[] shared;
    private final AtomicInteger taken;
    private final int size;

    private Appended(Object[] shared, AtomicInteger taken, int size) {
        this.shared = shared;
        this.taken = taken;
        this.size = size;
    }

    /** Returns a list with one element more than another. */
    static <E> Appended<E> of(List<E> list, E last) {
        if (list instanceof Appended<E> before && before.takesPlace()) {
            before.shared[before.size] = last;
            return new Appended<>(before.shared, before.taken, before.size + 1);
        }
        int size = list.size();
        var shared = Arrays.copyOf(list.toArray(), 2 * size + 4);
        shared[size] = last;
        return new Appended<>(shared, new AtomicInteger(size + 1), size + 1);
    }

    /** The slot after the last element belongs to the first list that is appended to. */
    private boolean takesPlace() {
        return size < shared.length && taken.compareAndSet(size, size + 1);
    }

    @Override
    @SuppressWarnings("unchecked")
    public E get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return (E) shared[index];
    }

    @Override
    public int size() {
        return size;
    }
}
