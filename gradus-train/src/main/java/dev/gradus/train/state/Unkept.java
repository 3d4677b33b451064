package dev.gradus.train.state;

/**
 * Something that a run should have kept but could not, although training itself continued.
 *
 * @param item what it is
 * @param reason why it could not be kept
 * @param rest what there is instead, and where
 */
public record Unkept(Item item, String reason, String rest) {
    /** What a run keeps. */
    public enum Item {
        /** The state at the end, to continue from. */
        CHECKPOINT("the checkpoint at the end"),
        /** The state of the best epoch. */
        BEST_CHECKPOINT("the checkpoint of the best epoch"),
        /** The trained network. */
        MODEL("the model"),
        /** The record of everything that happened. */
        LOG("the whole record"),
        /** The whole folder. */
        FOLDER("the run folder");

        private final String text;

        Item(String text) {
            this.text = text;
        }
    }

    /** {@return it as a sentence} */
    public String sentence() {
        return "%s could not be saved: %s; %s".formatted(item.text, reason, rest);
    }
}
