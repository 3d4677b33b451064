package dev.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1e-3 | 0.001
                    -0.51 | -0.51
                    .5 | 0.5
                    5. | 5
                    0.1f | 0.1
                    100L | 100
                    5_000 | 5000
                    1/3 | 0.3333333333333333
                    2**-1 | 0.5
                    -2**2 | -4
                    2**3**2 | 512
                    7//2 | 3
                    -7//2 | -4
                    -7%3 | 2
                    7%-3 | -2
                    (1+2)*3 | 9
                    1 - 2 - 3 | -4
                    inf | Infinity
                    -math.inf | -Infinity
                    float('-inf') | -Infinity
                    Double.POSITIVE_INFINITY | Infinity
                    float("nan") | NaN
                    """)
    void arithmeticOnNumbersIsOneNumber(String text, Double value) {
        assertThat(Expression.parse(text))
                .isInstanceOfSatisfying(
                        Expression.Numeral.class, n -> assertThat(n.value()).isEqualTo(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [1, 2] | List.of(1, 2)
                    [1, 2] | (1, 2)
                    [1, 2] | [1, 2,]
                    [1, 2] | new int[] {1, 2}
                    [1, 2] | Arrays.asList(1, 2)
                    {0: 0.1, 3: 0.05} | Map.of(0, 0.1, 3, 0.05)
                    {'a': 1} | dict(a=1)
                    f(x=None, y=True) | f(x=null, y=true)
                    f("a") | f('a')
                    Step(1) | new Step(1)
                    ramp(0, 0.1, epochs(5)).then(cosine(0.1, 0)) | ramp( 0,.1,epochs( 5 ) ) . then(cosine(1e-1,0.))
                    """)
    void pythonAndJavaSpellTheSame(String one, String other) {
        assertThat(shape(Expression.parse(one))).isEqualTo(shape(Expression.parse(other)));
    }

    /** A rendering without places. */
    private static String shape(Expression expression) {
        return switch (expression) {
            case Expression.Numeral n -> Double.toString(n.value());
            case Expression.Text t -> "'" + t.value() + "'";
            case Expression.Bool b -> Boolean.toString(b.value());
            case Expression.None _ -> "none";
            case Expression.Name n -> n.name();
            case Expression.Items items ->
                    items.items().stream().map(ExpressionTest::shape).toList().toString();
            case Expression.Dictionary d ->
                    d.entries().stream()
                            .map(e -> shape(e.key()) + ":" + shape(e.value()))
                            .toList()
                            .toString();
            case Expression.Call c ->
                    c.name()
                            + c.positional().stream().map(ExpressionTest::shape).toList()
                            + c.named().entrySet().stream()
                                    .map(e -> e.getKey() + "=" + shape(e.getValue()))
                                    .toList();
            case Expression.Chain c -> shape(c.receiver()) + "." + shape(c.call());
            case Expression.Binary b ->
                    "(" + shape(b.left()) + b.operator().symbol() + shape(b.right()) + ")";
            case Expression.Not n -> "not " + shape(n.operand());
            case Expression.Conditional c ->
                    shape(c.test()) + "?" + shape(c.yes()) + ":" + shape(c.no());
            case Expression.Lambda l -> l.parameters() + "->" + shape(l.body());
        };
    }

    @Test
    void aDottedNameBelongsToTheCallAndAMethodToTheChain() {
        assertThat(
                        shape(
                                Expression.parse(
                                        "torch.optim.OneCycleLR(opt, max_lr=0.1).scaled(2).done()")))
                .isEqualTo("torch.optim.OneCycleLR[opt][max_lr=0.1].scaled[2.0][].done[][]");
    }

    @Test
    void aSequenceIsSeparatedByBlanksCommasOrSemicolons() {
        assertThat(
                        Expression.parseAll(
                                        "conv2d(32, 3) relu, maxPool(2); flatten # to a row\n dense(10)")
                                .stream()
                                .map(ExpressionTest::shape))
                .containsExactly(
                        "conv2d[32.0, 3.0][]",
                        "relu",
                        "maxPool[2.0][]",
                        "flatten",
                        "dense[10.0][]");
        assertThat(Expression.parseAll("  ")).isEmpty();
    }

    @Test
    void unquotedLambdasAreArguments() {
        assertThat(
                        shape(
                                Expression.parse(
                                        "LambdaLR(lr_lambda=lambda epoch: 0.5 if epoch % 2 else 1, lr=1)")))
                .isEqualTo("LambdaLR[][lr_lambda=[epoch]->(epoch%2.0)?0.5:1.0, lr=1.0]");
        assertThat(shape(Expression.parse("f(t -> 1 / t)"))).isEqualTo("f[[t]->(1.0/t)][]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ramp(0, 0.1 | expected ',' or ')' after an argument of ramp, got the end of the text | 11
                    f(a=1, a=2) | 'a' is given twice | 7
                    f(a=1, 2) | expected an argument with a name, since the one before has a name, got '2' | 7
                    f(1) g | expected the end of the text, got 'g' | 5
                    [1, 2 | expected ',' or ']' after an item, got the end of the text | 5
                    f('abc | the text that begins here has no closing ' | 2
                    1 + § | unexpected character '§' | 4
                    f(1).(2) | expected the name of a method after '.', got '(' | 5
                    Map.of(1, 2, 3) | Map.of takes keys and values in turn, got 3 arguments | 0
                    1 if 2 | expected 'else', got the end of the text | 6
                    2 t | expected the end of the text, got 't' | 2
                    """)
    void faultsPointAtTheirPlace(String text, String reason, int from) {
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOfSatisfying(
                        TextException.class,
                        fault -> {
                            assertThat(fault.reason()).isEqualTo(reason);
                            assertThat(fault.place().from()).isEqualTo(from);
                        });
    }

    @Test
    void theMessageShowsTheLineWithCarets() {
        assertThatThrownBy(() ->
                        Arguments.of(
                                (Expression.Call) Expression.parse("cosine(0.1,\n  endd=5)"),
                                "start",
                                "end"))
                .hasMessage(
                        """
                        unknown argument 'endd'; did you mean 'end'? (of cosine)
                            endd=5)
                                 ^\
                        """);
    }

    @Test
    void aLongLineIsShortenedAroundThePlace() {
        String text = "f(" + "1, ".repeat(100) + "§" + ", 1".repeat(100) + ")";
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOfSatisfying(
                        TextException.class,
                        fault -> {
                            List<String> lines = fault.place().marked().lines().toList();
                            assertThat(lines.get(0)).hasSizeLessThan(110);
                            assertThat(lines.get(0).charAt(lines.get(1).indexOf('^')))
                                    .isEqualTo('§');
                        });
    }

    @Test
    void nestingWithoutEndIsRefusedAndDoesNotOverflow() {
        for (String opening : List.of("(", "[", "-", "not ", "f(", "1**-")) {
            assertThatThrownBy(() -> Expression.parse(opening.repeat(10_000) + "1"))
                    .isInstanceOf(TextException.class)
                    .hasMessageContaining("nested deeper than");
        }
    }
}
