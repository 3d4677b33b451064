package dev.gradus.nn.loss;

import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.NamedCalls;
import java.util.List;

/** Reads losses as text: {@code huber(0.5)}. */
final class LossText {
    private static final NamedCalls<Loss> LOSSES =
            new NamedCalls<Loss>("loss")
                    .with("softmaxCrossEntropy", LossText::softmaxCrossEntropy)
                    .with("binaryCrossEntropy", Losses.binaryCrossEntropy())
                    .with("meanSquaredError", Losses.meanSquaredError())
                    .with("meanAbsoluteError", Losses.meanAbsoluteError())
                    .with(
                            "huber",
                            call -> Losses.huber(Arguments.of(call, "delta").number("delta", 1)))
                    .with("quadratic", Losses.quadratic());

    private LossText() {}

    static Loss parse(String text) {
        return LOSSES.read(Expression.parse(text));
    }

    private static Loss softmaxCrossEntropy(Expression.Call call) {
        var arguments = Arguments.of(call, "labelSmoothing", "classWeights");
        return new Loss.SoftmaxCrossEntropy(
                arguments.number("labelSmoothing", 0),
                arguments.has("classWeights") ? arguments.numbers("classWeights") : List.of());
    }
}
