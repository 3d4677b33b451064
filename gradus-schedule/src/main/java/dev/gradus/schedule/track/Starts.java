package dev.gradus.schedule.track;

/** Finds the part of a timeline that a time falls into. */
final class Starts {
    private Starts() {}

    /**
     * Returns the last part that has started; of those that start together, the last.
     *
     * @param starts increasing; the first is 0
     * @param time 0 or more
     */
    static int indexAt(double[] starts, double time) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= time) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
