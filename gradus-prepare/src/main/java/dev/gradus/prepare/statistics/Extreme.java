package dev.gradus.prepare.statistics;

/** The number farthest on one side, how often it occurs, and the number next to it. */
public final class Extreme {
    private final double side;
    private double first = Double.NEGATIVE_INFINITY;
    private double second = Double.NEGATIVE_INFINITY;
    private long count;

    private Extreme(double side) {
        this.side = side;
    }

    /** {@return a search for the least number} */
    public static Extreme least() {
        return new Extreme(-1);
    }

    /** {@return a search for the greatest number} */
    public static Extreme greatest() {
        return new Extreme(1);
    }

    /**
     * Looks at one more number.
     *
     * @param number a finite number
     */
    public void add(double number) {
        add(side * number, 1);
    }

    /**
     * Looks at all numbers that another search of the same side has seen.
     *
     * @param other the search
     */
    public void addAll(Extreme other) {
        if (other.count > 0) {
            add(other.first, other.count);
        }
        second = Math.max(second, other.second);
    }

    private void add(double place, long times) {
        if (place > first) {
            second = first;
            first = place;
            count = times;
        } else if (place == first) {
            count += times;
        } else if (place > second) {
            second = place;
        }
    }

    /** {@return the number farthest out; infinite on the other side if there is none} */
    public double first() {
        return side * first;
    }

    /** {@return the number next to it; infinite on the other side if there is none} */
    public double second() {
        return side * second;
    }

    /** {@return how often the number farthest out occurs} */
    public long count() {
        return count;
    }
}
