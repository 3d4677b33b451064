package dev.gradus.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.schedule.text.ScheduleReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reference values of formulas from books and papers, from our own text form. */
class OwnTextOracleTest {
    private static final Set<String> SYSTEMS = Set.of("seed", "warmup", "wsd", "decay");

    /** Not a rate but a way to get a batch's loss out of a running mean. */
    private static final String NOT_A_RATE = "seed.batch_loss_from_running_mean";

    private static final String ROWS =
            """
            seed.power | 8 | powerDecay(0.1, steps(4)).power(2)
            seed.exponential | 9 | exponential(0.1, 0.1, steps(4))
            seed.lr_finder_exponential | 8 | exponential(0.001, 1.5)
            warmup.t/W | 6 | hold(0.1).warmup(steps(4)).landing(START)
            warmup.(t+1)/W | 6 | hold(0.1).warmup(steps(4)).landing(END)
            warmup.t/(W-1) | 6 | hold(0.1).warmup(steps(4)).landing(BOTH)
            warmup.untuned_linear | 24 | hold(0.1).warmup(steps(20)).landing(END)
            warmup.noam | 8 | noam(512, 4)
            wsd.torchtitan.sqrt | 9 | warmupStableDecay(0.1, steps(2), steps(4)).to(0.01)
            wsd.megatron.minus_sqrt | 10 | warmupStableDecay(0.1, steps(2), steps(4)).to(0.01).landing(START)
            wsd.megatron.exponential | 10 | hold(0.1).then(ramp(0.1, 0.01, steps(4), HALVING))
            decay.levanter.power | 8 | law("4 * 4.6 * (4096 * max(t, 1))^-0.51").atMost(0.02)
            """;

    private static JsonNode entries() throws IOException {
        try (var file = OwnTextOracleTest.class.getResourceAsStream("/schedule-oracle.json")) {
            return JsonMapper.shared().readTree(file).get("entries");
        }
    }

    private static Stream<JsonNode> ours() throws IOException {
        return entries()
                .valueStream()
                .filter(entry -> SYSTEMS.contains(id(entry).split("\\.", 2)[0]))
                .filter(entry -> !id(entry).equals(NOT_A_RATE));
    }

    private static String id(JsonNode entry) {
        return entry.get("id").asString();
    }

    @Test
    void everyEntryHasARow() throws IOException {
        var rows = ROWS.lines().map(row -> row.split(" \\| ", 3)[0]).toList();
        assertThat(ours().map(OwnTextOracleTest::id))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(rows);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = ROWS)
    void isReproduced(String id, long steps, String text) throws IOException {
        var entry = ours().filter(each -> id(each).equals(id)).findFirst().orElseThrow();
        var curve = ScheduleReader.parse(text).over(Horizon.ofSteps(steps));
        double tolerance = entry.get("tol").asDouble();
        var expected = values(entry);
        assertThat(expected).isNotEmpty();
        for (int step = 0; step < expected.size(); step++) {
            double value = expected.get(step);
            assertThat(curve.at(step))
                    .as("step %d", step)
                    .isCloseTo(value, within(tolerance * Math.max(Math.abs(value), 1e-3)));
        }
    }

    private static List<Double> values(JsonNode entry) {
        var values = new ArrayList<Double>();
        entry.get("values").forEach(value -> values.add(value.asDouble()));
        return values;
    }
}
