package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.Secrets;
import java.nio.file.Path;

/**
 * What is deployed.
 *
 * @param directory the directory that holds {@code config/deploy.yml}
 * @param temporaryDirectory where clean clones are kept
 * @param configuration its configuration
 * @param secrets its secrets
 * @param person who deploys
 */
public record Project(
        Path directory, Path temporaryDirectory, Configuration configuration, Secrets secrets, Person person) {

    /**
     * Who deploys.
     *
     * @param performer git's {@code user.email}, or the name of the system's user: in audit lines and hooks
     * @param name git's {@code user.name}: in the details of the lock
     */
    public record Person(String performer, String name) {}
}
