package dev.gradus.schedule.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.text.ScheduleReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts that people paste, against what the originals' steps give; see peer_schedules.py. */
class RepeatedOriginalsTest {
    private static final Horizon RUN = new Horizon(24, 4, 1);

    record Case(String text, List<Double> values) {
        @Override
        public String toString() {
            return text;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (var file = RepeatedOriginalsTest.class.getResourceAsStream("/peer-schedules.json")) {
            List<Case> cases = new ArrayList<>();
            for (JsonNode json : JsonMapper.shared().readTree(file).get("cases").values()) {
                List<Double> values = new ArrayList<>();
                json.get("values").values().forEach(value -> values.add(value.asDouble()));
                cases.add(new Case(json.get("text").asString(), values));
            }
            return cases.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyUpdateHasTheOriginalsRate(Case expected) {
        var curve = ScheduleReader.parse(expected.text).over(RUN);

        for (int t = 0; t < expected.values.size(); t++) {
            assertThat(curve.at(t))
                    .as("update %d of %s", t, expected.text)
                    .isCloseTo(expected.values.get(t), within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theTextComesBack(Case expected) {
        var schedule = ScheduleReader.parse(expected.text);

        assertThat(ScheduleReader.parse(schedule.text())).isEqualTo(schedule);
        assertThat(ScheduleReader.fromTree(schedule.toTree())).isEqualTo(schedule);
    }
}
