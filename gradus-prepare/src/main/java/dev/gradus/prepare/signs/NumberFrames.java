package dev.gradus.prepare.signs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for numbers in spellings that are not read: {@code 0x3e8}, {@code 1_000}, {@code 3/4},
 * {@code 12:30}, {@code [1.5]}, {@code 4 x 6}. With its numbers taken out, such a field is a frame:
 * {@code #/#}. Names of things have many frames, numbers in a column of them have one, or a few.
 */
public final class NumberFrames {
    private static final int LONGEST = 40;

    /** How many frames are counted. */
    private static final int MOST = 64;

    /** How many frames the numbers of one column have: several units, say. */
    private static final int FEW = 3;

    /** In several frames, a number is one of many: {@code 7A} and {@code 9B} are names. */
    private static final int NUMBERS_OF_FRAME = 4;

    /** At least this share of a column's values is in those frames. */
    private static final double NEARLY_ALL = 0.95;

    private final Map<String, Frame> frames = new HashMap<>();

    /**
     * What is left of fields without their numbers.
     *
     * @param example the first of the fields
     * @param count how many there are
     */
    private record Frame(String example, long count) {
        Frame more() {
            return new Frame(example, count + 1);
        }
    }

    /**
     * Looks at one more field.
     *
     * @param field a field that is not read as a number, without blanks around it
     */
    public void add(String field) {
        if (field.length() > LONGEST || Character.isLetter(field.charAt(0)) || isDotted(field)) {
            return;
        }
        String frame = NumberFrame.of(field);
        if (frame.equals(field) || (frames.size() == MOST && !frames.containsKey(frame))) {
            return;
        }
        Frame known = frames.get(frame);
        frames.put(frame, known == null ? new Frame(field, 1) : known.more());
    }

    /** Returns whether a field is a version or the address of a computer, which are names. */
    private static boolean isDotted(String field) {
        int points = 0;
        boolean isAfterDigit = false;
        for (int i = 0; i < field.length(); i++) {
            boolean isDigit = field.charAt(i) >= '0' && field.charAt(i) <= '9';
            if (!isDigit && (field.charAt(i) != '.' || !isAfterDigit)) {
                return false;
            }
            points += isDigit ? 0 : 1;
            isAfterDigit = isDigit;
        }
        return points >= 2 && isAfterDigit;
    }

    /**
     * {@return how many fields are numbers in a spelling that is not read, if nearly all are; else
     * 0}
     *
     * @param present how many fields have a value
     * @param distinct how many different values they have
     * @param numbers how many of them are read as numbers
     */
    public long count(long present, int distinct, long numbers) {
        List<Frame> few = few();
        long framed = few.stream().mapToLong(Frame::count).sum();
        boolean areNumbers = few.size() < 2 || distinct >= NUMBERS_OF_FRAME * few.size();
        return areNumbers && numbers + framed >= NEARLY_ALL * present ? framed : 0;
    }

    /** {@return an example of each frame, the most frequent first} */
    public List<String> examples() {
        return few().stream().map(Frame::example).toList();
    }

    private List<Frame> few() {
        var all = new ArrayList<>(frames.values());
        all.sort(Comparator.comparingLong(Frame::count).reversed().thenComparing(Frame::example));
        return all.subList(0, Math.min(FEW, all.size()));
    }
}
