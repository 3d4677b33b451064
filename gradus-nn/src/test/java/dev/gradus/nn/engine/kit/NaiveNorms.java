package dev.gradus.nn.engine.kit;

import dev.gradus.nn.engine.kit.NaiveNetwork.Mode;
import dev.gradus.nn.engine.kit.NaivePass.Stage;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.GroupNorm;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Node;
import java.util.Arrays;
import java.util.Map;

/** Normalizations forth and back by their formulas, with roundings of what they subtract too. */
final class NaiveNorms {
    private final Map<String, double[]> values;
    private final Mode mode;
    private final Rounding rounding;
    private final Map<String, double[]> results;

    NaiveNorms(
            Map<String, double[]> values,
            Mode mode,
            Rounding rounding,
            Map<String, double[]> results) {
        this.values = values;
        this.mode = mode;
        this.rounding = rounding;
        this.results = results;
    }

    /** Some values brought to mean 0 and variance 1: (x − mean) / deviation. */
    private static final class Normal {
        private final double[] values;
        private final double deviation;

        Normal(double[] values, double deviation) {
            this.values = values;
            this.deviation = deviation;
        }
    }

    private Normal normal(double[] x, double mean, double variance, double epsilon) {
        double middle = rounding.of(mean);
        double deviation = rounding.of(Math.sqrt(variance + epsilon));
        double[] normal =
                Arrays.stream(x).map(value -> rounding.of(value - middle) / deviation).toArray();
        return new Normal(normal, deviation);
    }

    /** dx = (g − mean(g) − x̂ · mean(g · x̂)) / deviation, with the gradient g of x̂. */
    private double[] back(Normal normal, double[] gradient) {
        double level = rounding.of(rounding.mean(gradient));
        double[] products = new double[gradient.length];
        Arrays.setAll(products, i -> gradient[i] * normal.values[i]);
        double slope = rounding.of(rounding.mean(products));
        double[] back = new double[gradient.length];
        Arrays.setAll(
                back, i -> (gradient[i] - level - normal.values[i] * slope) / normal.deviation);
        return back;
    }

    Stage of(Node node, LayerNorm norm, double[][] x) {
        double[] scale = values.get(node.name() + ".scale");
        double[] shift = values.get(node.name() + ".shift");
        Normal[] normals = new Normal[x.length];
        double[][] y = NaivePass.like(x);
        for (int row = 0; row < x.length; row++) {
            double mean = rounding.mean(x[row]);
            double variance = rounding.variance(x[row], mean);
            Normal normal = normal(x[row], mean, variance, norm.epsilon());
            normals[row] = normal;
            Arrays.setAll(y[row], i -> normal.values[i] * scale[i] + shift[i]);
        }
        return new Stage(rounding.of(y), gradient -> back(node, scale, normals, gradient));
    }

    private double[][] back(Node node, double[] scale, Normal[] normals, double[][] gradient) {
        double[] ofScale = new double[scale.length];
        double[] ofShift = new double[scale.length];
        double[][] back = new double[gradient.length][];
        for (int row = 0; row < gradient.length; row++) {
            double[] ofNormal = new double[scale.length];
            for (int i = 0; i < scale.length; i++) {
                ofNormal[i] = gradient[row][i] * scale[i];
                ofScale[i] = rounding.plus(ofScale[i], gradient[row][i] * normals[row].values[i]);
                ofShift[i] = rounding.plus(ofShift[i], gradient[row][i]);
            }
            back[row] = back(normals[row], ofNormal);
        }
        add(node, ofScale, ofShift);
        return back;
    }

    /**
     * Backends normalize a group in doubles, where its values do not overflow and a single one less
     * its mean is 0: only what comes out is rounded.
     */
    Stage of(Node node, GroupNorm norm, double[][] x) {
        double[] scale = values.get(node.name() + ".scale");
        double[] shift = values.get(node.name() + ".shift");
        int length = node.input().size() / norm.groups();
        int plane = node.input().size() / scale.length;
        Normal[][] normals = new Normal[x.length][norm.groups()];
        double[][] y = NaivePass.like(x);
        for (int row = 0; row < x.length; row++) {
            for (int group = 0; group < norm.groups(); group++) {
                int first = group * length;
                double[] own = Arrays.copyOfRange(x[row], first, first + length);
                double mean = NaiveNetwork.mean(own);
                double variance = NaiveNetwork.variance(own);
                Normal normal = inDoubles().normal(own, mean, variance, norm.epsilon());
                normals[row][group] = normal;
                for (int i = 0; i < length; i++) {
                    int channel = (first + i) / plane;
                    y[row][first + i] = normal.values[i] * scale[channel] + shift[channel];
                }
            }
        }
        return new Stage(rounding.of(y), gradient -> backInGroups(node, scale, normals, gradient));
    }

    private NaiveNorms inDoubles() {
        return new NaiveNorms(values, mode, Rounding.NONE, results);
    }

    private double[][] backInGroups(
            Node node, double[] scale, Normal[][] normals, double[][] gradient) {
        double[] ofScale = new double[scale.length];
        double[] ofShift = new double[scale.length];
        double[][] back = NaivePass.like(gradient);
        int length = node.input().size() / normals[0].length;
        int plane = node.input().size() / scale.length;
        for (int row = 0; row < gradient.length; row++) {
            for (int group = 0; group < normals[row].length; group++) {
                Normal normal = normals[row][group];
                int first = group * length;
                double[] ofNormal = new double[length];
                for (int i = 0; i < length; i++) {
                    int channel = (first + i) / plane;
                    double given = gradient[row][first + i];
                    ofNormal[i] = given * scale[channel];
                    ofScale[channel] = rounding.plus(ofScale[channel], given * normal.values[i]);
                    ofShift[channel] = rounding.plus(ofShift[channel], given);
                }
                System.arraycopy(back(normal, ofNormal), 0, back[row], first, length);
            }
        }
        add(node, ofScale, ofShift);
        return back;
    }

    private void add(Node node, double[] ofScale, double[] ofShift) {
        NaivePass.add(results, node.name() + ".scale", rounding.of(ofScale));
        NaivePass.add(results, node.name() + ".shift", rounding.of(ofShift));
    }

    Stage of(Node node, BatchNorm norm, double[][] x) {
        int channels = node.input().dimension(0);
        double[] scale = values.get(node.name() + ".scale");
        double[] shift = values.get(node.name() + ".shift");
        Normal[] normals = new Normal[channels];
        double[][] y = NaivePass.like(x);
        for (int channel = 0; channel < channels; channel++) {
            double[] all = channel(x, channel, channels);
            double mean = values.get(node.name() + ".mean")[channel];
            double variance = values.get(node.name() + ".variance")[channel];
            if (mode == Mode.TRAINING) {
                mean = rounding.mean(all);
                variance = rounding.variance(all, mean);
                move(node, norm, channel, mean, variance, all.length);
            }
            normals[channel] = normal(all, mean, variance, norm.epsilon());
            double[] moved = normals[channel].values.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] = moved[i] * scale[channel] + shift[channel];
            }
            put(moved, y, channel, channels);
        }
        return new Stage(rounding.of(y), gradient -> backward(node, scale, normals, gradient));
    }

    private double[][] backward(Node node, double[] scale, Normal[] normals, double[][] gradient) {
        double[] ofScale = new double[scale.length];
        double[] ofShift = new double[scale.length];
        double[][] back = NaivePass.like(gradient);
        for (int channel = 0; channel < scale.length; channel++) {
            double[] ofNormal = channel(gradient, channel, scale.length);
            for (int i = 0; i < ofNormal.length; i++) {
                double product = ofNormal[i] * normals[channel].values[i];
                ofScale[channel] = rounding.plus(ofScale[channel], product);
                ofShift[channel] = rounding.plus(ofShift[channel], ofNormal[i]);
                ofNormal[i] *= scale[channel];
            }
            put(back(normals[channel], ofNormal), back, channel, scale.length);
        }
        add(node, ofScale, ofShift);
        return back;
    }

    /** Moves the running statistics of a channel; a single value has no unbiased variance. */
    private void move(
            Node node, BatchNorm norm, int channel, double mean, double variance, int count) {
        double unbiased = variance * count / Math.max(1, count - 1);
        move(node.name() + ".mean", channel, norm.momentum(), rounding.of(mean));
        move(node.name() + ".variance", channel, norm.momentum(), rounding.of(unbiased));
    }

    private void move(String name, int channel, double momentum, double newest) {
        double[] running = results.computeIfAbsent(name, key -> values.get(key).clone());
        running[channel] += momentum * (newest - running[channel]);
    }

    private static double[] channel(double[][] x, int channel, int channels) {
        int plane = x[0].length / channels;
        double[] all = new double[x.length * plane];
        Arrays.setAll(all, i -> x[i / plane][channel * plane + i % plane]);
        return all;
    }

    private static void put(double[] all, double[][] y, int channel, int channels) {
        int plane = y[0].length / channels;
        for (int i = 0; i < all.length; i++) {
            y[i / plane][channel * plane + i % plane] = all[i];
        }
    }
}
