package dev.gradus.bench.dl4j;

import dev.gradus.bench.system.Session;
import dev.gradus.bench.workload.InitialValues;
import dev.gradus.bench.workload.Task;
import dev.gradus.bench.workload.TaskExamples;
import dev.gradus.bench.workload.Workload;
import dev.gradus.nn.Network;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's {@code ComputationGraph.fit} on one batch after another. */
final class Dl4jSession implements Session {
    private static final String VERSION = "1.0.0-M2.1";

    private final ComputationGraph graph;
    private final List<DataSet> batches;
    private int step;

    /** What weight decay adds to the score of the next step. */
    private double penalty;

    Dl4jSession(Task task) {
        Workload workload = task.workload();
        graph = new ComputationGraph(Dl4jGraph.of(workload.network(), task.update()));
        graph.init();
        setInitialValues(graph, workload.network());
        batches = TaskExamples.of(workload).map(batch -> dataSet(workload, batch)).toList();
        penalty = graph.calcRegularizationScore(true);
    }

    private static void setInitialValues(ComputationGraph graph, Network network) {
        List<Parameter> parameters = network.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            long[] extents = parameter.dimensions().stream().mapToLong(extent -> extent).toArray();
            INDArray values = Nd4j.create(InitialValues.of(network, i), extents, 'c');
            boolean dense = parameter.role() == Parameter.Role.WEIGHT && extents.length == 2;
            INDArray target = graph.getParam(name(parameter));
            target.assign(dense ? values.transpose() : values.reshape(target.shape()));
        }
    }

    private static String name(Parameter parameter) {
        String layer = parameter.name().substring(0, parameter.name().lastIndexOf('.'));
        return layer
                + switch (parameter.role()) {
                    case WEIGHT -> "_W";
                    case BIAS -> "_b";
                    case SCALE -> "_gamma";
                    case SHIFT -> "_beta";
                };
    }

    private static DataSet dataSet(Workload workload, Batch batch) {
        long[] shape =
                LongStream.concat(
                                LongStream.of(workload.batch()),
                                workload.network().input().dimensions().stream()
                                        .mapToLong(extent -> extent))
                        .toArray();
        INDArray labels = Nd4j.zeros(workload.batch(), workload.classes());
        for (int row = 0; row < workload.batch(); row++) {
            labels.putScalar(row, batch.labels()[row], 1);
        }
        return new DataSet(Nd4j.create(batch.inputs(), shape, 'c'), labels);
    }

    @Override
    public String description() {
        return "Deeplearning4j " + VERSION + ", ND4J on the CPU with oneDNN";
    }

    @Override
    public void step() {
        graph.fit(batches.get(step % batches.size()));
        step++;
    }

    /** Exact as long as it is asked for after every step: the score was taken before the update. */
    @Override
    public double loss() {
        double loss = graph.score() - penalty;
        penalty = graph.calcRegularizationScore(true);
        return loss;
    }

    @Override
    public void close() {
        graph.close();
    }
}
