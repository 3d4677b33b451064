package dev.gradus.schedule.plan;

import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.curve.Curve;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan bound to a run: the value of each hyper-parameter at each step. Evaluating it allocates
 * nothing.
 */
public final class BoundPlan {
    private final Map<HyperParameter, Curve> curves;

    BoundPlan(Map<HyperParameter, Curve> curves) {
        this.curves = new EnumMap<>(HyperParameter.class);
        this.curves.putAll(curves);
    }

    /**
     * Returns the hyper-parameters that the plan drives; the others keep the optimizer's values.
     */
    public Set<HyperParameter> driven() {
        return Collections.unmodifiableSet(curves.keySet());
    }

    /**
     * Returns the value for an update.
     *
     * @param driven a hyper-parameter the plan drives
     * @param step counted from 0
     * @throws IllegalArgumentException if the plan does not drive it
     */
    public double at(HyperParameter driven, long step) {
        var curve = curves.get(driven);
        if (curve == null) {
            throw new IllegalArgumentException(
                    "the plan has no schedule for " + driven.key() + ", only for " + names());
        }
        return curve.at(step);
    }

    /**
     * Returns the value for an update, or a default if the plan does not drive the hyper-parameter.
     *
     * @param driven a hyper-parameter
     * @param step counted from 0
     * @param otherwise the optimizer's own value
     */
    public double at(HyperParameter driven, long step, double otherwise) {
        var curve = curves.get(driven);
        return curve == null ? otherwise : curve.at(step);
    }

    private String names() {
        return curves.keySet().stream().map(HyperParameter::key).collect(Collectors.joining(", "));
    }
}
