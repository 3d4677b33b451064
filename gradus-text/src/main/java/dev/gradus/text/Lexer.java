package dev.gradus.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a source into tokens. */
final class Lexer {
    private static final Pattern BLANK = Pattern.compile("(?:\\s|#[^\n]*)+");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "((?:\\d[\\d_]*(?:\\.(?:\\d[\\d_]*)?)?|\\.\\d[\\d_]*)(?:[eE][+-]?\\d+)?)(?:[fFdDlL](?!\\w))?");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern SYMBOL =
            Pattern.compile("\\*\\*|//|<=|>=|==|!=|->|&&|\\|\\||[-+*/%^<>=!?:;,.()\\[\\]{}]");

    private final String source;
    private final Matcher matcher;
    private int at;

    private Lexer(String source) {
        this.source = source;
        this.matcher = BLANK.matcher(source);
    }

    static List<Token> tokens(String source) {
        return new Lexer(source).all();
    }

    private List<Token> all() {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            matches(BLANK);
            if (at == source.length()) {
                tokens.add(new Token(Token.Kind.END, "", new Place(source, at, at)));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() {
        int start = at;
        char first = source.charAt(at);
        if (first == '"' || first == '\'') {
            return quoted(first);
        }
        if (matches(NUMBER)) {
            return token(Token.Kind.NUMBER, matcher.group(1).replace("_", ""), start);
        }
        if (matches(NAME)) {
            return token(Token.Kind.NAME, matcher.group(), start);
        }
        if (matches(SYMBOL)) {
            return token(Token.Kind.SYMBOL, matcher.group(), start);
        }
        throw new TextException(
                "unexpected character '" + first + "'", new Place(source, at, at + 1));
    }

    private Token quoted(char quote) {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == quote) {
                int start = at;
                at = i + 1;
                return token(Token.Kind.TEXT, value.toString(), start);
            }
            if (c == '\\' && i + 1 < source.length()) {
                i++;
                c = source.charAt(i);
            }
            value.append(c);
        }
        throw new TextException(
                "the text that begins here has no closing " + quote, new Place(source, at, at + 1));
    }

    private boolean matches(Pattern pattern) {
        matcher.usePattern(pattern).region(at, source.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        at = matcher.end();
        return true;
    }

    private Token token(Token.Kind kind, String text, int start) {
        return new Token(kind, text, new Place(source, start, at));
    }
}
