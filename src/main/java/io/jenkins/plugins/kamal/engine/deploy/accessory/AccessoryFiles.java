package io.jenkins.plugins.kamal.engine.deploy.accessory;

import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryDirectory;
import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryFile;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.template.ErbTemplates;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files and directories of an accessory ({@code upload} and {@code directories} of
 * {@code lib/kamal/cli/accessory.rb}, {@code expand_local_file} of {@code configuration/accessory.rb}).
 */
public final class AccessoryFiles {

    private static final String TEMPLATE = "erb";

    private final Session session;
    private final Accessory accessory;

    AccessoryFiles(Session session, Accessory accessory) {
        this.session = session;
        this.accessory = accessory;
    }

    /** Uploads the files of the accessories of this name, under the lock. */
    public static void upload(Session session, String name) {
        onHosts(session, name, AccessoryFiles::uploads);
    }

    /** Creates the directories of the accessories of this name, under the lock. */
    public static void createDirectories(Session session, String name) {
        onHosts(session, name, AccessoryFiles::directories);
    }

    private static void onHosts(
            Session session, String name, java.util.function.Function<AccessoryFiles, Script> scripts) {
        new DeployLock(session).hold(() -> Accessories.named(session, name).forEach(accessory -> {
            Script script = scripts.apply(new AccessoryFiles(session, accessory));
            session.servers().run(session.targets().hostsOf(accessory), host -> script);
        }));
    }

    Script directories() {
        Script script = Script.of();
        for (Accessory.Mount directory : accessory.directories()) {
            script = script.then(AccessoryDirectory.create(accessory, directory));
        }
        return script;
    }

    Script uploads() {
        Script script = Script.of();
        for (Accessory.Mount file : accessory.files()) {
            script = script.then(AccessoryFile.upload(accessory, file, content(file.local())));
        }
        return script;
    }

    private Secret content(String local) {
        Path file = session.project().directory().resolve(local);
        if (!Files.isRegularFile(file)) {
            throw new DeployException("There is no file " + file + " for the accessory " + accessory.name()
                    + " (accessories/" + accessory.name() + "/files)");
        }
        try {
            String text = Files.readString(file);
            return Secret.of(local.endsWith(TEMPLATE) ? render(text, local) : text);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The file " + file + " of the accessory " + accessory.name() + " cannot be read as UTF-8 text", e);
        }
    }

    /** A template sees the accessory's environment in {@code ENV}, secrets too. */
    private String render(String text, String name) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(accessory.env().clear());
        accessory
                .env()
                .secret()
                .forEach(variable -> environment.put(
                        variable.variable(),
                        session.project()
                                .secrets()
                                .require(variable.secretName())
                                .reveal()));
        return new ErbTemplates(session.project().directory(), environment).render(text, name, Optional.empty());
    }
}
