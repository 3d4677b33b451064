package dev.gradus.data.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is, and who asks. What is shown and recorded of it is {@link #shown} alone: no
 * user, no password, and none of the address's parameters, whatever they are called.
 */
public final class JdbcAddress {
    /** The environment variable with the whole address, for runs that are resumed. */
    public static final String URL = "GRADUS_JDBC_URL";

    /** The environment variable with the user's name. */
    public static final String USER = "GRADUS_JDBC_USER";

    /** The environment variable with the password. */
    public static final String PASSWORD = "GRADUS_JDBC_PASSWORD";

    private static final String SCHEME = "jdbc:";
    private static final String HIDDEN = "***";

    /** The driver's own part of the scheme, as in {@code jdbc:postgresql:} or jdbc:oracle:thin:. */
    private static final Pattern DRIVER = Pattern.compile("jdbc:([A-Za-z0-9+.-]+:)+(//)?");

    /** What parameters begin with; some drivers write them in the place of the host. */
    private static final Pattern PARAMETERS = Pattern.compile("[?;#&(]|[^:/,?;#&(]*=");

    private static final Pattern BETWEEN_SECRETS = Pattern.compile("[?;#&=()/:@,\\s]+");

    private final String url;
    private final String shown;
    private final Optional<String> user;
    private final Optional<String> password;
    private final List<String> secrets;

    private JdbcAddress(
            String url, String shown, Optional<String> user, Optional<String> password) {
        this.url = url;
        this.shown = shown;
        this.user = user;
        this.password = password;
        this.secrets = secrets();
    }

    /**
     * {@return whether a text is the address of a database}
     *
     * @param text what a user wrote in the place of data
     */
    public static boolean isAddress(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * {@return an address}
     *
     * @param written what a user wrote, or what a record has of it
     * @param environment may have the {@linkplain #USER user} and the {@linkplain #PASSWORD
     *     password}, and the whole {@linkplain #URL address} of which a record has a part
     */
    public static JdbcAddress of(String written, Map<String, String> environment) {
        String whole = environment.getOrDefault(URL, "");
        boolean isOfRecord = !whole.isEmpty() && shown(whole).equals(written);
        String url = isOfRecord ? whole : written;
        return new JdbcAddress(
                url,
                shown(url),
                Optional.ofNullable(environment.get(USER)),
                Optional.ofNullable(environment.get(PASSWORD)));
    }

    /** Returns what may be shown and recorded of an address. */
    static String shown(String url) {
        Matcher driver = DRIVER.matcher(url);
        if (!driver.lookingAt()) {
            return SCHEME + HIDDEN;
        }
        String start = driver.group();
        String place = url.substring(driver.end());
        place = place.substring(place.lastIndexOf('@') + 1); // a password may have any character
        Matcher parameters = PARAMETERS.matcher(place);
        return start + (parameters.find() ? place.substring(0, parameters.start()) : place);
    }

    private List<String> secrets() {
        var pieces = new ArrayList<String>();
        user.ifPresent(pieces::add);
        password.ifPresent(pieces::add);
        if (!url.equals(shown)) {
            for (String piece : BETWEEN_SECRETS.split(url, -1)) {
                if (!shown.contains(piece)) {
                    pieces.add(piece);
                    decoded(piece).ifPresent(pieces::add);
                }
            }
            pieces.add(url.substring(SCHEME.length()));
        }
        return pieces.stream()
                .filter(piece -> !piece.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Optional<String> decoded(String piece) {
        try {
            return Optional.of(URLDecoder.decode(piece, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException isNotEncoded) {
            return Optional.empty();
        }
    }

    /** {@return the address without anything that may be secret} */
    public String shown() {
        return shown;
    }

    /** Returns what a driver said, without anything of the address that is not shown. */
    String withoutSecrets(String message) {
        String clean = message;
        for (String secret : secrets) {
            if (secret.length() > 1) {
                clean = clean.replace(secret, HIDDEN);
            } else if (clean.contains(secret)) {
                return "the driver's words are left out, for they may hold a part of the address";
            }
        }
        return clean;
    }

    String url() {
        return url;
    }

    Optional<String> user() {
        return user;
    }

    Optional<String> password() {
        return password;
    }

    /** Returns {@link #shown}. */
    @Override
    public String toString() {
        return shown;
    }
}
