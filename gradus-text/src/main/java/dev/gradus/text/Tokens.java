package dev.gradus.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cursor over the tokens of a source. */
final class Tokens {
    private static final int DEEPEST = 220;

    private final List<Token> tokens;
    private int next;
    private int depth;

    Tokens(String source) {
        this.tokens = Lexer.tokens(source);
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    boolean take(String symbol) {
        if (peek().is(symbol)) {
            next++;
            return true;
        }
        return false;
    }

    boolean takeName(String name) {
        if (peek().isName(name)) {
            next++;
            return true;
        }
        return false;
    }

    /** Takes the next token if it has one of these spellings, word or symbol; else returns null. */
    @Nullable String takeAny(List<String> spellings) {
        for (String spelling : spellings) {
            if (take(spelling) || takeName(spelling)) {
                return spelling;
            }
        }
        return null;
    }

    Token expect(String symbol, String purpose) {
        if (peek().is(symbol)) {
            return take();
        }
        throw unexpected("'" + symbol + "' " + purpose);
    }

    Token expectName(String purpose) {
        if (peek().kind() == Token.Kind.NAME) {
            return take();
        }
        throw unexpected(purpose);
    }

    TextException unexpected(String wanted) {
        return new TextException(
                "expected " + wanted + ", got " + peek().described(), peek().place());
    }

    /** Returns the place from {@code start} to the token taken last. */
    Place since(Place start) {
        Place last = tokens.get(Math.max(0, next - 1)).place();
        return last.to() < start.to() ? start : start.through(last);
    }

    void descend() {
        depth++;
        if (depth > DEEPEST) {
            throw new TextException("nested deeper than " + DEEPEST + " levels", peek().place());
        }
    }

    void ascend() {
        depth--;
    }
}
