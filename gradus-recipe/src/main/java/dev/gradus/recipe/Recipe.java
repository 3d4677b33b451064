package dev.gradus.recipe;

import dev.gradus.number.Sha256;
import dev.gradus.schedule.peer.PeerSchedule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is: data, network, loss, optimizer, schedules, controllers, length, batches, seed,
 * stop rules, checkpoints. It is a value: settings by their {@link Keys}.
 *
 * <pre>{@code
 * var recipe = Recipe.ofYaml(Files.readString(file), file.toString())
 *         .with(Keys.SEED, 2L);
 * }</pre>
 *
 * <p>The command reads and writes recipes as YAML, run folders keep them as JSON, both with the
 * same names. Parts that a user wrote in Java have no text: a recipe names them, and whoever reads
 * the recipe supplies them again.
 */
public final class Recipe {
    private static final Recipe EMPTY = new Recipe(Map.of());
    private static final int BYTES = 16;

    private final Map<Key<?>, Object> settings;

    private Recipe(Map<Key<?>, Object> settings) {
        this.settings = Collections.unmodifiableMap(settings);
    }

    /** {@return a recipe without settings} */
    public static Recipe empty() {
        return EMPTY;
    }

    /**
     * Reads a recipe as people write it.
     *
     * @param text YAML whose keys are the names of {@link Keys}
     * @param file the name of the file, for messages
     * @return the recipe
     * @throws RecipeException if the text is not YAML
     * @throws IllegalArgumentException if a key or value is wrong; the message names file, line and
     *     key and says what to write instead
     */
    public static Recipe ofYaml(String text, String file) {
        return Draft.ofYaml(text, file).recipe();
    }

    /**
     * Reads a recipe from one JSON object; see {@link #ofYaml}.
     *
     * @param text the content of the file
     * @param file the name of the file, for messages
     * @return the recipe
     */
    public static Recipe ofJson(String text, String file) {
        return Draft.ofJson(text, file).recipe();
    }

    /**
     * {@return this recipe with another value of a setting, which also replaces a setting that
     * means the same}
     *
     * @param <T> the type of the value
     * @param key the setting
     * @param value its value
     */
    public <T> Recipe with(Key<T> key, T value) {
        var changed = new LinkedHashMap<>(settings);
        changed.remove(key);
        Keys.rival(key.name()).flatMap(Keys::named).ifPresent(changed::remove);
        changed.put(key, key.checked(value));
        return new Recipe(changed);
    }

    /**
     * {@return this recipe without a setting}
     *
     * @param key the setting
     */
    public Recipe without(Key<?> key) {
        var changed = new LinkedHashMap<>(settings);
        changed.remove(key);
        return new Recipe(changed);
    }

    /**
     * {@return the value of a setting, if the recipe has it}
     *
     * @param <T> the type of the value
     * @param key the setting
     */
    @SuppressWarnings("unchecked") // with() takes only values of this type
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) settings.get(key));
    }

    /**
     * {@return the value of a setting, or its default}
     *
     * @param <T> the type of the value
     * @param key the setting
     * @throws IllegalArgumentException if it has neither
     */
    public <T> T get(Key<T> key) {
        return find(key)
                .or(key::usual)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the recipe has no %s; add it".formatted(key.name())));
    }

    /**
     * {@return this recipe with the defaults of all settings that it lacks, so that defaults of
     * later versions do not change it}
     */
    public Recipe complete() {
        Recipe complete = this;
        for (Key<?> key : Keys.ALL) {
            // Rules with patience judge by their own metric where no other is named.
            if (key != Keys.JUDGE_BY) {
                complete = complete.withUsual(key);
            }
        }
        return complete;
    }

    private <T> Recipe withUsual(Key<T> key) {
        Optional<T> usual = find(key).isPresent() ? Optional.empty() : key.usual();
        return usual.map(value -> with(key, value)).orElse(this);
    }

    /** {@return all settings by name as texts, numbers and lists of such, in the order of Keys} */
    public Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        for (Key<?> key : Keys.ALL) {
            written(key).ifPresent(value -> values.put(key.name(), value));
        }
        return values;
    }

    private <T> Optional<Object> written(Key<T> key) {
        Optional<Object> value =
                find(key).map(key::write).filter(plain -> !plain.equals(List.of()));
        return key == Keys.CONTROLLERS && bringsController()
                ? value.or(() -> Optional.of(List.of()))
                : value;
    }

    /**
     * An empty list is left out, unless the schedule is of another library and implies a
     * controller.
     */
    private boolean bringsController() {
        return find(Keys.LEARNING_RATE).orElse(null) instanceof PeerSchedule peer
                && peer.controller().isPresent();
    }

    /** {@return the recipe as YAML, which {@link #ofYaml} reads} */
    public String yaml() {
        Map<String, Object> values = values();
        if (find(Keys.TARGET).isPresent() && find(Keys.STOP).filter(List::isEmpty).isPresent()) {
            values.put(
                    Keys.STOP.name(),
                    List.of()); // an absent list means the default, which has a rule for tables
        }
        return RecipeText.yaml(values);
    }

    /** {@return the recipe as one JSON object on one line, which {@link #ofJson} reads} */
    public String json() {
        return RecipeText.json(values());
    }

    /**
     * {@return a short text that is the same for recipes that train the same, given the same data:
     * the number of the rule by which it was made, then the first half of a SHA-256 of the settings
     * that affect bits}
     */
    public String fingerprint() {
        var text = new StringBuilder();
        Recipe complete = complete();
        for (Key<?> key : Keys.ALL) {
            if (key.effect() == Key.Effect.BITS) {
                complete.written(key)
                        .ifPresent(
                                value -> text.append(key).append(": ").append(value).append('\n'));
            }
        }
        byte[] hash = Sha256.digest().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return "2:" + HexFormat.of().formatHex(hash, 0, BYTES);
    }

    /**
     * {@return the settings whose text cannot be read back, as in {@code learningRate law("mine",
     * …)}: only a Java program can supply them again}
     */
    public List<String> withoutText() {
        var names = new ArrayList<String>();
        for (Key<?> key : Keys.ALL) {
            if (!isReadBack(key)) {
                names.add(key + " " + written(key).orElseThrow());
            }
        }
        return names;
    }

    private <T> boolean isReadBack(Key<T> key) {
        Optional<T> value = find(key);
        if (value.isEmpty()) {
            return true;
        }
        try {
            return key.read(key.write(value.get())).equals(value.get());
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** An empty list counts as absent. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Recipe recipe && said().equals(recipe.said());
    }

    @Override
    public int hashCode() {
        return said().hashCode();
    }

    private Map<Key<?>, Object> said() {
        var said = new LinkedHashMap<>(settings);
        said.values().removeIf(List.of()::equals);
        return said;
    }

    @Override
    public String toString() {
        return values().toString();
    }
}
