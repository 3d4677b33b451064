package dev.gradus.bench.djl;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.gradus.bench.system.Session;
import dev.gradus.bench.workload.InitialValues;
import dev.gradus.bench.workload.Task;
import dev.gradus.bench.workload.TaskExamples;
import dev.gradus.bench.workload.Update;
import dev.gradus.bench.workload.Workload;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Batch;
import java.util.List;
import java.util.stream.LongStream;

/** DJL's own loop, as its {@code EasyTrain.trainBatch} has it, without its listeners. */
final class DjlSession implements Session {
    private final Model model;
    private final Trainer trainer;
    private final List<NDList[]> batches;
    private int step;
    private double loss = Double.NaN;

    DjlSession(Task task) {
        Workload workload = task.workload();
        model = Model.newInstance(workload.name(), "PyTorch");
        Block block = DjlBlocks.of(workload.network().layers());
        model.setBlock(block);
        trainer =
                model.newTrainer(
                        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                                .optOptimizer(optimizer(task.update())));
        trainer.initialize(shape(workload));
        setInitialValues(block, workload.network());
        NDManager manager = trainer.getManager();
        batches = TaskExamples.of(workload).map(batch -> batch(manager, workload, batch)).toList();
    }

    private static Optimizer optimizer(Update update) {
        Tracker rate = Tracker.fixed((float) update.learningRate());
        return switch (update) {
            case MOMENTUM ->
                    Optimizer.sgd()
                            .setLearningRateTracker(rate)
                            .optMomentum((float) Update.MOMENTUM_FACTOR)
                            .build();
            case ADAMW ->
                    Optimizer.adamW()
                            .optLearningRateTracker(rate)
                            .optWeightDecays((float) Update.WEIGHT_DECAY)
                            .build();
        };
    }

    private static Shape shape(Workload workload) {
        return new Shape(
                LongStream.concat(
                                LongStream.of(workload.batch()),
                                workload.network().input().dimensions().stream()
                                        .mapToLong(extent -> extent))
                        .toArray());
    }

    /** DJL keeps running statistics among its parameters; Gradus does not. */
    private static void setInitialValues(Block block, Network network) {
        List<Parameter> parameters =
                block.getParameters().values().stream()
                        .filter(parameter ->
                                parameter.getType() != Parameter.Type.RUNNING_MEAN
                                        && parameter.getType() != Parameter.Type.RUNNING_VAR)
                        .toList();
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).getArray().set(InitialValues.of(network, i));
        }
    }

    private static NDList[] batch(NDManager manager, Workload workload, Batch batch) {
        return new NDList[] {
            new NDList(manager.create(batch.inputs(), shape(workload))),
            new NDList(manager.create(batch.labels()))
        };
    }

    @Override
    public String description() {
        return "DJL %s, PyTorch %s"
                .formatted(Engine.getDjlVersion(), Engine.getEngine("PyTorch").getVersion());
    }

    @Override
    public void step() {
        NDList[] batch = batches.get(step % batches.size());
        try (NDManager scope = trainer.getManager().newSubManager()) {
            batch[0].tempAttach(scope);
            batch[1].tempAttach(scope);
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDList outputs = trainer.forward(batch[0], batch[1]);
                NDArray mean = trainer.getLoss().evaluate(batch[1], outputs);
                gradients.backward(mean);
                loss = mean.getFloat();
            }
            trainer.step();
        }
        step++;
    }

    @Override
    public double loss() {
        return loss;
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
