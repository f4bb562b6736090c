package io.jenkins.plugins.kamal.engine.deploy.accessory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryDirectory;
import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryFile;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.template.ErbTemplates;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.file.RegularFile;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Uploads the files of an accessory and creates its directories ({@code upload} and {@code directories} of
 * {@code lib/kamal/cli/accessory.rb}, {@code expand_local_file} of {@code configuration/accessory.rb}).
 */
public final class AccessoryFiles {

    private static final int LARGEST = 64 << 20;
    private static final String TEMPLATE = "erb";

    private final Session session;
    private final Accessory accessory;

    AccessoryFiles(Session session, Accessory accessory) {
        this.session = session;
        this.accessory = accessory;
    }

    /** Uploads the files of the accessories with this name while holding the deploy lock. */
    public static void upload(Session session, String name) {
        require(session, Accessories.named(session, name));
        onHosts(session, name, files -> files.uploads().saying("Uploaded the files of " + files.accessory.name()));
    }

    /** Creates the directories of the accessories with this name while holding the deploy lock. */
    public static void createDirectories(Session session, String name) {
        onHosts(session, name, files -> files.directories()
                .saying("Created the directories of " + files.accessory.name()));
    }

    private static void onHosts(Session session, String name, Function<AccessoryFiles, Script> scripts) {
        List<Accessory> accessories = Accessories.named(session, name);
        new DeployLock(session)
                .hold(() -> accessories.forEach(accessory -> {
                    Script script = scripts.apply(new AccessoryFiles(session, accessory));
                    session.servers().run(session.targets().hostsOf(accessory), host -> script);
                }));
    }

    /**
     * Throws one {@link DeployException} that lists all files of these accessories that cannot be uploaded, if there
     * are any.
     */
    static void require(Session session, List<Accessory> accessories) {
        List<String> faults = accessories.stream()
                .flatMap(accessory -> faults(session, accessory).stream())
                .toList();
        if (!faults.isEmpty()) {
            throw new DeployException(Topic.ACCESSORIES, String.join("\n", faults));
        }
    }

    /** Returns one message for each file of an accessory that cannot be uploaded. */
    public static List<String> faults(Session session, Accessory accessory) {
        List<String> faults = new ArrayList<>();
        for (Accessory.Mount mount : accessory.mounts().files()) {
            Path file = session.project().directory().resolve(mount.local());
            String key = " (accessories/" + accessory.name() + "/files)";
            if (Files.isDirectory(file)) {
                faults.add(file + " of the accessory " + accessory.name()
                        + " is a directory, but only files can be uploaded; name each of its files" + key);
            } else if (!Files.isRegularFile(file)) {
                faults.add("There is no file " + file + " for the accessory " + accessory.name() + key);
            } else if (!Files.isReadable(file)) {
                faults.add("The file " + file + " of the accessory " + accessory.name()
                        + " cannot be read by this user; change its permissions" + key);
            } else {
                unusable(accessory, file).ifPresent(fault -> faults.add(fault + key));
            }
        }
        return faults;
    }

    /** Returns the message about a file whose content cannot be uploaded. A template is read, but not rendered. */
    private static Optional<String> unusable(Accessory accessory, Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return Optional.of(tooLarge(accessory, file));
            }
            if (file.toString().endsWith(TEMPLATE)) {
                RegularFile.text(file, LARGEST);
            }
            return Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of(notText(accessory, file));
        } catch (IOException e) {
            return Optional.of(unreadable(accessory, file, e));
        }
    }

    private static String tooLarge(Accessory accessory, Path file) {
        return "The file " + file + " of the accessory " + accessory.name()
                + " is larger than 64 MiB. Put it into the accessory's image, or on the server";
    }

    private static String notText(Accessory accessory, Path file) {
        return "The template " + file + " of the accessory " + accessory.name()
                + " is not UTF-8 text; a file that is not a template must not end with ." + TEMPLATE;
    }

    private static String unreadable(Accessory accessory, Path file, IOException failure) {
        return "The file " + file + " of the accessory " + accessory.name() + " cannot be read: " + failure;
    }

    Script directories() {
        Script script = Script.of();
        for (Accessory.Mount directory : accessory.mounts().directories()) {
            script = script.then(AccessoryDirectory.create(accessory, directory));
        }
        return script;
    }

    Script uploads() {
        Script script = Script.of();
        for (Accessory.Mount file : accessory.mounts().files()) {
            byte[] content = content(file.local());
            script = script.then(AccessoryFile.upload(accessory, file, content, holdsSecret(content)));
        }
        return script;
    }

    private boolean holdsSecret(byte[] content) {
        String text = new String(content, UTF_8);
        return !session.log().redactor().redact(text).equals(text);
    }

    private byte[] content(String local) {
        Path file = session.project().directory().resolve(local);
        try {
            return local.endsWith(TEMPLATE)
                    ? render(RegularFile.text(file, LARGEST), local).getBytes(UTF_8)
                    : RegularFile.bytes(file, LARGEST);
        } catch (RegularFile.TooLargeException e) {
            throw new DeployException(Topic.ACCESSORIES, tooLarge(accessory, file));
        } catch (CharacterCodingException e) {
            throw new DeployException(Topic.ACCESSORIES, notText(accessory, file));
        } catch (IOException e) {
            throw new DeployException(Topic.ACCESSORIES, unreadable(accessory, file, e));
        }
    }

    /** Renders a template, which sees the accessory's environment, including its secrets, in {@code ENV}. */
    private String render(String text, String name) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(accessory.container().env().clear());
        accessory
                .container()
                .env()
                .secret()
                .forEach(variable -> environment.put(
                        variable.variable(),
                        session.project()
                                .secrets()
                                .require(variable.secretName())
                                .reveal()));
        return new ErbTemplates(session.project().directory(), environment)
                .render(text, name, null)
                .text();
    }
}
