package dev.gradus.nn.layer;

/**
 * A layer with a name of the user's.
 *
 * @param name letters, digits, '_' and '-'
 * @param layer the layer
 */
public record Named(String name, Layer layer) implements Layer {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is not a letter, then letters, digits, '_' or '-', or
     *     the layer has a name already
     */
    public Named {
        requireName("a layer's name", name);
        if (layer instanceof Named inner) {
            throw new IllegalArgumentException(
                    "a layer has one name, got \""
                            + name
                            + "\" for one already named \""
                            + inner.name()
                            + "\"");
        }
    }

    static void requireName(String what, String name) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException(
                    what + " is a letter, then letters, digits, '_' or '-', got \"" + name + "\"");
        }
    }

    @Override
    public String toString() {
        String text = layer.toString();
        return text + (text.endsWith(")") ? "" : "()") + ".named('" + name + "')";
    }
}
