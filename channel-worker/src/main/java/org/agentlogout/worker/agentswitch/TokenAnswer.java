/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.agentlogout.settings.Secret;

/**
 * What a token endpoint answers.
 *
 * @param refresh {@link Secret#NONE} where the old one stays good
 * @param life of the access token from now
 */
record TokenAnswer(Secret access, Secret refresh, Duration life) {

    /** Where nobody tells: short enough to be safe, for the administrator sets the true one. */
    private static final Duration USUAL_LIFE = Duration.ofMinutes(10);

    private static final JsonFactory JSON = new JsonFactory();

    /** Empty when the body is no JSON object with a token in it. */
    static Optional<TokenAnswer> read(byte[] body) {
        Map<String, String> fields = fields(body);
        String access = first(fields, "token", "access_token");
        if (!CredentialFiles.isToken(access)) {
            return Optional.empty();
        }
        Secret refresh = Secret.of(first(fields, "refresh_token", "refresh-token"));
        return Optional.of(new TokenAnswer(Secret.of(access), refresh, life(fields, access)));
    }

    private static Duration life(Map<String, String> fields, String access) {
        long told = number(first(fields, "expires_in", "expiresIn"));
        if (told > 0) {
            return Duration.ofSeconds(told);
        }
        Map<String, String> claims = claims(access);
        long fromClaims = number(first(claims, "exp")) - number(first(claims, "iat"));
        boolean dated = claims.containsKey("exp") && claims.containsKey("iat");
        return dated && fromClaims > 0 ? Duration.ofSeconds(fromClaims) : USUAL_LIFE;
    }

    /** The middle part of a JSON web token; nothing where the token is something else. */
    private static Map<String, String> claims(String access) {
        String[] parts = access.split("\\.", -1);
        if (parts.length != 3) {
            return Map.of();
        }
        try {
            return fields(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IllegalArgumentException _) {
            return Map.of();
        }
    }

    /** Texts and numbers on the top level of an object; nothing where there is no object. */
    private static Map<String, String> fields(byte[] json) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isScalarValue()) {
                    fields.put(name, parser.getText());
                }
                parser.skipChildren();
            }
            return fields;
        } catch (IOException _) {
            return Map.of();
        }
    }

    private static String first(Map<String, String> fields, String... names) {
        for (String name : names) {
            String value = fields.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static long number(String text) {
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    }
}
