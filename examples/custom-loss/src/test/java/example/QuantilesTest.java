package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void nineOfTenDeliveriesTakeNoLongerThanPredicted() {
        Model model = Quantiles.train(Quantiles.deliveries(2000, 1), 0.9);
        Dataset others = Quantiles.deliveries(2000, 2);

        int within = 0;
        Batch one = new Batch(1, 1, others.target());
        for (int i = 0; i < others.size(); i++) {
            others.copy(i, one, 0);
            within += one.values()[0] <= model.predict(one.inputs().clone())[0] ? 1 : 0;
        }

        assertEquals(0.9, within / 2000.0, 0.03);
    }

    @Test
    void itsGradientIsRight() {
        GradientCheck.of(new QuantileLoss(0.9), Target.values(3)).report().requireClose();
    }
}
