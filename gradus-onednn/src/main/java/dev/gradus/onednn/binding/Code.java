package dev.gradus.onednn.binding;

/** A constant of oneDNN's headers. */
interface Code {
    int code();
}
