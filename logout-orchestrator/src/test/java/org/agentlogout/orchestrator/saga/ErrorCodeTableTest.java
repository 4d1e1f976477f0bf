/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.agentlogout.orchestrator.saga.Reply.Result;
import org.junit.jupiter.api.Test;

/** docs/error-codes.md: found out by playing each outcome in each step, not written by hand. */
class ErrorCodeTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "error-codes.md");

    private static final String CHANNEL = "chat";

    /** Those of a requested logout. */
    private static final List<Stage> STEPS =
            List.of(Stage.INSPECT, Stage.MAKE_NOT_READY, Stage.DEACTIVATE, Stage.SIGN_OUT);

    @Test
    void documentIsWhatTheSagaDoes() throws IOException {
        String document = document();
        if (System.getProperty("regenerate") != null) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, document);
        }
        assertThat(DOCUMENT)
                .as("docs/error-codes.md; mvn test -Dregenerate writes it")
                .exists()
                .content()
                .isEqualTo(document);
    }

    private static String document() {
        StringBuilder text = new StringBuilder("# Error codes\n\n");
        text.append("Written by `ErrorCodeTableTest` (`mvn test -Dregenerate`).");
        text.append(" A name once published is never reused.\n\n");
        text.append("## What follows from an outcome in a step\n\n");
        text.append("A voice channel succeeds, the chat channel ends each command as the column");
        text.append(" says until no further attempt is made.\n\n| step |");
        for (Outcome outcome : Outcome.values()) {
            text.append(' ').append(outcome).append(" |");
        }
        text.append(" FAILED, retryable | no answer |\n|---|");
        text.append("---|".repeat(Outcome.values().length + 2)).append('\n');
        for (Stage stage : STEPS) {
            text.append("| ").append(stage.command()).append(" |");
            for (Outcome outcome : Outcome.values()) {
                text.append(cell(follows(stage, outcome, false)));
            }
            text.append(cell(follows(stage, Outcome.FAILED, true)));
            text.append(cell(silent(stage))).append('\n');
        }
        text.append("\n## What the agent is told\n\n| code | sentence |\n|---|---|\n");
        for (ErrorCode code : ErrorCode.values()) {
            text.append("| `").append(code).append("` | ").append(code.sentence()).append(" |\n");
        }
        return text.toString();
    }

    private static String cell(String text) {
        return " " + text + " |";
    }

    private static String follows(Stage stage, Outcome outcome, boolean retryable) {
        Scene scene = upTo(stage);
        boolean success = outcome == Outcome.DONE || outcome == Outcome.ALREADY_DONE;
        for (int attempt = 0; attempt < 10 && scene.replies().isEmpty(); attempt++) {
            if (success) {
                succeed(scene, stage, outcome);
                return scene.replies().isEmpty() ? "next step" : told(scene);
            }
            scene.ends(CHANNEL, outcome, retryable, "")
                    .wait(Duration.ofSeconds(retryable ? attempt + 1 : 12));
        }
        return told(scene);
    }

    private static void succeed(Scene scene, Stage stage, Outcome outcome) {
        CommandResult done =
                stage == Stage.INSPECT
                        ? Samples.found(scene.commandTo(CHANNEL), Samples.ready())
                        : Samples.done(scene.commandTo(CHANNEL), after(stage));
        scene.answer(
                new CommandResult(
                        done.commandId(),
                        done.attempt(),
                        done.sagaId(),
                        done.sessionId(),
                        done.epoch(),
                        done.channelId(),
                        outcome,
                        false,
                        "",
                        "",
                        done.state(),
                        done.inspection(),
                        CommandResult.Recovered.NOTHING,
                        ""));
    }

    private static String silent(Stage stage) {
        Scene scene = upTo(stage);
        return told(scene.wait(Duration.ofSeconds(60)));
    }

    /** The chat channel owes the answer that opens the barrier of {@code stage}. */
    private static Scene upTo(Stage stage) {
        Scene scene = Scene.inspecting().found("voice", Samples.ready());
        for (Stage passed : STEPS) {
            if (passed == stage) {
                break;
            }
            succeed(scene, passed, Outcome.DONE);
            scene.done("voice", after(next(passed)));
        }
        return scene;
    }

    private static Stage next(Stage stage) {
        return switch (stage) {
            case INSPECT -> Stage.MAKE_NOT_READY;
            case MAKE_NOT_READY -> Stage.DEACTIVATE;
            case DEACTIVATE, SIGN_OUT -> Stage.SIGN_OUT;
            case STOP, RECOVER -> throw new IllegalArgumentException("no step: " + stage);
        };
    }

    private static AgentState after(Stage stage) {
        return stage == Stage.SIGN_OUT ? AgentState.LOGGED_OUT : AgentState.NOT_READY;
    }

    private static String told(Scene scene) {
        return scene.reply().result() instanceof Result.Failure(ErrorCode code, String detail)
                ? "`" + code + "`" + (detail.isEmpty() ? "" : " (" + detail + ")")
                : "SUCCESS";
    }
}
