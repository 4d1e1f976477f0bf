/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.registry;

/**
 * What the registry refuses, with the error code of Confluent's REST interface: its first three
 * digits are the status.
 */
final class RegistryFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int code;

    private RegistryFailure(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    int status() {
        return code > 999 ? code / 100 : code;
    }

    static RegistryFailure noSuchPath(String path) {
        return new RegistryFailure(404, "HTTP 404 Not Found: " + path);
    }

    static RegistryFailure methodNotAllowed(String method, String path) {
        return new RegistryFailure(405, "HTTP 405 Method Not Allowed: " + method + " " + path);
    }

    static RegistryFailure tooLarge(int limit) {
        return new RegistryFailure(413, "The body has more than " + limit + " bytes");
    }

    static RegistryFailure notJson(String why) {
        return new RegistryFailure(400, "The body is not the JSON object asked for: " + why);
    }

    static RegistryFailure broken() {
        return new RegistryFailure(50001, "Error in the local registry; its log says more");
    }

    static RegistryFailure noSuchSubject(String subject) {
        return new RegistryFailure(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryFailure noSuchVersion(int version) {
        return new RegistryFailure(40402, "Version " + version + " not found.");
    }

    static RegistryFailure schemaNotFound(String which) {
        return new RegistryFailure(40403, "Schema " + which + " not found");
    }

    static RegistryFailure noCompatibilitySet(String subject) {
        return new RegistryFailure(
                40408,
                "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryFailure incompatible(String subject, String why) {
        return new RegistryFailure(
                409,
                "Schema being registered is incompatible with an earlier schema for subject '"
                        + subject
                        + "': "
                        + why);
    }

    static RegistryFailure badSchema(String why) {
        return new RegistryFailure(42201, "Invalid schema: " + why);
    }

    static RegistryFailure badVersion(String version) {
        return new RegistryFailure(
                42202,
                "The specified version '"
                        + version
                        + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the"
                        + " string \"latest\"");
    }

    static RegistryFailure badCompatibility(String level) {
        return new RegistryFailure(42203, "Invalid compatibility level: " + level);
    }
}
