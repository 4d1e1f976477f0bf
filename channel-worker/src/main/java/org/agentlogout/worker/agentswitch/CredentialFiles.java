/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.agentlogout.settings.Secret;

/**
 * Credentials in files: one per agent, named by the user id, or one per team, named by the team id.
 * A file holds one line, {@code user:password} or {@code token:...}; it is read anew for each
 * command, so a changed file needs no restart.
 */
public final class CredentialFiles implements Credentials {
    private static final String TOKEN = "token:";
    private static final int MOST_BYTES = 16 * 1024;
    private static final int LONGEST_NAME = 128;

    /** A file as it was read. */
    record Content(String id, Secret text, Instant changedAt, Instant readAt) {}

    private final String switchId;
    private final Credential.Owner owner;
    private final Path directory;
    private final Timing timing;

    public CredentialFiles(String switchId, Credential.Owner owner, Path directory, Timing timing) {
        this.switchId = switchId;
        this.owner = owner;
        this.directory = directory;
        this.timing = timing;
    }

    @Override
    public Found find(String userId, String teamId, Instant until) {
        String name =
                switch (owner) {
                    case AGENT -> userId;
                    case SUPERVISOR -> teamId;
                };
        Optional<Content> content = read(name);
        return content.isEmpty() ? missing(name) : parsed(content.get());
    }

    Found parsed(Content content) {
        String text = content.text().reveal();
        boolean token = text.startsWith(TOKEN);
        String secret = token ? text.substring(TOKEN.length()).strip() : text;
        boolean good = token ? isToken(secret) : secret.indexOf(':') > 0 && !hasControls(secret);
        return good
                ? new Found.Usable(
                        credential(content, token ? "Bearer " + secret : "Basic " + base64(secret)))
                : Credentials.missing(
                        "The file of credential "
                                + content.id()
                                + " is not one line of user:password or token:...");
    }

    /** What a header can carry as it stands. */
    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    Credential credential(Content content, String header) {
        return new Credential(
                content.id(), owner, Secret.of(header), content.changedAt(), content.readAt());
    }

    /** What the file holds; empty when there is none, or none that may be read. */
    Optional<Content> read(String name) {
        if (!isPlainName(name)) {
            return Optional.empty();
        }
        try {
            Path file = directory.resolve(name);
            Instant readAt = timing.now();
            Instant changedAt = Files.getLastModifiedTime(file).toInstant();
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            Secret text = Secret.of(Files.readString(file).strip());
            return Optional.of(new Content(id(name), text, changedAt, readAt));
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }

    Found missing(String name) {
        return isPlainName(name)
                ? Credentials.missing("There is no readable file for credential " + id(name) + ".")
                : Credentials.missing(
                        "No file can have the name of this "
                                + (owner == Credential.Owner.AGENT ? "user" : "team")
                                + ".");
    }

    private String id(String name) {
        String kind =
                switch (owner) {
                    case AGENT -> "agent";
                    case SUPERVISOR -> "team";
                };
        return switchId + "/" + kind + "/" + name;
    }

    /** Ids come from records: one must not name a file elsewhere, or a hidden one. */
    static boolean isPlainName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.charAt(0) != '.'
                && name.chars().noneMatch(c -> c == '/' || c == '\\')
                && !hasControls(name);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
