/** Data sets: arrays, tables, images, IDX and NumPy files, and what a network learns from. */
module dev.gradus.data {
    requires static org.jspecify;
    requires transitive dev.gradus.nn;
    requires transitive dev.gradus.prepare;
    requires java.desktop; // decodes images
    requires de.siegmar.fastcsv;
    requires tools.jackson.databind;

    exports dev.gradus.data;
    exports dev.gradus.data.disk;
    exports dev.gradus.data.image;
    exports dev.gradus.data.numpy;
}
