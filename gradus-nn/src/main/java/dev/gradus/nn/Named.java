package dev.gradus.nn;

/**
 * A layer with a name of the user's.
 *
 * @param name letters, digits, '_' and '-'
 * @param layer what is named
 */
public record Named(String name, Layer layer) implements Layer {
    public Named {
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException(
                    "a layer's name is a letter, then letters, digits, '_' or '-', got \""
                            + name
                            + "\"");
        }
        if (layer instanceof Named inner) {
            throw new IllegalArgumentException(
                    "a layer has one name, got \""
                            + name
                            + "\" for one already named \""
                            + inner.name()
                            + "\"");
        }
    }

    @Override
    public String toString() {
        return layer + ".named('" + name + "')";
    }
}
