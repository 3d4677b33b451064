package dev.gradus.train.batch;

/** An augmentation that reads and changes nothing but its row. */
interface OfOneRow extends Augmentation {
    @Override
    default boolean isThreadSafe() {
        return true;
    }
}
