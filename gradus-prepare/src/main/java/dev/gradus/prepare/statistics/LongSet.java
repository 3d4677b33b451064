package dev.gradus.prepare.statistics;

/** A set of whole numbers, in a quarter of the memory of a set of objects. */
public final class LongSet {
    private long[] slots = new long[16];
    private boolean hasZero;
    private int size;

    /**
     * Adds a number, unless it is there already.
     *
     * @param number any number
     */
    public void add(long number) {
        if (number == 0) {
            size += hasZero ? 0 : 1;
            hasZero = true;
            return;
        }
        if (4 * size >= 3 * slots.length) {
            grow();
        }
        if (put(number)) {
            size++;
        }
    }

    private boolean put(long number) {
        int slot = (int) Sample.mixed(number) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != number) {
            slot = (slot + 1) & (slots.length - 1);
        }
        boolean isNew = slots[slot] == 0;
        slots[slot] = number;
        return isNew;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[2 * before.length];
        for (long number : before) {
            if (number != 0) {
                put(number);
            }
        }
    }

    /** {@return how many different numbers there are} */
    public int size() {
        return size;
    }
}
