package io.jenkins.plugins.kamal.engine.deploy.accessory;

import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.function.Consumer;

/**
 * Removes one accessory or all accessories from their servers ({@code remove…} of {@code lib/kamal/cli/accessory.rb}).
 */
public final class RemoveAccessory {

    private final Session session;
    private final String name;

    /** Selects the accessory with this name, or all accessories for {@code all}. */
    public RemoveAccessory(Session session, String name) {
        this.session = session;
        this.name = name;
    }

    /** Stops the container, and removes container, image, files and data. */
    public void all() {
        each(accessory -> {
            new AccessoryOperations(session, name).stop(accessory);
            container(accessory);
            image(accessory);
            directory(accessory);
        });
    }

    /** Removes the stopped container. */
    public void container() {
        each(this::container);
    }

    /** Removes the image. */
    public void image() {
        each(this::image);
    }

    /** Removes files and data. */
    public void directory() {
        each(this::directory);
    }

    void container(Accessory accessory) {
        run(
                accessory,
                "Removed the container of " + accessory.name(),
                audit("Remove " + accessory.name() + " accessory container"),
                commands(accessory).removeContainer());
    }

    private void image(Accessory accessory) {
        run(
                accessory,
                "Removed the image of " + accessory.name(),
                audit("Removed " + accessory.name() + " accessory image"),
                commands(accessory).removeImage());
    }

    private void directory(Accessory accessory) {
        run(
                accessory,
                "Removed the files of " + accessory.name(),
                commands(accessory).removeServiceDirectory());
    }

    private void each(Consumer<Accessory> work) {
        List<Accessory> accessories = Accessories.named(session, name);
        new DeployLock(session).hold(() -> accessories.forEach(work));
    }

    private void run(Accessory accessory, String words, Command... commands) {
        session.servers().run(session.targets().hostsOf(accessory), host -> Script.of(commands)
                .saying(words));
    }

    private AccessoryCommands commands(Accessory accessory) {
        return new AccessoryCommands(session.configuration(), accessory);
    }

    private Command audit(String line) {
        return new AuditCommands(session.configuration()).record(session.tags(), line);
    }
}
