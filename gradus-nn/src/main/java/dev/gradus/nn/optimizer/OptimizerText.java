package dev.gradus.nn.optimizer;

import dev.gradus.nn.optimizer.Optimizer.RmsProp.Centering;
import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.NamedCalls;

/** Reads optimizers as text: {@code adamw(beta2=0.95, weightDecay=0.01)}. */
final class OptimizerText {
    private static final double USUAL_MOMENTUM = 0.9;
    private static final String WEIGHT_DECAY = "weightDecay";

    private static final NamedCalls<WeightDecay> DECAYS =
            new NamedCalls<WeightDecay>("weight decay")
                    .with("l2", call -> WeightDecay.l2(amount(call)))
                    .with("decoupled", call -> WeightDecay.decoupled(amount(call)));

    private static final NamedCalls<Optimizer> OPTIMIZERS =
            new NamedCalls<Optimizer>("optimizer")
                    .with(
                            "sgd",
                            call -> {
                                var given = Arguments.of(call, WEIGHT_DECAY);
                                return decayed(Optimizers.sgd(), given);
                            })
                    .with(
                            "momentum",
                            call -> {
                                var given = Arguments.of(call, "factor", WEIGHT_DECAY);
                                return decayed(Optimizers.momentum(factor(given)), given);
                            })
                    .with(
                            "nesterov",
                            call -> {
                                var given = Arguments.of(call, "factor", WEIGHT_DECAY);
                                return decayed(Optimizers.nesterov(factor(given)), given);
                            })
                    .with("adam", call -> adam(call, Optimizers.adam()))
                    .with("adamw", call -> adam(call, Optimizers.adamw()))
                    .with("amsgrad", call -> adam(call, Optimizers.amsgrad()))
                    .with("nadam", OptimizerText::nadam)
                    .with("radam", call -> adam(call, Optimizers.radam()))
                    .with("lamb", call -> adam(call, Optimizers.lamb()))
                    .with("lion", OptimizerText::lion)
                    .with("rmsprop", OptimizerText::rmsprop)
                    .with("adagrad", OptimizerText::adagrad)
                    .with("adadelta", OptimizerText::adadelta)
                    .with("prodigy", OptimizerText::prodigy)
                    .with("dAdaptAdam", OptimizerText::dAdaptAdam)
                    .with("dAdaptSgd", OptimizerText::dAdaptSgd)
                    .with("dog", OptimizerText::dog)
                    .with("scheduleFreeSgd", OptimizerText::scheduleFreeSgd)
                    .with("scheduleFreeAdamw", OptimizerText::scheduleFreeAdamw);

    private OptimizerText() {}

    static Optimizer parse(String text) {
        return OPTIMIZERS.read(Expression.parse(text));
    }

    private static Optimizer adam(Expression.Call call, AdamFamily usual) {
        return adam(Arguments.of(call, "beta1", "beta2", "epsilon", WEIGHT_DECAY), usual);
    }

    private static Optimizer nadam(Expression.Call call) {
        var given = Arguments.of(call, "beta1", "beta2", "epsilon", WEIGHT_DECAY, "momentumDecay");
        var usual = Optimizers.nadam();
        return adam(
                given, usual.momentumDecay(given.number("momentumDecay", usual.momentumDecay())));
    }

    private static Optimizer adam(Arguments given, AdamFamily usual) {
        double beta1 = given.number("beta1", usual.beta1());
        double beta2 = given.number("beta2", usual.beta2());
        double epsilon = given.number("epsilon", usual.epsilon());
        Optimizer made =
                switch (usual) {
                    case AdamFamily.Adam adam -> adam.betas(beta1, beta2).epsilon(epsilon);
                    case AdamFamily.AmsGrad amsgrad -> amsgrad.betas(beta1, beta2).epsilon(epsilon);
                    case AdamFamily.NAdam nadam -> nadam.betas(beta1, beta2).epsilon(epsilon);
                    case AdamFamily.RAdam radam -> radam.betas(beta1, beta2).epsilon(epsilon);
                    case AdamFamily.Lamb lamb -> lamb.betas(beta1, beta2).epsilon(epsilon);
                };
        return decayed(made, given);
    }

    private static Optimizer lion(Expression.Call call) {
        var given = Arguments.of(call, "beta1", "beta2", WEIGHT_DECAY);
        var usual = Optimizers.lion();
        return decayed(
                usual.betas(
                        given.number("beta1", usual.beta1()), given.number("beta2", usual.beta2())),
                given);
    }

    private static Optimizer rmsprop(Expression.Call call) {
        var given = Arguments.of(call, "smoothing", "epsilon", "centered", WEIGHT_DECAY);
        var usual = Optimizers.rmsprop();
        return decayed(
                new Optimizer.RmsProp(
                        given.number("smoothing", usual.smoothing()),
                        given.number("epsilon", usual.epsilon()),
                        given.flag("centered", false)
                                ? Centering.AROUND_MEAN
                                : Centering.AROUND_ZERO,
                        usual.weightDecay()),
                given);
    }

    private static Optimizer adagrad(Expression.Call call) {
        var given = Arguments.of(call, "epsilon", WEIGHT_DECAY);
        var usual = Optimizers.adagrad();
        return decayed(usual.epsilon(given.number("epsilon", usual.epsilon())), given);
    }

    private static Optimizer adadelta(Expression.Call call) {
        var given = Arguments.of(call, "rho", "epsilon", WEIGHT_DECAY);
        var usual = Optimizers.adadelta();
        return decayed(
                usual.rho(given.number("rho", usual.rho()))
                        .epsilon(given.number("epsilon", usual.epsilon())),
                given);
    }

    private static Optimizer prodigy(Expression.Call call) {
        var given =
                Arguments.of(
                        call,
                        "beta1",
                        "beta2",
                        "epsilon",
                        "initial",
                        "coefficient",
                        "safeguardWarmup",
                        "biasCorrection",
                        WEIGHT_DECAY);
        var usual = Optimizers.prodigy();
        var made =
                usual.betas(
                                given.number("beta1", usual.beta1()),
                                given.number("beta2", usual.beta2()))
                        .epsilon(given.number("epsilon", usual.epsilon()))
                        .initial(given.number("initial", usual.initial()))
                        .coefficient(given.number("coefficient", usual.coefficient()));
        var guarded = given.flag("safeguardWarmup", false) ? made.safeguardWarmup() : made;
        return decayed(
                given.flag("biasCorrection", false) ? guarded.biasCorrection() : guarded, given);
    }

    private static Optimizer dAdaptAdam(Expression.Call call) {
        var given = Arguments.of(call, "beta1", "beta2", "epsilon", "initial", WEIGHT_DECAY);
        var usual = Optimizers.dAdaptAdam();
        return decayed(
                usual.betas(
                                given.number("beta1", usual.beta1()),
                                given.number("beta2", usual.beta2()))
                        .epsilon(given.number("epsilon", usual.epsilon()))
                        .initial(given.number("initial", usual.initial())),
                given);
    }

    private static Optimizer dAdaptSgd(Expression.Call call) {
        var given = Arguments.of(call, "factor", "initial", WEIGHT_DECAY);
        var usual = Optimizers.dAdaptSgd(factor(given));
        return decayed(usual.initial(given.number("initial", usual.initial())), given);
    }

    private static Optimizer dog(Expression.Call call) {
        var given = Arguments.of(call, "initial", "epsilon", WEIGHT_DECAY);
        var usual = Optimizers.dog();
        return decayed(
                usual.initial(given.number("initial", usual.initial()))
                        .epsilon(given.number("epsilon", usual.epsilon())),
                given);
    }

    private static Optimizer scheduleFreeSgd(Expression.Call call) {
        var given = Arguments.of(call, "beta", WEIGHT_DECAY);
        return decayed(Optimizers.scheduleFreeSgd(given.number("beta", USUAL_MOMENTUM)), given);
    }

    private static Optimizer scheduleFreeAdamw(Expression.Call call) {
        var given = Arguments.of(call, "beta1", "beta2", "epsilon", WEIGHT_DECAY);
        var usual = Optimizers.scheduleFreeAdamw();
        return decayed(
                usual.betas(
                                given.number("beta1", usual.beta()),
                                given.number("beta2", usual.beta2()))
                        .epsilon(given.number("epsilon", usual.epsilon())),
                given);
    }

    private static double factor(Arguments given) {
        return given.number("factor", USUAL_MOMENTUM);
    }

    private static double amount(Expression.Call call) {
        return Arguments.of(call, "amount").number("amount");
    }

    /** Gives an optimizer the weight decay of a text: a number, or a number with its kind. */
    private static Optimizer decayed(Optimizer usual, Arguments given) {
        if (!given.has(WEIGHT_DECAY)) {
            return usual;
        }
        return given.get(WEIGHT_DECAY) instanceof Expression.Call kind
                ? usual.weightDecay(DECAYS.read(kind))
                : usual.weightDecay(given.number(WEIGHT_DECAY));
    }
}
