package dev.gradus.onednn.binding;

/** An object that belongs to oneDNN, identified by its address. */
interface Native {
    long address();
}
