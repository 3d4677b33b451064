/** The {@code gradus} command. */
module dev.gradus.cli {
    requires static org.jspecify;
    requires dev.gradus.data;
    requires dev.gradus.data.jdbc;
    requires dev.gradus.data.parquet;
    requires dev.gradus.digits;
    requires dev.gradus.model;
    requires dev.gradus.onednn;
    requires dev.gradus.onnx;
    requires dev.gradus.nn;
    requires dev.gradus.plot;
    requires dev.gradus.prepare;
    requires dev.gradus.recipe;
    requires dev.gradus.run;
    requires dev.gradus.schedule;
    requires dev.gradus.studio;
    requires dev.gradus.sweep;
    requires dev.gradus.text;
    requires dev.gradus.train;
    requires info.picocli;
    requires jdk.unsupported; // signals
    requires tools.jackson.core;
    requires tools.jackson.databind;
}
