package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.file.RegularFile;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The secrets files of a project: {@code .kamal/secrets-common}, then {@code .kamal/secrets} or
 * {@code .kamal/secrets.<destination>}; the second file overrides the first (Kamal's {@code lib/kamal/secrets.rb}).
 */
public final class SecretsFiles {

    private static final int LARGEST = 512 << 10;

    private final Path projectDirectory;
    private final List<String> names;
    private final String withoutDestination;
    private final Map<String, String> environment;
    private final CommandSubstitution substitution;

    private SecretsFiles(
            Path projectDirectory,
            List<String> names,
            String withoutDestination,
            Map<String, String> environment,
            CommandSubstitution substitution) {
        this.projectDirectory = projectDirectory;
        this.names = names;
        this.withoutDestination = withoutDestination;
        this.environment = Map.copyOf(environment);
        this.substitution = substitution;
    }

    /**
     * The secrets of a project. No file is read and no command runs before the first secret is looked up.
     *
     * @param projectDirectory the directory that the paths are relative to
     * @param secretsPath {@code .kamal/secrets} unless the configuration says otherwise
     * @param destination the destination, or null for none
     * @param environment the values of variables in the files, and the environment of commands
     */
    public static Secrets load(
            Path projectDirectory,
            String secretsPath,
            @CheckForNull String destination,
            Map<String, String> environment,
            CommandSubstitution substitution) {
        String second = destination == null ? secretsPath : secretsPath + "." + destination;
        SecretsFiles files = new SecretsFiles(
                projectDirectory, List.of(secretsPath + "-common", second), secretsPath, environment, substitution);
        return new Secrets(files::read);
    }

    private LoadedSecrets read() throws InterruptedException {
        List<String> present =
                names.stream().filter(name -> Files.exists(resolve(name))).toList();
        Map<String, Secret> secrets = new LinkedHashMap<>();
        Map<String, SecretOrigin> origins = new LinkedHashMap<>();
        for (String name : present) {
            DotenvFile.parse(name, text(name), environment, substitution).forEach((key, entry) -> {
                secrets.put(key, Secret.of(entry.value()));
                origins.put(key, new SecretOrigin(name, entry.line(), entry.notes(), entry.failure()));
            });
        }
        boolean ignores = !names.contains(withoutDestination) && Files.exists(resolve(withoutDestination));
        return new LoadedSecrets(secrets, origins, names, present, ignores ? withoutDestination : null);
    }

    private String text(String name) {
        try {
            return RegularFile.text(resolve(name), LARGEST);
        } catch (RegularFile.TooLargeException e) {
            throw new SecretsException(
                    name, 0, "is larger than 512 KiB, so it is probably not a secrets file: check the path");
        } catch (RegularFile.NotUtf8Exception e) {
            throw new SecretsException(name, e.line(), "the file is not UTF-8: save it in that encoding");
        } catch (IOException e) {
            throw new SecretsException(
                    name,
                    0,
                    "cannot be read (" + e.getClass().getSimpleName()
                            + "): it must be a file that the user of the agent may read");
        }
    }

    private Path resolve(String name) {
        return projectDirectory.resolve(name);
    }
}
