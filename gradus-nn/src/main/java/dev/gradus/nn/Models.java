package dev.gradus.nn;

import dev.gradus.nn.tensor.Shape;
import dev.gradus.text.Suggestions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Networks known by name, as layers in text; the last layer of each has as many outputs as the
 * target needs.
 */
public final class Models {
    private static final Map<String, String> TEXTS = texts();

    private Models() {}

    /** The least height and width of images from which {@code cnn} can be built. */
    public static final int LEAST_OF_CNN = 12;

    /**
     * {@return the name of the network to begin with: {@code cnn} for images of at least {@value
     * #LEAST_OF_CNN} × {@value #LEAST_OF_CNN}, otherwise {@code mlp}}
     *
     * @param input the shape of one example
     */
    public static String usual(Shape input) {
        boolean isLarge =
                input.isImage() && Math.min(input.dimension(1), input.dimension(2)) >= LEAST_OF_CNN;
        return isLarge ? "cnn" : "mlp";
    }

    /** {@return the names, the one for a first run first} */
    public static Set<String> names() {
        return TEXTS.keySet();
    }

    /**
     * {@return whether a model has this name; any other text is read as a network}
     *
     * @param text what a user wrote
     */
    public static boolean isName(String text) {
        return text.strip().matches("[A-Za-z][A-Za-z0-9-]*");
    }

    /**
     * {@return the model with this name}
     *
     * @param name the name of the model
     * @param input the shape of one example
     * @param outputs the number of outputs of its last layer
     * @throws IllegalArgumentException if there is none with this name (the message suggests one),
     *     or it does not fit the input
     */
    public static Network named(String name, Shape input, int outputs) {
        return Network.parse(input, text(name, outputs));
    }

    /**
     * {@return the layers of the model with this name, as text}
     *
     * @param name the name of the model
     * @param outputs how many values come out of its last layer
     * @throws IllegalArgumentException if there is none with this name; the message suggests one
     */
    public static String text(String name, int outputs) {
        String text = TEXTS.get(name.strip());
        if (text == null) {
            throw new IllegalArgumentException(
                    Suggestions.unknown("model", name, TEXTS.keySet())
                            + " (or write the layers, as in \"dense(128) relu dense(10)\")");
        }
        return text + " dense(" + outputs + ")";
    }

    private static Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put(
                "cnn",
                "conv2d(24, 5) maxPool(2) relu conv2d(32, 3) maxPool(2) relu flatten dense(256) relu");
        texts.put("mlp", "flatten dense(128) relu");
        texts.put(
                "lenet",
                "conv2d(6, 5, padding=2) tanh averagePool(2) conv2d(16, 5) tanh averagePool(2)"
                        + " flatten dense(120) tanh dense(84) tanh");
        texts.put("linear", "flatten");
        // Cheng et al. 2016, Wide & Deep Learning: no worse than the linear model it contains
        texts.put("wide-deep", "concat([flatten], [flatten, dense(256), relu, dropout(0.2)])");
        texts.put(
                "small-wide-deep", "concat([flatten], [flatten, dense(128), relu, dropout(0.5)])");
        return Collections.unmodifiableMap(texts);
    }
}
