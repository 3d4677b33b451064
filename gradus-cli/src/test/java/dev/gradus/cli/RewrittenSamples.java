package dev.gradus.cli;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Switches over types and records of every kind of component, for {@link PrelinkTest}. */
final class RewrittenSamples {
    private RewrittenSamples() {}

    record Empty() {}

    record Flags(boolean flag, byte small, char letter, short more) {}

    record Numbers(int whole, long large, float single, double twice) {}

    @SuppressWarnings("ArrayRecordComponent") // compared by identity, like any other object
    record Things<T>(@Nullable T value, int[] array, @Nullable List<? extends T> list) {}

    /** Its fields are as private as those of every record; nobody outside reads them. */
    private record Nested(Empty empty, @Nullable Things<Nested> within) {}

    /** One that says itself when it is equal. */
    record Own(int number) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Own own && Math.abs(own.number - number) <= 1;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** A choice whose own methods switch over it. */
    sealed interface Choice {
        record One(int size) implements Choice {}

        record Pair(Choice first, Choice second) implements Choice {}

        enum Letter implements Choice {
            A,
            B
        }

        static String name(@Nullable Choice choice) {
            return switch (choice) {
                case null -> "none";
                case One(int size) when size > 100 -> "large";
                case One one -> "one " + one.size;
                case Pair(One first, One second) when first.equals(second) -> "twins";
                case Pair(One first, var second) -> "one and " + name(second);
                case Pair(Pair(var first, _), Letter second) -> name(first) + " before " + second;
                case Pair pair -> "pair of " + name(pair.first);
                case Letter.A -> "the first";
                case Letter letter -> letter.name();
            };
        }

        default int depth() {
            Function<Choice, Integer> ofOne =
                    choice ->
                            switch (choice) {
                                case Pair pair -> pair.depth();
                                case One _, Letter _ -> 1;
                            };
            return switch (this) {
                case Pair(var first, var second) ->
                        1 + Math.max(ofOne.apply(first), ofOne.apply(second));
                case One _, Letter _ -> 1;
            };
        }
    }

    /** The same for a type that is not closed; that of words has cases that are values. */
    private static String kind(Object value) {
        return switch (value) {
            case String text when text.isEmpty() -> "empty";
            case String text -> word(text);
            case Integer number when number > 1 -> "many";
            case Integer _ -> "few";
            case int[] numbers -> "numbers " + numbers.length;
            case CharSequence _ -> "characters";
            case Things<?> things -> "things with " + things.value;
            case Record record -> "record " + record;
            default -> "other";
        };
    }

    private static String word(String text) {
        return switch (text) {
            case "word" -> "the word";
            case String other when other.length() > 4 -> "long";
            case String other -> "text of " + other.length();
        };
    }

    /** {@return all that the samples answer, a line each} */
    public static String answers() {
        List<Object> values = values();
        var lines = new ArrayList<String>();
        for (Object value : values) {
            lines.add(kind(value));
            if (hashesByValue(value)) {
                lines.add("hash " + value.hashCode());
            }
            var equal = new StringBuilder();
            values.forEach(other -> equal.append(value.equals(other) ? '=' : '.'));
            lines.add(equal.toString());
            if (value instanceof Choice choice) {
                lines.add(Choice.name(choice) + ", depth " + choice.depth());
            }
        }
        lines.add(Choice.name(null));
        return String.join("\n", lines);
    }

    /** Arrays and constants of enumerations have another hash in each process. */
    private static boolean hashesByValue(Object value) {
        return switch (value) {
            case Things<?> _, Choice.Pair(_, Choice.Letter _) -> false;
            case Record _ -> true;
            default -> false;
        };
    }

    private static List<Object> values() {
        int[] array = {1, 2};
        List<Object> values =
                new ArrayList<>(
                        Arrays.asList("", "word", "words", 1, 2, array, CharBuffer.wrap("x"), 2.5));
        values.addAll(List.of(new Empty(), new Empty(), new Own(1), new Own(2), new Own(3)));
        for (boolean flag : new boolean[] {false, true}) {
            values.add(new Flags(flag, (byte) 0, 'a', (short) 0));
            values.add(new Flags(flag, (byte) -1, 'a', (short) 0));
            values.add(new Flags(flag, (byte) 0, '\uffff', (short) 0));
            values.add(new Flags(flag, (byte) 0, 'a', Short.MIN_VALUE));
        }
        for (double number : new double[] {0.0, -0.0, 1.5, Double.NaN, Double.MIN_VALUE}) {
            values.add(new Numbers((int) number, 0, 0, number));
            values.add(new Numbers(0, Double.doubleToRawLongBits(number), (float) number, 0));
            values.add(new Numbers(Integer.MIN_VALUE, 1L << 32, (float) number, number));
        }
        values.add(new Numbers(0, 0, Float.NaN, 0));
        values.add(new Numbers(0, 0, Float.intBitsToFloat(0x7fc0_0001), 0)); // another NaN
        values.add(new Things<>("a", array, List.of("b")));
        values.add(new Things<>("a", array, new ArrayList<>(List.of("b"))));
        values.add(new Things<>("a", array.clone(), List.of("b")));
        values.add(new Things<>(null, array, null));
        values.add(new Nested(new Empty(), null));
        values.add(new Nested(new Empty(), null));
        Choice one = new Choice.One(1);
        Choice large = new Choice.One(101);
        List<Choice> choices =
                List.of(
                        one,
                        large,
                        Choice.Letter.A,
                        Choice.Letter.B,
                        new Choice.Pair(one, new Choice.One(1)),
                        new Choice.Pair(one, large),
                        new Choice.Pair(new Choice.Pair(large, one), Choice.Letter.B),
                        new Choice.Pair(new Choice.Pair(large, one), one));
        values.addAll(choices);
        return values;
    }
}
