package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.BuilderCommands;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The builder of this machine in a person's hand ({@code create}, {@code remove} and {@code details} of
 * {@code lib/kamal/cli/build.rb}).
 */
public final class BuilderByHand {

    private final Session session;
    private final LocalWork local;
    private final BuildTools tools;
    private final Path project;

    /** For this session. */
    public BuilderByHand(Session session) {
        this.session = session;
        this.local = new LocalWork(session);
        this.tools = new BuildTools(session);
        this.project = session.project().directory();
    }

    /** Creates it. */
    public void create() {
        tools.requireDocker();
        BuilderCommands builder = tools.wantedBuilder();
        new RemoteMachine(session, builder.remote()).require();
        run(builder, builder.create());
    }

    /** Removes it. */
    public void remove() {
        tools.requireDocker();
        BuilderCommands builder = tools.wantedBuilder();
        run(builder, builder.remove());
    }

    /** Prints what builders there are. */
    public void details() {
        BuilderCommands builder = tools.wantedBuilder();
        String printed = new RemoteMachine(session, builder.remote())
                .lent(reaching -> local.run(builder.info(), reaching, project).stdout());
        session.journal().important("Builder: " + builder.name());
        session.journal().important(printed);
    }

    private void run(BuilderCommands builder, Optional<Command> command) {
        if (command.isEmpty()) {
            session.journal()
                    .important("The builder " + builder.name() + " needs nothing that could be created or removed");
            return;
        }
        new RemoteMachine(session, builder.remote()).lent(reaching -> local.run(command.get(), reaching, project));
    }
}
