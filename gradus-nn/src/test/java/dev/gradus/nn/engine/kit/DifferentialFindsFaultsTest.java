package dev.gradus.nn.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.kit.Experiment.Inputs;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Precision;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What decides whether backends agree must not let faults pass. */
class DifferentialFindsFaultsTest {
    private static final long EXPERIMENTS = 25;

    /** What is done to the numbers a call of the program's fills an array with. */
    private interface Fault {
        float of(float value);
    }

    /** Returns plain Java with a fault in what one method writes to its last argument. */
    private static Differential.Compiler plainJavaWith(String method, Fault fault) {
        return (network, options) -> {
            Program plain = plain(network, options);
            return (Program)
                    Proxy.newProxyInstance(
                            Program.class.getClassLoader(),
                            new Class<?>[] {Program.class},
                            (proxy, called, arguments) -> {
                                try {
                                    Object result = called.invoke(plain, arguments);
                                    if (called.getName().equals(method)) {
                                        spoil((float[]) arguments[1], fault);
                                    }
                                    return result;
                                } catch (InvocationTargetException failure) {
                                    throw failure.getCause();
                                }
                            });
        };
    }

    private static void spoil(float[] values, Fault fault) {
        for (int i = 0; i < values.length; i++) {
            values[i] = fault.of(values[i]);
        }
    }

    private static Program plain(Network network, ProgramOptions options) {
        return Backends.named("java").compile(network, options);
    }

    private static Stream<Experiment> experiments(Inputs inputs) {
        return LongStream.range(0, EXPERIMENTS)
                .mapToObj(number -> Experiments.of(number, Precision.F32))
                .map(each ->
                        new Experiment(
                                each.number(),
                                each.network(),
                                each.target(),
                                each.options(),
                                each.batches(),
                                each.evaluated(),
                                inputs))
                .filter(each -> !each.network().parameters().isEmpty());
    }

    @Test
    void plainJavaIsNoFartherFromTheFormulasThanRoundingsAre() {
        var differential =
                new Differential(DifferentialFindsFaultsTest::plain, Precision.F32).judgingAll();
        assertThat(experiments(Inputs.NORMAL))
                .allSatisfy(each -> assertThat(differential.disagreement(each)).isEmpty());
    }

    @Test
    void outputsThatAreOffByAThousandthDisagree() {
        var compiler = plainJavaWith("evaluate", value -> 1.001f * value);
        var differential = new Differential(compiler, Precision.F32);
        assertThat(experiments(Inputs.NORMAL))
                .allSatisfy(each ->
                        assertThat(differential.disagreement(each).orElse("agrees"))
                                .startsWith("OUTPUTS before training"));
    }

    @Test
    void outputsOfInferenceThatAreOffByAThousandthDisagree() {
        var spoilt = plainJavaWith("evaluate", value -> 1.001f * value);
        var differential =
                new Differential(DifferentialFindsFaultsTest::plain, Precision.F32)
                        .with((network, options) -> spoilt.compile(network, training(options)));
        assertThat(experiments(Inputs.NORMAL))
                .allSatisfy(each ->
                        assertThat(differential.disagreement(each).orElse("agrees"))
                                .startsWith("OUTPUTS before training, compiled for inference"));
    }

    private static ProgramOptions training(InferenceOptions options) {
        return ProgramOptions.of(
                Losses.meanSquaredError(), Optimizers.sgd(), options.sliceSize(), 0);
    }

    @Test
    void gradientsThatAreOffByAThousandthDisagree() {
        var compiler = plainJavaWith("readGradient", value -> 1.001f * value);
        var differential = new Differential(compiler, Precision.F32);
        long found =
                experiments(Inputs.NORMAL)
                        .filter(each ->
                                differential.disagreement(each).orElse("").startsWith("GRADIENT"))
                        .count();
        // A gradient that is 0 but for roundings may be anything.
        assertThat(found).isGreaterThan(EXPERIMENTS * 3 / 4);
    }

    @Test
    void aNanThatIsLostDisagrees() {
        var compiler = plainJavaWith("evaluate", value -> Float.isNaN(value) ? 0 : value);
        var differential = new Differential(compiler, Precision.F32);
        assertThat(experiments(Inputs.WITH_NAN))
                .anySatisfy(each ->
                        assertThat(differential.disagreement(each).orElse("agrees"))
                                .contains("0.0 instead of NaN"));
    }
}
