package dev.gradus.train.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.nn.check.GradientReport;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.train.Training;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPartsExampleTest {
    private final Dataset data = EverythingOwn.data();

    @TempDir Path runs;

    @Test
    void whatIsShownTrainsAndGoesOnToTheBit() {
        var trainer = OwnPartsExample.trainer().backend("java").batchSize(6);
        var whole = trainer.fit(data);
        Run run;
        try (Training training = trainer.runs(runs).prepare(data)) {
            for (int step = 0; step < 8; step++) {
                training.turn();
            }
            training.request(new Control.Stop(), "test");
            run = training.run().run().orElseThrow();
        }

        var resumed = OwnPartsExample.resume(trainer, run, data);

        assertThat(resumed.state()).isEqualTo(whole.state());
        assertThat(resumed.ending()).isEqualTo(whole.ending());
        assertThat(whole.validation()).containsKey("balancedAccuracy");
    }

    @Test
    void theCheckLooksAtEveryParameter() {
        assertThat(OwnPartsExample.check().deviations())
                .extracting(GradientReport.Deviation::of)
                .containsExactly(
                        "input",
                        "dense1.weight",
                        "dense1.bias",
                        "swish1.beta",
                        "dense2.weight",
                        "dense2.bias");
    }
}
