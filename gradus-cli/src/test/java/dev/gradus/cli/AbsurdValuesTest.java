package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody would write on purpose is refused in a line or two, in no time. */
class AbsurdValuesTest {
    private static final List<String> NO_NUMBERS =
            List.of("", " ", "text", "1e", "0x", "--", "1,5", "x".repeat(100_000));
    private static final List<String> NOT_POSITIVE =
            List.of("0", "-1", "NaN", "-Infinity", "-1e300", "Infinity");
    private static final List<String> HUGE =
            List.of("9223372036854775808", "1e300", "9".repeat(400));

    @TempDir Path folder;

    /** Every option with a number, and what it cannot be. */
    static Stream<List<String>> refused() {
        var cases = new ArrayList<List<String>>();
        for (String option :
                List.of("--epochs", "--steps", "--threads", "--keep", "--batch-size")) {
            Stream.of(NO_NUMBERS, NOT_POSITIVE, HUGE)
                    .flatMap(List::stream)
                    .forEach(value -> cases.add(List.of(option, value)));
        }
        for (String option : List.of("--clip-norm", "--checkpoint-every")) {
            Stream.of(NO_NUMBERS, NOT_POSITIVE)
                    .flatMap(List::stream)
                    .forEach(value -> cases.add(List.of(option, value)));
        }
        Stream.of(NO_NUMBERS, HUGE)
                .flatMap(List::stream)
                .forEach(value -> cases.add(List.of("--seed", value)));
        Stream.of(NO_NUMBERS, HUGE, List.of("-1", "NaN", "Infinity", "1", "2147483648"))
                .flatMap(List::stream)
                .forEach(value -> cases.add(List.of("--validation-share", value)));
        cases.add(List.of("--threads", "100000"));
        cases.add(List.of("--threads", "2147483648"));
        cases.add(List.of("--batch-size", "2147483648"));
        cases.add(List.of("--keep", "2147483648"));
        cases.add(List.of("--epochs", "2147483648"));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("refused")
    @Timeout(60)
    void trainRefusesIt(List<String> option) {
        var words = new ArrayList<>(List.of("train", "--backend", "java", "--model", "linear"));
        words.add(option.getFirst() + "=" + option.getLast());

        assertIsRefused(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--from", "--to", "--rates", "--repeats"})
    @Timeout(60)
    void findRefusesIt(String option) {
        for (String value : Stream.concat(NO_NUMBERS.stream(), NOT_POSITIVE.stream()).toList()) {
            assertIsRefused(List.of("find", "--model", "linear", "--quiet", option + "=" + value));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--stop=patience",
                "--stop=time",
                "--stop=steps",
                "--stop=target",
                "--stop=target accuracy",
                "--stop=",
                "--stop=patience 5 accuracy 3",
                "--stop=steps 5 6",
                "--stop=time 5s 6s",
                "--stop=time s",
                "--stop=time 5",
                "--stop=time -5s",
                "--stop=time 9223372036854775807h",
                "--stop=steps 9223372036854775808",
                "--stop=patience 2147483648",
                "--stop=patience -1",
                "--stop=steps 0",
                "--stop=target accuracy NaN",
                "--stop=target accuracy 1 2",
                "--stop=target nothing 1",
                "--non-finite=",
                "--non-finite=skip",
                "--non-finite=skip 1 2",
                "--non-finite=stop 3",
                "--non-finite=rollBack",
                "--non-finite=rollBack 0.5",
                "--non-finite=rollBack 0.5 3 4",
                "--non-finite=rollBack NaN 3",
                "--non-finite=rollBack 2 3",
                "--non-finite=skip 2147483648",
                "--non-finite=skip 0",
                "--checkpoint-every=1ep 2",
                "--checkpoint-every=ep",
                "--optimizer=",
                "--optimizer=adam(",
                "--optimizer=momentum(0.9, 0.9, 0.9, 0.9)",
                "--optimizer=adam(1, 2, 3, 4, 5, 6, 7, 8)",
                "--optimizer=momentum(1e300)",
                "--loss=",
                "--loss=huber(1, 2)",
                "--loss=softmaxCrossEntropy(1, 2, 3)",
                "--model=",
                "--model=dense",
                "--model=dense()",
                "--model=dense(10, 20, 30, 40)",
                "--model=dense(0)",
                "--model=dense(-1)",
                "--model=dense(1e300)",
                "--model=dense(2147483648)",
                "--model=dense(99999999999999999999)",
                "--model=conv2d(2147483647, 3) dense(10)",
                "--model=dense(2147483647) dense(10)",
                "--precision=",
                "--backend=",
                "--backend=cuda",
                "--lr=",
                "--momentum=",
                "--momentum=1e300",
                "--momentum=-1",
                "--weight-decay=-1",
                "--weight-decay=Infinity",
            })
    @Timeout(60)
    void textsWithTooFewOrTooManyArgumentsAreRefused(String option) {
        assertIsRefused(List.of("train", "--backend", "java", option));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--model", "--optimizer", "--loss", "--lr", "--momentum"})
    @Timeout(60)
    void textsThatAreNestedTooDeeplyAreRefused(String option) {
        for (String open : List.of("(", "residual(", "sequential(", "f(a(", "[", "-")) {
            assertIsRefused(
                    List.of("train", "--backend", "java", option + "=" + open.repeat(10_000)));
            assertIsRefused(
                    List.of(
                            "train",
                            "--backend",
                            "java",
                            option + "=" + open.repeat(10_000) + "1" + ")".repeat(10_000)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "epochs: 1e300",
                "epochs: 99999999999999999999999999",
                "epochs: .nan",
                "epochs: .inf",
                "epochs: -1",
                "epochs: [1, [2]]",
                "epochs: {a: 1}",
                "steps: 1.5",
                "steps: 9223372036854775808",
                "seed: 9223372036854775808",
                "seed: 1.5",
                "threads: 100000",
                "keep: -1",
                "batchSize: 2147483648",
                "a\u0000b",
                "? [1]\n: 2",
            })
    @Timeout(60)
    void recipesAreReadWithTheSameCare(String text) throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), "model: linear\n" + text + "\n");

        assertIsRefused(List.of("train", "recipe.yaml"));
    }

    @Test
    @Timeout(60)
    void recipesThatAreNestedTooDeeplyAreRefused() throws IOException {
        for (String text :
                List.of("epochs: " + "[".repeat(10_000), "epochs: " + "{a: ".repeat(10_000))) {
            Files.writeString(folder.resolve("recipe.yaml"), text);

            assertIsRefused(List.of("train", "recipe.yaml"));
        }
    }

    private void assertIsRefused(List<String> words) {
        Session session = Session.run(folder, words.toArray(String[]::new));

        assertThat(session.code())
                .as("exit code; on screen: %s%s", abridged(session.err()), abridged(session.out()))
                .isIn(ExitCode.USAGE, ExitCode.DATA);
        assertThat(session.err())
                .startsWith("gradus: ")
                .doesNotContain("error in Gradus", "\tat ", "java.lang")
                .hasSizeLessThan(2_000);
        assertThat(session.err().lines().count()).isLessThanOrEqualTo(3);
    }

    private static String abridged(String text) {
        return text.length() < 500 ? text : text.substring(0, 500);
    }
}
