package dev.gradus.onednn.binding;

/** An object of oneDNN's, known by its address. */
interface Native {
    long address();
}
