package dev.gradus.schedule.controller;

/**
 * Whether noisy losses still fall: the slope of a line fitted to them by least squares, and its
 * standard error. After Davis King, "Automatic Learning Rate Scheduling That Really Works" (2018),
 * and dlib's running_gradient; the fit is recursive with a prior covariance of 10⁶ as there, so the
 * numbers agree.
 *
 * @param slope change of the loss per update
 * @param standardError of the slope, {@code sqrt(RSS/(n−2) · 12/(n³−n))}
 */
public record Trend(double slope, double standardError) {
    /**
     * {@return the trend of all losses, oldest first}
     *
     * @param losses the losses, oldest first
     * @throws IllegalArgumentException for fewer than three
     */
    public static Trend of(Measurements losses) {
        if (losses.size() < 3) {
            throw new IllegalArgumentException(
                    "a trend needs three losses or more, got " + losses.size());
        }
        Line line = new Line();
        for (int i = 0; i < losses.size(); i++) {
            line.add(losses.at(i));
        }
        return new Trend(line.slope, line.standardError());
    }

    /**
     * {@code Φ(−slope/standardError)}; a half if there is neither slope nor error.
     *
     * @return a probability in [0, 1]
     */
    public double probabilityOfDecrease() {
        return probabilityBelowZero(slope, standardError);
    }

    private static double probabilityBelowZero(double slope, double error) {
        if (error == 0) {
            return slope < 0 ? 1 : slope > 0 ? 0 : 0.5;
        }
        return Normal.below(-slope / error);
    }

    /**
     * {@return how many of the newest losses show no decrease: the largest number for which the
     * probability of decrease is below {@code probability}}
     *
     * @param losses the losses, oldest first
     * @param probability between 0.5 and 1, dlib's 0.51
     */
    public static int stepsWithoutDecrease(Measurements losses, double probability) {
        return stepsWithoutDecrease(losses, probability, Double.POSITIVE_INFINITY);
    }

    /**
     * {@return the same, ignoring spikes: the highest losses do not count}
     *
     * @param losses the losses, oldest first
     * @param probability between 0.5 and 1, dlib's 0.51
     * @param discard the share of losses that do not count, in [0, 1], dlib's 0.1
     */
    public static int stepsWithoutDecreaseRobust(
            Measurements losses, double probability, double discard) {
        if (losses.size() == 0) {
            return 0;
        }
        int index = (int) Math.round((losses.size() - 1) * (1 - discard));
        return stepsWithoutDecrease(losses, probability, losses.sorted()[index]);
    }

    /** Walks from the newest loss to the oldest, so a rising line means that the losses fell. */
    private static int stepsWithoutDecrease(
            Measurements losses, double probability, double highest) {
        Line line = new Line();
        int count = 0;
        for (int steps = 1; steps <= losses.size(); steps++) {
            double loss = losses.at(losses.size() - steps);
            if (loss <= highest) {
                line.add(loss);
            }
            if (line.count > 2 && line.probabilityOfRise() < probability) {
                count = steps;
            }
        }
        return count;
    }

    /** Recursive least squares of {@code y = slope·i + intercept}. */
    private static final class Line {
        private static final double PRIOR = 1e6;

        private double covarianceSlope = PRIOR;
        private double covarianceBoth;
        private double covarianceIntercept = PRIOR;
        private double slope;
        private double intercept;
        private double residual;
        private int count;

        void add(double y) {
            double x = count;
            double gainSlope = covarianceSlope * x + covarianceBoth;
            double gainIntercept = covarianceBoth * x + covarianceIntercept;
            double scale = 1 + x * gainSlope + gainIntercept;
            covarianceSlope -= gainSlope * gainSlope / scale;
            covarianceBoth -= gainSlope * gainIntercept / scale;
            covarianceIntercept -= gainIntercept * gainIntercept / scale;
            double surprise = y - (slope * x + intercept);
            slope += (covarianceSlope * x + covarianceBoth) * surprise;
            intercept += (covarianceBoth * x + covarianceIntercept) * surprise;
            double rest = y - (slope * x + intercept);
            residual += rest * rest * scale;
            count++;
        }

        double standardError() {
            double n = count;
            return Math.sqrt(residual / (n - 2) * 12 / (n * n * n - n));
        }

        double probabilityOfRise() {
            return probabilityBelowZero(-slope, standardError());
        }
    }
}
