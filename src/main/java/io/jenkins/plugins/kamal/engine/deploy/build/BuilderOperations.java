package io.jenkins.plugins.kamal.engine.deploy.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.build.BuilderCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalDocker;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.nio.file.Path;

/**
 * Creates, removes and lists the builder of this machine ({@code create}, {@code remove} and {@code details} of
 * {@code lib/kamal/cli/build.rb}).
 */
public final class BuilderOperations {

    private final Session session;
    private final LocalCommands local;
    private final BuildTools tools;
    private final Path project;

    public BuilderOperations(Session session) {
        this.session = session;
        this.local = new LocalCommands(session);
        this.tools = new BuildTools(session);
        this.project = session.project().directory();
    }

    public void create() {
        new LocalDocker(session).require();
        BuilderCommands builder = tools.wantedBuilder();
        new RemoteBuildMachine(session, builder.remote().orElse(null)).require();
        run(builder, builder.create().orElse(null));
    }

    public void remove() {
        new LocalDocker(session).require();
        BuilderCommands builder = tools.wantedBuilder();
        run(builder, builder.remove().orElse(null));
    }

    /** Prints the builders of this machine. */
    public void details() {
        BuilderCommands builder = tools.wantedBuilder();
        String printed = new RemoteBuildMachine(session, builder.remote().orElse(null))
                .lent(reaching -> local.run(builder.info(), reaching, project).stdout());
        session.log().result("Builder: " + builder.name());
        session.log().result(printed);
    }

    private void run(BuilderCommands builder, @CheckForNull Command command) {
        if (command == null) {
            session.log()
                    .important("The builder " + builder.name()
                            + " is not created by this program, so there is nothing to create or remove");
            return;
        }
        new RemoteBuildMachine(session, builder.remote().orElse(null))
                .lent(reaching -> local.run(command, reaching, project));
    }
}
