package dev.gradus.bench.system;

import dev.gradus.bench.workload.InitialValues;
import dev.gradus.bench.workload.Task;
import dev.gradus.bench.workload.TaskExamples;
import dev.gradus.bench.workload.Update;
import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import java.util.List;

/** GradusSystem, on either backend: a compiled program, without the trainer around it. */
final class GradusSession implements Session {
    private final Program program;
    private final Task task;
    private final List<Batch> batches;
    private int step;
    private double loss = Double.NaN;

    private GradusSession(Program program, Task task) {
        this.program = program;
        this.task = task;
        this.batches = TaskExamples.of(task.workload()).toList();
    }

    static Session open(Task task, String backend, Precision precision, int threads) {
        Network network = task.workload().network();
        var options =
                ProgramOptions.of(
                                Losses.softmaxCrossEntropy(),
                                task.update().optimizer(),
                                task.workload().batch(),
                                1)
                        .threads(threads)
                        .precision(precision);
        Program program = Backends.named(backend).compile(network, options);
        for (StateEntry entry : program.state()) {
            if (entry.kind() == StateEntry.Kind.PARAMETER) {
                program.write(entry, InitialValues.of(network, entry.owner()));
            }
        }
        return new GradusSession(program, task);
    }

    @Override
    public String description() {
        return program.description();
    }

    @Override
    public void step() {
        loss = program.forwardBackward(batches.get(step % batches.size()), step);
        program.update(
                task.update().learningRate(),
                Update.MOMENTUM_FACTOR,
                task.update().weightDecay(),
                1);
        step++;
    }

    @Override
    public double loss() {
        return loss;
    }

    @Override
    public void close() {
        program.close();
    }
}
