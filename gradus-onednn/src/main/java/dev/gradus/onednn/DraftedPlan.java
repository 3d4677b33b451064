package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.random.DropoutNoise;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Node;
import dev.gradus.number.Text;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Execution;
import dev.gradus.onednn.lowering.Lowering;
import dev.gradus.onednn.memory.Buffer;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.memory.Workspace;
import dev.gradus.onednn.plan.BufferPlacement;
import dev.gradus.onednn.plan.CallSequence;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.plan.DropoutMask;
import dev.gradus.onednn.plan.ExecutionPlan;
import dev.gradus.onednn.plan.ExecutionPlanBuilder;
import dev.gradus.onednn.plan.HostedLayer;
import dev.gradus.onednn.plan.InputCopy;
import dev.gradus.onednn.plan.JavaParts;
import dev.gradus.onednn.plan.RunningStatistics;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network lowered for a number of rows: every kernel is chosen, but nothing has a place in memory
 * yet. {@link #complete} makes a {@link ExecutionPlan} of it.
 */
final class DraftedPlan {
    private final Network network;
    private final Context context;
    private final NativeTensor inputs;
    private final NativeTensor outputs;
    private final @Nullable NativeTensor outputGradients;
    private final int forwardCalls;
    private final int forwardInterludes;
    private final List<Mask> masks = new ArrayList<>();
    private final List<Measured> measured = new ArrayList<>();
    private final List<HostedLayer> hosted = new ArrayList<>();

    private record Mask(Node node, NativeTensor values) {}

    private record Measured(
            Node node, BatchNorm norm, NativeTensor mean, NativeTensor variance, long count) {}

    private DraftedPlan(Network network, Context context, int rows) {
        this.network = network;
        this.context = context;
        ExecutionPlanBuilder plan = context.plan();
        inputs = plan.tensor(context.plain(DataType.F32, rows, network.input()));
        plan.touch(inputs);
        var lowering =
                new Lowering(
                        context,
                        network,
                        new Lowering.Collectors(this::mask, this::measure, hosted::add));
        offerInputs(lowering);
        NativeTensor result = lowering.forward();
        outputs = plan.ordered(result, result.descriptor().plain(DataType.F32));
        plan.touch(outputs);
        forwardCalls = plan.position();
        forwardInterludes = plan.hostCalls().size();
        outputGradients = context.isTraining() && lowering.isTrained() ? gradients(lowering) : null;
        measured.forEach(each -> plan.touch(each.mean));
        measured.forEach(each -> plan.touch(each.variance));
    }

    /** Lowers a network for this many rows. */
    static DraftedPlan of(Network network, Context context, int rows) {
        return new DraftedPlan(network, context, rows);
    }

    /** The inputs follow one another in each row; each is copied out of it. */
    private void offerInputs(Lowering lowering) {
        if (network.inputs().size() == 1) {
            lowering.input(network.inputs().getFirst().name(), inputs);
            return;
        }
        long column = 0;
        for (Input input : network.inputs()) {
            long size = input.shape().size();
            context.plan().layer(input.name(), context.plan().threads());
            Descriptor part = inputs.descriptor().part(new long[] {inputs.rows(), size}, 0, column);
            NativeTensor values = context.plan().tensor(part.plain(DataType.F32));
            context.plan().copy(inputs.as(part), values);
            Descriptor shaped = context.plain(DataType.F32, inputs.rows(), input.shape());
            lowering.input(input.name(), values.as(shaped));
            column += size;
        }
    }

    private NativeTensor gradients(Lowering lowering) {
        NativeTensor gradients = context.plan().tensor(outputs.descriptor());
        context.plan().touch(gradients);
        lowering.backward(gradients);
        return gradients;
    }

    private NativeTensor mask(Node node, long[] extents) {
        NativeTensor mask =
                context.plan().tensor(Descriptor.plain(context.scope(), DataType.F32, extents));
        context.plan().touchFirst(mask);
        masks.add(new Mask(node, mask));
        return mask.kept();
    }

    private void measure(
            Node node,
            BatchNorm norm,
            NativeTensor mean,
            NativeTensor variance,
            Descriptor source) {
        long count = source.size() / node.statistics().getFirst().size();
        measured.add(new Measured(node, norm, mean, variance, count));
    }

    /** Gives everything its place and prepares all calls. */
    ExecutionPlan complete(Workspace workspace, Team team, long seed) {
        BufferPlacement placement = BufferPlacement.of(context.plan());
        long scratch = context.plan().scratchpad();
        MemorySegment memory = memory(workspace, placement, scratch);
        placement.settle(memory.address());
        long scratchAddress = memory.address() + placement.bytes();
        var calls =
                context.plan().calls().stream().map(call -> call(call, scratchAddress)).toList();
        context.plan().hosted().forEach(each -> each.settle(tensor -> part(memory, tensor), team));
        var execution = new Execution(context.engine(), calls);
        List<ExecutionPlanBuilder.HostCall> hostCalls = context.plan().hostCalls();
        return new ExecutionPlan(
                (int) inputs.rows(),
                CallSequence.of(
                        execution, 0, forwardCalls, hostCalls.subList(0, forwardInterludes)),
                CallSequence.of(
                        execution,
                        forwardCalls,
                        execution.size(),
                        hostCalls.subList(forwardInterludes, hostCalls.size())),
                new InputCopy(part(memory, inputs), (int) inputs.rows(), team),
                part(memory, outputs),
                outputGradients == null ? MemorySegment.NULL : part(memory, outputGradients),
                new JavaParts(
                        masks.stream().map(mask -> mask(mask, memory, team, seed)).toList(),
                        measured.stream().map(each -> running(each, memory)).toList(),
                        hosted));
    }

    private MemorySegment memory(Workspace workspace, BufferPlacement placement, long scratch) {
        try {
            return workspace.atLeast(placement.bytes() + scratch);
        } catch (OutOfMemoryError full) {
            throw new IllegalArgumentException(
                    Text.of(
                            "a slice of %d examples takes %d MB between the layers, most of it in layer '%s', which is more than there is (%s); use a smaller batch or slice",
                            inputs.rows(),
                            (placement.bytes() + scratch) >> 20,
                            placement.largest().map(Buffer::owner).orElse("none"),
                            full.getMessage()),
                    full);
        }
    }

    private static Execution.Call call(ExecutionPlanBuilder.Recorded recorded, long scratch) {
        List<Execution.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < recorded.pieces().size(); i++) {
            long before = i % recorded.threads() * recorded.scratchOfThread();
            pieces.add(piece(recorded.pieces().get(i), scratch + before));
        }
        return new Execution.Call(recorded.owner(), recorded.threads(), pieces);
    }

    private static Execution.Piece piece(ExecutionPlanBuilder.Piece piece, long scratch) {
        Map<Argument, Execution.Place> places = new HashMap<>();
        piece.arguments()
                .forEach((argument, operand) ->
                        places.put(
                                argument,
                                new Execution.Place(
                                        operand.descriptor(),
                                        operand.tensor().buffer().address() + operand.offset())));
        piece.scratchpad()
                .ifPresent(order ->
                        places.put(Argument.SCRATCHPAD, new Execution.Place(order, scratch)));
        return new Execution.Piece(piece.primitive(), places);
    }

    private DropoutMask mask(Mask mask, MemorySegment memory, Team team, long seed) {
        int rows = (int) mask.values.rows();
        return new DropoutMask(
                DropoutNoise.of(network, mask.node, seed),
                rows,
                mask.node.input().size(),
                part(memory, mask.values),
                team);
    }

    private RunningStatistics running(Measured each, MemorySegment memory) {
        var statistics = each.node.statistics();
        return new RunningStatistics(
                each.norm.momentum(),
                each.count,
                part(memory, each.mean),
                part(memory, each.variance),
                context.parameters().memory(statistics.get(0)),
                context.parameters().memory(statistics.get(1)));
    }

    private static MemorySegment part(MemorySegment memory, NativeTensor tensor) {
        Buffer buffer = tensor.buffer();
        return memory.asSlice(buffer.address() - memory.address(), buffer.bytes());
    }
}
