/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Passwords, tokens, and the lock after five wrong passwords in a row (developer guide 12.5, p.
 * 29). A locked user is refused with the right password too. Safe for many threads; nothing here is
 * ever printed.
 */
final class Credentials {

    private static final int TRIES = 5;

    /** The user a request proved to be, or tried to be. */
    record Login(String userId, boolean proved) {
        static final Login NOBODY = new Login("", false);
    }

    private final Duration lockTime;
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Integer> wrong = new HashMap<>();
    private final Map<String, Instant> lockedUntil = new HashMap<>();

    Credentials(Duration lockTime) {
        this.lockTime = lockTime;
    }

    synchronized void password(String userId, String password) {
        passwords.put(userId, password);
    }

    /** Without counting a wrong one. */
    synchronized boolean isPassword(String userId, String password) {
        String right = passwords.get(userId);
        return right != null && MessageDigest.isEqual(bytes(right), bytes(password));
    }

    synchronized void token(String userId, String token) {
        tokens.put(token, userId);
    }

    synchronized void clear() {
        passwords.clear();
        tokens.clear();
        wrong.clear();
        lockedUntil.clear();
    }

    /** Judges an Authorization header, empty for none. */
    synchronized Login judge(String header, Instant now) {
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            String user = tokens.getOrDefault(header.substring(7).strip(), "");
            return new Login(user, !user.isEmpty());
        }
        return basic(pair(header), now);
    }

    /** Calls the password in an Authorization header wrong, whatever it is, and counts it. */
    synchronized Login refuse(String header, Instant now) {
        String user = pair(header).getFirst();
        wrongPassword(user, now);
        return new Login(user, false);
    }

    /** User and password of a Basic header, both empty for what is none. */
    private static List<String> pair(String header) {
        boolean basic = header.regionMatches(true, 0, "Basic ", 0, 6);
        String pair = basic ? decoded(header.substring(6).strip()) : "";
        int colon = pair.indexOf(':');
        return colon < 0
                ? List.of("", "")
                : List.of(pair.substring(0, colon), pair.substring(colon + 1));
    }

    private Login basic(List<String> pair, Instant now) {
        String user = pair.getFirst();
        if (locked(user, now)) {
            return new Login(user, false);
        }
        String right = passwords.get(user);
        if (right == null) {
            return new Login(user, false);
        }
        if (MessageDigest.isEqual(bytes(right), bytes(pair.getLast()))) {
            wrong.remove(user);
            return new Login(user, true);
        }
        wrongPassword(user, now);
        return new Login(user, false);
    }

    /** The fifth in a row locks. */
    private void wrongPassword(String user, Instant now) {
        if (wrong.merge(user, 1, Integer::sum) >= TRIES) {
            lockedUntil.put(user, now.plus(lockTime));
            wrong.remove(user);
        }
    }

    private boolean locked(String user, Instant now) {
        return lockedUntil.getOrDefault(user, Instant.MIN).isAfter(now);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
