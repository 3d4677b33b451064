package dev.gradus.schedule.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.schedule.curve.Curve;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rate for each parameter group, as PyTorch and fastai take lists and slices. */
class GroupRatesTest {
    private static final Horizon RUN = new Horizon(60, 6, 4);

    /** The same constructor with the rates of one group is what each group gets. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch.OneCycleLR(max_lr=%s, total_steps=60)",
                "torch.OneCycleLR(optimizer, %s, epochs=10, steps_per_epoch=6, three_phase=True)",
                "torch.StepLR(lr=%s, step_size=7)",
                "torch.CyclicLR(base_lr=0.0, max_lr=%s, step_size_up=5)",
                "torch.CosineAnnealingLR(lr=%s, T_max=20)",
                "torch.LambdaLR(lr=%s, lr_lambda=lambda e: 0.8 ** e)",
                "torch.SequentialLR([LinearLR(0.1, total_iters=5), ExponentialLR(0.9)], [5], lr=%s)",
                "torch.ReduceLROnPlateau(lr=%s)",
                "hf.cosine(5, 60, lr=%s)",
                "timm.CosineLRScheduler(lr=%s, t_initial=8, warmup_t=2)",
                "deepspeed.WarmupLR(warmup_max_lr=%s, warmup_num_steps=10)",
                "learn.fit_one_cycle(10, %s)",
                "learn.fit_flat_cos(10, %s)",
                "learn.fit_sgdr(3, 1, %s)",
                "mmengine.LinearLR(lr=%s, start_factor=0.2, end=5)"
            })
    void eachGroupHasTheRateOfItsOwn(String text) {
        var random = new Random(text.hashCode());
        for (int groups = 2; groups <= 4; groups++) {
            List<Double> rates =
                    random.doubles(groups, -4, 0).map(x -> Math.pow(10, x)).boxed().toList();
            PeerSchedule whole = Peers.read(text.replace("%s", rates.toString()));
            List<Double> multiples = whole.groups().orElseThrow().of(groups);

            for (int group = 0; group < groups; group++) {
                assertSame(
                        whole.over(RUN),
                        multiples.get(group),
                        Peers.read(text.replace("%s", rates.get(group).toString())).over(RUN));
            }
            int fewer = groups - 1;
            assertThatThrownBy(() -> whole.groups().orElseThrow().of(fewer))
                    .hasMessageContaining("rates for " + (fewer + 1) + " parameter groups");
        }
    }

    private static void assertSame(Curve whole, double multiple, Curve own) {
        for (long step = 0; step < RUN.steps(); step++) {
            assertThat(multiple * whole.at(step))
                    .isCloseTo(own.at(step), within(1e-12 * own.at(step)));
        }
    }

    @Test
    void severalListsGoTogether() {
        assertThat(multiples("torch.CyclicLR(base_lr=[1e-3, 1e-2], max_lr=[0.01, 0.1])"))
                .containsExactly(0.1, 1.0);
        assertThat(multiples("torch.SWALR(swa_lr=[0.05, 0.005], lr=[0.1, 0.01])"))
                .containsExactly(10.0, 1.0);
        assertThat(multiples("torch.ReduceLROnPlateau(lr=[0.1, 0.01], min_lr=[0.001, 0.0001])"))
                .containsExactly(10.0, 1.0);
    }

    @Test
    void formulasMayDifferByAFactor() {
        assertThat(
                        multiples(
                                "torch.LambdaLR(lr=0.3, lr_lambda=[lambda e: 0.1 * 0.95 ** e, lambda t: 0.95**t / 2, lambda e: 0.95**e])"))
                .containsExactly(0.1, 0.5, 1.0);
    }

    @Test
    void theRatesMayBeWrittenInTheOptimizer() {
        assertThat(
                        multiples(
                                "torch.StepLR(torch.optim.SGD([{'params': model.base.parameters()}, {'params': model.fc.parameters(), 'lr': 0.02}], lr=0.1, momentum=0.9), 30)"))
                .containsExactly(5.0, 1.0);
        assertThat(
                        multiples(
                                "get_scheduler('cosine', AdamW([{'params': a, 'lr': 0.01}, {'params': b}], lr=0.1), 2, 9)"))
                .containsExactly(0.1, 1.0);
    }

    @Test
    void aListOfOneIsOneRate() {
        assertThat(Peers.read("torch.OneCycleLR(max_lr=[0.1], total_steps=10)").groups()).isEmpty();
        assertThat(Peers.read("torch.OneCycleLR(max_lr=0.1, total_steps=10)").groups()).isEmpty();
    }

    /** start·(stop/start)^(i/(n − 1)), fastcore's even_mults, and a tenth for slice(stop). */
    @Test
    void aSliceIsSpreadOverAsManyGroupsAsThereAre() {
        for (int groups = 2; groups <= 5; groups++) {
            List<Double> spread = multiples("learn.fit_one_cycle(3, slice(1e-5, 1e-3))", groups);
            for (int group = 0; group < groups; group++) {
                double rate = 1e-5 * Math.pow(100, group / (groups - 1.0));
                assertThat(1e-3 * spread.get(group)).isCloseTo(rate, within(1e-12 * rate));
            }
        }
        assertThat(multiples("learn.fit_one_cycle(3, slice(1e-5, 1e-3))", 1)).containsExactly(1.0);
        for (String slice : List.of("slice(1e-3)", "slice(None, 1e-3)")) {
            assertThat(multiples("fastai.fit_flat_cos(3, lr=" + slice + ")", 3))
                    .containsExactly(0.1, 0.1, 1.0);
        }
    }

    private static List<Double> multiples(String text) {
        return Peers.read(text).groups().orElseThrow() instanceof GroupRates.Listed listed
                ? listed.multiples()
                : List.of();
    }

    private static List<Double> multiples(String text, int groups) {
        return Peers.read(text).groups().orElseThrow().of(groups);
    }

    @Test
    void theyAreSaidInWords() {
        assertThat(
                        Stream.of(
                                        "torch.StepLR(lr=[0.01, 0.1], step_size=3)",
                                        "learn.fit_one_cycle(3, slice(1e-5, 1e-3))",
                                        "learn.fit_one_cycle(3, slice(1e-3))")
                                .map(text -> Peers.read(text).groups().orElseThrow().described())
                                .collect(Collectors.joining("; ")))
                .isEqualTo(
                        "0.1x, 1x; 0.01x for the first, by equal factors to 1x for the last; 0.1x for all but the last, 1x for that");
    }

    /** The first validation counts as 1, so begin=5 ignores four. */
    @Test
    void mmenginesPlateauMayBeginLater() {
        assertThat(
                        Peers.read(
                                        "mmengine.ReduceOnPlateauLR(monitor='acc', rule='greater', patience=2, begin=5, min_value=1e-4, lr=0.1)")
                                .controller())
                .hasValue(
                        Plateau.plateau()
                                .goal(Goal.MAXIMIZE)
                                .patience(3)
                                .lowestRate(1e-4)
                                .smallestChange(1e-8)
                                .ignoring(4));
    }
}
