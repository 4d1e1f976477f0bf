/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The tool's entry: reads the command line, runs the sub-command, ends with its exit code. */
@Command(
        name = "logout",
        description = "Logs agents out of their channels, and shows what happens meanwhile.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        version = "logout 0.1.0",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; the reply was a success",
            "1:an error reply, or something differs",
            "2:the command line is wrong",
            "3:no reply in time",
            "4:Kafka, the registry or the simulator cannot be reached or refuses"
        },
        subcommands = {
            RequestCommand.class,
            CancelCommand.class,
            DisconnectCommand.class,
            RecoverCommand.class,
            PresenceCommand.class,
            WatchCommand.class,
            TopicsCommand.class,
            SignInCommand.class,
            DeadLettersCommand.class,
            ReplayCommand.class
        })
public final class LogoutTool implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    private LogoutTool() {}

    public static void main(String[] args) {
        // By a name of its own: programs that have this module on their class path log their own
        // way.
        System.getProperties().putIfAbsent("logback.configurationFile", "logback-tool.xml");
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(args, out, err));
    }

    /** The tool without the end of the process: for tests and for the local stack. */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return new CommandLine(new LogoutTool())
                .setOut(out)
                .setErr(err)
                .setColorScheme(Help.defaultColorScheme(colours()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line))
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "What shall be done? Name a command.");
    }

    static PrintWriter out(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    static PrintWriter err(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    private static Help.Ansi colours() {
        return Paint.BOLD.on("x").equals("x") ? Help.Ansi.OFF : Help.Ansi.ON;
    }

    private static int failed(Exception e, CommandLine line) {
        var err = line.getErr();
        if (e instanceof ToolFailure failure) {
            err.println(Paint.RED.on(String.valueOf(failure.getMessage())));
            return failure.exitCode();
        }
        err.println(Paint.RED.on("A defect of this tool; please report it:"));
        e.printStackTrace(err);
        return ExitCodes.OUTSIDE;
    }
}
