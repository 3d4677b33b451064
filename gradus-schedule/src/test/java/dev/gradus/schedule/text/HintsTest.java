package dev.gradus.schedule.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gradus.schedule.peer.Peers;
import dev.gradus.text.TextException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Texts that people paste and that are not schedules: each answer says what to write instead. */
class HintsTest {
    private static final String PASTED =
            """
            slice(1e-3,1e-2) | fit_one_cycle(5, slice(1e-5, 1e-3))
            slice(None, 1e-2) | fit_one_cycle(5, slice(1e-5, 1e-3))
            5, slice(1e-5, 1e-3) | fit_one_cycle(5, slice(1e-5, 1e-3))
            max_lr=0.01 | torch.OneCycleLR, hf.get_greedy_schedule; write the whole call, or oneCycle(0.01)
            lr_max=1e-3, pct_start=0.3 | fastai.fit_one_cycle, fastai.fit_sgdr; write the whole call
            pct_start=0.3 | torch.OneCycleLR
            lr = 1e-3 | write the rate alone: 1e-3
            learning_rate: 0.01 | write the rate alone: 0.01
            --lr 0.01 | leave out the option: 0.01
            scheduler = torch.StepLR(optimizer, step_size=30) | alone: torch.StepLR(optimizer, step_size=30)
            5, 1e-3 | hold(0.1, epochs(5)).then(hold(0.01))
            0,01 | write a point: 0.01
            [0.01, 0.1] | torch.OneCycleLR(max_lr=[0.01, 0.1], total_steps=1000)
            (0.01, 0.1) | torch.OneCycleLR(max_lr=[0.01, 0.1], total_steps=1000)
            {"lr": 0.01} | dict(type='StepLR', lr=0.1, step_size=30)
            lambda epoch: 0.95 ** epoch | write law("0.95 ** t").per(epochs(1)), with .times(0.1)
            lambda e: 0.1 * 0.95 ** e | write law("0.1 * 0.95 ** t").per(epochs(1))
            lambda step: min(1, step/100) | write law("min(1, t/100)")
            0.95**epoch | write law("0.95**t").per(epochs(1))
            0.1 * 0.95 ** (epoch // 10) | write law("0.1 * 0.95 ** (t // 10)").per(epochs(1))
            0.1 / (1 + t) | write law("0.1 / (1 + t)")
            (1 - step/1000) * 0.1 | write law("(1 - t/1000) * 0.1")
            lr * 0.95 | a formula has one variable, t, as in law("0.1 * 0.95^t")
            def scheduler(epoch, lr): return lr * 0.95 | law("0.1 * 0.95^t")
            "0.1 * 0.95^t" | write law("0.1 * 0.95^t")
            'cosine(0.1)' | leave out the quotes
            auto | gradus train and gradus find
            onecycle | write oneCycle(peak)
            cosine | write its arguments: cosine(from)
            CosineAnnealingLR | torch.CosineAnnealingLR(T_max, eta_min)
            ReduceLROnPlateau() | write torch.ReduceLROnPlateau or keras.ReduceLROnPlateau
            cosine(0.1).then(plateau(patience=3)) | cosine(0.1) * plateau(patience=3)
            2 * cosine(0.1) | cosine(0.1).times(0.5)
            cosine(0.1) / 2 | cosine(0.1).times(0.5)
            max(cosine(0.1), 0.001) | law("0.1 * exp(-t / 1000)")
            math.cos(0.1) | law("0.1 * exp(-t / 1000)")
            cos(0.1) | did you mean 'cosine'
            cosine(0.1).min(0.001) | atLeast
            oneCycle(0.01, pct_start=0.25) | it can be peak, rise, startDivisor
            cosine(0.1, epochs=10) | it can be from, to, length
            warmup(epochs(5)) | cosine(0.1).warmup(length)
            cosine(0.1) warmup 5 | cosine(0.1).warmup(epochs(5))
            WarmupCosine(0.1) | usual are constant, linear, cosine
            adam(0.001) | give it as the optimizer (--optimizer)
            torch.optim.AdamW(model.parameters(), lr=1e-3) | give it as the optimizer (--optimizer)
            optax.adam(1e-3) | give it as the optimizer (--optimizer)
            torch.foo(0.1) | it can be LambdaLR
            torch.CosineAnnealingLR(lr=0.1, T_Max=100) | did you mean 'T_max'
            torch.CosineAnnealingLR(optimizer) | needs lr=…
            torch.CosineAnnealingLR(lr=0.1, T_max=len(loader) * epochs) | write its value
            torch.OneCycleLR(max_lr=0.1, total_steps=steps) | write its value
            torch.SequentialLR(optimizer, [first, second], [5], lr=0.1) | write the call that it stands for
            torch.OneCycleLR(max_lr=f"{lr}", total_steps=100) | an f-string is Python's
            torch.StepLR(lr=0.1, step_size=30); | leave out the ;
            cosine($LR) | $LR is a variable of a shell
            cosine(lr) | write its value
            1cycle(0.01) | write oneCycle(0.01)
            cosine 0.1 | write cosine(0.1)
            oneCycle[0.01] | write oneCycle(0.01)
            0.1 -> 0.01 | write linear(0.1, 0.01)
            10% | write a number, such as 0.1 for 10 %
            1e–3 | write - in place of –
            “cosine(0.1)” | write plain quotes
            1e-3 for 10 epochs | one number, such as 0.01, or one schedule, such as cosine(0.1)
            """;

    /** What an answer gives as an example is a call of Gradus or of another system. */
    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "(?:law\\(\"[^\"]*\"\\)(?:\\.per\\(epochs\\(1\\)\\))?|linear\\([^)]*\\)|oneCycle\\(0[^)]*\\)|hold\\(0\\.1, epochs\\(5\\)\\)\\.then\\(hold\\(0\\.01\\)\\)|torch\\.OneCycleLR\\(max_lr=.*?1000\\)|fit_one_cycle\\(5, slice\\(1e-5, 1e-3\\)\\)|dict\\(type.*?\\)|cosine\\(0\\.1\\)\\.(?:warmup\\(epochs\\(5\\)\\)|times\\(0\\.5\\)|plus\\(0\\.001\\)))");

    private static String reason(String pasted) {
        TextException fault =
                catchThrowableOfType(TextException.class, () -> ScheduleReader.parse(pasted));
        assertThat(fault).as(pasted).isNotNull();
        return fault.reason();
    }

    @Test
    void eachAnswerSaysWhatToWrite() {
        for (String line : PASTED.lines().toList()) {
            String[] parts = line.split(" \\| ", 2);
            assertThat(reason(parts[0])).as(parts[0]).contains(parts[1]);
        }
    }

    @Test
    void whatAnAnswerGivesAsAnExampleCanBeWritten() {
        List<String> examples =
                PASTED.lines()
                        .map(line -> reason(line.split(" \\| ", 2)[0]))
                        .flatMap(reason -> EXAMPLE.matcher(reason).results())
                        .map(found -> found.group())
                        .distinct()
                        .toList();
        assertThat(examples).hasSizeGreaterThan(15);
        for (String example : examples) {
            assertThatCode(() -> ScheduleReader.parse(example))
                    .as(example)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aConstructorWithoutItsArgumentsIsAnsweredWithTheirNames() {
        for (String constructor : Peers.names()) {
            String name = constructor.substring(constructor.indexOf('.') + 1);
            assertThat(reason(name)).as(name).contains("." + name + "(");
        }
    }

    @Test
    void anArgumentAloneIsAnsweredWithAConstructorThatTakesIt() {
        List<String> parameters =
                Peers.names().stream()
                        .flatMap(
                                name -> Peers.forms(name.substring(name.indexOf('.') + 1)).stream())
                        .flatMap(form -> Pattern.compile("[(), ]+").splitAsStream(form).skip(1))
                        .distinct()
                        .filter(parameter ->
                                !parameter.equals("lr") && !parameter.equals("learning_rate"))
                        .toList();
        assertThat(parameters).hasSizeGreaterThan(100);
        for (String parameter : parameters) {
            assertThat(reason(parameter + "=1"))
                    .as(parameter)
                    .contains(
                            parameter
                                    + " is an argument of "
                                    + Peers.withParameter(parameter).getFirst());
        }
    }
}
