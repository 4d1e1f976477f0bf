/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator;

import java.time.Duration;
import org.agentlogout.orchestrator.saga.LogoutPolicy;
import org.agentlogout.orchestrator.saga.LogoutPolicy.Absence;
import org.agentlogout.settings.SettingsReader;

/** The numbers of the saga, from the environment. */
final class PolicySettings {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int PERCENT = 100;

    private static final String OURS = "ORCHESTRATOR_";

    private static final String REISSUE = "a command without a result is issued again after this";
    private static final String RETRY =
            "a command that failed and may be repeated is issued again after this";
    private static final String AHEAD =
            "how far a session's epoch may be ahead of its record's append time";
    private static final String LOOK =
            "after this a logout that waits for interactions looks again, each time so much later";
    private static final String LOOK_AT_MOST = "but at least so often";
    private static final String GRACE =
            "how long a desktop that is gone may come back before the agent is logged out";
    private static final String HOLD =
            "how long nobody is logged out at most because a desktop server seems to be gone";
    private static final String QUIET =
            "graces that were held start anew once nobody has returned for so long";
    private static final String SHARE =
            "more than this percentage of a server's sessions in their grace are a lost server";
    private static final String FLOOR = "and no fewer than one more than this";
    private static final String FORCED = "deadline of each try of a forced logout";
    private static final String FORCED_RETRY =
            "a forced logout that failed is tried again after this, then twice as late each time";
    private static final String FORCED_RETRY_AT_MOST = "but at least so often";
    private static final String FORCED_RETRY_FOR =
            "a forced logout that has failed for so long is STUCK";
    private static final String LIFE = "a session that nobody ends is ended after this";

    private PolicySettings() {}

    static LogoutPolicy read(SettingsReader reader) {
        LogoutPolicy standard = LogoutPolicy.DEFAULT;
        return new LogoutPolicy(
                budget(reader, "INSPECT", standard.inspectBudget(), "all first looks"),
                budget(reader, "NOT_READY", standard.notReadyBudget(), "step 4"),
                budget(reader, "DEACTIVATE", standard.deactivateBudget(), "step 5"),
                budget(reader, "SIGN_OUT", standard.signOutBudget(), "step 6"),
                time(
                        reader,
                        "ANSWER_MARGIN",
                        standard.answerMargin(),
                        "commands expire so long before their step does"),
                time(reader, "REISSUE_AFTER", standard.reissueAfter(), REISSUE),
                time(reader, "RETRY_DELAY", standard.retryDelay(), RETRY),
                count(
                        reader,
                        "RETRIES",
                        standard.retries(),
                        "how often a command is repeated whose outcome is not known"),
                time(
                        reader,
                        "EARLY_REQUEST_WAIT",
                        standard.earlyRequestWait(),
                        "how long a request waits for its session to be opened"),
                time(
                        reader,
                        "MEMORY",
                        standard.memory(),
                        "how long replies and ended sessions are remembered"),
                count(
                        reader,
                        "REPEATS_WAITING",
                        standard.repeatsWaiting(),
                        "repeats of a running request that wait for its reply"),
                time(
                        reader,
                        "DEADLINE_AT_MOST",
                        standard.deadlineAtMost(),
                        "how far ahead a request's deadline may lie"),
                time(reader, "EPOCH_AHEAD", standard.epochAhead(), AHEAD),
                count(
                        reader,
                        "REMEMBERED_AT_MOST",
                        standard.rememberedAtMost(),
                        "replies remembered for one agent"),
                count(
                        reader,
                        "EARLY_AT_MOST",
                        standard.earlyAtMost(),
                        "requests of one agent that may wait for a session"),
                count(
                        reader,
                        "DRY_RUNS_AT_MOST",
                        standard.dryRunsAtMost(),
                        "dry runs of one agent at once"),
                time(
                        reader,
                        "CANCEL_WAIT",
                        standard.cancelWait(),
                        "how long a cancel waits for the request it names"),
                time(reader, "FIRST_LOOK", standard.firstLook(), LOOK),
                time(reader, "LOOK_AT_MOST", standard.lookAtMost(), LOOK_AT_MOST),
                absence(reader));
    }

    private static Absence absence(SettingsReader reader) {
        Absence standard = Absence.DEFAULT;
        int percent = (int) Math.round(standard.holdShare() * PERCENT);
        return new Absence(
                time(reader, "GRACE", standard.grace(), GRACE),
                time(reader, "HOLD_AT_MOST", standard.holdAtMost(), HOLD),
                time(reader, "RETURN_QUIET", standard.returnQuiet(), QUIET),
                reader.integer(OURS + "HOLD_PERCENT", percent, 0, PERCENT, SHARE)
                        / (double) PERCENT,
                count(reader, "HOLD_FLOOR", standard.holdFloor(), FLOOR),
                time(reader, "FORCED_TRY_TIME", standard.tryTime(), FORCED),
                time(reader, "FORCED_RETRY", standard.firstRetry(), FORCED_RETRY),
                time(reader, "FORCED_RETRY_AT_MOST", standard.retryAtMost(), FORCED_RETRY_AT_MOST),
                time(reader, "FORCED_RETRY_FOR", standard.retryFor(), FORCED_RETRY_FOR),
                reader.duration(
                        OURS + "SESSION_LIFE",
                        standard.sessionLife(),
                        SECOND,
                        DAY.multipliedBy(30),
                        LIFE),
                time(
                        reader,
                        "EARLY_PRESENCE_WAIT",
                        standard.earlyPresence(),
                        "how long presence waits for its session to be opened"));
    }

    private static Duration budget(
            SettingsReader reader, String name, Duration standard, String what) {
        String doc = "time for " + what + " of a logout";
        return reader.duration(OURS + name + "_BUDGET", standard, SECOND, HOUR, doc);
    }

    private static Duration time(
            SettingsReader reader, String name, Duration standard, String doc) {
        return reader.duration(OURS + name, standard, Duration.ofMillis(1), DAY, doc);
    }

    private static int count(SettingsReader reader, String name, int standard, String doc) {
        return reader.integer(OURS + name, standard, 0, 1000, doc);
    }
}
