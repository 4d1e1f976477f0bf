/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.nio.file.Path;
import java.time.Duration;
import org.agentlogout.simulator.board.AgentBoard;
import org.agentlogout.simulator.board.Refusal;

/**
 * How a simulator behaves. Start from {@link #defaults()} and change what matters to the test; each
 * {@code with} gives a new value.
 */
public final class SimulatorSettings {

    /**
     * Port numbers, 0 for any free one.
     *
     * @param nodeA of node A
     * @param nodeB of node B
     * @param control of the control endpoint
     * @param plain whether, when HTTPS is on, each node also has a plain HTTP port (any free one)
     *     that answers every request with 301 to the HTTPS one
     */
    public record Ports(int nodeA, int nodeB, int control, boolean plain) {
        public static final Ports ANY = new Ports(0, 0, 0, false);
    }

    /** A PKCS12 keystore; {@link #OFF} means plain HTTP. The password is never printed. */
    public record Tls(Path keystore, String password) {
        public static final Tls OFF = new Tls(Path.of(""), "");

        boolean on() {
            return !keystore.toString().isEmpty();
        }

        @Override
        public String toString() {
            return on() ? "Tls[" + keystore + "]" : "Tls[off]";
        }
    }

    private Platform platform = Platform.UCCE;
    private long seed = 1;
    private Duration confirmationDelay = Duration.ofMillis(20);
    private Duration wrapUpTime = Duration.ofSeconds(30);
    private Duration lockTime = Duration.ofMinutes(5);
    private int logoutRefusalCode = 22;
    private boolean mediaErrorsLater = false;
    private boolean mediaSettingsPerNode = true;
    private boolean supervisorReadsMedia = true;
    private LetterCase letterCase = LetterCase.DOCUMENTED;
    private String bindAddress = "127.0.0.1";
    private Ports ports = Ports.ANY;
    private Tls tls = Tls.OFF;
    private int callLogLimit = 200_000;
    private CtiSettings cti = CtiSettings.defaults();

    private SimulatorSettings() {}

    private SimulatorSettings(SimulatorSettings from) {
        platform = from.platform;
        seed = from.seed;
        confirmationDelay = from.confirmationDelay;
        wrapUpTime = from.wrapUpTime;
        lockTime = from.lockTime;
        logoutRefusalCode = from.logoutRefusalCode;
        mediaErrorsLater = from.mediaErrorsLater;
        mediaSettingsPerNode = from.mediaSettingsPerNode;
        supervisorReadsMedia = from.supervisorReadsMedia;
        letterCase = from.letterCase;
        bindAddress = from.bindAddress;
        ports = from.ports;
        tls = from.tls;
        callLogLimit = from.callLogLimit;
        cti = from.cti;
    }

    /** CCE over plain HTTP on free loopback ports, changes 20 ms after the answer. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings();
    }

    /** Whose rules and which deployment type; default UCCE. */
    public SimulatorSettings withPlatform(Platform value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.platform = value;
        return copy;
    }

    /** The seed of what is drawn by lot (shares of faults); default 1. */
    public SimulatorSettings withSeed(long value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.seed = value;
        return copy;
    }

    /**
     * Time between the answer 202 and the change; default 20 ms. Zero applies the change before the
     * answer leaves, for measuring others.
     */
    public SimulatorSettings withConfirmationDelay(Duration value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.confirmationDelay = notNegative(value);
        return copy;
    }

    /** How long WORK and WORK_READY last when nobody ends them; default 30 s. */
    public SimulatorSettings withWrapUpTime(Duration value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.wrapUpTime = notNegative(value);
        return copy;
    }

    /** How long five wrong passwords lock a user; default 5 min (developer guide 12.5, p. 29). */
    public SimulatorSettings withLockTime(Duration value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.lockTime = notNegative(value);
        return copy;
    }

    /**
     * The control failure for LOGOUT in a wrong state, 22 (invalid object state) or 265 (invalid
     * agent work mode); default 22. Which of them a real CCE sends is not documented.
     */
    public SimulatorSettings withLogoutRefusalCode(int value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.logoutRefusalCode = value;
        return copy;
    }

    /** Whether media errors come after a 202 instead of as an answer; default false. */
    public SimulatorSettings withMediaErrorsLater(boolean value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.mediaErrorsLater = value;
        return copy;
    }

    /**
     * Whether the three sign-in settings of a medium are right only on the node where the agent
     * signed in (developer guide 12.5, p. 184); default true.
     */
    public SimulatorSettings withMediaSettingsPerNode(boolean value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.mediaSettingsPerNode = value;
        return copy;
    }

    /** Whether a supervisor may GET the media of a team member; default true. */
    public SimulatorSettings withSupervisorReadsMedia(boolean value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.supervisorReadsMedia = value;
        return copy;
    }

    /** How element names are written in answers; default as documented. */
    public SimulatorSettings withLetterCase(LetterCase value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.letterCase = value;
        return copy;
    }

    /** The local address of all ports; default 127.0.0.1. */
    public SimulatorSettings withBindAddress(String value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.bindAddress = value;
        return copy;
    }

    /** Which ports; default any free ones. */
    public SimulatorSettings withPorts(Ports value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.ports = value;
        return copy;
    }

    /** The keystore of HTTPS; default plain HTTP. */
    public SimulatorSettings withTls(Tls value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.tls = value;
        return copy;
    }

    /** How many requests the call log keeps; default 200,000, some 100 MB. */
    public SimulatorSettings withCallLogLimit(int value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.callLogLimit = value;
        return copy;
    }

    /** How the CTI servers behave. */
    public SimulatorSettings withCti(CtiSettings value) {
        SimulatorSettings copy = new SimulatorSettings(this);
        copy.cti = value;
        return copy;
    }

    /** HTTPS on both nodes with this PKCS12 keystore. */
    public SimulatorSettings withTls(Path keystore, String password) {
        return withTls(new Tls(keystore, password));
    }

    /** Fixed ports of the nodes, 0 for any free one. */
    public SimulatorSettings withPorts(int nodeA, int nodeB) {
        return withPorts(new Ports(nodeA, nodeB, ports.control(), ports.plain()));
    }

    /** The port of the control endpoint, 0 for any free one. */
    public SimulatorSettings withControlPort(int port) {
        return withPorts(new Ports(ports.nodeA(), ports.nodeB(), port, ports.plain()));
    }

    /** A plain port beside each HTTPS node that answers 301 to it. */
    public SimulatorSettings withPlainRedirect(boolean plain) {
        return withPorts(new Ports(ports.nodeA(), ports.nodeB(), ports.control(), plain));
    }

    AgentBoard emptyBoard() {
        boolean workMode = logoutRefusalCode == Refusal.WRONG_WORK_MODE.number();
        return new AgentBoard(
                platform.profile(),
                wrapUpTime,
                workMode ? Refusal.WRONG_WORK_MODE : Refusal.INVALID_STATE);
    }

    Platform platform() {
        return platform;
    }

    long seed() {
        return seed;
    }

    Duration confirmationDelay() {
        return confirmationDelay;
    }

    Duration wrapUpTime() {
        return wrapUpTime;
    }

    Duration lockTime() {
        return lockTime;
    }

    int logoutRefusalCode() {
        return logoutRefusalCode;
    }

    boolean mediaErrorsLater() {
        return mediaErrorsLater;
    }

    boolean mediaSettingsPerNode() {
        return mediaSettingsPerNode;
    }

    boolean supervisorReadsMedia() {
        return supervisorReadsMedia;
    }

    LetterCase letterCase() {
        return letterCase;
    }

    String bindAddress() {
        return bindAddress;
    }

    Ports ports() {
        return ports;
    }

    Tls tls() {
        return tls;
    }

    CtiSettings cti() {
        return cti;
    }

    int callLogLimit() {
        return callLogLimit;
    }

    private static Duration notNegative(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("a time must not be negative: " + value);
        }
        return value;
    }
}
