package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Bias;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import java.util.List;
import java.util.Random;

/**
 * A convolution drawn by chance whose windows may hang over the edges of its image, lie beyond
 * them, or have the image between two of their places.
 *
 * @param input the image
 * @param layer the convolution
 * @param rows how many images there are
 */
record HangingConvolution(Shape input, Conv2d layer, int rows) {
    /**
     * The first three ended the process, for the kernels of their columns were never made; two were
     * refused, for what is exactly 0 was compared too closely; for the gradient of the last two's
     * weights there are kernels that write beyond their scratch memory.
     */
    private static final List<HangingConvolution> EXAMPLES =
            List.of(
                    example(4, 4, 1, "conv2d(4, [3, 1], stride=2, padding=1, dilation=2)"),
                    example(2, 1, 3, "conv2d(3, [1, 3], stride=2, padding=16, dilation=6)"),
                    example(11, 2, 1, "conv2d(2, 1, stride=[1, 2], padding=1, dilation=[2, 3])"),
                    example(1, 1, 11, "conv2d(2, [2, 1], padding=1, dilation=2, bias=false)"),
                    example(2, 5, 3, "conv2d(3, [2, 3], stride=2, padding=2, bias=false)"),
                    example(5, 9, 7, "conv2d(8, 1, stride=[3, 1])"),
                    example(1, 6, 12, "conv2d(11, 1, stride=2)"));

    private static HangingConvolution example(int channels, int height, int width, String layer) {
        Shape input = Shape.image(channels, height, width);
        return new HangingConvolution(
                input, (Conv2d) Network.parse(input, layer).layers().getFirst(), 7);
    }

    /** Returns the convolution with this number, always the same. */
    static HangingConvolution of(long number) {
        if (number < EXAMPLES.size()) {
            return EXAMPLES.get((int) number);
        }
        var random = new Random(number * 7919 + 13);
        while (true) {
            HangingConvolution drawn = draw(random);
            if (drawn.fits()) {
                return drawn;
            }
        }
    }

    private static HangingConvolution draw(Random random) {
        boolean pointwise = random.nextInt(8) == 0;
        boolean wide = random.nextInt(3) == 0;
        int groups = random.nextInt(4) == 0 ? upTo(5, random) : 1;
        boolean depthwise = groups > 1 && random.nextBoolean();
        int channels = depthwise ? 1 : upTo(17, random);
        int outputs = depthwise ? 1 : upTo(17, random);
        Shape input = Shape.image(groups * channels, upTo(8, random), upTo(wide ? 40 : 8, random));
        var layer =
                new Conv2d(
                        groups * outputs,
                        size(pointwise ? 1 : 5, random),
                        size(3, random),
                        pointwise ? Padding.none() : padding(wide, random),
                        new Size(upTo(3, random), upTo(wide ? 9 : 3, random)),
                        groups,
                        Initializer.byActivation(),
                        Initializer.normal(0.5),
                        random.nextInt(3) == 0 ? Bias.WITHOUT : Bias.WITH);
        return new HangingConvolution(input, layer, upTo(13, random));
    }

    private static Padding padding(boolean wide, Random random) {
        return random.nextInt(5) == 0
                ? Padding.same()
                : new Padding.Symmetric(random.nextInt(4), random.nextInt(wide ? 40 : 4));
    }

    private static Size size(int most, Random random) {
        return new Size(upTo(most, random), upTo(most, random));
    }

    private static int upTo(int most, Random random) {
        return 1 + random.nextInt(most);
    }

    /** Whether a layer can stand here is the network's to say: no rule is written down twice. */
    private boolean fits() {
        try {
            return Network.of(input, layer).output().size() > 0;
        } catch (IllegalArgumentException unfit) {
            return false;
        }
    }

    @Override
    public String toString() {
        return Text.of("%d of %s: %s", rows, input, layer);
    }
}
