/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads environment variables for one program. Every getter declares a setting and answers with its
 * value; a wrong or missing value becomes a sentence for {@link #check()} and the getter answers
 * with the default, or with something harmless where there is none. So a program reads all its
 * settings, calls {@code check()}, and only then uses them.
 *
 * <p>An empty variable counts as not set. Not safe for use by several threads.
 */
public final class SettingsReader {
    private static final int SHOWN = 80;

    /** What Kubernetes sets in every container for a service that happens to have our prefix. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(
                    ".*_SERVICE_(HOST|PORT(_\\w+)?)=.*|.*_PORT(_\\w+)?=(tcp|udp|sctp)://.*");

    private static final Pattern SERVICE_LINK_PART =
            Pattern.compile(".*_PORT_\\d+_(TCP|UDP|SCTP)_(PROTO|PORT|ADDR)");

    private final String prefix;
    private final Map<String, String> environment;
    private final Map<String, Setting> declared = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    /**
     * @param prefix of the program's own variables, such as {@code WORKER_}: one that starts with
     *     it and is not declared is a mistake
     * @param environment as {@link System#getenv()} gives it
     */
    public SettingsReader(String prefix, Map<String, String> environment) {
        this.prefix = prefix;
        this.environment = Map.copyOf(environment);
    }

    /** All variables, for what is passed through as it stands (the Kafka clients' settings). */
    public Map<String, String> environment() {
        return environment;
    }

    public String text(String name, String standard, String doc) {
        return read(name, standard, "a text", doc, t -> t);
    }

    public String requiredText(String name, String doc) {
        return required(name, "", "a text", doc, t -> t);
    }

    public int integer(String name, int standard, int min, int max, String doc) {
        String expects = "a whole number, " + min + " to " + max;
        return read(
                name,
                standard,
                expects,
                doc,
                t -> {
                    int value = Integer.parseInt(t);
                    require(min <= value && value <= max);
                    return value;
                });
    }

    /** Written as {@code 250ms}, {@code 20s}, {@code 10m}, {@code 12h} or {@code 2d}. */
    public Duration duration(
            String name, Duration standard, Duration min, Duration max, String doc) {
        String range = Durations.format(min) + " to " + Durations.format(max);
        declare(name, "a time such as 20s, " + range, Durations.format(standard), false, doc);
        return parsed(
                name,
                standard,
                t -> {
                    Duration value = Durations.parse(t);
                    require(min.compareTo(value) <= 0 && value.compareTo(max) <= 0);
                    return value;
                });
    }

    /** {@code true} or {@code false}, nothing else. */
    public boolean flag(String name, boolean standard, String doc) {
        return read(
                name,
                standard,
                "true or false",
                doc,
                t -> {
                    require(t.equals("true") || t.equals("false"));
                    return t.equals("true");
                });
    }

    /** A constant of the enum, in upper or lower case, with {@code -} or {@code _}. */
    public <E extends Enum<E>> E oneOf(String name, E standard, String doc) {
        Class<E> type = standard.getDeclaringClass();
        String symbols =
                Stream.of(type.getEnumConstants())
                        .map(Enum::name)
                        .collect(Collectors.joining(", "));
        return read(
                name,
                standard,
                "one of " + symbols,
                doc,
                t -> Enum.valueOf(type, t.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /** An absolute address with a host and without user and password in it. */
    public URI uri(String name, URI standard, String doc) {
        return read(name, standard, "an address such as http://host:8081", doc, this::address);
    }

    public URI requiredUri(String name, String doc) {
        URI harmless = URI.create("http://localhost");
        return required(name, harmless, "an address such as http://host:8081", doc, this::address);
    }

    /** Parts between commas, blanks around them cut, empty ones left out. */
    public List<String> list(String name, List<String> standard, String doc) {
        declare(name, "names between commas", String.join(",", standard), false, doc);
        return parsed(name, standard, SettingsReader::parts);
    }

    public Path path(String name, Path standard, String doc) {
        return read(name, standard, "a path", doc, Path::of);
    }

    /**
     * The content of the file that the variable names, without line ends at its end; {@link
     * Secret#NONE} when the variable is not set. At most 64 KiB.
     */
    public Secret secretFile(String name, String doc) {
        declare(name, "the path of a file that holds the secret", "", false, doc);
        return secret(name);
    }

    public Secret requiredSecretFile(String name, String doc) {
        declare(name, "the path of a file that holds the secret", "", true, doc);
        return secret(name);
    }

    /** Adds a mistake that only the program can see, such as two settings that contradict. */
    public void mistake(String sentence) {
        mistakes.add(sentence);
    }

    /** One row for each setting declared so far, in that order. */
    public List<Setting> describe() {
        return List.copyOf(declared.values());
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidSettings with every mistake, unknown variables of the program's prefix
     *     included
     */
    public void check() {
        List<String> all = new ArrayList<>(mistakes);
        environment.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !declared.containsKey(name))
                .filter(name -> !isServiceLink(name))
                .sorted()
                .map(n -> n + " is no setting." + NearestName.question(n, declared.keySet()))
                .forEach(all::add);
        if (!all.isEmpty()) {
            throw new InvalidSettings(all);
        }
    }

    private boolean isServiceLink(String name) {
        return SERVICE_LINK.matcher(name + "=" + given(name)).matches()
                || SERVICE_LINK_PART.matcher(name).matches();
    }

    private <T> T read(
            String name, T standard, String expects, String doc, Function<String, T> parser) {
        declare(name, expects, standard.toString(), false, doc);
        return parsed(name, standard, parser);
    }

    private <T> T required(
            String name, T harmless, String expects, String doc, Function<String, T> parser) {
        declare(name, expects, "", true, doc);
        return parsed(name, harmless, parser);
    }

    private void declare(
            String name, String expects, String standard, boolean required, String doc) {
        Setting setting = new Setting(name, expects, standard, required, doc);
        if (declared.put(name, setting) != null) {
            throw new IllegalStateException(name + " is declared twice");
        }
        if (required && given(name).isEmpty()) {
            mistakes.add(name + " is not set: expected " + expects + " (" + doc + ")");
        }
    }

    private <T> T parsed(String name, T otherwise, Function<String, T> parser) {
        String text = given(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return parser.apply(text);
        } catch (Unspeakable e) {
            mistakes.add(name + " " + e.getMessage());
        } catch (IllegalArgumentException e) {
            String expects = expected(name);
            mistakes.add(name + " is \"" + shown(text) + "\": expected " + expects);
        }
        return otherwise;
    }

    private Secret secret(String name) {
        String file = given(name);
        return file.isEmpty() ? Secret.NONE : SecretFile.read(name, file, mistakes::add);
    }

    private URI address(String text) {
        if (text.contains("@")) {
            throw new Unspeakable("holds a user or password: they belong into a file");
        }
        URI address = URI.create(text);
        require(address.isAbsolute() && address.getHost() != null);
        return address;
    }

    private String given(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private String expected(String name) {
        Setting setting = declared.get(name);
        return setting == null ? "something else" : setting.expects();
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("out of range");
        }
    }

    /** A wrong value that must not be printed. */
    private static final class Unspeakable extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Unspeakable(String sentence) {
            super(sentence);
        }
    }
}
