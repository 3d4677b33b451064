package dev.gradus.train.session;

import dev.gradus.model.StateValues;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.number.Sha256;
import dev.gradus.number.Text;
import dev.gradus.run.control.Pieces;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.train.plan.LivePlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A digest of the state of a run: every parameter, slot and statistic in logical order, the state
 * of controllers and of a person's requests, and the step.
 */
final class StateHash {
    private static final int BLOCK = 1 << 14;

    private final MessageDigest digest = Sha256.digest();

    private StateHash() {}

    /** Returns {@code sha256:} and 64 hexadecimal digits. */
    static String of(
            Program program,
            LivePlan.State plan,
            long step,
            long batch,
            OptionalLong averageBegun,
            Optional<StateValues> outer) {
        var hash = new StateHash();
        for (StateEntry entry : program.state()) {
            float[] values = new float[entry.size()];
            program.read(entry, values);
            hash.add(entry.name());
            hash.add(values);
        }
        plan.controllers().forEach(hash::add);
        hash.add("caution " + plan.caution());
        for (HyperParameter each : HyperParameter.values()) {
            Controller.State manual = plan.manual().get(each);
            if (manual != null) {
                hash.add(each.key());
                hash.add(manual);
            }
            Pieces pieces = plan.pieces().get(each);
            if (pieces != null) {
                hash.add(each.key() + " " + pieces.list());
            }
        }
        averageBegun.ifPresent(begun -> hash.add("average from " + begun));
        outer.ifPresent(hash::add);
        hash.add(Text.of("step %d, batch %d, updates %d", step, batch, program.updates()));
        return "sha256:" + HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(Controller.State state) {
        add(new TreeMap<>(state.tree()).toString());
    }

    private void add(StateValues outer) {
        for (int i = 0; i < outer.entries().size(); i++) {
            add("outer/" + outer.entries().get(i).name());
            add(outer.values(i));
        }
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private void add(float[] values) {
        update(digest, values);
    }

    /** Adds the bits of each value, the lowest byte first; an array may have any length. */
    static void update(MessageDigest digest, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; ) {
            int count = Math.min(BLOCK, values.length - at);
            bytes.clear().asFloatBuffer().put(values, at, count);
            digest.update(bytes.limit(count * Float.BYTES));
            at += count;
        }
    }
}
