package example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.data.Dataset;
import dev.gradus.digits.Mnist;
import dev.gradus.model.Model;
import org.junit.jupiter.api.Test;

class FineTuningTest {
    @Test
    void whatIsKnownHelpsToLearnMore() {
        Mnist digits = Mnist.load();
        Dataset few = FineTuning.only(digits.train(), 5, 60);
        Dataset test = FineTuning.only(digits.test(), 5, 1000);
        Model low = FineTuning.known(FineTuning.only(digits.train(), 0, 4000));

        double tuned = FineTuning.tuned(low, few, test);
        double fresh = FineTuning.fresh(few, test);

        assertTrue(tuned > fresh, tuned + " from what is known, " + fresh + " from nothing");
    }
}
