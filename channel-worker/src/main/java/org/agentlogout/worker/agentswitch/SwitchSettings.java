/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.agentlogout.settings.NearestName;
import org.agentlogout.settings.Secret;
import org.agentlogout.settings.Setting;
import org.agentlogout.settings.SettingsReader;

/**
 * What a worker knows of one switch beforehand, from the variables {@code SWITCH_<ID>_...}.
 *
 * @param id as in a channel's {@code switchId}
 * @param nodes base addresses of one or two nodes, the preferred one first; their scheme tells the
 *     platform
 * @param cti what a CTI server needs beyond
 */
public record SwitchSettings(
        String id,
        List<URI> nodes,
        Access access,
        Trust trust,
        Reasons reasons,
        boolean logoutAllMedia,
        OnDisconnect onDisconnect,
        Watching watching,
        Limits limits,
        CtiSettings cti) {

    private static final String ID = "[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?";
    private static final URI NO_URI = URI.create("");

    public SwitchSettings {
        nodes = List.copyOf(nodes);
    }

    /** Which adapter serves a switch. */
    public enum Platform {
        FINESSE,
        CTI_SERVER
    }

    /** By the scheme of its first node. */
    public Platform platform() {
        return platformOf(nodes.getFirst());
    }

    private static Platform platformOf(URI node) {
        return String.valueOf(node.getScheme()).startsWith("cti")
                ? Platform.CTI_SERVER
                : Platform.FINESSE;
    }

    /**
     * How the worker proves who it is.
     *
     * @param directory of the credential files
     * @param tokenUrl where refresh tokens are turned into access tokens; empty where there is none
     */
    public record Access(Credential.Owner owner, Path directory, URI tokenUrl) {
        public boolean hasTokenUrl() {
            return tokenUrl.isAbsolute();
        }
    }

    /**
     * Whose certificates are believed.
     *
     * @param store a PKCS12 or JKS file; empty for the certificates of the Java runtime
     */
    public record Trust(Path store, Secret password) {
        public boolean given() {
            return !store.toString().isEmpty();
        }
    }

    /**
     * Reasons the product gives by itself, by label or by the switch's id; empty where not set.
     *
     * @param forceNotReady empty for the same as {@code notReady}
     */
    public record Reasons(String notReady, String forceNotReady, String systemFailure) {}

    /** What the switch is set up to do with an agent whose desktop is gone (LOAD 0, LOAD 1). */
    public enum OnDisconnect {
        NOT_READY,
        SIGN_OUT
    }

    /**
     * What is asked while there is no command.
     *
     * @param probe how often the switch is asked whether it serves
     * @param interval how often a channel with a live interaction is looked at
     * @param looksPerSecond at such channels, over all workers
     */
    public record Watching(Duration probe, Duration interval, int looksPerSecond) {}

    /**
     * @param call time for one request to one node
     * @param confirm how long a change may take to show before it is reported as unknown
     * @param concurrentCalls commands at once, over all workers
     * @param callsPerSecond commands begun in a second, over all workers
     */
    public record Limits(
            Duration call, Duration confirm, int concurrentCalls, int callsPerSecond) {}

    /** The name of one of this switch's variables, for texts that say what to set. */
    public String variable(String suffix) {
        return variable(id, suffix);
    }

    private static String variable(String id, String suffix) {
        return "SWITCH_" + id.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + suffix;
    }

    /**
     * Reads {@code SWITCHES} and the variables of each switch it names. Mistakes go to the reader,
     * a variable {@code SWITCH_...} that belongs to none of them included.
     */
    public static List<SwitchSettings> read(SettingsReader reader) {
        List<String> ids =
                reader.list("SWITCHES", List.of(), "Ids of the switches this worker serves.");
        if (ids.isEmpty()) {
            reader.mistake("SWITCHES is not set: expected ids between commas, such as cce1,ccx1");
        }
        List<SwitchSettings> all = new ArrayList<>();
        Set<String> variables = new HashSet<>();
        for (String id : ids) {
            if (!id.matches(ID)) {
                reader.mistake(
                        "SWITCHES names \"" + id + "\": an id has small letters, digits and -");
            } else if (!variables.add(variable(id, ""))) {
                reader.mistake("SWITCHES names " + id + " twice");
            } else {
                all.add(read(reader, id));
            }
        }
        findUnknown(reader);
        return List.copyOf(all);
    }

    private static SwitchSettings read(SettingsReader reader, String id) {
        List<URI> nodes = nodes(reader, id);
        boolean cti = platformOf(nodes.getFirst()) == Platform.CTI_SERVER;
        Reasons reasons = reasons(reader, id);
        return new SwitchSettings(
                id,
                nodes,
                access(reader, id),
                trust(reader, id),
                cti ? CtiSettings.checked(reader, it -> variable(id, it), reasons) : reasons,
                reader.flag(
                        variable(id, "LOGOUT_ALL_MEDIA"),
                        false,
                        "Whether a voice sign-out may carry the agent's media along."),
                reader.oneOf(
                        variable(id, "LOGOUT_ON_DISCONNECT"),
                        OnDisconnect.NOT_READY,
                        "What becomes of an agent whose desktop is gone, as set up on the switch:"
                                + " NOT_READY is LOAD 0, SIGN_OUT is LOAD 1. CCX always signs out."),
                SwitchLimits.watching(reader, it -> variable(id, it)),
                SwitchLimits.limits(reader, it -> variable(id, it)),
                CtiSettings.read(reader, it -> variable(id, it)));
    }

    private static List<URI> nodes(SettingsReader reader, String id) {
        String urlA = variable(id, "URL_A");
        String urlB = variable(id, "URL_B");
        URI a =
                reader.requiredUri(
                        urlA,
                        "The first node: https://host:8445 for Finesse, ctis://host:42030 or"
                                + " cti://host:42027 for a CTI server.");
        URI b = reader.uri(urlB, NO_URI, "The second node; left out where there is none.");
        checkNode(reader, urlA, a);
        if (!b.isAbsolute()) {
            return List.of(a);
        }
        checkNode(reader, urlB, b);
        if (platformOf(a) != platformOf(b)) {
            reader.mistake(urlA + " and " + urlB + " are not of one platform");
        }
        return List.of(a, b);
    }

    private static void checkNode(SettingsReader reader, String variable, URI node) {
        if (platformOf(node) == Platform.FINESSE) {
            checkHttp(reader, variable, node);
        } else if (node.getHost() == null
                || node.getPort() < 0
                || !List.of("cti", "ctis").contains(node.getScheme())) {
            reader.mistake(variable + " is no address of the form ctis://host:42030");
        }
    }

    private static void checkHttp(SettingsReader reader, String variable, URI node) {
        String scheme = String.valueOf(node.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http")) {
            reader.mistake(variable + " is no http or https address");
        }
    }

    private static Access access(SettingsReader reader, String id) {
        String directory = variable(id, "CREDENTIAL_DIR");
        String tokenUrl = variable(id, "TOKEN_URL");
        Access access =
                new Access(
                        reader.oneOf(
                                variable(id, "CREDENTIALS"),
                                Credential.Owner.AGENT,
                                "Whose credentials: a file per agent, or per team its supervisor's."),
                        Path.of(
                                reader.requiredText(
                                        directory,
                                        "Directory of files named by user id or team id; for a CTI server"
                                                + " one called cti-client.")),
                        reader.uri(
                                tokenUrl,
                                NO_URI,
                                "Where refresh tokens in agents' files are turned into access"
                                        + " tokens."));
        if (access.hasTokenUrl()) {
            checkHttp(reader, tokenUrl, access.tokenUrl());
        }
        if (access.hasTokenUrl() && access.owner() == Credential.Owner.SUPERVISOR) {
            reader.mistake(tokenUrl + " goes with agents' credentials only");
        }
        return access;
    }

    private static Trust trust(SettingsReader reader, String id) {
        return new Trust(
                reader.path(
                        variable(id, "TRUSTSTORE"),
                        Path.of(""),
                        "PKCS12 or JKS file with the certificates to believe; else Java's own."),
                reader.secretFile(
                        variable(id, "TRUSTSTORE_PASSWORD_FILE"),
                        "File with the password of that store."));
    }

    private static Reasons reasons(SettingsReader reader, String id) {
        return new Reasons(
                reader.text(
                        variable(id, "NOT_READY_REASON"),
                        "",
                        "Label or id of the Not Ready reason given before a sign-out."),
                reader.text(
                        variable(id, "FORCE_NOT_READY_REASON"),
                        "",
                        "The same for an agent whose presence was lost; else as NOT_READY_REASON."),
                reader.text(
                        variable(id, "SYSTEM_FAILURE_REASON"),
                        "",
                        "Label or id of the logout reason given when presence was lost."));
    }

    private static void findUnknown(SettingsReader reader) {
        List<String> known = reader.describe().stream().map(Setting::name).toList();
        reader.environment().keySet().stream()
                .filter(name -> name.startsWith("SWITCH_") && !known.contains(name))
                .sorted()
                .map(n -> n + " belongs to no switch." + NearestName.question(n, known))
                .forEach(reader::mistake);
    }
}
