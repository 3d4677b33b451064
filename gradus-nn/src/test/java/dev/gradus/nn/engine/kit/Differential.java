package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.kit.Comparison.Judgement;
import dev.gradus.nn.engine.kit.Comparison.Quantity;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.number.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes experiments with a way to compile and with plain Java, and compares all that can be seen.
 *
 * <p>Two results agree if their distance is at most a tolerance times the length of plain Java's.
 * Where they do not, double precision decides: it computes the result by the formulas, once as it
 * is and some times with every value between layers moved by about the rounding of one storing. As
 * far as those are from the first, and a small multiple farther, either may be from it by roundings
 * alone; if one is farther, it is wrong.
 */
public final class Differential {
    /** Sums round at every term, and some roundings by chance need not find the farthest. */
    private static final double MARGIN = 10;

    /** What both compute by the same operations is the same but for the order of a norm's terms. */
    private static final double SAME = 1e-6;

    private static final int FEW_ROUNDINGS = 6;

    /** Enough that a value near relu's corner, or two near each other in a window, change sides. */
    private static final int MANY_ROUNDINGS = 60;

    private final Compiler candidate;
    private final Optional<InferenceCompiler> inference;
    private final double tolerance;
    private final Map<Quantity, Double> largest = new EnumMap<>(Quantity.class);
    private double candidateMultiple;
    private double plainMultiple;
    private int compared;
    private int judged;

    /** A way to compile a network. */
    @FunctionalInterface
    public interface Compiler {
        /** Compiles a network, as {@link Backend#compile} does. */
        Program compile(Network network, ProgramOptions options);
    }

    /** A way to compile a network for inference. */
    @FunctionalInterface
    public interface InferenceCompiler {
        /** Compiles a network, as {@link Backend#compileForInference} does. */
        InferenceProgram compile(Network network, InferenceOptions options);
    }

    /** Compares this way to compile with plain Java, as closely as a precision allows. */
    public Differential(Compiler candidate, Precision precision) {
        this(
                candidate,
                Optional.empty(),
                switch (precision) {
                    case F32 -> 1e-4;
                    case BF16 -> 0.1;
                });
    }

    private Differential(
            Compiler candidate, Optional<InferenceCompiler> inference, double tolerance) {
        this.candidate = candidate;
        this.inference = inference;
        this.tolerance = tolerance;
    }

    /** Returns one that compares what a program for inference computes as well. */
    public Differential with(InferenceCompiler inference) {
        return new Differential(candidate, Optional.of(inference), tolerance);
    }

    /** Returns one that lets double precision decide even where the two are equal. */
    Differential judgingAll() {
        return new Differential(candidate, inference, -1);
    }

    /** Returns where the two disagree first, or nothing if they agree. */
    public Optional<String> disagreement(Experiment experiment) {
        var backend = Backends.named("java");
        try (Program plain = backend.compile(experiment.network(), experiment.options())) {
            return compare(experiment, plain).stream()
                    .map(this::disagreement)
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (CandidateFailure failure) {
            return Optional.of("fails: " + failure.getCause());
        }
    }

    private List<Comparison> compare(Experiment experiment, Program plain) {
        try (Program program = candidate.compile(experiment.network(), experiment.options())) {
            if (inference.isEmpty()) {
                return Lockstep.of(experiment, program, plain, Optional.empty());
            }
            try (InferenceProgram other =
                    inference
                            .get()
                            .compile(
                                    experiment.network(),
                                    InferenceParity.forInference(experiment.options()))) {
                return Lockstep.of(experiment, program, plain, Optional.of(other));
            }
        } catch (RuntimeException | Error failure) {
            throw new CandidateFailure(failure);
        }
    }

    /** An exception that a program of the candidate's threw. */
    private static final class CandidateFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        CandidateFailure(Throwable cause) {
            super(cause);
        }
    }

    private Optional<String> disagreement(Comparison comparison) {
        compared++;
        double distance = comparison.distance();
        double length = comparison.length();
        if (distance <= (comparison.isJudged() ? tolerance : SAME) * length) {
            if (length > 0) {
                largest.merge(comparison.quantity(), distance / length, Math::max);
            }
            return Optional.empty();
        }
        return comparison.isJudged() && Double.isFinite(distance)
                ? judge(comparison)
                : Optional.of(comparison.toString());
    }

    private Optional<String> judge(Comparison comparison) {
        judged++;
        Judgement judgement = comparison.judgement(FEW_ROUNDINGS);
        if (!judgement.allows(MARGIN)) {
            judgement = comparison.judgement(MANY_ROUNDINGS);
        }
        if (!judgement.allows(MARGIN)) {
            return Optional.of(comparison + "; " + judgement);
        }
        if (judgement.spread() > 0) {
            candidateMultiple =
                    Math.max(candidateMultiple, judgement.actual() / judgement.spread());
            plainMultiple = Math.max(plainMultiple, judgement.expected() / judgement.spread());
        }
        return Optional.empty();
    }

    /** Returns the share of comparisons that double precision decided. */
    public double judgedShare() {
        return (double) judged / compared;
    }

    /** Returns in a line what was compared, and how far apart what agreed was. */
    @Override
    public String toString() {
        return Text.of(
                "%d comparisons, %d decided by double precision (at most %.2g times the distance that roundings make, plain Java %.2g times); largest relative deviations of the others: %s",
                compared, judged, candidateMultiple, plainMultiple, largest);
    }
}
