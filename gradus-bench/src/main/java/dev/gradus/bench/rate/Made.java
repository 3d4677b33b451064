package dev.gradus.bench.rate;

import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Shape;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Data that are drawn from a formula, the same in every process. */
enum Made {
    /** Periods of four forms, of any frequency and phase, under noise: which form? */
    WAVES(1, 0, 48, 4, 4000) {
        @Override
        double draw(SplittableRandom random, float[] inputs) {
            int form = random.nextInt(4);
            double cycles = 2 + 3 * random.nextDouble();
            double phase = random.nextDouble();
            for (int i = 0; i < inputs.length; i++) {
                double turn = (phase + cycles * i / inputs.length) % 1;
                inputs[i] = (float) (form(form, turn) + random.nextGaussian() * 0.8);
            }
            return form;
        }

        private static double form(int form, double turn) {
            return switch (form) {
                case 0 -> 1.41 * Math.sin(2 * Math.PI * turn);
                case 1 -> turn < 0.5 ? 1 : -1;
                case 2 -> 1.73 * (2 * turn - 1);
                default -> turn < 0.2 ? 2 : -0.5;
            };
        }
    },

    /** Strings of four letters: which of three words is in them, if any? */
    MOTIFS(4, 0, 40, 4, 5000) {
        private static final int[][] WORDS = {
            {0, 1, 2, 0, 3, 1}, {2, 2, 1, 3, 0, 0}, {1, 3, 3, 2, 0, 1}
        };

        @Override
        double draw(SplittableRandom random, float[] inputs) {
            int length = inputs.length / 4;
            int[] letters = random.ints(length, 0, 4).toArray();
            int word = random.nextInt(4);
            if (word < WORDS.length) {
                int at = random.nextInt(length - WORDS[word].length);
                for (int i = 0; i < WORDS[word].length; i++) {
                    boolean isMisspelt = random.nextDouble() < 0.08;
                    letters[at + i] = isMisspelt ? random.nextInt(4) : WORDS[word][i];
                }
            }
            for (int i = 0; i < length; i++) {
                for (int letter = 0; letter < 4; letter++) {
                    inputs[letter * length + i] = letters[i] == letter ? 1.5f : -0.5f;
                }
            }
            return word;
        }
    },

    /** Gratings of five directions, of any width and phase, under noise: which direction? */
    TEXTURES(1, 12, 12, 5, 4000) {
        @Override
        double draw(SplittableRandom random, float[] inputs) {
            int direction = random.nextInt(5);
            double angle = Math.PI * (direction + 0.35 * (random.nextDouble() - 0.5)) / 5;
            double frequency = 0.7 + 0.8 * random.nextDouble();
            double phase = 2 * Math.PI * random.nextDouble();
            for (int i = 0; i < inputs.length; i++) {
                double along = Math.cos(angle) * column(i) + Math.sin(angle) * row(i);
                inputs[i] =
                        (float) (Math.sin(frequency * along + phase) + random.nextGaussian() * 0.8);
            }
            return direction;
        }
    },

    /** Small outlines anywhere in a noisy picture: square, disk, cross or triangle? */
    FIGURES(1, 12, 12, 4, 5000) {
        @Override
        double draw(SplittableRandom random, float[] inputs) {
            int figure = random.nextInt(4);
            double size = 2.5 + 1.5 * random.nextDouble();
            double row = size + (11 - 2 * size) * random.nextDouble();
            double column = size + (11 - 2 * size) * random.nextDouble();
            for (int i = 0; i < inputs.length; i++) {
                double down = (row(i) - row) / size;
                double right = (column(i) - column) / size;
                inputs[i] =
                        (float)
                                ((isInside(figure, down, right) ? 2 : -0.5)
                                        + random.nextGaussian() * 0.7);
            }
            return figure;
        }

        private static boolean isInside(int figure, double down, double right) {
            double reach = Math.max(Math.abs(down), Math.abs(right));
            return switch (figure) {
                case 0 -> reach < 0.9;
                case 1 -> down * down + right * right < 1;
                case 2 -> reach < 1 && Math.min(Math.abs(down), Math.abs(right)) < 0.35;
                default -> reach < 1 && Math.abs(right) < (down + 1) / 2;
            };
        }
    },

    /** Three arms of a spiral, among six columns of noise: which arm? */
    SPIRALS(0, 0, 8, 3, 2000) {
        @Override
        double draw(SplittableRandom random, float[] inputs) {
            int arm = random.nextInt(3);
            double along = random.nextDouble();
            double angle = 2 * Math.PI * arm / 3 + 4 * along + 0.3 * random.nextGaussian();
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = (float) (0.5 * random.nextGaussian());
            }
            inputs[0] = (float) (2 * along * Math.cos(angle));
            inputs[1] = (float) (2 * along * Math.sin(angle));
            return arm;
        }
    },

    /**
     * Friedman 1991: 10 sin(π x₁ x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅ plus noise of deviation 1, of
     * ten columns.
     */
    FRIEDMAN(0, 0, 10, 0, 2000) {
        @Override
        double draw(SplittableRandom random, float[] inputs) {
            double[] x = random.doubles(inputs.length).toArray();
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = (float) ((x[i] - 0.5) * Math.sqrt(12));
            }
            double value =
                    10 * Math.sin(Math.PI * x[0] * x[1])
                            + 20 * (x[2] - 0.5) * (x[2] - 0.5)
                            + 10 * x[3]
                            + 5 * x[4]
                            + random.nextGaussian();
            return (value - 14.4) / 5;
        }
    },

    /** How far the hand of an arm with three joints is from its shoulder, by the angles. */
    ARM(0, 0, 6, 0, 4000) {
        @Override
        double draw(SplittableRandom random, float[] inputs) {
            double angle = 0;
            double x = 0;
            double y = 0;
            for (int joint = 0; joint < 3; joint++) {
                double turn = Math.PI * (random.nextDouble() - 0.5);
                double length = 0.5 + random.nextDouble();
                angle += turn;
                x += length * Math.cos(angle);
                y += length * Math.sin(angle);
                inputs[2 * joint] = (float) (turn / 0.9);
                inputs[2 * joint + 1] = (float) ((length - 1) / 0.29);
            }
            return (Math.hypot(x, y) - 2.2) / 0.65 + 0.1 * random.nextGaussian();
        }
    };

    private static final int TESTED = 3000;
    private static final int SIDE = 12;

    private final int channels;
    private final int height;
    private final int width;
    private final int classes;
    private final int examples;

    Made(int channels, int height, int width, int classes, int examples) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.classes = classes;
        this.examples = examples;
    }

    private Shape input() {
        return channels == 0
                ? Shape.vector(width)
                : height == 0
                        ? Shape.sequence(channels, width)
                        : Shape.image(channels, height, width);
    }

    /** Fills in one example and returns its class or value. */
    abstract double draw(SplittableRandom random, float[] inputs);

    int classes() {
        return classes;
    }

    int examples() {
        return examples;
    }

    Split split() {
        return new Split(drawn(examples, 1), drawn(TESTED, 2));
    }

    private Dataset drawn(int count, long seed) {
        var random = new SplittableRandom(seed);
        float[][] inputs = new float[count][input().size()];
        double[] targets = new double[count];
        for (int i = 0; i < count; i++) {
            targets[i] = draw(random, inputs[i]);
        }
        return classes > 0
                ? Dataset.ofLabels(
                        input(),
                        inputs,
                        IntStream.range(0, count).map(i -> (int) targets[i]).toArray(),
                        classes)
                : Dataset.ofValues(input(), inputs, column(targets));
    }

    /** Returns the row of a pixel. */
    private static double row(int pixel) {
        return Math.floorDiv(pixel, SIDE);
    }

    private static double column(int pixel) {
        return pixel % SIDE;
    }

    private static float[][] column(double[] values) {
        Function<Integer, float[]> row = i -> new float[] {(float) values[i]};
        return IntStream.range(0, values.length).boxed().map(row).toArray(float[][]::new);
    }
}
