/**
 * Expressions and formulas as text: one parser for schedules, networks and optimizers, whose errors
 * point at the place and suggest, and the arithmetic that gives formulas the same bits everywhere.
 */
@SuppressWarnings("module") // the modules named here are built later
module dev.gradus.text {
    requires static org.jspecify;

    exports dev.gradus.file to
            dev.gradus.cli,
            dev.gradus.data,
            dev.gradus.model,
            dev.gradus.run,
            dev.gradus.sweep,
            dev.gradus.train;
    exports dev.gradus.number to
            dev.gradus.cli,
            dev.gradus.data,
            dev.gradus.data.jdbc,
            dev.gradus.data.parquet,
            dev.gradus.digits,
            dev.gradus.model,
            dev.gradus.nn,
            dev.gradus.onednn,
            dev.gradus.onnx,
            dev.gradus.plot,
            dev.gradus.prepare,
            dev.gradus.recipe,
            dev.gradus.run,
            dev.gradus.schedule,
            dev.gradus.studio,
            dev.gradus.sweep,
            dev.gradus.train;
    exports dev.gradus.protobuf to
            dev.gradus.onnx,
            dev.gradus.run;
    exports dev.gradus.text;
}
